//! Loads plugins and runs units of work in the sandbox.
//!
//! - [`Runtime`]: the engine, the cache of compiled code and the limits.
//! - [`Plugin`]: a loaded component, what it imports and what it says of itself.
//! - [`Task`] in, [`Discovery`] out: one unit of work in a fresh instance.
//! - [`Limits`]: everything that bounds a plugin, in one place.
//! - [`compile_child`]: the other end of the child process that compiles.
//!
//! A plugin reaches what is linked here and nothing else: no file, no socket, no environment, no credential.

mod cache;
mod clock;
mod compile;
mod component_file;
mod config;
mod cpu;
mod engine;
mod error;
mod footprint;
mod imports;
mod inventory;
mod last_words;
mod limits;
mod log;
mod manifest;
mod plugin;
mod progress;
mod state;
mod stdio;
mod stop;
mod unit;
mod usage;

pub use compile::compile_child;
pub use engine::Runtime;
pub use error::PluginError;
pub use imports::Imports;
pub use limits::{Limit, LimitUnit, Limits};
pub use plugin::Plugin;
pub use progress::Progress;
pub use unit::{Discovery, Task, UsageReport};

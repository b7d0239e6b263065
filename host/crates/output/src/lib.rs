//! Writes inventories for people and programs: a value in, text out.
//!
//! - [`json`]: the documents that scripts rely on; their shapes are in the private module `wire`.
//! - [`table`]: aligned columns for terminals. [`csv`]: rows for spreadsheets.
//! - [`diff`]: what changed between two scans. [`history`]: the life of one asset.
//! - [`rows`]: what a query found. [`schema`]: what it may read. [`retention`]: what a prune would remove.
//! - [`summary`]: what a scan came to, for the person who ran it.
//! - [`usage`]: the main numbers of usage, and what of it was not collected.
//! - [`plugin`]: what a plugin is and what it may do. [`verify`]: what it may not, yet.
//! - [`cyclonedx`]: a bill of materials for other tools. [`export`]: what the Python program wrote.
//! - [`fixture`]: what a plugin's tests compare.
//! - [`report`]: whole documents, HTML and Markdown.
//!
//! Nothing here reads a clock, a file or an environment variable, and all that came from a cloud is taken as hostile:
//! each format escapes it in its own way.

#![warn(missing_docs)]

pub mod csv;
pub mod cyclonedx;
pub mod deliveries;
pub mod diff;
pub mod export;
pub mod fixture;
pub mod history;
pub mod jobs;
pub mod json;
pub mod limits;
pub mod plugin;
pub mod policy;
pub mod report;
pub mod retention;
pub mod rows;
pub mod schema;
pub mod summary;
pub mod table;
pub mod usage;
pub mod verify;

mod clip;
mod error;
mod place;
#[cfg(test)]
mod samples;
mod trouble;
mod wire;
mod words;

pub use error::OutputError;
pub use plugin::PluginDescription;

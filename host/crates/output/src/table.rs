//! Tables for terminals.
//!
//! With a width, a table fits into it: the widest columns give way, and a text that loses something shows a `…`. Texts
//! that came from a cloud are printed by [`printable`](opencite_core::printable).

mod assets;
mod endpoints;
pub(crate) mod grid;
mod invocations;
mod plugins;
mod scans;
mod units;
mod usage;

pub use assets::assets;
pub use endpoints::endpoint_usage;
pub use invocations::invocations;
pub use plugins::plugins;
pub use scans::scans;
pub use units::units;
pub use usage::usage;

//! History: which scan is meant, what is different between two, the lives of assets.
//!
//! - [`tags`], [`scan_refs`]: names for scans, and the scans that are meant.
//! - [`standing`], [`comparison`]: what is different between two scans, as far as it can be said.
//! - [`aging`]: what grows too old to be listed, which is not to be gone.
//! - [`intervals`], [`lives`], [`eventful`]: what became of an asset, and of which assets there is something to tell.
//! - [`growth`]: how many assets there were.
//! - [`names`]: assets by id and name, and what somebody may have meant.
//!
//! All of it reads; only a tag is ever written.

mod aging;
mod comparison;
pub(crate) mod eventful;
pub(crate) mod growth;
pub(crate) mod intervals;
pub(crate) mod lives;
pub(crate) mod names;
mod scan_refs;
pub(crate) mod standing;
mod store;
pub(crate) mod tags;

pub use comparison::Difference;

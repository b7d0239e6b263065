//! History: which scan is meant, what is different between two, the lives of assets.
//!
//! - [`tags`], [`scan_refs`]: names for scans, and the scans that are meant.
//! - [`comparison`]: what is different between two scans, as far as it can be said.
//! - [`lives`], [`eventful`]: what became of an asset, and of which assets there is something to tell.
//! - [`growth`]: how many assets there were.
//! - [`nearest`]: what somebody may have meant.
//!
//! All of it reads; only a tag is ever written.

pub(crate) mod tags;

mod nearest;
mod scan_refs;
mod store;

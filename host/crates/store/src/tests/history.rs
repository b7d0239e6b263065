//! History: which scan is meant, what is different between two, the lives of assets.

mod scan_refs;
mod tags;

//! History: which scan is meant, what is different between two, the lives of assets.

mod comparison;
mod growth;
mod lives;
mod scan_refs;
mod tags;

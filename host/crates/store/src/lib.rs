//! Scans, units and assets in SQLite, by validity interval; usage by the hour and the day.
//!
//! - [`Store`]: one connection to a database: begins scans, records units, answers questions.
//! - [`ScanLock`], [`JobLock`], [`SchedulerLock`], [`DeliveryLock`]: at most one at a time on a database.
//! - [`JobRecord`], [`DeliveryRecord`]: what scheduled jobs did, and reports on their way.
//! - [`StoreError`]: what can go wrong, with the way out.
//! - [`AssetFilter`], [`AssetChange`], [`NewScan`], [`UnitChanges`]: what goes in and comes out
//!   besides the types of [`opencite_core`].
//! - The private module `history`: which scan is meant, what is different between two, the lives of
//!   assets.
//! - [`UsageFilter`], [`InvocationFilter`], [`UsageChanges`]: the same for usage, whose tables and
//!   functions are in the private module `usage`.
//! - [`PrunePlan`]: which scans are removed. [`StoreFacts`], [`Vacuumed`]: how large it all is.
//! - [`merge`]: one database of several.
//! - [`schema`], [`QueryLimits`], [`QueryError`]: questions that operators ask in SQL.
//!
//! An asset has one row for ever and one more for each version; a version holds from one scan up
//! to another. A unit of which nothing changed writes only that it ran. The schema is in
//! `migrations/`; each module keeps its queries next to the functions that run them. Functions that
//! read take a `&Connection`, functions that must be atomic a `&Transaction`.
//!
//! Nothing here reads the clock, the environment or AWS.

#![warn(missing_docs)]

mod assets;
mod backup;
mod builds;
mod changes;
mod deliveries;
mod error;
mod facts;
mod failure;
mod filter;
mod frozen;
mod history;
mod identity;
mod integrity;
mod jobs;
mod lock;
mod merge;
mod migrations;
mod open;
mod prune;
mod query;
mod reconcile;
mod record;
mod row;
mod runs;
mod scans;
mod schema;
mod sightings;
mod store;
mod structure;
mod tokens;
mod units;
mod usage;
mod vacuum;
mod versions;

#[cfg(test)]
mod tests;

pub use backup::Replace;
pub use changes::AssetChange;
pub use deliveries::{DeliveryRecord, NewDelivery};
pub use error::StoreError;
pub use facts::StoreFacts;
pub use filter::AssetFilter;
pub use history::Difference;
pub use jobs::{JobEnd, JobRecord};
pub use lock::{DeliveryLock, JobLock, ScanLock, SchedulerLock};
pub use merge::{Merged, MergedInput, RenamedTag, merge};
pub use prune::{PrunePlan, PruneRows, Pruned};
pub use query::{QueryError, QueryEvent, QueryLimits, QueryValue};
pub use record::UnitChanges;
pub use scans::NewScan;
pub use schema::{ColumnDoc, ColumnKind, ViewDoc, schema};
pub use store::Store;
pub use structure::Alteration;
pub use usage::{InvocationFilter, UsageChanges, UsageFilter};
pub use vacuum::Vacuumed;

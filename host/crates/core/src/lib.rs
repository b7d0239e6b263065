//! Assets, units, scans and reports as pure values: no I/O, no clock, no async.
//!
//! - [`Asset`]: something discovered, with its [`Properties`] and [`Relation`]s.
//! - [`UnitKey`], [`UnitResult`], [`Outcome`]: the unit of work and the truth about it.
//! - [`UnitError`], [`ErrorKind`]: why a unit is not complete, and what to do about it.
//! - [`Manifest`]: what a plugin says of itself.
//! - [`IamAction`], [`IamPolicy`]: permissions.
//! - [`ScanOutcome`], [`ScanSummary`]: a run over units.
//! - [`Inventory`]: what a report is made of.

#![warn(missing_docs)]

mod asset;
mod iam;
mod id;
mod inventory;
mod manifest;
mod outcome;
mod printable;
mod properties;
mod region;
mod scan;
mod unit;
mod unit_error;
mod verdict;

pub use asset::{Asset, Detail, Relation};
pub use iam::{IamAction, IamPolicy};
pub use id::{AccountId, AssetId, AssetType, IdError, PluginId};
pub use inventory::{AssetRecord, Inventory, UnitRecord};
pub use jiff::Timestamp;
pub use manifest::{AssetTypeDecl, ConfigField, ConfigValue, Manifest, Scope};
pub use outcome::{Outcome, OutcomeKind};
pub use printable::printable;
pub use properties::{ContentHash, Properties, PropertiesError};
pub use region::{Partition, Region, RegionError};
pub use scan::{ScanId, ScanOutcome, ScanRecord, ScanSummary, UnitCounts};
pub use unit::{UnitKey, UnitResult};
pub use unit_error::{ErrorKind, UnitError};
pub use verdict::{Claim, Evidence};

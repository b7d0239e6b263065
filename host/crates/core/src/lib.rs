//! Assets, units, scans and reports as pure values: no I/O, no clock, no async.
//!
//! - [`Asset`]: something discovered, with its [`Properties`] and [`Relation`]s.
//! - [`UnitKey`], [`UnitResult`], [`Outcome`]: the unit of work and the truth about it.
//! - [`UnitError`], [`ErrorKind`]: why a unit is not complete, and what to do about it.
//! - [`Manifest`]: what a plugin says of itself.
//! - [`AwsSettings`]: who to be, where, and how patient; secrets in types that cannot be printed.
//! - [`IamAction`], [`IamPolicy`]: permissions.
//! - [`ScanOutcome`], [`ScanSummary`]: a run over units.
//! - [`ScanRef`], [`ScanTag`]: names for scans.
//! - [`Retention`], [`Selection`]: which scans are kept, and why.
//! - [`FieldChange`], [`Comparison`], [`AssetLife`]: what changed, and what cannot be said.
//! - [`Inventory`], [`Report`]: what a report is made of.
//! - [`Invocation`], [`Measurement`], [`UsageResult`]: what sources say of who used what.
//! - [`CalledModel`], [`Principal`]: the one name for what, and for who, under all their names.
//! - [`UsageRow`], [`EndpointUsage`], [`UsageSummary`], [`UsageCoverage`]: what usage comes to, and how sure that is.
//! - [`TimeSpan`], [`Hour`]: when.

#![warn(missing_docs)]

mod asset;
mod aws_settings;
mod called_model;
mod comparison;
mod field_change;
mod hour;
mod iam;
mod id;
mod inventory;
mod invocation;
mod life;
mod manifest;
mod measurement;
mod nearest;
mod outcome;
mod principal;
mod printable;
mod properties;
mod region;
mod report;
mod retention;
mod role_arn;
mod scan;
mod scan_ref;
mod secret;
mod time_span;
mod tokens;
mod unit;
mod unit_error;
mod usage;
mod verdict;

pub use asset::{Asset, Detail, Relation};
pub use aws_settings::{AwsSettings, EndpointUrl, EndpointUrlError, Patience, Role, StaticKeys};
pub use called_model::{CalledModel, Profile, Route};
pub use comparison::{ChangedAsset, Comparison, IncomparableUnit, UnitState};
pub use field_change::{FieldChange, FieldPath, FieldStep};
pub use hour::Hour;
pub use iam::{IamAction, IamPolicy};
pub use id::{AccountId, AssetId, AssetType, IdError, InvocationId, PluginId};
pub use inventory::{AssetRecord, Inventory, UnitRecord};
pub use invocation::{Invocation, InvocationRecord};
pub use jiff::Timestamp;
pub use life::{AssetLife, LifeEvent, LifeEventKind};
pub use manifest::{AssetTypeDecl, ConfigField, ConfigValue, Manifest, Scope, UsageSource};
pub use measurement::{Measurement, Metric, Subject};
pub use nearest::{nearest, nearest_few};
pub use outcome::{Outcome, OutcomeKind};
pub use principal::Principal;
pub use printable::printable;
pub use properties::{ContentHash, Properties, PropertiesError};
pub use region::{Partition, Region, RegionError};
pub use report::{GrowthPoint, ModelDay, Report, ReportFormat, ReportKind, UsageReport};
pub use retention::{KeepReason, Period, Retention, Selection};
pub use role_arn::{RoleArn, RoleArnError};
pub use scan::{ScanId, ScanOutcome, ScanRecord, ScanSummary, UnitCounts};
pub use scan_ref::{ScanRef, ScanTag, ScanTagError};
pub use secret::Secret;
pub use time_span::TimeSpan;
pub use tokens::TokenCounts;
pub use unit::{UnitKey, UnitResult};
pub use unit_error::{ErrorKind, UnitError};
pub use usage::{
    CallCounts, EndpointUsage, UsageBy, UsageCoverage, UsageDetail, UsageResult, UsageRow,
    UsageSummary,
};
pub use verdict::{Claim, Evidence};

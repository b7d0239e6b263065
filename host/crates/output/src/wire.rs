//! The shapes of our JSON, version 1: what scripts rely on.
//!
//! The structs are private and apart from the domain's, so that neither can change the other by accident. A field may be
//! added at the end; a rename, a removal or another order is a new version. Fields are written in the order of
//! declaration. Times are RFC 3339 in UTC. What is absent is null, except where a field says otherwise.

mod asset;
mod comparison;
mod each;
mod findings;
mod invocation;
mod life;
mod plugin;
mod report;
mod scan;
mod unit;
mod usage;
mod usage_report;
mod verify;

pub(crate) use asset::AssetWire;
pub(crate) use comparison::{ComparisonWire, FieldWire};
pub(crate) use each::Each;
pub(crate) use findings::FindingsWire;
pub(crate) use invocation::InvocationWire;
pub(crate) use life::LifeWire;
pub(crate) use plugin::PluginWire;
pub(crate) use report::ReportWire;
pub(crate) use scan::{ScanWire, SummaryWire};
pub(crate) use unit::UnitWire;
pub(crate) use usage::{EndpointUsageWire, UsageSummaryWire, UsageWire};
pub(crate) use usage_report::UsageReportWire;
pub(crate) use verify::VerificationWire;

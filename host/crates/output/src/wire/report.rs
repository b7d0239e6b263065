//! A whole report in JSON. Its schema is `schema/report-1.schema.json`: change both, or a test fails.

use opencite_core::{AssetLife, AssetRecord, GrowthPoint, Report, Timestamp, UnitRecord};
use serde::Serialize;

use super::{AssetWire, ComparisonWire, Each, LifeWire, ScanWire, UnitWire, UsageReportWire};

/// The name of this version of the shape: another shape is another number.
pub(crate) const SCHEMA: &str = "opencite.report/1";

#[derive(Serialize)]
pub(crate) struct ReportWire<'a> {
    schema: &'static str,
    kind: &'static str,
    generated: Timestamp,
    simulated: bool,
    scan: ScanWire<'a>,
    /// What was looked at, and how it went: how sure the rest is.
    units: Each<'a, UnitRecord, UnitWire<'a>>,
    /// Null in a report that is not about the inventory.
    assets: Option<Each<'a, AssetRecord, AssetWire<'a>>>,
    /// Null in a report that is not about the inventory.
    growth: Option<Each<'a, GrowthPoint, GrowthWire>>,
    lives: Each<'a, AssetLife, LifeWire<'a>>,
    /// Null in a report that is not about changes, or when there is no earlier scan.
    changes: Option<ComparisonWire<'a>>,
    /// Null in a report that is not about usage.
    usage: Option<UsageReportWire<'a>>,
}

#[derive(Serialize)]
pub(crate) struct GrowthWire {
    scan: i64,
    at: Timestamp,
    assets: u64,
}

impl<'a> From<&'a Report> for ReportWire<'a> {
    fn from(report: &'a Report) -> Self {
        let inventory = &report.inventory;
        let is_inventory = report.kind.has_inventory();
        Self {
            schema: SCHEMA,
            kind: report.kind.as_str(),
            generated: inventory.generated,
            simulated: inventory.simulated,
            scan: (&inventory.scan).into(),
            units: inventory.units.as_slice().into(),
            assets: is_inventory.then(|| inventory.assets.as_slice().into()),
            growth: is_inventory.then(|| report.growth.as_slice().into()),
            lives: report.lives.as_slice().into(),
            changes: report.changes.as_ref().map(ComparisonWire::from),
            usage: report.usage.as_ref().map(UsageReportWire::from),
        }
    }
}

impl From<&GrowthPoint> for GrowthWire {
    fn from(point: &GrowthPoint) -> Self {
        Self {
            scan: point.scan.0,
            at: point.at,
            assets: point.assets,
        }
    }
}

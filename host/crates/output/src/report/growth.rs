//! How the number of assets went, scan by scan.

use opencite_core::Report;

use super::chart::LineChart;

/// Nothing where there is nothing to compare.
pub(super) fn of(report: &Report) -> Option<LineChart> {
    let points = report.growth.iter();
    let points: Vec<_> = points.map(|point| (point.at, point.assets)).collect();
    LineChart::of("Assets over time", "asset", &points)
}

//! Whole reports, for the tests.

use opencite_core::{
    GrowthPoint, Inventory, ModelDay, Report, ReportKind, ScanId, TimeSpan, UsageCoverage,
    UsageReport,
};

use super::{
    calls, comparison, denied, endpoint_usage, inventory, key, life, time, tokens, usage_by_model,
    usage_by_principal, usage_by_profile, usage_summary,
};

/// A report that has all that its kind may have.
pub(crate) fn report(kind: ReportKind) -> Report {
    let assets = if kind.has_inventory() {
        inventory().assets
    } else {
        Vec::new()
    };
    let growth = GrowthPoint {
        scan: ScanId(12),
        at: time("2026-11-21T07:00:04Z"),
        assets: 2,
    };
    Report {
        kind,
        inventory: Inventory {
            assets,
            ..inventory()
        },
        growth: kind.has_inventory().then_some(growth).into_iter().collect(),
        lives: vec![life()],
        changes: kind.has_changes().then(comparison),
        usage: kind.has_usage().then(usage),
    }
}

pub(crate) fn usage() -> UsageReport {
    let day = ModelDay {
        model: Some("amazon.nova-lite-v1:0".to_owned()),
        day: "2026-11-20".to_owned(),
        counts: calls(Some(7), tokens()),
    };
    let source = UsageCoverage {
        key: key("aws_bedrock", "invocation", "us-east-1"),
        latest: opencite_core::Outcome::Partial(denied()),
        covered: TimeSpan::new(time("2026-11-14T00:00:00Z"), time("2026-11-20T00:00:00Z"))
            .into_iter()
            .collect(),
    };
    UsageReport {
        summary: usage_summary(),
        models: usage_by_model(),
        principals: usage_by_principal(),
        profiles: usage_by_profile(),
        days: Vec::new(),
        model_days: vec![day],
        endpoints: endpoint_usage(),
        coverage: vec![source],
    }
}

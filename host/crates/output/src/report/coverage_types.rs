//! How sure a report is of each asset type.

use opencite_core::UnitCounts;
use serde::Serialize;

use super::shelf::TypeShelf;
use super::status::Tone;
use crate::words::{count, number, title};

/// How sure the report is of a type.
#[derive(Debug, Serialize)]
pub(super) struct TypeCoverage {
    plugin: String,
    asset_type: String,
    title: String,
    assets: String,
    complete: String,
    partial: String,
    failed: String,
    skipped: String,
    verdict: &'static str,
    tone: Tone,
}

impl TypeCoverage {
    pub(super) fn of(of_type: &TypeShelf<'_>) -> Self {
        let counts = UnitCounts::of(of_type.units.iter().map(|unit| &unit.outcome));
        let (tone, verdict) = type_verdict(&counts, of_type.assets.is_empty());
        Self {
            plugin: of_type.plugin.to_owned(),
            asset_type: of_type.asset_type.to_owned(),
            title: title(of_type.asset_type),
            assets: count(number(of_type.assets.len())),
            complete: count(counts.complete),
            partial: count(counts.partial),
            failed: count(counts.failed),
            skipped: count(counts.skipped),
            verdict,
            tone,
        }
    }
}

fn type_verdict(counts: &UnitCounts, has_nothing: bool) -> (Tone, &'static str) {
    match (counts.complete, counts.partial + counts.failed) {
        (0, 0) => (Tone::Plain, "not offered"),
        (_, 0) if has_nothing => (Tone::Plain, "empty"),
        (_, 0) => (Tone::Good, "complete"),
        (0, _) if counts.partial == 0 => (Tone::Bad, "unknown"),
        _ => (Tone::Busy, "not complete"),
    }
}

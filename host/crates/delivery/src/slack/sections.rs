//! What a message says of a report.

use std::collections::BTreeMap;

use opencite_core::{
    AssetRecord, ChangedAsset, Comparison, Inventory, OutcomeKind, Report, UnitCounts, UsageReport,
    UsageRow,
};

use super::text::{listed, name};

/// Lines of a list; a chat is no place for more.
const MAX_LINES: usize = 15;

/// A headline and what belongs to it.
pub(super) struct Section {
    pub(super) headline: String,
    lines: Vec<String>,
    /// How many lines there would be.
    all: usize,
}

impl Section {
    fn new(headline: String, lines: impl Iterator<Item = String>) -> Self {
        let mut all = 0;
        let lines = lines.inspect(|_| all += 1);
        let mut kept = Vec::new();
        for line in lines {
            if kept.len() < MAX_LINES {
                kept.push(line);
            }
        }
        Self {
            headline,
            lines: kept,
            all,
        }
    }

    pub(super) fn into_text(self) -> String {
        listed(&self.headline, &self.lines, self.all)
    }
}

/// What the report is about, most important first, and then how sure it is.
pub(super) fn sections(report: &Report) -> Vec<Section> {
    let mut sections = Vec::new();
    if report.kind.has_changes() {
        sections.push(changes(report.changes.as_ref()));
    }
    sections.extend(report.usage.as_ref().map(usage));
    if report.kind.has_inventory() {
        sections.push(assets(&report.inventory));
    }
    sections.push(certainty(&report.inventory));
    sections
}

fn changes(comparison: Option<&Comparison>) -> Section {
    let Some(comparison) = comparison else {
        let headline = "There is no earlier scan to compare with".to_owned();
        return Section::new(headline, std::iter::empty());
    };
    let counts = format!(
        "{} added, {} removed, {} changed since scan {}{}",
        comparison.added.len(),
        comparison.removed.len(),
        comparison.changed.len(),
        comparison.from.id,
        unknown(comparison.not_comparable.len())
    );
    let added = comparison.added.iter().map(|asset| line("+", asset));
    let removed = comparison.removed.iter().map(|asset| line("−", asset));
    let changed = comparison.changed.iter().map(changed_line);
    Section::new(counts, added.chain(removed).chain(changed))
}

fn unknown(units: usize) -> String {
    match units {
        0 => String::new(),
        1 => "; of 1 unit nothing can be said".to_owned(),
        units => format!("; of {units} units nothing can be said"),
    }
}

fn line(sign: &str, asset: &AssetRecord) -> String {
    let unit = &asset.unit;
    format!(
        "{sign} {} ({}, {} {})",
        name(&asset.name),
        name(unit.asset_type.as_str()),
        unit.account,
        unit.region
    )
}

fn changed_line(changed: &ChangedAsset) -> String {
    let fields = changed.fields.len();
    let fields = match fields {
        1 => "1 field".to_owned(),
        fields => format!("{fields} fields"),
    };
    format!("{}: {fields}", line("~", &changed.asset))
}

fn usage(usage: &UsageReport) -> Section {
    let summary = &usage.summary;
    let count =
        |count: Option<u64>| count.map_or_else(|| "?".to_owned(), |count| count.to_string());
    let headline = format!(
        "{} calls of {} models by {} principals, {} failed",
        count(summary.invocations),
        count(summary.models_called),
        count(summary.principals),
        count(summary.errors)
    );
    Section::new(headline, usage.models.iter().map(model_line))
}

fn model_line(row: &UsageRow) -> String {
    let model = row.key.as_deref().unwrap_or("a model that no source names");
    match row.counts.invocations {
        Some(calls) => format!("{}: {calls} calls", name(model)),
        None => format!("{}: nobody counted the calls", name(model)),
    }
}

fn assets(inventory: &Inventory) -> Section {
    let mut types: BTreeMap<&str, usize> = BTreeMap::new();
    for asset in &inventory.assets {
        *types.entry(asset.unit.asset_type.as_str()).or_default() += 1;
    }
    let mut types: Vec<_> = types.into_iter().collect();
    types.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let headline = format!("{} assets", inventory.assets.len());
    let lines = types
        .into_iter()
        .map(|(kind, count)| format!("{count} {}", name(kind)));
    Section::new(headline, lines)
}

fn certainty(inventory: &Inventory) -> Section {
    let counts = UnitCounts::of(inventory.units.iter().map(|unit| &unit.outcome));
    let asked = counts.complete + counts.partial + counts.failed;
    let mut headline = format!(
        "Scan {}: {} of {asked} units complete",
        inventory.scan.id, counts.complete
    );
    if inventory.simulated {
        headline.push_str("; this is the built-in simulated account");
    }
    let wanting = inventory.units.iter().filter_map(|unit| {
        let kind = unit.outcome.kind();
        let error = unit.outcome.error()?;
        let wants = !matches!(kind, OutcomeKind::Skipped);
        wants.then(|| {
            format!(
                "{} {}: {}",
                kind.as_str(),
                name(&unit.key.to_string()),
                name(&error.message)
            )
        })
    });
    Section::new(headline, wanting)
}

//! The export of OpenCITE 1.0, the program in Python that came before: so that those who have built upon it can move.
//!
//! Foundation models and models of `SageMaker` are `models`; custom models, provisioned throughput, endpoints, model packages,
//! training jobs and memories are `data_assets` with their type; agent runtimes are `agents`, gateways `mcp_servers` and
//! their targets `mcp_tools`. A foundation model is there once, by its model id, whatever the number of regions and
//! accounts that have it; everything else by its ARN, gateways too, whose short ids are not unique.
//!
//! What that export has no place for: every other type of asset, relations, tags, history, how sure the inventory is, and
//! environment variables, which it gave away with their values. `metadata` counts what was left out, and names the units
//! that are not complete. `tools`, `traces`, `mcp_resources` and `downstream_systems` came from OpenTelemetry and are empty.

mod entry;
mod shape;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufWriter, Write};

use opencite_core::{AssetRecord, OutcomeKind, Report, Timestamp, UnitRecord};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::OutputError;
use crate::json::document;
use shape::{List, Shape};

/// Writes `report --format opencite-1`. A report that has usage also gives the models their calls.
///
/// # Errors
///
/// When the writer refuses.
pub fn opencite_1(report: &Report, writer: impl Write) -> Result<(), OutputError> {
    let mut writer = BufWriter::new(writer);
    document(&Export::of(report), &mut writer)?;
    Ok(writer.flush()?)
}

type Object = Map<String, Value>;

#[derive(Serialize)]
struct Export {
    opencite_version: &'static str,
    #[serde(rename = "export_timestamp")]
    timestamp: Timestamp,
    tools: [(); 0],
    models: Vec<Object>,
    data_assets: Vec<Object>,
    mcp_servers: Vec<Object>,
    mcp_tools: Vec<Object>,
    mcp_resources: [(); 0],
    agents: Vec<Object>,
    downstream_systems: [(); 0],
    plugins: Vec<Plugin>,
    traces: [(); 0],
    metadata: Metadata,
}

#[derive(Serialize)]
struct Plugin {
    name: String,
}

#[derive(Serialize)]
struct Metadata {
    generated_by: String,
    simulated: bool,
    /// How many assets of each type have no place in this export.
    not_exported: BTreeMap<String, u64>,
    /// Units of which something may be missing.
    not_complete: Vec<String>,
}

impl Export {
    fn of(report: &Report) -> Self {
        let inventory = &report.inventory;
        let mut export = Self {
            opencite_version: "1.0.0",
            timestamp: inventory.generated,
            tools: [],
            models: Vec::new(),
            data_assets: Vec::new(),
            mcp_servers: Vec::new(),
            mcp_tools: Vec::new(),
            mcp_resources: [],
            agents: Vec::new(),
            downstream_systems: [],
            plugins: plugins(&inventory.units),
            traces: [],
            metadata: Metadata {
                generated_by: format!("opencite {}", env!("CARGO_PKG_VERSION")),
                simulated: inventory.simulated,
                not_exported: BTreeMap::new(),
                not_complete: inventory.units.iter().filter_map(not_complete).collect(),
            },
        };
        let mut seen = BTreeSet::new();
        for asset in &inventory.assets {
            export.add(asset, report, &mut seen);
        }
        export
    }

    fn add(&mut self, asset: &AssetRecord, report: &Report, seen: &mut BTreeSet<String>) {
        let shape = Shape::of(asset);
        let entry = shape.and_then(|shape| entry::of(asset, shape, report.usage.as_ref()));
        let (Some(shape), Some(entry)) = (shape, entry) else {
            let kind = format!("{}/{}", asset.unit.plugin, asset.unit.asset_type);
            *self.metadata.not_exported.entry(kind).or_default() += 1;
            return;
        };
        if seen.insert(format!("{:?} {}", shape.list, entry::id(asset))) {
            self.list(shape.list).push(entry);
        }
    }

    fn list(&mut self, list: List) -> &mut Vec<Object> {
        match list {
            List::Models => &mut self.models,
            List::DataAssets => &mut self.data_assets,
            List::Agents => &mut self.agents,
            List::Servers => &mut self.mcp_servers,
            List::Tools => &mut self.mcp_tools,
        }
    }
}

fn plugins(units: &[UnitRecord]) -> Vec<Plugin> {
    let names: BTreeSet<_> = units
        .iter()
        .map(|unit| unit.key.plugin.to_string())
        .collect();
    names.into_iter().map(|name| Plugin { name }).collect()
}

fn not_complete(unit: &UnitRecord) -> Option<String> {
    match unit.outcome.kind() {
        OutcomeKind::Complete | OutcomeKind::Skipped => None,
        OutcomeKind::Partial | OutcomeKind::Failed => {
            let error = unit.outcome.error()?;
            Some(format!("{}: {} ({error})", unit.key, unit.outcome.kind()))
        }
    }
}

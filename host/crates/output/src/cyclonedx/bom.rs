//! The whole bill of materials.

use std::collections::BTreeSet;

use opencite_core::{AssetRecord, Inventory, Timestamp, UnitCounts, UnitRecord};
use serde::{Serialize, Serializer};

use super::component::Component;
use super::graph::{Graph, reference};
use super::place::{self, Place};
use super::provenance::Property;
use super::service::Service;
use super::workflow::Workflow;

/// The name of what the bill is about: all of the kind that there is.
const ROOT: &str = "opencite:inventory";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Bom<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    #[serde(rename = "bomFormat")]
    format: &'static str,
    spec_version: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    serial_number: Option<String>,
    version: u32,
    metadata: Metadata,
    components: Listed<'a, Component>,
    services: Listed<'a, Service>,
    dependencies: Listed<'a, Dependency>,
    compositions: [Composition; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    formulation: Option<[Formula<'a>; 1]>,
}

/// What a list has of each asset, made as it is written: there may be 100,000.
struct Listed<'a, T> {
    assets: &'a [AssetRecord],
    graph: &'a Graph<'a>,
    entry: fn(&AssetRecord, &Graph<'_>) -> Option<T>,
}

#[derive(Serialize)]
struct Metadata {
    timestamp: Timestamp,
    lifecycles: [Lifecycle; 1],
    tools: Tools,
    component: Subject,
    properties: Vec<Property>,
}

#[derive(Serialize)]
struct Lifecycle {
    phase: &'static str,
}

#[derive(Serialize)]
struct Tools {
    components: [Tool; 1],
}

#[derive(Serialize)]
struct Tool {
    #[serde(rename = "type")]
    kind: &'static str,
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Subject {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(rename = "bom-ref")]
    reference: &'static str,
    name: &'static str,
}

#[derive(Serialize)]
struct Composition {
    aggregate: &'static str,
    assemblies: [&'static str; 1],
}

#[derive(Serialize)]
struct Formula<'a> {
    workflows: Listed<'a, Workflow>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Dependency {
    #[serde(rename = "ref")]
    reference: String,
    depends_on: BTreeSet<String>,
}

impl<'a> Bom<'a> {
    pub(super) fn of(inventory: &'a Inventory, graph: &'a Graph<'a>) -> Self {
        let assets = inventory.assets.as_slice();
        let has_workflows = assets.iter().any(|asset| workflow(asset, graph).is_some());
        Self {
            schema: "http://cyclonedx.org/schema/bom-1.7.schema.json",
            format: "CycloneDX",
            spec_version: "1.7",
            serial_number: None,
            version: 1,
            metadata: Metadata::of(inventory),
            components: Listed::new(assets, graph, component),
            services: Listed::new(assets, graph, service),
            dependencies: Listed::new(assets, graph, dependency),
            compositions: [Composition {
                aggregate: aggregate(&inventory.units),
                assemblies: [ROOT],
            }],
            formulation: has_workflows.then(|| {
                [Formula {
                    workflows: Listed::new(assets, graph, workflow),
                }]
            }),
        }
    }

    pub(super) fn numbered(self, serial_number: String) -> Self {
        Self {
            serial_number: Some(serial_number),
            ..self
        }
    }
}

fn component(asset: &AssetRecord, graph: &Graph<'_>) -> Option<Component> {
    match place::of(asset) {
        Place::Component(kind) => Some(Component::of(asset, kind, graph)),
        Place::Service | Place::Workflow(_) => None,
    }
}

fn service(asset: &AssetRecord, _: &Graph<'_>) -> Option<Service> {
    (place::of(asset) == Place::Service).then(|| Service::of(asset))
}

fn workflow(asset: &AssetRecord, graph: &Graph<'_>) -> Option<Workflow> {
    match place::of(asset) {
        Place::Workflow(task) => Some(Workflow::of(asset, task, graph)),
        Place::Component(_) | Place::Service => None,
    }
}

/// Each part and service has an entry, also where it needs nothing that is known: the standard tells that from nothing
/// being known of it.
fn dependency(asset: &AssetRecord, graph: &Graph<'_>) -> Option<Dependency> {
    match place::of(asset) {
        Place::Component(_) | Place::Service => Some(Dependency {
            reference: reference(asset),
            depends_on: graph.needs(asset),
        }),
        Place::Workflow(_) => None,
    }
}

impl Metadata {
    fn of(inventory: &Inventory) -> Self {
        let mut properties = vec![
            Property::new("scan", &inventory.scan.id),
            Property::new("simulated", &inventory.simulated),
        ];
        properties.extend(inventory.units.iter().map(unit));
        Self {
            timestamp: inventory.generated,
            lifecycles: [Lifecycle { phase: "discovery" }],
            tools: Tools {
                components: [Tool {
                    kind: "application",
                    name: "opencite",
                    version: env!("CARGO_PKG_VERSION"),
                }],
            },
            component: Subject {
                kind: "platform",
                reference: ROOT,
                name: "AI and machine learning on AWS",
            },
            properties,
        }
    }
}

/// How a unit ended: `opencite:unit:failed`.
fn unit(unit: &UnitRecord) -> Property {
    let name = format!("unit:{}", unit.outcome.kind());
    match unit.outcome.error() {
        Some(error) => Property::new(&name, &format!("{}: {error}", unit.key)),
        None => Property::new(&name, &unit.key),
    }
}

/// Whether all that there is is here. What was skipped does not exist.
fn aggregate(units: &[UnitRecord]) -> &'static str {
    let counts = UnitCounts::of(units.iter().map(|unit| &unit.outcome));
    let learned = counts.complete + counts.partial + counts.skipped;
    match (learned, counts.partial + counts.failed) {
        (0, _) => "unknown",
        (_, 0) => "complete",
        _ => "incomplete",
    }
}

impl<'a, T> Listed<'a, T> {
    fn new(
        assets: &'a [AssetRecord],
        graph: &'a Graph<'a>,
        entry: fn(&AssetRecord, &Graph<'_>) -> Option<T>,
    ) -> Self {
        Self {
            assets,
            graph,
            entry,
        }
    }
}

impl<T: Serialize> Serialize for Listed<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entry = |asset| (self.entry)(asset, self.graph);
        serializer.collect_seq(self.assets.iter().filter_map(entry))
    }
}

//! A job: how something in the bill of materials came about.

use opencite_core::{AssetRecord, Timestamp};
use serde::Serialize;

use super::graph::{Graph, reference};
use super::place::Task;
use super::provenance::{self, Property};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Workflow {
    #[serde(rename = "bom-ref")]
    reference: String,
    uid: String,
    name: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    resource_references: Vec<Resource>,
    task_types: [&'static str; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    time_start: Option<Timestamp>,
    properties: Vec<Property>,
}

#[derive(Serialize)]
struct Resource {
    #[serde(rename = "ref")]
    reference: String,
}

impl Workflow {
    pub(super) fn of(asset: &AssetRecord, task: Task, graph: &Graph<'_>) -> Self {
        let resource = |reference| Resource { reference };
        Self {
            reference: reference(asset),
            uid: asset.id.to_string(),
            name: asset.name.clone(),
            resource_references: graph.needs(asset).into_iter().map(resource).collect(),
            task_types: [task.as_str()],
            time_start: asset.created,
            properties: provenance::of(asset),
        }
    }
}

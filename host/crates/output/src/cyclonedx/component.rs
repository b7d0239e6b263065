//! A component of a bill of materials.

use opencite_core::AssetRecord;
use serde::Serialize;

use super::card::{self, ModelCard};
use super::graph::{Graph, reference, targets};
use super::place::ComponentKind;
use super::provenance::{self, Property, text};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Component {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(rename = "bom-ref")]
    reference: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    supplier: Option<Supplier>,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pedigree: Option<Pedigree>,
    #[serde(skip_serializing_if = "Option::is_none")]
    model_card: Option<ModelCard>,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<[Data; 1]>,
    properties: Vec<Property>,
}

/// Who made it.
#[derive(Serialize)]
pub(super) struct Supplier {
    name: String,
}

/// What a model was made from.
#[derive(Serialize)]
struct Pedigree {
    ancestors: Vec<Ancestor>,
}

#[derive(Serialize)]
struct Ancestor {
    #[serde(rename = "type")]
    kind: &'static str,
    name: String,
}

#[derive(Serialize)]
struct Data {
    #[serde(rename = "type")]
    kind: &'static str,
    name: String,
}

/// A version is a text of at most so many letters.
const MAX_VERSION: usize = 1_024;

impl Component {
    pub(super) fn of(asset: &AssetRecord, kind: ComponentKind, graph: &Graph<'_>) -> Self {
        let is_model = kind == ComponentKind::Model;
        let data = match kind {
            ComponentKind::Data(kind) => Some([Data {
                kind,
                name: asset.name.clone(),
            }]),
            _ => None,
        };
        Self {
            kind: kind.as_str(),
            reference: reference(asset),
            supplier: text(asset, &["provider"]).map(Supplier::named),
            name: asset.name.clone(),
            version: version(asset),
            description: description(asset),
            pedigree: if is_model {
                pedigree(asset, graph)
            } else {
                None
            },
            model_card: is_model.then(|| card::of(asset, graph)).flatten(),
            data,
            properties: provenance::of(asset),
        }
    }
}

impl Supplier {
    pub(super) fn named(name: String) -> Self {
        Self { name }
    }
}

pub(super) fn version(asset: &AssetRecord) -> Option<String> {
    let version = text(asset, &["version", "dataset_version", "image_version"])?;
    (version.chars().count() <= MAX_VERSION).then_some(version)
}

pub(super) fn description(asset: &AssetRecord) -> Option<String> {
    text(asset, &["description", "model_package_description"])
}

fn pedigree(asset: &AssetRecord, graph: &Graph<'_>) -> Option<Pedigree> {
    let kinds = ["base-model", "source-model", "teacher-model"];
    let targets = kinds.into_iter().flat_map(|kind| targets(asset, kind));
    let ancestor = |id: &str| Ancestor {
        kind: ComponentKind::Model.as_str(),
        name: graph
            .find(id, asset)
            .map_or_else(|| id.to_owned(), |model| model.name.clone()),
    };
    let ancestors: Vec<_> = targets.map(ancestor).collect();
    (!ancestors.is_empty()).then_some(Pedigree { ancestors })
}

//! The card of a model: what it takes and gives, what it was trained with, how good it was.

use std::collections::BTreeSet;

use opencite_core::AssetRecord;
use serde::Serialize;
use serde_json::Value;

use super::graph::{Graph, reference, targets};
use super::place::{self, ComponentKind, Place};
use super::provenance::{Property, address, scalar, text};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ModelCard {
    #[serde(skip_serializing_if = "Parameters::is_empty")]
    model_parameters: Parameters,
    #[serde(skip_serializing_if = "Analysis::is_empty")]
    quantitative_analysis: Analysis,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    properties: Vec<Property>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Parameters {
    #[serde(skip_serializing_if = "Option::is_none")]
    approach: Option<Approach>,
    #[serde(skip_serializing_if = "Option::is_none")]
    task: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    model_architecture: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    datasets: Vec<Dataset>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    inputs: Vec<Format>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    outputs: Vec<Format>,
}

#[derive(Serialize)]
struct Approach {
    #[serde(rename = "type")]
    kind: &'static str,
}

#[derive(Serialize)]
struct Format {
    format: String,
}

/// Data that a model was trained with: a component of this bill, or a place that no scan looks into.
struct Dataset(Source);

enum Source {
    Component(String),
    Address(String),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Analysis {
    performance_metrics: Vec<Metric>,
}

#[derive(Serialize)]
struct Metric {
    #[serde(rename = "type")]
    kind: String,
    value: String,
}

/// The card, or nothing where there is nothing to write on it.
pub(super) fn of(model: &AssetRecord, graph: &Graph<'_>) -> Option<ModelCard> {
    let makers = graph.makers(model);
    let card = ModelCard {
        model_parameters: Parameters {
            approach: approach(model),
            task: text(model, &["task"]),
            model_architecture: text(model, &["model_architecture"]),
            datasets: datasets(model, &makers, graph),
            inputs: formats(model, "input"),
            outputs: formats(model, "output"),
        },
        quantitative_analysis: Analysis {
            performance_metrics: metrics(model),
        },
        properties: hyper_parameters(model, &makers),
    };
    let is_empty = card.model_parameters.is_empty()
        && card.quantitative_analysis.is_empty()
        && card.properties.is_empty();
    (!is_empty).then_some(card)
}

/// How the model learned, where AWS's word leaves no doubt.
fn approach(model: &AssetRecord) -> Option<Approach> {
    let kind = match text(model, &["customization_type"])?.as_str() {
        "FINE_TUNING" => "supervised",
        "CONTINUED_PRE_TRAINING" => "self-supervised",
        "REINFORCEMENT_FINE_TUNING" => "reinforcement-learning",
        _ => return None,
    };
    Some(Approach { kind })
}

fn formats(model: &AssetRecord, side: &str) -> Vec<Format> {
    let modalities = model.properties.as_map().get("modalities");
    let texts = modalities
        .and_then(|it| it.get(side)?.as_array())
        .into_iter()
        .flatten();
    let format = |text: &str| Format {
        format: text.to_lowercase(),
    };
    texts.filter_map(Value::as_str).map(format).collect()
}

/// What a customized model was trained with is told by the model itself; of every other model only by the job that
/// made it, because the files that such a model names are the model.
fn datasets(model: &AssetRecord, makers: &[&AssetRecord], graph: &Graph<'_>) -> Vec<Dataset> {
    let is_customized = model.unit.asset_type.as_str() == "custom_model";
    let own = is_customized.then_some(model);
    let jobs = makers
        .iter()
        .copied()
        .filter(|job| job.unit.asset_type.as_str() != "model_import_job");
    let sources = own.into_iter().chain(jobs).flat_map(|from| {
        let kinds = ["dataset", "feature-group", "input-s3"];
        kinds
            .into_iter()
            .flat_map(move |kind| targets(from, kind).map(move |id| (from, id)))
    });
    let mut seen = BTreeSet::new();
    let sources = sources.filter(|(_, id)| seen.insert(*id));
    sources
        .map(|(from, id)| Dataset(source(id, from, graph)))
        .collect()
}

fn source(id: &str, from: &AssetRecord, graph: &Graph<'_>) -> Source {
    let is_data =
        |asset: &&AssetRecord| matches!(place::of(asset), Place::Component(ComponentKind::Data(_)));
    match graph.find(id, from).filter(is_data) {
        Some(asset) => Source::Component(reference(asset)),
        None => Source::Address(id.to_owned()),
    }
}

fn metrics(model: &AssetRecord) -> Vec<Metric> {
    let properties = model.properties.as_map();
    let training = properties.get("training_metrics").into_iter();
    let validation = properties
        .get("validation_metrics")
        .and_then(Value::as_array);
    let objects = training
        .chain(validation.into_iter().flatten())
        .filter_map(Value::as_object);
    let metric = |(name, value): (&String, &Value)| {
        Some(Metric {
            kind: name.clone(),
            value: scalar(value)?,
        })
    };
    objects.flatten().filter_map(metric).collect()
}

/// What a training was set to. A value that may be a secret is not here: only its fingerprint is known.
fn hyper_parameters(model: &AssetRecord, makers: &[&AssetRecord]) -> Vec<Property> {
    let mut seen = BTreeSet::new();
    let sources = std::iter::once(model).chain(makers.iter().copied());
    let objects = sources.filter_map(|from| {
        from.properties
            .as_map()
            .get("hyper_parameters")?
            .as_object()
    });
    let parameter = |(name, value): (&String, &Value)| {
        let value = scalar(value)?;
        seen.insert(name.clone())
            .then(|| Property::new(&format!("hyper_parameter:{name}"), &value))
    };
    objects.flatten().filter_map(parameter).collect()
}

impl Parameters {
    fn is_empty(&self) -> bool {
        self.approach.is_none()
            && self.task.is_none()
            && self.model_architecture.is_none()
            && self.datasets.is_empty()
            && self.inputs.is_empty()
            && self.outputs.is_empty()
    }
}

impl Analysis {
    fn is_empty(&self) -> bool {
        self.performance_metrics.is_empty()
    }
}

impl Serialize for Dataset {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Reference<'a> {
            #[serde(rename = "ref")]
            reference: &'a str,
        }
        #[derive(Serialize)]
        struct Inline<'a> {
            #[serde(rename = "type")]
            kind: &'static str,
            name: &'a str,
            #[serde(skip_serializing_if = "Option::is_none")]
            contents: Option<Contents<'a>>,
        }
        #[derive(Serialize)]
        struct Contents<'a> {
            url: &'a str,
        }
        match &self.0 {
            Source::Component(reference) => Reference { reference }.serialize(serializer),
            Source::Address(name) => Inline {
                kind: "dataset",
                name,
                contents: address(name).map(|url| Contents { url }),
            }
            .serialize(serializer),
        }
    }
}

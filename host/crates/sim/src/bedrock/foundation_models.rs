//! Foundation models: the catalogue of a region, the same for all accounts, in one page.

use serde_json::json;

use super::Kind;
use super::filter::{Filter, Test};
use super::get::{Bare, Get};
use super::list::{Fields, List, Paging};
use crate::estate::{Place, Record, Shape, minute};

const FIELDS: &[&str] = &[
    "modelArn",
    "modelId",
    "modelName",
    "providerName",
    "inputModalities",
    "outputModalities",
    "responseStreamingSupported",
    "customizationsSupported",
    "inferenceTypesSupported",
    "modelLifecycle",
];

const CUSTOMIZATIONS: &[&str] = &["FINE_TUNING", "CONTINUED_PRE_TRAINING", "DISTILLATION"];

/// The created field is one that models do not have: they stand in the order of their ARNs.
pub(super) static SHAPE: Shape = Shape {
    created: "creationTime",
    aliases: &["modelArn", "modelId"],
    version: None,
};

pub(super) static LIST: List = List {
    kind: Kind::FoundationModel,
    member: "modelSummaries",
    paging: Paging::None,
    sortable: false,
    filters: &[
        Filter::new("byProvider", Test::Is("providerName")),
        Filter::new(
            "byCustomizationType",
            Test::Has("customizationsSupported", CUSTOMIZATIONS),
        ),
        Filter::new(
            "byOutputModality",
            Test::Has("outputModalities", &["TEXT", "IMAGE", "EMBEDDING"]),
        ),
        Filter::new(
            "byInferenceType",
            Test::Has("inferenceTypesSupported", &["ON_DEMAND", "PROVISIONED"]),
        ),
    ],
    summary: Fields {
        same: FIELDS,
        renamed: &[],
    },
};

pub(super) static GET: Get = Get {
    kind: Kind::FoundationModel,
    label: "modelIdentifier",
    types: &["foundation-model"],
    bare: Bare::Name,
    detail: Fields {
        same: FIELDS,
        renamed: &[],
    },
    member: Some("modelDetails"),
};

pub(super) fn sample(place: &Place, number: usize) -> Record {
    let id = format!("example.model-{number}-v1:0");
    Record::new(json!({
        "modelArn": place.foundation_model(&id),
        "modelId": id,
        "modelName": format!("Model {number}"),
        "providerName": "Example",
        "inputModalities": ["TEXT"],
        "outputModalities": ["TEXT"],
        "responseStreamingSupported": true,
        "customizationsSupported": [],
        "inferenceTypesSupported": ["ON_DEMAND"],
        "modelLifecycle": {"status": "ACTIVE", "startOfLifeTime": minute(number)},
    }))
}

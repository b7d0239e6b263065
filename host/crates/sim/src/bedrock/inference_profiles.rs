//! Inference profiles: the ways across regions that AWS defines, and those that applications make to count costs.

use serde_json::json;

use super::Kind;
use super::filter::{Filter, Test};
use super::get::{Bare, Get};
use super::list::{Fields, List, Paging};
use crate::estate::{Place, Record, Shape, minute};

const FIELDS: &[&str] = &[
    "inferenceProfileName",
    "description",
    "createdAt",
    "updatedAt",
    "inferenceProfileArn",
    "models",
    "inferenceProfileId",
    "status",
    "type",
];

pub(super) static SHAPE: Shape = Shape {
    created: "createdAt",
    aliases: &["inferenceProfileArn", "inferenceProfileId"],
    version: None,
};

pub(super) static LIST: List = List {
    kind: Kind::InferenceProfile,
    member: "inferenceProfileSummaries",
    paging: Paging::Sized,
    sortable: false,
    filters: &[Filter {
        parameter: "type",
        test: Test::OneOf("type", &["SYSTEM_DEFINED", "APPLICATION"]),
        // Who does not ask for application profiles is not shown any.
        default: Some("SYSTEM_DEFINED"),
    }],
    summary: Fields {
        same: FIELDS,
        renamed: &[],
    },
};

pub(super) static GET: Get = Get {
    kind: Kind::InferenceProfile,
    label: "inferenceProfileIdentifier",
    types: &["inference-profile", "application-inference-profile"],
    bare: Bare::Name,
    detail: Fields {
        same: FIELDS,
        renamed: &[],
    },
    member: None,
};

pub(super) fn sample(place: &Place, number: usize) -> Record {
    let id = Place::id("ip", number);
    Record::new(json!({
        "inferenceProfileName": format!("profile-{number:06}"),
        "createdAt": minute(number),
        "updatedAt": minute(number),
        "inferenceProfileArn": place.arn("application-inference-profile", &id),
        "models": [{"modelArn": place.foundation_model("amazon.nova-lite-v1:0")}],
        "inferenceProfileId": id,
        "status": "ACTIVE",
        "type": "APPLICATION",
    }))
    .tag("owner", "ml-platform")
}

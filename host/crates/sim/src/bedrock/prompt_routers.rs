//! Prompt routers: each prompt goes to the cheapest model that answers it well enough.

use serde_json::json;

use super::Kind;
use super::filter::{Filter, Test};
use super::get::{Bare, Get};
use super::list::{Fields, List, Paging};
use crate::estate::{Place, Record, Shape, minute};

const FIELDS: &[&str] = &[
    "promptRouterName",
    "routingCriteria",
    "description",
    "createdAt",
    "updatedAt",
    "promptRouterArn",
    "models",
    "fallbackModel",
    "status",
    "type",
];

pub(super) static SHAPE: Shape = Shape {
    created: "createdAt",
    aliases: &["promptRouterArn"],
    version: None,
};

pub(super) static LIST: List = List {
    kind: Kind::PromptRouter,
    member: "promptRouterSummaries",
    paging: Paging::Sized,
    sortable: false,
    filters: &[Filter::new(
        "type",
        Test::OneOf("type", &["custom", "default"]),
    )],
    summary: Fields {
        same: FIELDS,
        renamed: &[],
    },
};

pub(super) static GET: Get = Get {
    kind: Kind::PromptRouter,
    label: "promptRouterArn",
    types: &["default-prompt-router", "prompt-router"],
    bare: Bare::None,
    detail: Fields {
        same: FIELDS,
        renamed: &[],
    },
    member: None,
};

pub(super) fn sample(place: &Place, number: usize) -> Record {
    let small = place.foundation_model("amazon.nova-lite-v1:0");
    Record::new(json!({
        "promptRouterName": format!("router-{number:06}"),
        "routingCriteria": {"responseQualityDifference": 25.0},
        "createdAt": minute(number),
        "updatedAt": minute(number),
        "promptRouterArn": place.arn("prompt-router", &Place::id("pr", number)),
        "models": [{"modelArn": small}, {"modelArn": place.foundation_model("amazon.nova-pro-v1:0")}],
        "fallbackModel": {"modelArn": small},
        "status": "AVAILABLE",
        "type": "custom",
    }))
}

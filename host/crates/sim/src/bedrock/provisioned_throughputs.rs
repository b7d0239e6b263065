//! Provisioned throughputs: capacity of a model that is paid for by the hour.

use serde_json::json;

use super::Kind;
use super::filter::{Filter, Test};
use super::get::{Bare, Get};
use super::list::{Fields, List, Paging};
use crate::estate::{Place, Record, Shape, minute};

const SUMMARY: &[&str] = &[
    "provisionedModelName",
    "provisionedModelArn",
    "modelArn",
    "desiredModelArn",
    "foundationModelArn",
    "modelUnits",
    "desiredModelUnits",
    "status",
    "commitmentDuration",
    "commitmentExpirationTime",
    "creationTime",
    "lastModifiedTime",
];

pub(super) static SHAPE: Shape = Shape {
    created: "creationTime",
    aliases: &["provisionedModelArn", "provisionedModelName"],
    version: None,
};

pub(super) static LIST: List = List {
    kind: Kind::ProvisionedThroughput,
    member: "provisionedModelSummaries",
    paging: Paging::Sized,
    sortable: true,
    filters: &[
        Filter::new("creationTimeAfter", Test::After("creationTime")),
        Filter::new("creationTimeBefore", Test::Before("creationTime")),
        Filter::new(
            "statusEquals",
            Test::OneOf("status", &["Creating", "InService", "Updating", "Failed"]),
        ),
        Filter::new("modelArnEquals", Test::Is("modelArn")),
        Filter::new("nameContains", Test::Contains("provisionedModelName")),
    ],
    summary: Fields {
        same: SUMMARY,
        renamed: &[],
    },
};

pub(super) static GET: Get = Get {
    kind: Kind::ProvisionedThroughput,
    label: "provisionedModelId",
    types: &["provisioned-model"],
    bare: Bare::Name,
    detail: Fields {
        same: &[
            "commitmentDuration",
            "commitmentExpirationTime",
            "creationTime",
            "desiredModelArn",
            "desiredModelUnits",
            "failureMessage",
            "foundationModelArn",
            "lastModifiedTime",
            "modelArn",
            "modelUnits",
            "provisionedModelArn",
            "provisionedModelName",
            "status",
        ],
        renamed: &[],
    },
    member: None,
};

pub(super) fn sample(place: &Place, number: usize) -> Record {
    let model = place.foundation_model("amazon.nova-pro-v1:0:300k");
    Record::new(json!({
        "provisionedModelName": format!("capacity-{number:06}"),
        "provisionedModelArn": place.arn("provisioned-model", &Place::id("pt", number)),
        "modelArn": model,
        "desiredModelArn": model,
        "foundationModelArn": model,
        "modelUnits": 1,
        "desiredModelUnits": 1,
        "status": "InService",
        "creationTime": minute(number),
        "lastModifiedTime": minute(number + 30),
    }))
    .tag("owner", "ml-platform")
}

//! Deployments of custom models for inference on demand.

use serde_json::json;

use super::Kind;
use super::filter::{Filter, Test};
use super::get::{Bare, Get};
use super::list::{Fields, List, Paging};
use crate::estate::{Place, Record, Shape, minute};

pub(super) static SHAPE: Shape = Shape {
    created: "createdAt",
    aliases: &["customModelDeploymentArn", "modelDeploymentName"],
    version: None,
};

pub(super) static LIST: List = List {
    kind: Kind::CustomModelDeployment,
    member: "modelDeploymentSummaries",
    paging: Paging::Sized,
    sortable: true,
    filters: &[
        Filter::new("createdBefore", Test::Before("createdAt")),
        Filter::new("createdAfter", Test::After("createdAt")),
        Filter::new("nameContains", Test::Contains("modelDeploymentName")),
        Filter::new(
            "statusEquals",
            Test::OneOf("status", &["Creating", "Active", "Failed"]),
        ),
        Filter::new("modelArnEquals", Test::Is("modelArn")),
    ],
    summary: Fields {
        same: &[
            "customModelDeploymentArn",
            "modelArn",
            "createdAt",
            "status",
            "lastUpdatedAt",
            "failureMessage",
        ],
        renamed: &[("customModelDeploymentName", "modelDeploymentName")],
    },
};

pub(super) static GET: Get = Get {
    kind: Kind::CustomModelDeployment,
    label: "customModelDeploymentIdentifier",
    types: &["custom-model-deployment"],
    bare: Bare::Name,
    detail: Fields {
        same: &[
            "createdAt",
            "customModelDeploymentArn",
            "description",
            "failureMessage",
            "lastUpdatedAt",
            "modelArn",
            "modelDeploymentName",
            "status",
            "updateDetails",
        ],
        renamed: &[],
    },
    member: None,
};

pub(super) fn sample(place: &Place, number: usize) -> Record {
    let model = format!("amazon.nova-lite-v1:0/{}", Place::id("cm", number));
    Record::new(json!({
        "customModelDeploymentArn": place.arn("custom-model-deployment", &Place::id("cd", number)),
        "modelDeploymentName": format!("deployment-{number:06}"),
        "modelArn": place.arn("custom-model", &model),
        "createdAt": minute(number),
        "status": "Active",
    }))
}

//! Custom models: what a customization job makes of a base model.

use serde_json::json;

use super::Kind;
use super::filter::{Filter, Test};
use super::get::{Bare, Get};
use super::list::{Fields, List, Paging};
use crate::estate::{Place, Record, Shape, minute};

/// The base of every sample.
const BASE: &str = "amazon.nova-lite-v1:0";

pub(super) static SHAPE: Shape = Shape {
    created: "creationTime",
    aliases: &["modelArn", "modelName"],
    version: None,
};

pub(super) static LIST: List = List {
    kind: Kind::CustomModel,
    member: "modelSummaries",
    paging: Paging::Sized,
    sortable: true,
    filters: &[
        Filter::new("creationTimeBefore", Test::Before("creationTime")),
        Filter::new("creationTimeAfter", Test::After("creationTime")),
        Filter::new("nameContains", Test::Contains("modelName")),
        Filter::new("baseModelArnEquals", Test::Is("baseModelArn")),
        Filter::new("foundationModelArnEquals", Test::Is("baseModelArn")),
        Filter::new("isOwned", Test::Owned("ownerAccountId")),
        Filter::new(
            "modelStatus",
            Test::OneOf("modelStatus", &["Active", "Creating", "Failed"]),
        ),
    ],
    summary: Fields {
        same: &[
            "modelArn",
            "modelName",
            "creationTime",
            "baseModelArn",
            "baseModelName",
            "customizationType",
            "ownerAccountId",
            "modelStatus",
        ],
        renamed: &[],
    },
};

pub(super) static GET: Get = Get {
    kind: Kind::CustomModel,
    label: "modelIdentifier",
    types: &["custom-model"],
    bare: Bare::Name,
    detail: Fields {
        same: &[
            "baseModelArn",
            "creationTime",
            "customizationConfig",
            "customizationType",
            "failureMessage",
            "hyperParameters",
            "jobArn",
            "jobName",
            "modelArn",
            "modelKmsKeyArn",
            "modelName",
            "modelStatus",
            "outputDataConfig",
            "trainingDataConfig",
            "trainingMetrics",
            "validationDataConfig",
            "validationMetrics",
        ],
        renamed: &[],
    },
    member: None,
};

pub(super) fn sample(place: &Place, number: usize) -> Record {
    Record::new(json!({
        "modelArn": place.arn("custom-model", &format!("{BASE}/{}", Place::id("cm", number))),
        "modelName": format!("model-{number:06}"),
        "creationTime": minute(number),
        "baseModelArn": place.foundation_model(BASE),
        "baseModelName": "amazon.nova-lite-v1",
        "customizationType": "FINE_TUNING",
        "ownerAccountId": place.account(),
        "modelStatus": "Active",
        "jobName": format!("job-{number:06}"),
        "jobArn": place.arn("model-customization-job", &format!("{BASE}/{}", Place::id("cj", number))),
        "hyperParameters": {"epochCount": "2", "learningRate": "0.00001"},
        "trainingDataConfig": {"s3Uri": format!("s3://ardent-training/{number}/train.jsonl")},
        "outputDataConfig": {"s3Uri": "s3://ardent-training/output/"},
        "trainingMetrics": {"trainingLoss": 0.5},
    }))
    .tag("owner", "ml-platform")
}

//! Jobs that fine-tune, distil or go on training a model.

use serde_json::json;

use super::Kind;
use super::filter::{Filter, Test};
use super::get::{Bare, Get};
use super::list::{Fields, List, Paging};
use crate::estate::{Place, Record, Shape, minute};

const BASE: &str = "amazon.nova-lite-v1:0";

pub(super) static SHAPE: Shape = Shape {
    created: "creationTime",
    aliases: &["jobArn", "jobName"],
    version: None,
};

pub(super) static LIST: List = List {
    kind: Kind::CustomizationJob,
    member: "modelCustomizationJobSummaries",
    paging: Paging::Sized,
    sortable: true,
    filters: &[
        Filter::new("creationTimeAfter", Test::After("creationTime")),
        Filter::new("creationTimeBefore", Test::Before("creationTime")),
        Filter::new(
            "statusEquals",
            Test::OneOf(
                "status",
                &["InProgress", "Completed", "Failed", "Stopping", "Stopped"],
            ),
        ),
        Filter::new("nameContains", Test::Contains("jobName")),
    ],
    summary: Fields {
        same: &[
            "jobArn",
            "baseModelArn",
            "jobName",
            "status",
            "statusDetails",
            "lastModifiedTime",
            "creationTime",
            "endTime",
            "customizationType",
        ],
        renamed: &[
            ("customModelArn", "outputModelArn"),
            ("customModelName", "outputModelName"),
        ],
    },
};

pub(super) static GET: Get = Get {
    kind: Kind::CustomizationJob,
    label: "jobIdentifier",
    types: &["model-customization-job"],
    bare: Bare::Name,
    detail: Fields {
        same: &[
            "baseModelArn",
            "clientRequestToken",
            "creationTime",
            "customizationConfig",
            "customizationType",
            "endTime",
            "failureMessage",
            "hyperParameters",
            "jobArn",
            "jobName",
            "lastModifiedTime",
            "outputDataConfig",
            "outputModelArn",
            "outputModelKmsKeyArn",
            "outputModelName",
            "roleArn",
            "status",
            "statusDetails",
            "trainingDataConfig",
            "trainingMetrics",
            "validationDataConfig",
            "validationMetrics",
            "vpcConfig",
        ],
        renamed: &[],
    },
    member: None,
};

pub(super) fn sample(place: &Place, number: usize) -> Record {
    Record::new(json!({
        "jobArn": place.arn("model-customization-job", &format!("{BASE}/{}", Place::id("cj", number))),
        "jobName": format!("job-{number:06}"),
        "baseModelArn": place.foundation_model(BASE),
        "status": "Completed",
        "creationTime": minute(number),
        "lastModifiedTime": minute(number + 90),
        "endTime": minute(number + 90),
        "customizationType": "FINE_TUNING",
        "roleArn": place.role("BedrockCustomization"),
        "outputModelArn": place.arn("custom-model", &format!("{BASE}/{}", Place::id("cm", number))),
        "outputModelName": format!("model-{number:06}"),
        "hyperParameters": {"epochCount": "2", "learningRate": "0.00001"},
        "trainingDataConfig": {"s3Uri": format!("s3://ardent-training/{number}/train.jsonl")},
        "validationDataConfig": {"validators": []},
        "outputDataConfig": {"s3Uri": "s3://ardent-training/output/"},
    }))
    .tag("owner", "ml-platform")
}

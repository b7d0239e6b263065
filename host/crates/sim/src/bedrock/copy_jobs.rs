//! Jobs that copy a model from another region.

use serde_json::json;

use super::Kind;
use super::filter::{Filter, Test};
use super::get::{Bare, Get};
use super::list::{Fields, List, Paging};
use crate::estate::{Place, Record, Shape, minute};

const FIELDS: &[&str] = &[
    "jobArn",
    "status",
    "creationTime",
    "targetModelArn",
    "targetModelName",
    "sourceAccountId",
    "sourceModelArn",
    "targetModelKmsKeyArn",
    "targetModelTags",
    "failureMessage",
    "sourceModelName",
];

pub(super) static SHAPE: Shape = Shape {
    created: "creationTime",
    aliases: &["jobArn"],
    version: None,
};

pub(super) static LIST: List = List {
    kind: Kind::CopyJob,
    member: "modelCopyJobSummaries",
    paging: Paging::Sized,
    sortable: true,
    filters: &[
        Filter::new("creationTimeAfter", Test::After("creationTime")),
        Filter::new("creationTimeBefore", Test::Before("creationTime")),
        Filter::new(
            "statusEquals",
            Test::OneOf("status", &["InProgress", "Completed", "Failed"]),
        ),
        Filter::new("sourceAccountEquals", Test::Is("sourceAccountId")),
        Filter::new("sourceModelArnEquals", Test::Is("sourceModelArn")),
        Filter::new("outputModelNameContains", Test::Contains("targetModelName")),
    ],
    summary: Fields {
        same: FIELDS,
        renamed: &[],
    },
};

pub(super) static GET: Get = Get {
    kind: Kind::CopyJob,
    label: "jobArn",
    types: &["model-copy-job"],
    bare: Bare::None,
    detail: Fields {
        same: FIELDS,
        renamed: &[],
    },
    member: None,
};

pub(super) fn sample(place: &Place, number: usize) -> Record {
    let model = |place: &Place| {
        place.arn(
            "custom-model",
            &format!("amazon.nova-lite-v1:0/{}", Place::id("cm", number)),
        )
    };
    Record::new(json!({
        "jobArn": place.arn("model-copy-job", &Place::id("cp", number)),
        "status": "Completed",
        "creationTime": minute(number),
        "targetModelArn": model(place),
        "targetModelName": format!("copy-{number:06}"),
        "sourceAccountId": place.account(),
        "sourceModelArn": model(&Place::new(place.account(), "us-west-2")),
    }))
}

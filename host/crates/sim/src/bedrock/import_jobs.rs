//! Jobs that import a model's weights.

use serde_json::json;

use super::Kind;
use super::filter::{Filter, Test};
use super::get::{Bare, Get};
use super::list::{Fields, List, Paging};
use crate::estate::{Place, Record, Shape, minute};

pub(super) static SHAPE: Shape = Shape {
    created: "creationTime",
    aliases: &["jobArn", "jobName"],
    version: None,
};

pub(super) static LIST: List = List {
    kind: Kind::ImportJob,
    member: "modelImportJobSummaries",
    paging: Paging::Sized,
    sortable: true,
    filters: &[
        Filter::new("creationTimeAfter", Test::After("creationTime")),
        Filter::new("creationTimeBefore", Test::Before("creationTime")),
        Filter::new(
            "statusEquals",
            Test::OneOf("status", &["InProgress", "Completed", "Failed"]),
        ),
        Filter::new("nameContains", Test::Contains("jobName")),
    ],
    summary: Fields {
        same: &[
            "jobArn",
            "jobName",
            "status",
            "lastModifiedTime",
            "creationTime",
            "endTime",
            "importedModelArn",
            "importedModelName",
        ],
        renamed: &[],
    },
};

pub(super) static GET: Get = Get {
    kind: Kind::ImportJob,
    label: "jobIdentifier",
    types: &["model-import-job"],
    bare: Bare::Name,
    detail: Fields {
        same: &[
            "creationTime",
            "endTime",
            "failureMessage",
            "importedModelArn",
            "importedModelKmsKeyArn",
            "importedModelName",
            "jobArn",
            "jobName",
            "lastModifiedTime",
            "modelDataSource",
            "roleArn",
            "status",
            "vpcConfig",
        ],
        renamed: &[],
    },
    member: None,
};

pub(super) fn sample(place: &Place, number: usize) -> Record {
    Record::new(json!({
        "jobArn": place.arn("model-import-job", &Place::id("ij", number)),
        "jobName": format!("import-{number:06}"),
        "status": "Completed",
        "creationTime": minute(number),
        "lastModifiedTime": minute(number + 20),
        "endTime": minute(number + 20),
        "importedModelArn": place.arn("imported-model", &Place::id("im", number)),
        "importedModelName": format!("imported-{number:06}"),
        "roleArn": place.role("BedrockImport"),
        "modelDataSource": {"s3DataSource": {"s3Uri": format!("s3://ardent-weights/{number}/")}},
    }))
}

//! Jobs that look for better prompts.

use serde_json::json;

use super::Kind;
use super::get::{Bare, Get};
use super::list::{Fields, List, Paging};
use crate::estate::{Place, Record, Shape, minute};

/// A get takes the id, which no field has alone: the record keeps it beside the answer's fields.
pub(super) static SHAPE: Shape = Shape {
    created: "creationTime",
    aliases: &["jobArn", "jobId"],
    version: None,
};

pub(super) static LIST: List = List {
    kind: Kind::PromptOptimizationJob,
    member: "jobSummaries",
    paging: Paging::Sized,
    sortable: true,
    filters: &[],
    summary: Fields {
        same: &[
            "jobArn",
            "jobName",
            "jobStatus",
            "creationTime",
            "lastModifiedTime",
        ],
        renamed: &[],
    },
};

pub(super) static GET: Get = Get {
    kind: Kind::PromptOptimizationJob,
    label: "jobIdentifier",
    types: &["advanced-prompt-optimization-job"],
    bare: Bare::Id,
    detail: Fields {
        same: &[
            "creationTime",
            "encryptionKeyArn",
            "failureMessage",
            "inputConfig",
            "jobArn",
            "jobDescription",
            "jobName",
            "jobStatus",
            "lastModifiedTime",
            "modelConfigurations",
            "outputConfig",
        ],
        renamed: &[],
    },
    member: None,
};

pub(super) fn sample(place: &Place, number: usize) -> Record {
    let id = Place::id("po", number);
    Record::new(json!({
        "jobArn": place.arn("advanced-prompt-optimization-job", &id),
        "jobId": id,
        "jobName": format!("prompts-{number:06}"),
        "jobStatus": "Completed",
        "creationTime": minute(number),
        "lastModifiedTime": minute(number + 15),
        "inputConfig": {"s3Uri": "s3://ardent-prompts/in/"},
        "outputConfig": {"s3Uri": "s3://ardent-prompts/out/"},
        "modelConfigurations": [{"modelId": "amazon.nova-lite-v1:0"}],
    }))
}

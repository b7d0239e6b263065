//! Batch inference: jobs that invoke a model for every record of a file.

use serde_json::json;

use super::Kind;
use super::filter::{Filter, Test};
use super::get::{Bare, Get};
use super::list::{Fields, List, Paging};
use crate::estate::{Place, Record, Shape, minute};

/// The summary and the details are the same.
const FIELDS: &[&str] = &[
    "jobArn",
    "jobName",
    "modelId",
    "clientRequestToken",
    "roleArn",
    "status",
    "message",
    "submitTime",
    "lastModifiedTime",
    "endTime",
    "inputDataConfig",
    "outputDataConfig",
    "vpcConfig",
    "timeoutDurationInHours",
    "jobExpirationTime",
    "modelInvocationType",
    "totalRecordCount",
    "processedRecordCount",
    "successRecordCount",
    "errorRecordCount",
];

const STATUSES: &[&str] = &[
    "Submitted",
    "InProgress",
    "Completed",
    "Failed",
    "Stopping",
    "Stopped",
    "PartiallyCompleted",
    "Expired",
    "Validating",
    "Scheduled",
];

/// A get takes the id, which no field has alone: the record keeps it beside the answer's fields.
pub(super) static SHAPE: Shape = Shape {
    created: "submitTime",
    aliases: &["jobArn", "jobId"],
    version: None,
};

pub(super) static LIST: List = List {
    kind: Kind::InvocationJob,
    member: "invocationJobSummaries",
    paging: Paging::Sized,
    sortable: true,
    filters: &[
        Filter::new("submitTimeAfter", Test::After("submitTime")),
        Filter::new("submitTimeBefore", Test::Before("submitTime")),
        Filter::new("statusEquals", Test::OneOf("status", STATUSES)),
        Filter::new("nameContains", Test::Contains("jobName")),
    ],
    summary: Fields {
        same: FIELDS,
        renamed: &[],
    },
};

pub(super) static GET: Get = Get {
    kind: Kind::InvocationJob,
    label: "jobIdentifier",
    types: &["model-invocation-job"],
    bare: Bare::Id,
    detail: Fields {
        same: FIELDS,
        renamed: &[],
    },
    member: None,
};

pub(super) fn sample(place: &Place, number: usize) -> Record {
    let id = Place::id("bj", number);
    Record::new(json!({
        "jobArn": place.arn("model-invocation-job", &id),
        "jobId": id,
        "jobName": format!("batch-{number:06}"),
        "modelId": "amazon.nova-lite-v1:0",
        "roleArn": place.role("BedrockBatch"),
        "status": "Completed",
        "submitTime": minute(number),
        "lastModifiedTime": minute(number + 240),
        "endTime": minute(number + 240),
        "inputDataConfig": {"s3InputDataConfig": {"s3InputFormat": "JSONL", "s3Uri": format!("s3://ardent-batch/{number}/in.jsonl")}},
        "outputDataConfig": {"s3OutputDataConfig": {"s3Uri": format!("s3://ardent-batch/{number}/out/")}},
        "timeoutDurationInHours": 24,
        "totalRecordCount": 1000,
        "processedRecordCount": 1000,
        "successRecordCount": 998,
        "errorRecordCount": 2,
    }))
    .tag("owner", "ml-platform")
}

//! Jobs that evaluate models, by machine or by people.

use serde_json::json;

use super::Kind;
use super::filter::{Filter, Test};
use super::get::{Bare, Get};
use super::list::{Fields, List, Paging};
use crate::estate::{Place, Record, Shape, minute};

/// The most that a page has by the API's model, although `maxResults` may ask for a thousand.
const PAGE_MAX: usize = 5;

const STATUSES: &[&str] = &[
    "InProgress",
    "Completed",
    "Failed",
    "Stopping",
    "Stopped",
    "Deleting",
];

pub(super) static SHAPE: Shape = Shape {
    created: "creationTime",
    aliases: &["jobArn"],
    version: None,
};

pub(super) static LIST: List = List {
    kind: Kind::EvaluationJob,
    member: "jobSummaries",
    paging: Paging::Capped(PAGE_MAX),
    sortable: true,
    filters: &[
        Filter::new("creationTimeAfter", Test::After("creationTime")),
        Filter::new("creationTimeBefore", Test::Before("creationTime")),
        Filter::new("statusEquals", Test::OneOf("status", STATUSES)),
        Filter::new(
            "applicationTypeEquals",
            Test::OneOf("applicationType", &["ModelEvaluation", "RagEvaluation"]),
        ),
        Filter::new("nameContains", Test::Contains("jobName")),
    ],
    summary: Fields {
        same: &[
            "jobArn",
            "jobName",
            "status",
            "creationTime",
            "jobType",
            "evaluationTaskTypes",
            "modelIdentifiers",
            "ragIdentifiers",
            "evaluatorModelIdentifiers",
            "customMetricsEvaluatorModelIdentifiers",
            "inferenceConfigSummary",
            "applicationType",
        ],
        renamed: &[],
    },
};

pub(super) static GET: Get = Get {
    kind: Kind::EvaluationJob,
    label: "jobIdentifier",
    types: &["evaluation-job"],
    bare: Bare::None,
    detail: Fields {
        same: &[
            "applicationType",
            "creationTime",
            "customerEncryptionKeyId",
            "evaluationConfig",
            "failureMessages",
            "inferenceConfig",
            "jobArn",
            "jobDescription",
            "jobName",
            "jobType",
            "lastModifiedTime",
            "outputDataConfig",
            "roleArn",
            "status",
        ],
        renamed: &[],
    },
    member: None,
};

pub(super) fn sample(place: &Place, number: usize) -> Record {
    let model = "amazon.nova-lite-v1:0";
    Record::new(json!({
        "jobArn": place.arn("evaluation-job", &Place::id("ej", number)),
        "jobName": format!("evaluation-{number:06}"),
        "status": "Completed",
        "creationTime": minute(number),
        "lastModifiedTime": minute(number + 45),
        "jobType": "Automated",
        "applicationType": "ModelEvaluation",
        "evaluationTaskTypes": ["Summarization"],
        "modelIdentifiers": [model],
        "roleArn": place.role("BedrockEvaluation"),
        "evaluationConfig": {"automated": {"datasetMetricConfigs": [{
            "taskType": "Summarization",
            "dataset": {"name": "Builtin.Gigaword"},
            "metricNames": ["Builtin.Accuracy"],
        }]}},
        "inferenceConfig": {"models": [{"bedrockModel": {"modelIdentifier": model}}]},
        "outputDataConfig": {"s3Uri": "s3://ardent-evaluations/output/"},
    }))
}

//! Where custom models run: provisioned throughputs and deployments.

use serde_json::{Value, json};

use super::custom_models::arn;
use crate::estate::{Place, Record};

pub(super) fn provisioned(at: &Place) -> Vec<Record> {
    let triage = arn(at, "amazon.nova-lite-v1:0", "k3v9x1q7m2a4");
    let language = arn(at, "amazon.titan-text-lite-v1:0:4k", "h7k0d3w6r9t2");
    let lite = at.foundation_model("amazon.nova-lite-v1:0");
    let titan = at.foundation_model("amazon.titan-text-lite-v1:0:4k");
    let pro = at.foundation_model("amazon.nova-pro-v1:0:300k");
    vec![
        throughput(
            at,
            "claims-triage-prod",
            "a1s4d7f0g3h6",
            (&triage, &lite),
            json!({
                "modelUnits": 2,
                "desiredModelUnits": 2,
                "commitmentDuration": "SixMonths",
                "commitmentExpirationTime": "2026-09-15T00:00:00Z",
                "creationTime": "2026-03-15T10:00:00Z",
                "lastModifiedTime": "2026-03-15T10:45:00Z",
            }),
        )
        .tag("owner", "claims-automation")
        .tag("cost-center", "CC-4711"),
        throughput(
            at,
            "policy-desk",
            "z2x5c8v1b4n7",
            (&pro, &pro),
            json!({
                "status": "Updating",
                "modelUnits": 1,
                "desiredModelUnits": 3,
                "commitmentDuration": "OneMonth",
                "commitmentExpirationTime": "2026-09-20T00:00:00Z",
                "creationTime": "2026-08-20T10:00:00Z",
                "lastModifiedTime": "2026-09-01T08:00:00Z",
            }),
        )
        .tag("owner", "customer-service"),
        throughput(
            at,
            "language-trial",
            "q9w6e3r0t7y4",
            (&language, &titan),
            json!({
                "status": "Failed",
                "failureMessage": "There is not enough capacity for the requested model units.",
                "modelUnits": 1,
                "desiredModelUnits": 1,
                "creationTime": "2025-12-01T10:00:00Z",
                "lastModifiedTime": "2025-12-01T10:20:00Z",
            }),
        ),
    ]
}

fn throughput(
    at: &Place,
    name: &str,
    id: &str,
    (model, foundation): (&str, &str),
    fields: Value,
) -> Record {
    Record::new(json!({
        "provisionedModelName": name,
        "provisionedModelArn": at.arn("provisioned-model", id),
        "modelArn": model,
        "desiredModelArn": model,
        "foundationModelArn": foundation,
        "status": "InService",
    }))
    .with(fields)
}

pub(super) fn deployments(at: &Place) -> Vec<Record> {
    let answers = arn(at, "amazon.nova-micro-v1:0", "b6n1t8w3c5z0");
    let fraud = arn(at, "amazon.nova-lite-v1:0", "e2g5l8p1s4v7");
    vec![
        Record::new(json!({
            "customModelDeploymentArn": at.arn("custom-model-deployment", "m3n6b9v2c5x8"),
            "modelDeploymentName": "policy-answers-live",
            "modelArn": answers,
            "createdAt": "2026-05-20T07:00:00Z",
            "lastUpdatedAt": "2026-08-28T16:12:00Z",
            "status": "Active",
            "description": "Answers questions on policies — Fragen zu Verträgen, auch auf Deutsch",
            "updateDetails": {"modelArn": answers, "updateStatus": "UpdateCompleted"},
        }))
        .tag("owner", "customer-service"),
        Record::new(json!({
            "customModelDeploymentArn": at.arn("custom-model-deployment", "l0k7j4h1g8f5"),
            "modelDeploymentName": "fraud-signals-canary",
            "modelArn": fraud,
            "createdAt": "2026-07-04T07:00:00Z",
            "status": "Failed",
            "failureMessage": "The account has reached its limit of deployments of custom models.",
        })),
    ]
}

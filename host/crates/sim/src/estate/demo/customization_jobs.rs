//! The jobs that made the custom models, and some that made none.

use serde_json::{Value, json};

use super::custom_models::{arn, invocation_logs, reinforcement};
use crate::estate::{Place, Record};

pub(super) fn all(at: &Place) -> Vec<Record> {
    vec![
        claims_triage(at),
        policy_answers(at),
        fraud_signals(at),
        claims_language(at),
        appeals(at),
        renewals(at),
        subrogation(at),
    ]
}

fn job(at: &Place, name: &str, base: &str, id: &str, fields: Value) -> Record {
    Record::new(json!({
        "jobArn": at.arn("model-customization-job", &format!("{base}/{id}")),
        "jobName": format!("{name}-job"),
        "baseModelArn": at.foundation_model(base),
        "outputModelName": name,
        "roleArn": at.role("BedrockCustomization"),
        "status": "Completed",
        "outputDataConfig": {"s3Uri": "s3://ardent-training/output/"},
        "validationDataConfig": {"validators": []},
    }))
    .with(fields)
}

fn claims_triage(at: &Place) -> Record {
    let base = "amazon.nova-lite-v1:0";
    job(at, "claims-triage", base, "p8d2s6f0h4j1", json!({
        "customizationType": "FINE_TUNING",
        "clientRequestToken": "claims-triage-2026-03-09",
        "creationTime": "2026-03-09T11:58:42Z",
        "lastModifiedTime": "2026-03-09T14:21:07Z",
        "endTime": "2026-03-09T14:21:07Z",
        "outputModelArn": arn(at, base, "k3v9x1q7m2a4"),
        "outputModelKmsKeyArn": at.kms_key(1),
        "hyperParameters": {"epochCount": "3", "learningRate": "0.00001", "batchSize": "1"},
        "trainingDataConfig": {"s3Uri": "s3://ardent-training/claims/train.jsonl"},
        "validationDataConfig": {"validators": [{"s3Uri": "s3://ardent-training/claims/validation.jsonl"}]},
        "trainingMetrics": {"trainingLoss": 0.327},
        "validationMetrics": [{"validationLoss": 0.402}],
        "vpcConfig": {"subnetIds": ["subnet-0a1b2c3d4e5f60718"], "securityGroupIds": ["sg-0f1e2d3c4b5a69788"]},
        "statusDetails": stages("2026-03-09", ["Completed", "Completed", "Completed"]),
    }))
    .tag("owner", "claims-automation")
}

fn policy_answers(at: &Place) -> Record {
    let base = "amazon.nova-micro-v1:0";
    job(at, "policy-answers", base, "q4r7y2u9i3o5", json!({
        "customizationType": "DISTILLATION",
        "creationTime": "2026-05-17T21:00:00Z",
        "lastModifiedTime": "2026-05-18T08:02:55Z",
        "endTime": "2026-05-18T08:02:55Z",
        "outputModelArn": arn(at, base, "b6n1t8w3c5z0"),
        "customizationConfig": {"distillationConfig": {"teacherModelConfig": {
            "teacherModelIdentifier": at.foundation_model("amazon.nova-pro-v1:0"),
            "maxResponseLengthForInference": 1000,
        }}},
        "trainingDataConfig": invocation_logs(&json!({"equals": {"application": "policy-desk"}})),
    }))
    .tag("owner", "customer-service")
}

fn fraud_signals(at: &Place) -> Record {
    let base = "amazon.nova-lite-v1:0";
    job(
        at,
        "fraud-signals",
        base,
        "x0c3f6i9m2n5",
        json!({
            "customizationType": "REINFORCEMENT_FINE_TUNING",
            "creationTime": "2026-07-01T09:00:00Z",
            "lastModifiedTime": "2026-07-02T19:40:31Z",
            "endTime": "2026-07-02T19:40:31Z",
            "outputModelArn": arn(at, base, "e2g5l8p1s4v7"),
            "customizationConfig": reinforcement(at),
            "trainingDataConfig": {"s3Uri": "s3://ardent-training/fraud/prompts.jsonl"},
        }),
    )
    .tag("owner", "special-investigations")
}

fn claims_language(at: &Place) -> Record {
    let base = "amazon.titan-text-lite-v1:0:4k";
    job(
        at,
        "claims-language",
        base,
        "v1b4n7a0s3d6",
        json!({
            "customizationType": "CONTINUED_PRE_TRAINING",
            "creationTime": "2025-11-19T16:45:00Z",
            "lastModifiedTime": "2025-11-20T11:11:11Z",
            "endTime": "2025-11-20T11:11:11Z",
            "outputModelArn": arn(at, base, "h7k0d3w6r9t2"),
            "hyperParameters": {"epochCount": "1"},
            "trainingDataConfig": {"s3Uri": "s3://ardent-training/language/"},
        }),
    )
}

fn appeals(at: &Place) -> Record {
    let filter = json!({"andAll": [{"equals": {"application": "appeals"}}, {"notEquals": {"stage": "test"}}]});
    job(
        at,
        "appeals",
        "amazon.nova-micro-v1:0",
        "d6f3g0h7j4k1",
        json!({
            "customizationType": "DISTILLATION",
            "status": "InProgress",
            "creationTime": "2026-09-01T07:15:00Z",
            "lastModifiedTime": "2026-09-01T07:55:00Z",
            "customizationConfig": {"distillationConfig": {"teacherModelConfig": {
                "teacherModelIdentifier": at.foundation_model("amazon.nova-pro-v1:0"),
            }}},
            "trainingDataConfig": invocation_logs(&filter),
            "statusDetails": stages("2026-09-01", ["Completed", "InProgress", "NotStarted"]),
        }),
    )
    .tag("owner", "legal-operations")
}

fn renewals(at: &Place) -> Record {
    let filter =
        json!({"orAll": [{"equals": {"team": "renewals"}}, {"equals": {"team": "retention"}}]});
    job(
        at,
        "renewals",
        "amazon.nova-lite-v1:0",
        "w2e5r8t1y4u7",
        json!({
            "customizationType": "FINE_TUNING",
            "status": "Failed",
            "failureMessage": "Validation of the training data failed: line 1873 is not valid JSON.",
            "creationTime": "2026-08-03T12:00:00Z",
            "lastModifiedTime": "2026-08-03T12:09:00Z",
            "endTime": "2026-08-03T12:09:00Z",
            "trainingDataConfig": invocation_logs(&filter),
            "statusDetails": stages("2026-08-03", ["Failed", "NotStarted", "NotStarted"]),
        }),
    )
}

fn subrogation(at: &Place) -> Record {
    job(
        at,
        "subrogation",
        "amazon.nova-lite-v1:0",
        "i0o3p6a9s2d5",
        json!({
            "customizationType": "FINE_TUNING",
            "status": "Stopped",
            "creationTime": "2026-04-22T10:00:00Z",
            "lastModifiedTime": "2026-04-22T10:31:00Z",
            "endTime": "2026-04-22T10:31:00Z",
            "trainingDataConfig": invocation_logs(&json!({"notEquals": {"environment": "sandbox"}})),
        }),
    )
}

/// How far the three stages of a job have come, on one day.
fn stages(day: &str, [validation, processing, training]: [&str; 3]) -> Value {
    let stage = |status: &str, hour: u8| {
        let time = |minute: u8| format!("{day}T{hour:02}:{minute:02}:00Z");
        json!({"status": status, "creationTime": time(0), "lastModifiedTime": time(40)})
    };
    json!({
        "validationDetails": stage(validation, 12),
        "dataProcessingDetails": stage(processing, 13),
        "trainingDetails": stage(training, 14),
    })
}

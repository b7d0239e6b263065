//! Custom models, each with the job that made it (see `customization_jobs`).

use serde_json::{Value, json};

use crate::estate::{Place, Record};

/// A custom model's name on the wire: its ARN.
pub(super) fn arn(at: &Place, base: &str, id: &str) -> String {
    at.arn("custom-model", &format!("{base}/{id}"))
}

pub(super) fn all(at: &Place) -> Vec<Record> {
    vec![
        claims_triage(at),
        policy_answers(at),
        fraud_signals(at),
        claims_language(at),
        letters(at),
        shared(at),
        copied(at),
    ]
}

fn model(at: &Place, name: &str, base: (&str, &str), ids: (&str, &str), fields: Value) -> Record {
    Record::new(json!({
        "modelArn": arn(at, base.0, ids.0),
        "modelName": name,
        "baseModelArn": at.foundation_model(base.0),
        "baseModelName": base.1,
        "ownerAccountId": at.account(),
        "jobName": format!("{name}-job"),
        "jobArn": at.arn("model-customization-job", &format!("{}/{}", base.0, ids.1)),
        "modelStatus": "Active",
        "outputDataConfig": {"s3Uri": "s3://ardent-training/output/"},
    }))
    .with(fields)
}

fn claims_triage(at: &Place) -> Record {
    let base = ("amazon.nova-lite-v1:0", "amazon.nova-lite-v1");
    model(at, "claims-triage", base, ("k3v9x1q7m2a4", "p8d2s6f0h4j1"), json!({
        "creationTime": "2026-03-09T14:21:07.482Z",
        "customizationType": "FINE_TUNING",
        "modelKmsKeyArn": at.kms_key(1),
        "hyperParameters": {"epochCount": "3", "learningRate": "0.00001", "batchSize": "1"},
        "trainingDataConfig": {"s3Uri": "s3://ardent-training/claims/train.jsonl"},
        "validationDataConfig": {"validators": [{"s3Uri": "s3://ardent-training/claims/validation.jsonl"}]},
        "trainingMetrics": {"trainingLoss": 0.327},
        "validationMetrics": [{"validationLoss": 0.402}],
    }))
    .tag("owner", "claims-automation")
    .tag("cost-center", "CC-4711")
    .tag("data-class", "confidential")
}

fn policy_answers(at: &Place) -> Record {
    let base = ("amazon.nova-micro-v1:0", "amazon.nova-micro-v1");
    model(at, "policy-answers", base, ("b6n1t8w3c5z0", "q4r7y2u9i3o5"), json!({
        "creationTime": "2026-05-18T08:02:55Z",
        "customizationType": "DISTILLATION",
        "customizationConfig": {"distillationConfig": {"teacherModelConfig": {
            "teacherModelIdentifier": at.foundation_model("amazon.nova-pro-v1:0"),
            "maxResponseLengthForInference": 1000,
        }}},
        "trainingDataConfig": invocation_logs(&json!({"equals": {"application": "policy-desk"}})),
        "trainingMetrics": {"trainingLoss": 0.207},
    }))
    .tag("owner", "customer-service")
}

fn fraud_signals(at: &Place) -> Record {
    let base = ("amazon.nova-lite-v1:0", "amazon.nova-lite-v1");
    model(
        at,
        "fraud-signals",
        base,
        ("e2g5l8p1s4v7", "x0c3f6i9m2n5"),
        json!({
            "creationTime": "2026-07-02T19:40:31Z",
            "customizationType": "REINFORCEMENT_FINE_TUNING",
            "customizationConfig": reinforcement(at),
            "trainingDataConfig": {"s3Uri": "s3://ardent-training/fraud/prompts.jsonl"},
        }),
    )
    .tag("owner", "special-investigations")
    .tag("data-class", "restricted")
}

fn claims_language(at: &Place) -> Record {
    let base = (
        "amazon.titan-text-lite-v1:0:4k",
        "amazon.titan-text-lite-v1",
    );
    model(
        at,
        "claims-language",
        base,
        ("h7k0d3w6r9t2", "v1b4n7a0s3d6"),
        json!({
            "creationTime": "2025-11-20T11:11:11Z",
            "customizationType": "CONTINUED_PRE_TRAINING",
            "hyperParameters": {"epochCount": "1"},
            "trainingDataConfig": {"s3Uri": "s3://ardent-training/language/"},
        }),
    )
}

fn letters(at: &Place) -> Record {
    let base = ("amazon.nova-lite-v1:0", "amazon.nova-lite-v1");
    let record = model(
        at,
        "letters",
        base,
        ("u5j8m1q4e7y0", "z9x6c3v0b7n4"),
        json!({
            "creationTime": "2026-08-12T06:30:00Z",
            "customizationType": "IMPORTED",
            "modelStatus": "Failed",
            "failureMessage": "The model artifacts at s3://ardent-weights/letters/ could not be read.",
        }),
    );
    record.with(json!({"jobName": null, "jobArn": null}))
}

/// A model of the laboratory, shared with the company.
fn shared(at: &Place) -> Record {
    let base = ("amazon.nova-pro-v1:0", "amazon.nova-pro-v1");
    let lab = Place::new(super::LAB_ACCOUNT, at.region());
    model(
        &lab,
        "weather-losses",
        base,
        ("n3f6g9h2j5k8", "l1p4o7i0u3y6"),
        json!({
            "creationTime": "2026-06-01T00:00:00Z",
            "customizationType": "FINE_TUNING",
            "trainingDataConfig": {"s3Uri": "s3://ardent-lab/weather/train.jsonl"},
        }),
    )
}

/// A model that came from another region (see `imports`).
fn copied(at: &Place) -> Record {
    let base = ("amazon.nova-lite-v1:0", "amazon.nova-lite-v1");
    let fields = json!({
        "creationTime": "2026-07-10T18:20:00Z",
        "customizationType": "FINE_TUNING",
        "modelKmsKeyArn": at.kms_key(1),
        "jobName": null,
        "jobArn": null,
    });
    model(at, "claims-triage-west", base, ("r5t8y1u4i7o0", ""), fields)
        .tag("owner", "claims-automation")
}

/// Training on the logs of invocations, those that a filter keeps.
pub(super) fn invocation_logs(filter: &Value) -> Value {
    json!({"invocationLogsConfig": {
        "usePromptResponse": true,
        "invocationLogSource": {"s3Uri": "s3://ardent-bedrock-logs/invocations/"},
        "requestMetadataFilters": filter,
    }})
}

/// Training by rewards, given by a function.
pub(super) fn reinforcement(at: &Place) -> Value {
    let grader = format!(
        "arn:aws:lambda:{}:{}:function:fraud-grader",
        at.region(),
        at.account()
    );
    json!({"rftConfig": {
        "graderConfig": {"lambdaGrader": {"lambdaArn": grader}},
        "hyperParameters": {
            "epochCount": 2,
            "batchSize": 32,
            "learningRate": 0.0001,
            "maxPromptLength": 4096,
            "trainingSamplePerPrompt": 8,
            "inferenceMaxTokens": 2048,
            "reasoningEffort": "medium",
            "evalInterval": 10,
        },
    }})
}

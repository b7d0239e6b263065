//! Jobs that look for better prompts.

use serde_json::json;

use crate::estate::{Place, Record};

pub(super) fn all(at: &Place) -> Vec<Record> {
    vec![triage(at), greetings(at)]
}

fn triage(at: &Place) -> Record {
    let id = "h4j7k0l3z6x9";
    Record::new(json!({
        "jobArn": at.arn("advanced-prompt-optimization-job", id),
        "jobId": id,
        "jobName": "triage-prompts",
        "jobDescription": "Shorter prompts for triage — kürzer und klarer",
        "jobStatus": "Completed",
        "creationTime": "2026-08-05T14:00:00Z",
        "lastModifiedTime": "2026-08-05T16:00:00Z",
        "encryptionKeyArn": at.kms_key(6),
        "inputConfig": {"s3Uri": "s3://ardent-prompts/triage/in/"},
        "outputConfig": {"s3Uri": "s3://ardent-prompts/triage/out/"},
        "modelConfigurations": [{
            "modelId": "amazon.nova-lite-v1:0",
            "inferenceConfig": {"maxTokens": 512, "temperature": 0.2, "topP": 0.9, "stopSequences": ["END"]},
            "additionalModelRequestFields": {"inferenceConfig": {"topK": 20}},
        }],
    }))
}

fn greetings(at: &Place) -> Record {
    let id = "c2v5b8n1m4q7";
    Record::new(json!({
        "jobArn": at.arn("advanced-prompt-optimization-job", id),
        "jobId": id,
        "jobName": "greetings",
        "jobStatus": "Failed",
        "failureMessage": "The input has no prompts.",
        "creationTime": "2026-08-06T14:00:00Z",
        "lastModifiedTime": "2026-08-06T14:01:00Z",
        "inputConfig": {"s3Uri": "s3://ardent-prompts/greetings/in/"},
        "outputConfig": {"s3Uri": "s3://ardent-prompts/greetings/out/"},
        "modelConfigurations": [{"modelId": "amazon.nova-micro-v1:0"}],
    }))
}

//! Batch inference: a nightly job that runs, one that is done, one that failed.

use serde_json::{Value, json};

use crate::estate::{Place, Record};

pub(super) fn all(at: &Place) -> Vec<Record> {
    vec![nightly(at), archive(at), translations(at)]
}

fn job(at: &Place, name: &str, id: &str, fields: Value) -> Record {
    Record::new(json!({
        "jobArn": at.arn("model-invocation-job", id),
        "jobId": id,
        "jobName": name,
        "modelId": at.foundation_model("amazon.nova-lite-v1:0"),
        "roleArn": at.role("BedrockBatch"),
        "timeoutDurationInHours": 24,
        "inputDataConfig": {"s3InputDataConfig": {"s3Uri": format!("s3://ardent-batch/{name}/in.jsonl")}},
        "outputDataConfig": {"s3OutputDataConfig": {"s3Uri": format!("s3://ardent-batch/{name}/out/")}},
    }))
    .with(fields)
}

fn nightly(at: &Place) -> Record {
    job(
        at,
        "claim-notes-nightly",
        "b7n0m3q6w9e2",
        json!({
            "status": "InProgress",
            "submitTime": "2026-09-01T01:00:00Z",
            "lastModifiedTime": "2026-09-01T01:20:00Z",
            "jobExpirationTime": "2026-09-02T01:00:00Z",
            "modelInvocationType": "InvokeModel",
            "totalRecordCount": 48210,
            "processedRecordCount": 20177,
            "successRecordCount": 20170,
            "errorRecordCount": 7,
        }),
    )
    .tag("owner", "claims-automation")
}

fn archive(at: &Place) -> Record {
    job(at, "archive-2025", "r5t8y1u4i7o1", json!({
        "status": "Completed",
        "clientRequestToken": "archive-2025-run-3",
        "submitTime": "2026-01-07T20:00:00Z",
        "lastModifiedTime": "2026-01-08T03:12:00Z",
        "endTime": "2026-01-08T03:12:00Z",
        "jobExpirationTime": "2026-01-08T20:00:00Z",
        "modelInvocationType": "Converse",
        "totalRecordCount": 1_204_331,
        "processedRecordCount": 1_204_331,
        "successRecordCount": 1_204_000,
        "errorRecordCount": 331,
        "inputDataConfig": {"s3InputDataConfig": {
            "s3InputFormat": "JSONL",
            "s3Uri": "s3://ardent-archive/2025/in.jsonl",
            "s3BucketOwner": super::LAB_ACCOUNT,
        }},
        "outputDataConfig": {"s3OutputDataConfig": {
            "s3Uri": "s3://ardent-archive/2025/out/",
            "s3EncryptionKeyId": at.kms_key(7),
            "s3BucketOwner": super::LAB_ACCOUNT,
        }},
        "vpcConfig": {"subnetIds": ["subnet-0a1b2c3d4e5f60718"], "securityGroupIds": ["sg-0f1e2d3c4b5a69788"]},
    }))
    .tag("owner", "records-management")
}

fn translations(at: &Place) -> Record {
    job(
        at,
        "translations",
        "p0a3s6d9f2g5",
        json!({
            "status": "Failed",
            "message": "The role arn:aws:iam::111122223333:role/BedrockBatch cannot read s3://ardent-batch/translations/in.jsonl.",
            "submitTime": "2026-08-25T11:00:00Z",
            "lastModifiedTime": "2026-08-25T11:03:00Z",
            "endTime": "2026-08-25T11:03:00Z",
        }),
    )
}

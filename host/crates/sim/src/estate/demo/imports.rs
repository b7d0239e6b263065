//! Models from outside: imported from weights, and copied from other regions.

use serde_json::json;

use super::custom_models::arn;
use crate::estate::{Place, Record};

pub(super) fn models(at: &Place) -> Vec<Record> {
    vec![
        Record::new(json!({
            "modelArn": at.arn("imported-model", "t1y4u7i0o3p6"),
            "modelName": "adjuster-llama",
            "creationTime": "2026-02-11T13:37:00Z",
            "instructSupported": true,
            "modelArchitecture": "llama",
            "jobArn": at.arn("model-import-job", "f2d5s8a1q4w7"),
            "jobName": "adjuster-llama-import",
            "modelDataSource": {"s3DataSource": {"s3Uri": "s3://ardent-weights/adjuster-llama/"}},
            "modelKmsKeyArn": at.kms_key(2),
            "customModelUnits": {"customModelUnitsPerModelCopy": 2, "customModelUnitsVersion": "v1.0"},
        }))
        .tag("owner", "ml-platform")
        .tag("license", "llama3.1"),
        Record::new(json!({
            "modelArn": at.arn("imported-model", "g9h6j3k0l7z4"),
            "modelName": "damage-qwen-vl",
            "creationTime": "2026-06-25T09:09:09Z",
            "instructSupported": false,
            "modelArchitecture": "qwen2_5_vl",
            "jobArn": at.arn("model-import-job", "e3r6t9y2u5i8"),
            "jobName": "damage-qwen-vl-import",
            "modelDataSource": {"s3DataSource": {"s3Uri": "s3://ardent-weights/damage-qwen-vl/"}},
        })),
    ]
}

pub(super) fn jobs(at: &Place) -> Vec<Record> {
    vec![
        Record::new(json!({
            "jobArn": at.arn("model-import-job", "f2d5s8a1q4w7"),
            "jobName": "adjuster-llama-import",
            "status": "Completed",
            "creationTime": "2026-02-11T13:02:00Z",
            "lastModifiedTime": "2026-02-11T13:37:00Z",
            "endTime": "2026-02-11T13:37:00Z",
            "importedModelArn": at.arn("imported-model", "t1y4u7i0o3p6"),
            "importedModelName": "adjuster-llama",
            "importedModelKmsKeyArn": at.kms_key(2),
            "roleArn": at.role("BedrockImport"),
            "modelDataSource": {"s3DataSource": {"s3Uri": "s3://ardent-weights/adjuster-llama/"}},
            "vpcConfig": {"subnetIds": ["subnet-0a1b2c3d4e5f60718"], "securityGroupIds": ["sg-0f1e2d3c4b5a69788"]},
        }))
        .tag("owner", "ml-platform"),
        Record::new(json!({
            "jobArn": at.arn("model-import-job", "e3r6t9y2u5i8"),
            "jobName": "damage-qwen-vl-import",
            "status": "Completed",
            "creationTime": "2026-06-25T08:40:00Z",
            "lastModifiedTime": "2026-06-25T09:09:09Z",
            "endTime": "2026-06-25T09:09:09Z",
            "importedModelArn": at.arn("imported-model", "g9h6j3k0l7z4"),
            "importedModelName": "damage-qwen-vl",
            "roleArn": at.role("BedrockImport"),
            "modelDataSource": {"s3DataSource": {"s3Uri": "s3://ardent-weights/damage-qwen-vl/"}},
        })),
        Record::new(json!({
            "jobArn": at.arn("model-import-job", "p2l5m8k1n4j7"),
            "jobName": "letters-import",
            "status": "Failed",
            "failureMessage": "The architecture of the model is not supported.",
            "creationTime": "2026-08-12T06:00:00Z",
            "lastModifiedTime": "2026-08-12T06:30:00Z",
            "endTime": "2026-08-12T06:30:00Z",
            "importedModelName": "letters",
            "roleArn": at.role("BedrockImport"),
            "modelDataSource": {"s3DataSource": {"s3Uri": "s3://ardent-weights/letters/"}},
        })),
    ]
}

pub(super) fn copies(at: &Place) -> Vec<Record> {
    let base = "amazon.nova-lite-v1:0";
    let west = Place::new(at.account(), "us-west-2");
    let lab = Place::new(super::LAB_ACCOUNT, "us-west-2");
    vec![
        Record::new(json!({
            "jobArn": at.arn("model-copy-job", "c4v7b0n3m6q9"),
            "status": "Completed",
            "creationTime": "2026-07-10T18:00:00Z",
            "targetModelArn": arn(at, base, "r5t8y1u4i7o0"),
            "targetModelName": "claims-triage-west",
            "targetModelKmsKeyArn": at.kms_key(1),
            "targetModelTags": [{"key": "owner", "value": "claims-automation"}],
            "sourceAccountId": at.account(),
            "sourceModelArn": arn(&west, base, "y3u6i9o2p5a8"),
            "sourceModelName": "claims-triage",
        })),
        Record::new(json!({
            "jobArn": at.arn("model-copy-job", "w8e1r4t7y0u3"),
            "status": "Failed",
            "failureMessage": "The source model is not shared with this account.",
            "creationTime": "2026-07-11T18:00:00Z",
            "targetModelArn": arn(at, base, "s6d9f2g5h8j1"),
            "targetModelName": "hail-estimates",
            "sourceAccountId": super::LAB_ACCOUNT,
            "sourceModelArn": arn(&lab, base, "k4l7z0x3c6v9"),
        })),
    ]
}

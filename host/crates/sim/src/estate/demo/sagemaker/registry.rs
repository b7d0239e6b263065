//! The registry of models: a group with versions, and a package of older days without one.

use serde_json::json;

use super::image;
use crate::estate::demo::Modelled;
use crate::estate::{Place, Record};

pub(super) fn all(at: &Place) -> Vec<Modelled> {
    let group = Record::new(json!({
        "ModelPackageGroupName": "churn",
        "ModelPackageGroupDescription": "Who leaves, and why",
        "ModelPackageGroupStatus": "Completed",
        "CreationTime": "2026-04-01T08:00:00Z",
        "CreatedBy": {"UserProfileName": "ana", "DomainId": "d-k3m6p9s2v5x8"},
    }));
    vec![
        (
            "sagemaker:model_package_group",
            vec![group.tag("owner", "retention")],
        ),
        (
            "sagemaker:model_package",
            vec![
                version(at, 1, "Rejected", "2026-05-03T12:00:00Z").with(json!({
                    "ApprovalDescription": "Unfair to people who moved house.",
                })),
                version(at, 2, "Approved", "2026-08-19T12:00:00Z"),
                package(at, "fraud-rules-2024", "2025-11-02T10:00:00Z"),
            ],
        ),
        (
            "sagemaker:model_card",
            vec![Record::new(json!({
                "ModelCardName": "churn",
                "ModelCardVersion": 3,
                "ModelCardStatus": "Approved",
                "Content": "{\"model_overview\":{\"model_name\":\"churn\"},\"intended_uses\":{\"risk_rating\":\"Medium\"}}",
                "CreationTime": "2026-08-19T13:00:00Z",
                "LastModifiedTime": "2026-08-25T13:00:00Z",
                "CreatedBy": {"UserProfileName": "ana"},
                "SecurityConfig": {"KmsKeyId": at.kms_key(3)},
            }))],
        ),
    ]
}

/// A version has the name of its group and its number in its ARN, and the group's name in the place of its own.
fn version(at: &Place, number: u32, approval: &str, created: &str) -> Record {
    package(at, "churn", created).with(json!({
        "ModelPackageArn": super::arn(at, &format!("model-package/churn/{number}")),
        "ModelPackageGroupName": "churn",
        "ModelPackageVersion": number,
        "ModelApprovalStatus": approval,
    }))
}

fn package(at: &Place, name: &str, created: &str) -> Record {
    Record::new(json!({
        "ModelPackageName": name,
        "ModelPackageStatus": "Completed",
        "ModelPackageStatusDetails": {"ValidationStatuses": []},
        "CreationTime": created,
        "InferenceSpecification": {
            "Containers": [{
                "Image": image(at, "churn:4.0"),
                "ImageDigest": "sha256:5130c0de",
                "ModelDataUrl": format!("s3://ardent-models/{name}/model.tar.gz"),
                "Framework": "XGBOOST",
                "FrameworkVersion": "1.7",
            }],
            "SupportedContentTypes": ["text/csv"],
            "SupportedResponseMIMETypes": ["application/json"],
            "SupportedRealtimeInferenceInstanceTypes": ["ml.m7i.xlarge"],
        },
        "CustomerMetadataProperties": {"ticket": "RET-117"},
    }))
}

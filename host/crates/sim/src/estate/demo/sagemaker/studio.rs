//! Where people work: a domain with its profiles, spaces and apps, and a notebook that nobody remembers.

use serde_json::json;

use super::SECRET;
use crate::estate::demo::Modelled;
use crate::estate::{Place, Record};

const DOMAIN: &str = "d-k3m6p9s2v5x8";

pub(super) fn all(at: &Place) -> Vec<Modelled> {
    vec![
        ("sagemaker:domain", vec![domain(at)]),
        ("sagemaker:user_profile", profiles(at)),
        ("sagemaker:space", spaces()),
        ("sagemaker:app", apps()),
        ("sagemaker:notebook_instance", notebooks(at)),
        (
            "sagemaker:notebook_instance_lifecycle_config",
            vec![Record::new(json!({
                "NotebookInstanceLifecycleConfigName": "install-tools",
                "CreationTime": "2025-09-01T08:00:00Z",
                "LastModifiedTime": "2025-09-01T08:00:00Z",
                "OnStart": [{"Content": format!("pip install --extra-index-url https://reader:{SECRET}@pypi.ardent.example tools")}],
            }))],
        ),
        (
            "sagemaker:mlflow_tracking_server",
            vec![Record::new(json!({
                "TrackingServerName": "retention",
                "TrackingServerStatus": "Created",
                "TrackingServerSize": "Small",
                "MlflowVersion": "3.0",
                "IsActive": "Active",
                "ArtifactStoreUri": "s3://ardent-mlflow/",
                "RoleArn": at.role("Mlflow"),
                "CreationTime": "2026-04-03T08:00:00Z",
                "LastModifiedTime": "2026-04-03T08:30:00Z",
            }))],
        ),
    ]
}

fn domain(at: &Place) -> Record {
    Record::new(json!({
        "DomainId": DOMAIN,
        "DomainName": "retention",
        "Status": "InService",
        "AuthMode": "SSO",
        "CreationTime": "2026-03-30T08:00:00Z",
        "LastModifiedTime": "2026-03-30T08:10:00Z",
        "AppNetworkAccessType": "VpcOnly",
        "DefaultUserSettings": {"ExecutionRole": at.role("SageMakerStudio")},
        "SubnetIds": ["subnet-0a1b2c3d4e5f60718"],
        "VpcId": "vpc-0a9b8c7d6e5f40312",
        "KmsKeyId": at.kms_key(3),
        "Url": format!("https://{DOMAIN}.studio.{}.sagemaker.aws", at.region()),
    }))
    .tag("owner", "retention")
}

fn profiles(at: &Place) -> Vec<Record> {
    let profile = |name: &str, day: u32| {
        Record::new(json!({
            "DomainId": DOMAIN,
            "UserProfileName": name,
            "Status": "InService",
            "CreationTime": format!("2026-04-0{day}T08:00:00Z"),
            "LastModifiedTime": format!("2026-04-0{day}T08:05:00Z"),
            "SingleSignOnUserIdentifier": "UserName",
            "SingleSignOnUserValue": format!("{name}@ardent.example"),
            "UserSettings": {"ExecutionRole": at.role("SageMakerStudio")},
        }))
    };
    vec![profile("ana", 1), profile("ben", 2)]
}

fn spaces() -> Vec<Record> {
    vec![Record::new(json!({
        "DomainId": DOMAIN,
        "SpaceName": "churn-lab",
        "SpaceDisplayName": "Churn laboratory",
        "Status": "InService",
        "CreationTime": "2026-04-05T08:00:00Z",
        "LastModifiedTime": "2026-08-01T08:00:00Z",
        "OwnershipSettings": {"OwnerUserProfileName": "ana"},
        "SpaceSharingSettings": {"SharingType": "Shared"},
        "SpaceSettings": {"AppType": "JupyterLab"},
        "OwnershipSettingsSummary": {"OwnerUserProfileName": "ana"},
        "SpaceSharingSettingsSummary": {"SharingType": "Shared"},
        "SpaceSettingsSummary": {"AppType": "JupyterLab"},
    }))]
}

fn apps() -> Vec<Record> {
    let app = |owner: serde_json::Value, kind: &str, status: &str, created: &str| {
        Record::new(json!({
            "DomainId": DOMAIN,
            "AppType": kind,
            "AppName": "default",
            "Status": status,
            "CreationTime": created,
            "ResourceSpec": {"InstanceType": "ml.t3.medium"},
        }))
        .with(owner)
    };
    let studio = |resource: &str| {
        format!("arn:aws:sagemaker:us-east-1:111122223333:app/{DOMAIN}/{resource}")
    };
    vec![
        app(
            json!({"SpaceName": "churn-lab"}),
            "JupyterLab",
            "InService",
            "2026-08-31T07:00:00Z",
        )
        .with(json!({
            "AppArn": studio("churn-lab/jupyterlab/default"),
            "LastUserActivityTimestamp": "2026-08-31T09:00:00Z",
        })),
        app(
            json!({"UserProfileName": "ben"}),
            "Canvas",
            "Deleted",
            "2026-07-01T07:00:00Z",
        )
        .with(json!({"AppArn": studio("ben/canvas/default")})),
    ]
}

fn notebooks(at: &Place) -> Vec<Record> {
    vec![Record::new(json!({
        "NotebookInstanceName": "actuary-scratch",
        "NotebookInstanceStatus": "InService",
        "InstanceType": "ml.p3.2xlarge",
        "Url": "actuary-scratch.notebook.us-east-1.sagemaker.aws",
        "CreationTime": "2025-09-02T08:00:00Z",
        "LastModifiedTime": "2025-12-24T17:00:00Z",
        "RoleArn": at.role("SageMakerStudio"),
        "NotebookInstanceLifecycleConfigName": "install-tools",
        "DirectInternetAccess": "Enabled",
        "RootAccess": "Enabled",
        "VolumeSizeInGB": 500,
        "DefaultCodeRepository": "https://git.ardent.example/actuary/scratch",
    }))]
}

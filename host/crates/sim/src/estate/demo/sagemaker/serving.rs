//! Models, and the endpoints that serve them.

use serde_json::json;

use super::{SECRET, arn, image};
use crate::estate::demo::Modelled;
use crate::estate::{Place, Record};

pub(super) fn all(at: &Place) -> Vec<Modelled> {
    vec![
        ("sagemaker:model", models(at)),
        ("sagemaker:endpoint_config", configs(at)),
        ("sagemaker:endpoint", endpoints(at)),
        ("sagemaker:inference_component", components(at)),
    ]
}

fn models(at: &Place) -> Vec<Record> {
    vec![
        model("churn-xgboost", "2026-05-04T09:10:00Z").with(json!({
            "ExecutionRoleArn": at.role("SageMakerServing"),
            "PrimaryContainer": {
                "Image": image(at, "churn:3.1"),
                "Mode": "SingleModel",
                "ModelDataUrl": "s3://ardent-models/churn/2026-05/model.tar.gz",
                "Environment": {"LOG_LEVEL": "info", "FEATURE_STORE_TOKEN": format!("{SECRET}/churn")},
            },
            "VpcConfig": {"Subnets": ["subnet-0a1b2c3d4e5f60718"], "SecurityGroupIds": ["sg-0f1e2d3c4b5a69788"]},
            "EnableNetworkIsolation": true,
        }))
        .tag("owner", "retention"),
        model("churn-blue", "2026-08-20T09:10:00Z").with(json!({
            "ExecutionRoleArn": at.role("SageMakerServing"),
            "PrimaryContainer": {"ModelPackageName": arn(at, "model-package/churn/2")},
        })),
        model("churn-shadow", "2026-08-21T09:10:00Z").with(json!({
            "ExecutionRoleArn": at.role("SageMakerServing"),
            "PrimaryContainer": {
                "Image": image(at, "churn:4.0-rc1"),
                "ModelDataSource": {"S3DataSource": {
                    "S3Uri": "s3://ardent-models/churn/next/",
                    "S3DataType": "S3Prefix",
                    "CompressionType": "None",
                }},
            },
        })),
        model("claims-pipeline", "2026-03-15T14:00:00Z").with(json!({
            "ExecutionRoleArn": at.role("SageMakerServing"),
            "InferenceExecutionConfig": {"Mode": "Serial"},
            "Containers": [
                {"ContainerHostname": "prepare", "Image": image(at, "claims-prepare:1.4")},
                {
                    "ContainerHostname": "score",
                    "Image": image(at, "claims-score:2.0"),
                    "ModelDataUrl": "s3://ardent-models/claims/model.tar.gz",
                    "Environment": {"BATCH_SIZE": "64"},
                },
            ],
        })),
    ]
}

fn model(name: &str, created: &str) -> Record {
    Record::new(
        json!({"ModelName": name, "CreationTime": created, "EnableNetworkIsolation": false}),
    )
}

fn configs(at: &Place) -> Vec<Record> {
    let variant = |name: &str, model: &str, weight: f64| {
        json!({
            "VariantName": name,
            "ModelName": model,
            "InitialInstanceCount": 1,
            "InstanceType": "ml.m7i.xlarge",
            "InitialVariantWeight": weight,
        })
    };
    vec![
        Record::new(json!({
            "EndpointConfigName": "churn-2026-08",
            "CreationTime": "2026-08-21T10:00:00Z",
            "ProductionVariants": [variant("AllTraffic", "churn-xgboost", 0.9), variant("blue", "churn-blue", 0.1)],
            "ShadowProductionVariants": [variant("next", "churn-shadow", 0.5)],
            "DataCaptureConfig": {
                "EnableCapture": true,
                "InitialSamplingPercentage": 20,
                "DestinationS3Uri": "s3://ardent-capture/churn/",
                "CaptureOptions": [{"CaptureMode": "Input"}, {"CaptureMode": "Output"}],
            },
            "KmsKeyId": at.kms_key(3),
        }))
        .tag("owner", "retention"),
        Record::new(json!({
            "EndpointConfigName": "claims-serverless",
            "CreationTime": "2026-03-15T14:10:00Z",
            "ProductionVariants": [{
                "VariantName": "AllTraffic",
                "ModelName": "claims-pipeline",
                "ServerlessConfig": {"MemorySizeInMB": 4096, "MaxConcurrency": 20, "ProvisionedConcurrency": 2},
            }],
            "AsyncInferenceConfig": {"OutputConfig": {"S3OutputPath": "s3://ardent-claims/scored/"}},
        })),
    ]
}

fn endpoints(at: &Place) -> Vec<Record> {
    let variant = |name: &str, weight: f64, tag: &str| {
        json!({
            "VariantName": name,
            "CurrentWeight": weight,
            "DesiredWeight": weight,
            "CurrentInstanceCount": 2,
            "DesiredInstanceCount": 3,
            "DeployedImages": [{
                "SpecifiedImage": image(at, tag),
                "ResolvedImage": image(at, "churn@sha256:5130c0de"),
                "ResolutionTime": "2026-08-21T10:05:00Z",
            }],
        })
    };
    vec![
        Record::new(json!({
            "EndpointName": "churn",
            "EndpointConfigName": "churn-2026-08",
            "EndpointStatus": "InService",
            "CreationTime": "2026-05-04T10:00:00Z",
            "LastModifiedTime": "2026-08-21T10:20:00Z",
            "ProductionVariants": [variant("AllTraffic", 0.9, "churn:3.1"), variant("blue", 0.1, "churn:4.0")],
            "ShadowProductionVariants": [variant("next", 0.5, "churn:4.0-rc1")],
            "DataCaptureConfig": {
                "EnableCapture": true,
                "CaptureStatus": "Started",
                "CurrentSamplingPercentage": 20,
                "DestinationS3Uri": "s3://ardent-capture/churn/",
                "KmsKeyId": at.kms_key(3),
            },
        }))
        .tag("owner", "retention")
        .tag("environment", "production"),
        Record::new(json!({
            "EndpointName": "claims",
            "EndpointConfigName": "claims-serverless",
            "EndpointStatus": "Failed",
            "FailureReason": "The primary container for production variant AllTraffic did not pass the ping health check.",
            "CreationTime": "2026-03-15T14:20:00Z",
            "LastModifiedTime": "2026-03-15T14:40:00Z",
        })),
    ]
}

fn components(at: &Place) -> Vec<Record> {
    vec![Record::new(json!({
        "InferenceComponentName": "churn-explainer",
        "EndpointName": "churn",
        "EndpointArn": arn(at, "endpoint/churn"),
        "VariantName": "blue",
        "InferenceComponentStatus": "InService",
        "CreationTime": "2026-08-22T08:00:00Z",
        "LastModifiedTime": "2026-08-22T08:09:00Z",
        "Specification": {
            "ModelName": "churn-blue",
            "ComputeResourceRequirements": {"NumberOfCpuCoresRequired": 1, "MinMemoryRequiredInMb": 1024},
        },
        "RuntimeConfig": {"DesiredCopyCount": 2, "CurrentCopyCount": 1},
    }))]
}

/// Europe serves what it was given.
pub(super) fn europe(at: &Place) -> Vec<Modelled> {
    vec![
        (
            "sagemaker:model",
            vec![model("renewals", "2026-06-01T07:00:00Z").with(json!({
                "ExecutionRoleArn": at.role("SageMakerServing"),
                "PrimaryContainer": {"Image": image(at, "renewals:1.0"), "ModelDataUrl": "s3://ardent-eu/renewals.tar.gz"},
            }))],
        ),
        (
            "sagemaker:endpoint_config",
            vec![Record::new(json!({
                "EndpointConfigName": "renewals",
                "CreationTime": "2026-06-01T07:05:00Z",
                "ProductionVariants": [{
                    "VariantName": "AllTraffic",
                    "ModelName": "renewals",
                    "InitialInstanceCount": 1,
                    "InstanceType": "ml.c7i.large",
                }],
            }))],
        ),
        (
            "sagemaker:endpoint",
            vec![Record::new(json!({
                "EndpointName": "renewals",
                "EndpointConfigName": "renewals",
                "EndpointStatus": "InService",
                "CreationTime": "2026-06-01T07:10:00Z",
                "LastModifiedTime": "2026-06-01T07:20:00Z",
                "ProductionVariants": [{"VariantName": "AllTraffic", "CurrentInstanceCount": 1, "DesiredInstanceCount": 1}],
            }))],
        ),
    ]
}

//! What trains, prepares and tunes: jobs that have ended and jobs that have not, a pipeline and a cluster.

use serde_json::json;

use super::{SECRET, arn, image};
use crate::estate::demo::Modelled;
use crate::estate::{Place, Record};

pub(super) fn all(at: &Place) -> Vec<Modelled> {
    vec![
        ("sagemaker:training_job", training(at)),
        ("sagemaker:processing_job", processing(at)),
        ("sagemaker:hyper_parameter_tuning_job", tuning()),
        ("sagemaker:pipeline", pipelines(at)),
        ("sagemaker:cluster", clusters(at)),
        ("sagemaker:feature_group", feature_groups(at)),
        ("sagemaker:experiment", experiments()),
    ]
}

fn training(at: &Place) -> Vec<Record> {
    let job = |name: &str, created: &str| {
        Record::new(json!({
            "TrainingJobName": name,
            "CreationTime": created,
            "LastModifiedTime": created,
            "RoleArn": at.role("SageMakerTraining"),
            "AlgorithmSpecification": {"TrainingImage": image(at, "churn-train:4.0"), "TrainingInputMode": "File"},
            "ResourceConfig": {"InstanceType": "ml.m7i.4xlarge", "InstanceCount": 2, "VolumeSizeInGB": 100},
            "StoppingCondition": {"MaxRuntimeInSeconds": 86_400},
            "InputDataConfig": [{
                "ChannelName": "train",
                "DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": "s3://ardent-features/churn/"}},
            }],
            "OutputDataConfig": {"S3OutputPath": "s3://ardent-models/churn/", "KmsKeyId": at.kms_key(3)},
            "HyperParameters": {"max_depth": "6", "eta": "0.1", "hub_token": format!("{SECRET}/hub")},
        }))
    };
    vec![
        job("churn-2026-08-19", "2026-08-19T06:00:00Z").with(json!({
            "TrainingJobStatus": "Completed",
            "SecondaryStatus": "Completed",
            "TrainingStartTime": "2026-08-19T06:04:00Z",
            "TrainingEndTime": "2026-08-19T07:30:00Z",
            "LastModifiedTime": "2026-08-19T07:30:00Z",
            "TrainingTimeInSeconds": 5160,
            "BillableTimeInSeconds": 2010,
            "EnableManagedSpotTraining": true,
            "ModelArtifacts": {"S3ModelArtifacts": "s3://ardent-models/churn/churn-2026-08-19/output/model.tar.gz"},
            "FinalMetricDataList": [
                {"MetricName": "validation:auc", "Value": 0.875, "Timestamp": "2026-08-19T07:28:00Z"},
            ],
            "OutputModelPackageArn": arn(at, "model-package/churn/2"),
        }))
        .tag("owner", "retention"),
        job("churn-2026-08-31", "2026-08-31T06:00:00Z").with(json!({
            "TrainingJobStatus": "InProgress",
            "SecondaryStatus": "Training",
            "TrainingStartTime": "2026-08-31T06:05:00Z",
            "ModelArtifacts": {"S3ModelArtifacts": "s3://ardent-models/churn/churn-2026-08-31/output/model.tar.gz"},
        })),
        job("churn-2026-08-30", "2026-08-30T06:00:00Z").with(json!({
            "TrainingJobStatus": "Failed",
            "SecondaryStatus": "Failed",
            "FailureReason": "AlgorithmError: ExecuteUserScriptError, exit code: 1",
            "ModelArtifacts": {"S3ModelArtifacts": "s3://ardent-models/churn/none"},
        })),
    ]
}

fn processing(at: &Place) -> Vec<Record> {
    vec![Record::new(json!({
        "ProcessingJobName": "churn-features-2026-08-19",
        "ProcessingJobStatus": "Completed",
        "CreationTime": "2026-08-19T05:00:00Z",
        "ProcessingStartTime": "2026-08-19T05:03:00Z",
        "ProcessingEndTime": "2026-08-19T05:40:00Z",
        "LastModifiedTime": "2026-08-19T05:40:00Z",
        "RoleArn": at.role("SageMakerTraining"),
        "AppSpecification": {"ImageUri": image(at, "churn-features:2.2")},
        "ProcessingResources": {
            "ClusterConfig": {"InstanceCount": 1, "InstanceType": "ml.m7i.2xlarge", "VolumeSizeInGB": 50},
        },
        "Environment": {"STAGE": "production"},
    }))]
}

fn tuning() -> Vec<Record> {
    let limits = json!({"MaxNumberOfTrainingJobs": 20, "MaxParallelTrainingJobs": 4});
    vec![Record::new(json!({
        "HyperParameterTuningJobName": "churn-depth",
        "HyperParameterTuningJobStatus": "Completed",
        "CreationTime": "2026-08-18T06:00:00Z",
        "HyperParameterTuningEndTime": "2026-08-18T16:00:00Z",
        "LastModifiedTime": "2026-08-18T16:00:00Z",
        "HyperParameterTuningJobConfig": {"Strategy": "Bayesian", "ResourceLimits": limits},
        "Strategy": "Bayesian",
        "ResourceLimits": limits,
        "TrainingJobStatusCounters": {"Completed": 19, "NonRetryableError": 1},
        "ObjectiveStatusCounters": {"Succeeded": 19, "Failed": 1},
    }))]
}

fn pipelines(at: &Place) -> Vec<Record> {
    vec![
        Record::new(json!({
            "PipelineName": "churn-weekly",
            "PipelineDisplayName": "churn-weekly",
            "PipelineDescription": "Features, training, evaluation and registration, every week",
            "PipelineDefinition": "{\"Version\":\"2020-12-01\",\"Steps\":[{\"Name\":\"Train\",\"Type\":\"Training\"}]}",
            "PipelineStatus": "Active",
            "RoleArn": at.role("SageMakerPipelines"),
            "CreationTime": "2026-04-02T08:00:00Z",
            "LastModifiedTime": "2026-08-10T08:00:00Z",
            "LastRunTime": "2026-08-31T05:00:00Z",
            "LastExecutionTime": "2026-08-31T05:00:00Z",
            "ParallelismConfiguration": {"MaxParallelExecutionSteps": 4},
        }))
        .tag("owner", "retention"),
    ]
}

fn clusters(at: &Place) -> Vec<Record> {
    vec![Record::new(json!({
        "ClusterName": "policy-pretraining",
        "ClusterArn": arn(at, "cluster/q2w5e8r1t4y7"),
        "ClusterStatus": "InService",
        "CreationTime": "2026-07-01T08:00:00Z",
        "NodeRecovery": "Automatic",
        "InstanceGroups": [{
            "InstanceGroupName": "workers",
            "InstanceType": "ml.p5.48xlarge",
            "CurrentCount": 4,
            "TargetCount": 4,
            "ExecutionRole": at.role("HyperPod"),
            "LifeCycleConfig": {"SourceS3Uri": "s3://ardent-hyperpod/lifecycle/", "OnCreate": "on_create.sh"},
            "Status": "InService",
        }],
        "Orchestrator": {"Eks": {
            "ClusterArn": format!("arn:aws:eks:{}:{}:cluster/pretraining", at.region(), at.account()),
        }},
    }))]
}

fn feature_groups(at: &Place) -> Vec<Record> {
    vec![Record::new(json!({
        "FeatureGroupName": "policyholders",
        "FeatureGroupStatus": "Created",
        "RecordIdentifierFeatureName": "policy_id",
        "EventTimeFeatureName": "seen_at",
        "FeatureDefinitions": [
            {"FeatureName": "policy_id", "FeatureType": "String"},
            {"FeatureName": "premium", "FeatureType": "Fractional"},
        ],
        "CreationTime": "2026-04-01T09:00:00Z",
        "RoleArn": at.role("SageMakerFeatureStore"),
        "OnlineStoreConfig": {"EnableOnlineStore": true, "SecurityConfig": {"KmsKeyId": at.kms_key(3)}},
        "OfflineStoreConfig": {"S3StorageConfig": {"S3Uri": "s3://ardent-features/offline/"}},
        "OfflineStoreStatus": {"Status": "Active"},
        "OnlineStoreTotalSizeBytes": 734_003_200,
    }))]
}

fn experiments() -> Vec<Record> {
    vec![Record::new(json!({
        "ExperimentName": "churn-depth",
        "DisplayName": "churn-depth",
        "Description": "How deep a tree may grow",
        "CreationTime": "2026-08-18T05:50:00Z",
        "LastModifiedTime": "2026-08-18T16:01:00Z",
    }))]
}

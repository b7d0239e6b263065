//! What watches the endpoint.

use serde_json::json;

use super::image;
use crate::estate::demo::Modelled;
use crate::estate::{Place, Record};

pub(super) fn all(at: &Place) -> Vec<Modelled> {
    let definition = Record::new(json!({
        "JobDefinitionName": "churn-data-quality",
        "CreationTime": "2026-05-05T08:00:00Z",
        "RoleArn": at.role("SageMakerMonitoring"),
        "EndpointName": "churn",
        "DataQualityAppSpecification": {"ImageUri": image(at, "model-monitor:1")},
        "DataQualityJobInput": {"EndpointInput": {"EndpointName": "churn", "LocalPath": "/opt/ml/processing/input"}},
        "DataQualityJobOutputConfig": {"MonitoringOutputs": [{"S3Output": {
            "S3Uri": "s3://ardent-monitoring/churn/",
            "LocalPath": "/opt/ml/processing/output",
        }}]},
        "JobResources": {
            "ClusterConfig": {"InstanceCount": 1, "InstanceType": "ml.m5.large", "VolumeSizeInGB": 20},
        },
    }));
    let schedule = Record::new(json!({
        "MonitoringScheduleName": "churn-hourly",
        "MonitoringScheduleStatus": "Scheduled",
        "MonitoringType": "DataQuality",
        "CreationTime": "2026-05-05T08:10:00Z",
        "LastModifiedTime": "2026-08-21T11:00:00Z",
        "EndpointName": "churn",
        "MonitoringJobDefinitionName": "churn-data-quality",
        "MonitoringScheduleConfig": {
            "ScheduleConfig": {"ScheduleExpression": "cron(0 * ? * * *)"},
            "MonitoringJobDefinitionName": "churn-data-quality",
            "MonitoringType": "DataQuality",
        },
    }));
    vec![
        ("sagemaker:data_quality_job_definition", vec![definition]),
        ("sagemaker:monitoring_schedule", vec![schedule]),
    ]
}

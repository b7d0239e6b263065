//! How monitoring schedules are mapped.

use serde_json::{from_value, json};

use super::*;

#[test]
fn a_schedule_runs_a_definition_by_name() {
    let summary = json!({
        "monitoring_schedule_name": "Hourly",
        "monitoring_schedule_arn": "arn:aws:sagemaker:us-east-1:111122223333:monitoring-schedule/hourly",
        "creation_time": "2026-03-01T08:00:00Z",
        "last_modified_time": "2026-03-02T09:30:00Z",
        "monitoring_schedule_status": "Scheduled",
        "endpoint_name": "Churn",
        "monitoring_job_definition_name": "Drift",
        "monitoring_type": "DataQuality",
    });
    let detail = json!({
        "monitoring_type": "DataQuality",
        "monitoring_schedule_config": {
            "schedule_config": {"schedule_expression": "cron(0 * ? * * *)"},
            "monitoring_job_definition_name": "Drift",
            "monitoring_type": "DataQuality",
        },
        "last_monitoring_execution_summary": {
            "monitoring_execution_status": "CompletedWithViolations",
            "processing_job_arn": "arn:aws:sagemaker:us-east-1:111122223333:processing-job/drift-1",
        },
    });
    let asset = asset(
        &from_value(summary).unwrap(),
        Some(&from_value(detail).unwrap()),
    );
    insta::assert_snapshot!(asset, @r#"
    Hourly: arn:aws:sagemaker:us-east-1:111122223333:monitoring-schedule/hourly
    status: Scheduled
    created: 2026-03-01T08:00:00Z
    modified: 2026-03-02T09:30:00Z
    endpoint -> arn:aws:sagemaker:us-east-1:111122223333:endpoint/churn
    job-definition -> arn:aws:sagemaker:us-east-1:111122223333:data-quality-job-definition/drift
    processing-job -> arn:aws:sagemaker:us-east-1:111122223333:processing-job/drift-1
    creation_time = "2026-03-01T08:00:00Z"
    endpoint_name = "Churn"
    last_modified_time = "2026-03-02T09:30:00Z"
    last_monitoring_execution_summary = {"monitoring_execution_status":"CompletedWithViolations","processing_job_arn":"arn:aws:sagemaker:us-east-1:111122223333:processing-job/drift-1"}
    monitoring_job_definition_name = "Drift"
    monitoring_schedule_arn = "arn:aws:sagemaker:us-east-1:111122223333:monitoring-schedule/hourly"
    monitoring_schedule_config = {"monitoring_job_definition_name":"Drift","monitoring_type":"DataQuality","schedule_config":{"schedule_expression":"cron(0 * ? * * *)"}}
    monitoring_schedule_name = "Hourly"
    monitoring_schedule_status = "Scheduled"
    monitoring_type = "DataQuality"
    "#);
}

fn with_its_own_definition() -> MonitoringScheduleDetail {
    from_value(json!({
        "monitoring_schedule_config": {
            "monitoring_job_definition": {
                "baseline_config": {
                    "constraints_resource": {"s3_uri": "s3://churn/constraints.json"},
                    "statistics_resource": {"s3_uri": "s3://churn/statistics.json"},
                },
                "monitoring_inputs": [
                    {"endpoint_input": {"endpoint_name": "Churn", "local_path": "/in"}},
                    {
                        "batch_transform_input": {"data_captured_destination_s3_uri": "s3://churn/captured"},
                    },
                ],
                "monitoring_output_config": {
                    "monitoring_outputs": [
                        {
                            "s3_output": {"s3_uri": "s3://churn/findings", "local_path": "/opt"},
                        },
                    ],
                    "kms_key_id": "arn:aws:kms:us-east-1:111122223333:key/findings",
                },
                "monitoring_resources": {
                    "cluster_config": {
                        "instance_count": 1,
                        "instance_type": "ml.m5.large",
                        "volume_kms_key_id": "arn:aws:kms:us-east-1:111122223333:key/disk",
                    },
                },
                "monitoring_app_specification": {
                    "image_uri": "111122223333.dkr.ecr.us-east-1.amazonaws.com/monitor:1",
                    "container_entrypoint": [],
                    "container_arguments": [],
                    "record_preprocessor_source_uri": "s3://churn/before.py",
                    "post_analytics_processor_source_uri": "s3://churn/after.py",
                },
                "environment": [
                    {"name": "LOG_LEVEL", "value": "info"},
                    {"name": "API_KEY", "fingerprint": "ab12"},
                ],
                "network_config": {
                    "enable_network_isolation": true,
                    "vpc_config": {"security_group_ids": ["sg-1"], "subnets": ["subnet-1"]},
                },
                "role_arn": "arn:aws:iam::111122223333:role/sagemaker",
            },
        },
    }))
    .unwrap()
}

#[test]
fn a_schedule_may_bring_its_own_definition() {
    let summary = json!({
        "monitoring_schedule_name": "Hourly",
        "monitoring_schedule_arn": "arn:aws:sagemaker:us-east-1:111122223333:monitoring-schedule/hourly",
        "creation_time": "2026-03-01T08:00:00Z",
        "last_modified_time": "2026-03-02T09:30:00Z",
        "monitoring_schedule_status": "Scheduled",
        "endpoint_name": "Churn",
    });
    let asset = asset(
        &from_value(summary).unwrap(),
        Some(&with_its_own_definition()),
    );
    insta::assert_snapshot!(asset, @r#"
    Hourly: arn:aws:sagemaker:us-east-1:111122223333:monitoring-schedule/hourly
    status: Scheduled
    created: 2026-03-01T08:00:00Z
    modified: 2026-03-02T09:30:00Z
    endpoint -> arn:aws:sagemaker:us-east-1:111122223333:endpoint/churn
    role -> arn:aws:iam::111122223333:role/sagemaker
    container-image -> 111122223333.dkr.ecr.us-east-1.amazonaws.com/monitor:1
    endpoint -> arn:aws:sagemaker:us-east-1:111122223333:endpoint/churn
    input-s3 -> s3://churn/captured
    input-s3 -> s3://churn/constraints.json
    input-s3 -> s3://churn/statistics.json
    input-s3 -> s3://churn/before.py
    input-s3 -> s3://churn/after.py
    output-s3 -> s3://churn/findings
    kms-key -> arn:aws:kms:us-east-1:111122223333:key/findings
    kms-key -> arn:aws:kms:us-east-1:111122223333:key/disk
    subnet -> subnet-1
    security-group -> sg-1
    creation_time = "2026-03-01T08:00:00Z"
    endpoint_name = "Churn"
    last_modified_time = "2026-03-02T09:30:00Z"
    monitoring_schedule_arn = "arn:aws:sagemaker:us-east-1:111122223333:monitoring-schedule/hourly"
    monitoring_schedule_config = {"monitoring_job_definition":{"baseline_config":{"constraints_resource":{"s3_uri":"s3://churn/constraints.json"},"statistics_resource":{"s3_uri":"s3://churn/statistics.json"}},"environment":{"API_KEY":{"fingerprint":"ab12"},"LOG_LEVEL":"info"},"monitoring_app_specification":{"container_arguments":[],"container_entrypoint":[],"image_uri":"111122223333.dkr.ecr.us-east-1.amazonaws.com/monitor:1","post_analytics_processor_source_uri":"s3://churn/after.py","record_preprocessor_source_uri":"s3://churn/before.py"},"monitoring_inputs":[{"endpoint_input":{"endpoint_name":"Churn","local_path":"/in"}},{"batch_transform_input":{"data_captured_destination_s3_uri":"s3://churn/captured"}}],"monitoring_output_config":{"kms_key_id":"arn:aws:kms:us-east-1:111122223333:key/findings","monitoring_outputs":[{"s3_output":{"local_path":"/opt","s3_uri":"s3://churn/findings"}}]},"monitoring_resources":{"cluster_config":{"instance_count":1,"instance_type":"ml.m5.large","volume_kms_key_id":"arn:aws:kms:us-east-1:111122223333:key/disk"}},"network_config":{"enable_network_isolation":true,"vpc_config":{"security_group_ids":["sg-1"],"subnets":["subnet-1"]}},"role_arn":"arn:aws:iam::111122223333:role/sagemaker"}}
    monitoring_schedule_name = "Hourly"
    monitoring_schedule_status = "Scheduled"
    "#);
}

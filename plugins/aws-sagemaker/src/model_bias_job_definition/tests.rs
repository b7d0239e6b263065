//! How model bias job definitions are mapped.

use serde_json::{from_value, json};

use super::*;

fn summary() -> MonitoringJobDefinitionSummary {
    from_value(json!({
        "monitoring_job_definition_name": "Drift",
        "monitoring_job_definition_arn": "arn:aws:sagemaker:us-east-1:111122223333:model-bias-job-definition/drift",
        "creation_time": "2026-03-01T08:00:00Z",
        "endpoint_name": "Churn",
    }))
    .unwrap()
}

fn detail() -> ModelBiasJobDefinitionDetail {
    from_value(json!({
        "job_definition_name": "Drift",
        "model_bias_baseline_config": {
            "baselining_job_name": "Baseline",
            "constraints_resource": {"s3_uri": "s3://churn/constraints.json"},
        },
        "model_bias_app_specification": {
            "image_uri": "111122223333.dkr.ecr.us-east-1.amazonaws.com/monitor:1",
            "config_uri": "s3://churn/analysis.json",
            "environment": [
                {"name": "LOG_LEVEL", "value": "info"},
                {"name": "API_KEY", "fingerprint": "ab12"},
            ],
        },
        "model_bias_job_input": {
            "endpoint_input": {"endpoint_name": "Churn", "local_path": "/in"},
            "batch_transform_input": {"data_captured_destination_s3_uri": "s3://churn/captured"},
            "ground_truth_s3_input": {"s3_uri": "s3://churn/truth"},
        },
        "model_bias_job_output_config": {
            "monitoring_outputs": [{"s3_output": {"s3_uri": "s3://churn/findings", "local_path": "/opt"}}],
            "kms_key_id": "arn:aws:kms:us-east-1:111122223333:key/findings",
        },
        "job_resources": {
            "cluster_config": {
                "instance_count": 1,
                "instance_type": "ml.m5.large",
                "volume_kms_key_id": "arn:aws:kms:us-east-1:111122223333:key/disk",
            },
        },
        "network_config": {
            "enable_network_isolation": true,
            "vpc_config": {"security_group_ids": ["sg-1"], "subnets": ["subnet-1"]},
        },
        "role_arn": "arn:aws:iam::111122223333:role/sagemaker",
    }))
    .unwrap()
}

#[test]
fn everything_aws_says_is_mapped() {
    let asset = asset(&summary(), Some(&detail()));
    insta::assert_snapshot!(asset, @r#"
    Drift: arn:aws:sagemaker:us-east-1:111122223333:model-bias-job-definition/drift
    created: 2026-03-01T08:00:00Z
    endpoint -> arn:aws:sagemaker:us-east-1:111122223333:endpoint/churn
    role -> arn:aws:iam::111122223333:role/sagemaker
    container-image -> 111122223333.dkr.ecr.us-east-1.amazonaws.com/monitor:1
    endpoint -> arn:aws:sagemaker:us-east-1:111122223333:endpoint/churn
    processing-job -> arn:aws:sagemaker:us-east-1:111122223333:processing-job/baseline
    input-s3 -> s3://churn/captured
    input-s3 -> s3://churn/truth
    input-s3 -> s3://churn/constraints.json
    input-s3 -> s3://churn/analysis.json
    output-s3 -> s3://churn/findings
    kms-key -> arn:aws:kms:us-east-1:111122223333:key/findings
    kms-key -> arn:aws:kms:us-east-1:111122223333:key/disk
    subnet -> subnet-1
    security-group -> sg-1
    creation_time = "2026-03-01T08:00:00Z"
    endpoint_name = "Churn"
    job_definition_name = "Drift"
    job_resources = {"cluster_config":{"instance_count":1,"instance_type":"ml.m5.large","volume_kms_key_id":"arn:aws:kms:us-east-1:111122223333:key/disk"}}
    model_bias_app_specification = {"config_uri":"s3://churn/analysis.json","environment":{"API_KEY":{"fingerprint":"ab12"},"LOG_LEVEL":"info"},"image_uri":"111122223333.dkr.ecr.us-east-1.amazonaws.com/monitor:1"}
    model_bias_baseline_config = {"baselining_job_name":"Baseline","constraints_resource":{"s3_uri":"s3://churn/constraints.json"}}
    model_bias_job_input = {"batch_transform_input":{"data_captured_destination_s3_uri":"s3://churn/captured"},"endpoint_input":{"endpoint_name":"Churn","local_path":"/in"},"ground_truth_s3_input":{"s3_uri":"s3://churn/truth"}}
    model_bias_job_output_config = {"kms_key_id":"arn:aws:kms:us-east-1:111122223333:key/findings","monitoring_outputs":[{"s3_output":{"local_path":"/opt","s3_uri":"s3://churn/findings"}}]}
    monitoring_job_definition_arn = "arn:aws:sagemaker:us-east-1:111122223333:model-bias-job-definition/drift"
    monitoring_job_definition_name = "Drift"
    network_config = {"enable_network_isolation":true,"vpc_config":{"security_group_ids":["sg-1"],"subnets":["subnet-1"]}}
    role_arn = "arn:aws:iam::111122223333:role/sagemaker"
    "#);
}

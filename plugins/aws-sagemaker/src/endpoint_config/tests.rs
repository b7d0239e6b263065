//! How endpoint configurations are mapped.

use serde_json::{from_value, json};

use super::*;

fn summary() -> EndpointConfigSummary {
    from_value(json!({
        "endpoint_config_name": "Churn-V2",
        "endpoint_config_arn": "arn:aws:sagemaker:us-east-1:111122223333:endpoint-config/churn-v2",
        "creation_time": "2026-03-01T08:00:00Z",
    }))
    .unwrap()
}

fn detail() -> EndpointConfigDetail {
    from_value(json!({
        "endpoint_config_name": "Churn-V2",
        "endpoint_config_arn": "arn:aws:sagemaker:us-east-1:111122223333:endpoint-config/churn-v2",
        "production_variants": [
            {
                "variant_name": "blue",
                "model_name": "Churn-Blue",
                "initial_instance_count": 2,
                "instance_type": "ml.m5.large",
                "instance_pools": [
                    {
                        "instance_type": "ml.g5.xlarge",
                        "model_name_override": "Churn-GPU",
                        "priority": 1,
                    },
                ],
                "core_dump_config": {
                    "destination_s3_uri": "s3://churn/dumps",
                    "kms_key_id": "arn:aws:kms:us-east-1:111122223333:key/dumps",
                },
                "capacity_reservation_config": {
                    "capacity_reservation_preference": "capacity-reservations-only",
                    "ml_reservation_arn": "arn:aws:sagemaker:us-east-1:111122223333:training-plan/reserved",
                },
                "accelerator_partition_layouts": [],
            },
        ],
        "data_capture_config": {
            "enable_capture": true,
            "initial_sampling_percentage": 20,
            "destination_s3_uri": "s3://churn/captured",
            "kms_key_id": "arn:aws:kms:us-east-1:111122223333:key/capture",
            "capture_options": [{"capture_mode": "Input"}],
        },
        "kms_key_id": "arn:aws:kms:us-east-1:111122223333:key/disk",
        "creation_time": "2026-03-01T08:00:00Z",
        "async_inference_config": {
            "client_config": {"max_concurrent_invocations_per_instance": 4},
            "output_config": {
                "kms_key_id": "arn:aws:kms:us-east-1:111122223333:key/answers",
                "s3_output_path": "s3://churn/answers",
                "notification_config": {
                    "error_topic": "arn:aws:sns:us-east-1:111122223333:failed",
                    "include_inference_response_in": [],
                },
            },
        },
        "shadow_production_variants": [
            {
                "variant_name": "dark",
                "model_name": "Churn-Dark",
                "initial_instance_count": 1,
                "instance_type": "ml.g5.xlarge",
                "instance_pools": [],
                "accelerator_partition_layouts": [],
            },
        ],
        "execution_role_arn": "arn:aws:iam::111122223333:role/sagemaker",
        "vpc_config": {"security_group_ids": ["sg-1"], "subnets": ["subnet-1"]},
        "enable_network_isolation": true,
        "metrics_config": {"enable_enhanced_metrics": true},
    }))
    .unwrap()
}

#[test]
fn everything_aws_says_is_mapped() {
    let asset = asset(&summary(), Some(&detail()));
    insta::assert_snapshot!(asset, @r#"
    Churn-V2: arn:aws:sagemaker:us-east-1:111122223333:endpoint-config/churn-v2
    created: 2026-03-01T08:00:00Z
    model -> arn:aws:sagemaker:us-east-1:111122223333:model/churn-blue
    model -> arn:aws:sagemaker:us-east-1:111122223333:model/churn-gpu
    model -> arn:aws:sagemaker:us-east-1:111122223333:model/churn-dark
    role -> arn:aws:iam::111122223333:role/sagemaker
    kms-key -> arn:aws:kms:us-east-1:111122223333:key/disk
    capacity-reservation -> arn:aws:sagemaker:us-east-1:111122223333:training-plan/reserved
    output-s3 -> s3://churn/dumps
    kms-key -> arn:aws:kms:us-east-1:111122223333:key/dumps
    output-s3 -> s3://churn/captured
    kms-key -> arn:aws:kms:us-east-1:111122223333:key/capture
    output-s3 -> s3://churn/answers
    kms-key -> arn:aws:kms:us-east-1:111122223333:key/answers
    topic -> arn:aws:sns:us-east-1:111122223333:failed
    subnet -> subnet-1
    security-group -> sg-1
    async_inference_config = {"client_config":{"max_concurrent_invocations_per_instance":4},"output_config":{"kms_key_id":"arn:aws:kms:us-east-1:111122223333:key/answers","notification_config":{"error_topic":"arn:aws:sns:us-east-1:111122223333:failed","include_inference_response_in":[]},"s3_output_path":"s3://churn/answers"}}
    creation_time = "2026-03-01T08:00:00Z"
    data_capture_config = {"capture_options":[{"capture_mode":"Input"}],"destination_s3_uri":"s3://churn/captured","enable_capture":true,"initial_sampling_percentage":20,"kms_key_id":"arn:aws:kms:us-east-1:111122223333:key/capture"}
    enable_network_isolation = true
    endpoint_config_arn = "arn:aws:sagemaker:us-east-1:111122223333:endpoint-config/churn-v2"
    endpoint_config_name = "Churn-V2"
    execution_role_arn = "arn:aws:iam::111122223333:role/sagemaker"
    kms_key_id = "arn:aws:kms:us-east-1:111122223333:key/disk"
    metrics_config = {"enable_enhanced_metrics":true}
    production_variants = [{"accelerator_partition_layouts":[],"capacity_reservation_config":{"capacity_reservation_preference":"capacity-reservations-only","ml_reservation_arn":"arn:aws:sagemaker:us-east-1:111122223333:training-plan/reserved"},"core_dump_config":{"destination_s3_uri":"s3://churn/dumps","kms_key_id":"arn:aws:kms:us-east-1:111122223333:key/dumps"},"initial_instance_count":2,"instance_pools":[{"instance_type":"ml.g5.xlarge","model_name_override":"Churn-GPU","priority":1}],"instance_type":"ml.m5.large","model_name":"Churn-Blue","variant_name":"blue"}]
    shadow_production_variants = [{"accelerator_partition_layouts":[],"initial_instance_count":1,"instance_pools":[],"instance_type":"ml.g5.xlarge","model_name":"Churn-Dark","variant_name":"dark"}]
    vpc_config = {"security_group_ids":["sg-1"],"subnets":["subnet-1"]}
    "#);
}

#[test]
fn what_aws_leaves_out_is_absent() {
    let detail = json!({"production_variants": [], "shadow_production_variants": []});
    let asset = asset(&summary(), Some(&from_value(detail).unwrap()));
    insta::assert_snapshot!(asset, @r#"
    Churn-V2: arn:aws:sagemaker:us-east-1:111122223333:endpoint-config/churn-v2
    created: 2026-03-01T08:00:00Z
    creation_time = "2026-03-01T08:00:00Z"
    endpoint_config_arn = "arn:aws:sagemaker:us-east-1:111122223333:endpoint-config/churn-v2"
    endpoint_config_name = "Churn-V2"
    production_variants = []
    shadow_production_variants = []
    "#);
}

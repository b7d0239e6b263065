//! How tuning jobs are mapped.

use serde_json::{from_value, json};

use super::*;

fn summary() -> HyperParameterTuningJobSummary {
    from_value(json!({
        "hyper_parameter_tuning_job_name": "Churn",
        "hyper_parameter_tuning_job_arn": "arn:aws:sagemaker:us-east-1:111122223333:hyper-parameter-tuning-job/churn",
        "hyper_parameter_tuning_job_status": "Completed",
        "strategy": "Bayesian",
        "creation_time": "2026-03-01T08:00:00Z",
        "hyper_parameter_tuning_end_time": "2026-03-01T09:00:00Z",
        "last_modified_time": "2026-03-02T09:30:00Z",
        "training_job_status_counters": {"completed": 9, "stopped": 1},
    }))
    .unwrap()
}

fn detail() -> HyperParameterTuningJobDetail {
    from_value(json!({
        "hyper_parameter_tuning_job_config": {"strategy": "Bayesian", "resource_limits": {"max_number_of_training_jobs": 10}},
        "training_job_definition": {
            "definition_name": "boost",
            "static_hyper_parameters": [{"name": "epochs", "value": "2"}],
            "algorithm_specification": {
                "training_image": "111122223333.dkr.ecr.us-east-1.amazonaws.com/boost:1",
                "training_input_mode": "File",
                "algorithm_name": "Boost",
                "metric_definitions": [],
            },
            "role_arn": "arn:aws:iam::111122223333:role/sagemaker",
            "input_data_config": [
                {
                    "channel_name": "train",
                    "data_source": {
                        "s3_data_source": {
                            "s3_data_type": "S3Prefix",
                            "s3_uri": "s3://churn/train/",
                            "attribute_names": [],
                            "instance_group_names": [],
                        },
                    },
                },
            ],
            "vpc_config": {"security_group_ids": ["sg-1"], "subnets": ["subnet-1"]},
            "output_data_config": {
                "kms_key_id": "arn:aws:kms:us-east-1:111122223333:key/output",
                "s3_output_path": "s3://churn/out",
            },
            "resource_config": {
                "instance_type": "ml.m5.large",
                "instance_count": 1,
                "volume_kms_key_id": "arn:aws:kms:us-east-1:111122223333:key/disk",
                "instance_groups": [],
                "instance_preferences": [],
            },
            "hyper_parameter_tuning_resource_config": {
                "volume_kms_key_id": "arn:aws:kms:us-east-1:111122223333:key/pool",
                "instance_configs": [],
            },
            "checkpoint_config": {"s3_uri": "s3://churn/checkpoints"},
            "environment": [
                {"name": "LOG_LEVEL", "value": "info"},
                {"name": "API_KEY", "fingerprint": "ab12"},
            ],
        },
        "training_job_definitions": [
            {
                "definition_name": "deep",
                "static_hyper_parameters": [],
                "role_arn": "arn:aws:iam::111122223333:role/deep",
                "input_data_config": [],
                "environment": [
                    {"name": "LOG_LEVEL", "value": "info"},
                    {"name": "API_KEY", "fingerprint": "ab12"},
                ],
            },
        ],
        "best_training_job": {
            "training_job_name": "churn-7",
            "training_job_arn": "arn:aws:sagemaker:us-east-1:111122223333:training-job/churn-7",
            "tuned_hyper_parameters": [{"name": "depth", "value": "6"}],
            "final_hyper_parameter_tuning_job_objective_metric": {"metric_name": "auc", "value": 0.9},
        },
        "warm_start_config": {
            "parent_hyper_parameter_tuning_jobs": [{"hyper_parameter_tuning_job_name": "Churn-0"}],
            "warm_start_type": "TransferLearning",
        },
        "failure_reason": "Out of capacity",
    }))
    .unwrap()
}

#[test]
fn everything_aws_says_is_mapped() {
    let asset = asset(&summary(), Some(&detail()));
    insta::assert_snapshot!(asset, @r#"
    Churn: arn:aws:sagemaker:us-east-1:111122223333:hyper-parameter-tuning-job/churn
    status: Completed
    created: 2026-03-01T08:00:00Z
    modified: 2026-03-02T09:30:00Z
    training-job -> arn:aws:sagemaker:us-east-1:111122223333:training-job/churn-7
    tuning-job -> arn:aws:sagemaker:us-east-1:111122223333:hyper-parameter-tuning-job/churn-0
    role -> arn:aws:iam::111122223333:role/sagemaker
    container-image -> 111122223333.dkr.ecr.us-east-1.amazonaws.com/boost:1
    algorithm -> arn:aws:sagemaker:us-east-1:111122223333:algorithm/boost
    input-s3 -> s3://churn/train/
    output-s3 -> s3://churn/out
    kms-key -> arn:aws:kms:us-east-1:111122223333:key/output
    output-s3 -> s3://churn/checkpoints
    kms-key -> arn:aws:kms:us-east-1:111122223333:key/disk
    kms-key -> arn:aws:kms:us-east-1:111122223333:key/pool
    subnet -> subnet-1
    security-group -> sg-1
    role -> arn:aws:iam::111122223333:role/deep
    best_training_job = {"final_hyper_parameter_tuning_job_objective_metric":{"metric_name":"auc","value":0.9},"training_job_arn":"arn:aws:sagemaker:us-east-1:111122223333:training-job/churn-7","training_job_name":"churn-7","tuned_hyper_parameters":{"depth":"6"}}
    creation_time = "2026-03-01T08:00:00Z"
    failure_reason = "Out of capacity"
    hyper_parameter_tuning_end_time = "2026-03-01T09:00:00Z"
    hyper_parameter_tuning_job_arn = "arn:aws:sagemaker:us-east-1:111122223333:hyper-parameter-tuning-job/churn"
    hyper_parameter_tuning_job_config = {"resource_limits":{"max_number_of_training_jobs":10},"strategy":"Bayesian"}
    hyper_parameter_tuning_job_name = "Churn"
    hyper_parameter_tuning_job_status = "Completed"
    last_modified_time = "2026-03-02T09:30:00Z"
    strategy = "Bayesian"
    training_job_definition = {"algorithm_specification":{"algorithm_name":"Boost","metric_definitions":[],"training_image":"111122223333.dkr.ecr.us-east-1.amazonaws.com/boost:1","training_input_mode":"File"},"checkpoint_config":{"s3_uri":"s3://churn/checkpoints"},"definition_name":"boost","environment":{"API_KEY":{"fingerprint":"ab12"},"LOG_LEVEL":"info"},"hyper_parameter_tuning_resource_config":{"instance_configs":[],"volume_kms_key_id":"arn:aws:kms:us-east-1:111122223333:key/pool"},"input_data_config":[{"channel_name":"train","data_source":{"s3_data_source":{"attribute_names":[],"instance_group_names":[],"s3_data_type":"S3Prefix","s3_uri":"s3://churn/train/"}}}],"output_data_config":{"kms_key_id":"arn:aws:kms:us-east-1:111122223333:key/output","s3_output_path":"s3://churn/out"},"resource_config":{"instance_count":1,"instance_groups":[],"instance_preferences":[],"instance_type":"ml.m5.large","volume_kms_key_id":"arn:aws:kms:us-east-1:111122223333:key/disk"},"role_arn":"arn:aws:iam::111122223333:role/sagemaker","static_hyper_parameters":{"epochs":"2"},"vpc_config":{"security_group_ids":["sg-1"],"subnets":["subnet-1"]}}
    training_job_definitions = [{"definition_name":"deep","environment":{"API_KEY":{"fingerprint":"ab12"},"LOG_LEVEL":"info"},"input_data_config":[],"role_arn":"arn:aws:iam::111122223333:role/deep","static_hyper_parameters":{}}]
    training_job_status_counters = {"completed":9,"stopped":1}
    warm_start_config = {"parent_hyper_parameter_tuning_jobs":[{"hyper_parameter_tuning_job_name":"Churn-0"}],"warm_start_type":"TransferLearning"}
    "#);
}

#[test]
fn what_aws_leaves_out_is_absent() {
    let detail = json!({"training_job_definitions": []});
    let asset = asset(&summary(), Some(&from_value(detail).unwrap()));
    insta::assert_snapshot!(asset, @r#"
    Churn: arn:aws:sagemaker:us-east-1:111122223333:hyper-parameter-tuning-job/churn
    status: Completed
    created: 2026-03-01T08:00:00Z
    modified: 2026-03-02T09:30:00Z
    creation_time = "2026-03-01T08:00:00Z"
    hyper_parameter_tuning_end_time = "2026-03-01T09:00:00Z"
    hyper_parameter_tuning_job_arn = "arn:aws:sagemaker:us-east-1:111122223333:hyper-parameter-tuning-job/churn"
    hyper_parameter_tuning_job_name = "Churn"
    hyper_parameter_tuning_job_status = "Completed"
    last_modified_time = "2026-03-02T09:30:00Z"
    strategy = "Bayesian"
    training_job_definitions = []
    training_job_status_counters = {"completed":9,"stopped":1}
    "#);
}

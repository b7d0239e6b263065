//! How processing jobs are mapped.

use serde_json::{Value, from_value, json};

use super::*;

fn summary() -> ProcessingJobSummary {
    from_value(json!({
        "processing_job_name": "Prepare",
        "processing_job_arn": "arn:aws:sagemaker:us-east-1:111122223333:processing-job/prepare",
        "creation_time": "2026-03-01T08:00:00Z",
        "processing_end_time": "2026-03-01T09:00:00Z",
        "last_modified_time": "2026-03-02T09:30:00Z",
        "processing_job_status": "Failed",
        "failure_reason": "Bad rows",
        "exit_message": "1",
    }))
    .unwrap()
}

fn detail() -> ProcessingJobDetail {
    from_value(json!({
        "processing_inputs": processing_inputs(),
        "processing_output_config": {
            "outputs": [
                {"output_name": "clean", "s3_output": {"s3_uri": "s3://churn/clean"}},
                {
                    "output_name": "features",
                    "feature_store_output": {"feature_group_name": "Customers"},
                },
            ],
            "kms_key_id": "arn:aws:kms:us-east-1:111122223333:key/output",
        },
        "processing_job_name": "Prepare",
        "processing_resources": {
            "cluster_config": {
                "instance_count": 1,
                "instance_type": "ml.m5.large",
                "volume_size_in_gb": 30,
                "volume_kms_key_id": "arn:aws:kms:us-east-1:111122223333:key/disk",
                "instance_preferences": [],
            },
        },
        "app_specification": {
            "image_uri": "111122223333.dkr.ecr.us-east-1.amazonaws.com/prepare:1",
            "container_entrypoint": ["python", "prepare.py"],
            "container_arguments": [],
        },
        "environment": [
            {"name": "LOG_LEVEL", "value": "info"},
            {"name": "API_KEY", "fingerprint": "ab12"},
        ],
        "network_config": {
            "enable_network_isolation": false,
            "vpc_config": {"security_group_ids": ["sg-1"], "subnets": ["subnet-1"]},
        },
        "role_arn": "arn:aws:iam::111122223333:role/sagemaker",
        "experiment_config": {"experiment_name": "Churn-Study", "trial_name": "Trial-1"},
        "processing_job_arn": "arn:aws:sagemaker:us-east-1:111122223333:processing-job/prepare",
        "processing_job_status": "Failed",
        "exit_message": "1",
        "failure_reason": "Bad rows",
        "processing_end_time": "2026-03-01T09:00:00Z",
        "last_modified_time": "2026-03-02T09:30:00Z",
        "creation_time": "2026-03-01T08:00:00Z",
        "monitoring_schedule_arn": "arn:aws:sagemaker:us-east-1:111122223333:monitoring-schedule/churn",
        "auto_ml_job_arn": "arn:aws:sagemaker:us-east-1:111122223333:automl-job/churn",
        "training_job_arn": "arn:aws:sagemaker:us-east-1:111122223333:training-job/churn-1",
    }))
    .unwrap()
}

fn processing_inputs() -> Value {
    json!([
        {
            "input_name": "raw",
            "s3_input": {"s3_uri": "s3://churn/raw", "s3_data_type": "S3Prefix"},
        },
        {
            "input_name": "athena",
            "dataset_definition": {
                "athena_dataset_definition": {
                    "catalog": "AwsDataCatalog",
                    "database": "churn",
                    "output_s3_uri": "s3://churn/athena",
                    "kms_key_id": "arn:aws:kms:us-east-1:111122223333:key/athena",
                },
            },
        },
        {
            "input_name": "redshift",
            "dataset_definition": {
                "redshift_dataset_definition": {
                    "cluster_id": "dw",
                    "cluster_role_arn": "arn:aws:iam::111122223333:role/redshift",
                    "output_s3_uri": "s3://churn/redshift",
                    "kms_key_id": "arn:aws:kms:us-east-1:111122223333:key/redshift",
                },
            },
        },
    ])
}

#[test]
fn everything_aws_says_is_mapped() {
    let asset = asset(&summary(), Some(&detail()));
    insta::assert_snapshot!(asset, @r#"
    Prepare: arn:aws:sagemaker:us-east-1:111122223333:processing-job/prepare
    status: Failed
    created: 2026-03-01T08:00:00Z
    modified: 2026-03-02T09:30:00Z
    role -> arn:aws:iam::111122223333:role/sagemaker
    container-image -> 111122223333.dkr.ecr.us-east-1.amazonaws.com/prepare:1
    input-s3 -> s3://churn/raw
    input-s3 -> s3://churn/athena
    kms-key -> arn:aws:kms:us-east-1:111122223333:key/athena
    input-s3 -> s3://churn/redshift
    kms-key -> arn:aws:kms:us-east-1:111122223333:key/redshift
    role -> arn:aws:iam::111122223333:role/redshift
    kms-key -> arn:aws:kms:us-east-1:111122223333:key/disk
    subnet -> subnet-1
    security-group -> sg-1
    monitoring-schedule -> arn:aws:sagemaker:us-east-1:111122223333:monitoring-schedule/churn
    auto-ml-job -> arn:aws:sagemaker:us-east-1:111122223333:automl-job/churn
    training-job -> arn:aws:sagemaker:us-east-1:111122223333:training-job/churn-1
    experiment -> arn:aws:sagemaker:us-east-1:111122223333:experiment/churn-study
    trial -> arn:aws:sagemaker:us-east-1:111122223333:experiment-trial/trial-1
    output-s3 -> s3://churn/clean
    feature-group -> arn:aws:sagemaker:us-east-1:111122223333:feature-group/customers
    kms-key -> arn:aws:kms:us-east-1:111122223333:key/output
    app_specification = {"container_arguments":[],"container_entrypoint":["python","prepare.py"],"image_uri":"111122223333.dkr.ecr.us-east-1.amazonaws.com/prepare:1"}
    auto_ml_job_arn = "arn:aws:sagemaker:us-east-1:111122223333:automl-job/churn"
    creation_time = "2026-03-01T08:00:00Z"
    environment = {"API_KEY":{"fingerprint":"ab12"},"LOG_LEVEL":"info"}
    exit_message = "1"
    experiment_config = {"experiment_name":"Churn-Study","trial_name":"Trial-1"}
    failure_reason = "Bad rows"
    last_modified_time = "2026-03-02T09:30:00Z"
    monitoring_schedule_arn = "arn:aws:sagemaker:us-east-1:111122223333:monitoring-schedule/churn"
    network_config = {"enable_network_isolation":false,"vpc_config":{"security_group_ids":["sg-1"],"subnets":["subnet-1"]}}
    processing_end_time = "2026-03-01T09:00:00Z"
    processing_inputs = [{"input_name":"raw","s3_input":{"s3_data_type":"S3Prefix","s3_uri":"s3://churn/raw"}},{"dataset_definition":{"athena_dataset_definition":{"catalog":"AwsDataCatalog","database":"churn","kms_key_id":"arn:aws:kms:us-east-1:111122223333:key/athena","output_s3_uri":"s3://churn/athena"}},"input_name":"athena"},{"dataset_definition":{"redshift_dataset_definition":{"cluster_id":"dw","cluster_role_arn":"arn:aws:iam::111122223333:role/redshift","kms_key_id":"arn:aws:kms:us-east-1:111122223333:key/redshift","output_s3_uri":"s3://churn/redshift"}},"input_name":"redshift"}]
    processing_job_arn = "arn:aws:sagemaker:us-east-1:111122223333:processing-job/prepare"
    processing_job_name = "Prepare"
    processing_job_status = "Failed"
    processing_output_config = {"kms_key_id":"arn:aws:kms:us-east-1:111122223333:key/output","outputs":[{"output_name":"clean","s3_output":{"s3_uri":"s3://churn/clean"}},{"feature_store_output":{"feature_group_name":"Customers"},"output_name":"features"}]}
    processing_resources = {"cluster_config":{"instance_count":1,"instance_preferences":[],"instance_type":"ml.m5.large","volume_kms_key_id":"arn:aws:kms:us-east-1:111122223333:key/disk","volume_size_in_gb":30}}
    role_arn = "arn:aws:iam::111122223333:role/sagemaker"
    training_job_arn = "arn:aws:sagemaker:us-east-1:111122223333:training-job/churn-1"
    "#);
}

#[test]
fn what_aws_leaves_out_is_absent() {
    let detail = json!({"processing_inputs": [], "environment": []});
    let asset = asset(&summary(), Some(&from_value(detail).unwrap()));
    insta::assert_snapshot!(asset, @r#"
    Prepare: arn:aws:sagemaker:us-east-1:111122223333:processing-job/prepare
    status: Failed
    created: 2026-03-01T08:00:00Z
    modified: 2026-03-02T09:30:00Z
    creation_time = "2026-03-01T08:00:00Z"
    environment = {}
    exit_message = "1"
    failure_reason = "Bad rows"
    last_modified_time = "2026-03-02T09:30:00Z"
    processing_end_time = "2026-03-01T09:00:00Z"
    processing_inputs = []
    processing_job_arn = "arn:aws:sagemaker:us-east-1:111122223333:processing-job/prepare"
    processing_job_name = "Prepare"
    processing_job_status = "Failed"
    "#);
}

//! How training jobs are mapped.

use serde_json::{Value, from_value, json};

use super::*;

fn summary() -> TrainingJobSummary {
    from_value(json!({
        "training_job_name": "Churn-1",
        "training_job_arn": "arn:aws:sagemaker:us-east-1:111122223333:training-job/churn-1",
        "creation_time": "2026-03-01T08:00:00Z",
        "training_end_time": "2026-03-01T09:00:00Z",
        "last_modified_time": "2026-03-02T09:30:00Z",
        "training_job_status": "Completed",
        "secondary_status": "Completed",
    }))
    .unwrap()
}

fn detail() -> TrainingJobDetail {
    from_value(json!({
        "training_job_name": "Churn-1",
        "training_job_arn": "arn:aws:sagemaker:us-east-1:111122223333:training-job/churn-1",
        "tuning_job_arn": "arn:aws:sagemaker:us-east-1:111122223333:hyper-parameter-tuning-job/churn",
        "labeling_job_arn": "arn:aws:sagemaker:us-east-1:111122223333:labeling-job/churn",
        "auto_ml_job_arn": "arn:aws:sagemaker:us-east-1:111122223333:automl-job/churn",
        "model_artifacts": {"s3_model_artifacts": "s3://churn/out/churn-1/output/model.tar.gz"},
        "training_job_status": "Completed",
        "secondary_status": "Completed",
        "failure_reason": "Out of capacity",
        "hyper_parameters": [{"name": "epochs", "value": "2"}, {"name": "wandb_key", "fingerprint": "ab12"}],
        "algorithm_specification": {
            "training_image": "111122223333.dkr.ecr.us-east-1.amazonaws.com/boost:1",
            "algorithm_name": "Boost",
            "training_input_mode": "File",
            "metric_definitions": [],
            "container_entrypoint": [],
            "container_arguments": [],
            "training_image_config": {
                "training_repository_access_mode": "Vpc",
                "training_repository_auth_config": {
                    "training_repository_credentials_provider_arn": "arn:aws:lambda:us-east-1:111122223333:function:sign-in",
                },
            },
        },
        "role_arn": "arn:aws:iam::111122223333:role/sagemaker",
        "input_data_config": input_data_config(),
        "output_data_config": {
            "kms_key_id": "arn:aws:kms:us-east-1:111122223333:key/output",
            "s3_output_path": "s3://churn/out",
        },
        "resource_config": resource_config(),
        "vpc_config": {"security_group_ids": ["sg-1"], "subnets": ["subnet-1"]},
        "creation_time": "2026-03-01T08:00:00Z",
        "training_end_time": "2026-03-01T09:00:00Z",
        "last_modified_time": "2026-03-02T09:30:00Z",
        "secondary_status_transitions": [],
        "final_metric_data_list": [],
        "enable_managed_spot_training": true,
        "checkpoint_config": {"s3_uri": "s3://churn/checkpoints"},
        "billable_time_in_seconds": 1800,
        "experiment_config": {"experiment_name": "Churn-Study", "trial_name": "Trial-1"},
        "debug_rule_configurations": [],
        "debug_rule_evaluation_statuses": [],
        "profiler_rule_configurations": [],
        "profiler_rule_evaluation_statuses": [],
        "environment": [
            {"name": "LOG_LEVEL", "value": "info"},
            {"name": "API_KEY", "fingerprint": "ab12"},
        ],
        "serverless_job_config": {
            "base_model_arn": "arn:aws:sagemaker:us-east-1:111122223333:hub-content/hub/Model/llama/1.0.0",
            "job_type": "FineTuning",
        },
        "mlflow_config": {
            "mlflow_resource_arn": "arn:aws:sagemaker:us-east-1:111122223333:mlflow-tracking-server/team",
        },
        "model_package_config": {
            "model_package_group_arn": "arn:aws:sagemaker:us-east-1:111122223333:model-package-group/churn",
            "source_model_package_arn": "arn:aws:sagemaker:us-east-1:111122223333:model-package/churn/2",
        },
        "output_model_package_arn": "arn:aws:sagemaker:us-east-1:111122223333:model-package/churn/3",
    }))
    .unwrap()
}

fn input_data_config() -> Value {
    json!([
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
        {
            "channel_name": "files",
            "data_source": {
                "file_system_data_source": {"file_system_id": "fs-1", "file_system_type": "EFS"},
            },
        },
        {
            "channel_name": "set",
            "data_source": {
                "dataset_source": {
                    "dataset_arn": "arn:aws:sagemaker:us-east-1:111122223333:hub-content/hub/DataSet/churn/1.0.0",
                },
            },
        },
    ])
}

fn resource_config() -> Value {
    json!({
        "instance_type": "ml.p4d.24xlarge",
        "instance_count": 2,
        "volume_size_in_gb": 500,
        "volume_kms_key_id": "arn:aws:kms:us-east-1:111122223333:key/disk",
        "instance_groups": [
            {
                "instance_type": "ml.m5.large",
                "instance_count": 1,
                "instance_group_name": "cpu",
            },
        ],
        "training_plan_arn": "arn:aws:sagemaker:us-east-1:111122223333:training-plan/p4",
        "instance_preferences": [],
    })
}

#[test]
fn everything_aws_says_is_mapped() {
    let asset = asset(&summary(), Some(&detail()));
    insta::assert_snapshot!(asset, @r#"
    Churn-1: arn:aws:sagemaker:us-east-1:111122223333:training-job/churn-1
    status: Completed
    created: 2026-03-01T08:00:00Z
    modified: 2026-03-02T09:30:00Z
    role -> arn:aws:iam::111122223333:role/sagemaker
    container-image -> 111122223333.dkr.ecr.us-east-1.amazonaws.com/boost:1
    lambda -> arn:aws:lambda:us-east-1:111122223333:function:sign-in
    algorithm -> arn:aws:sagemaker:us-east-1:111122223333:algorithm/boost
    base-model -> arn:aws:sagemaker:us-east-1:111122223333:hub-content/hub/Model/llama/1.0.0
    input-s3 -> s3://churn/train/
    file-system -> fs-1
    dataset -> arn:aws:sagemaker:us-east-1:111122223333:hub-content/hub/DataSet/churn/1.0.0
    kms-key -> arn:aws:kms:us-east-1:111122223333:key/disk
    training-plan -> arn:aws:sagemaker:us-east-1:111122223333:training-plan/p4
    subnet -> subnet-1
    security-group -> sg-1
    output-s3 -> s3://churn/out
    kms-key -> arn:aws:kms:us-east-1:111122223333:key/output
    output-s3 -> s3://churn/out/churn-1/output/model.tar.gz
    output-s3 -> s3://churn/checkpoints
    output-model -> arn:aws:sagemaker:us-east-1:111122223333:model-package/churn/3
    source-model -> arn:aws:sagemaker:us-east-1:111122223333:model-package/churn/2
    model-package-group -> arn:aws:sagemaker:us-east-1:111122223333:model-package-group/churn
    tuning-job -> arn:aws:sagemaker:us-east-1:111122223333:hyper-parameter-tuning-job/churn
    labeling-job -> arn:aws:sagemaker:us-east-1:111122223333:labeling-job/churn
    auto-ml-job -> arn:aws:sagemaker:us-east-1:111122223333:automl-job/churn
    mlflow -> arn:aws:sagemaker:us-east-1:111122223333:mlflow-tracking-server/team
    experiment -> arn:aws:sagemaker:us-east-1:111122223333:experiment/churn-study
    trial -> arn:aws:sagemaker:us-east-1:111122223333:experiment-trial/trial-1
    algorithm_specification = {"algorithm_name":"Boost","container_arguments":[],"container_entrypoint":[],"metric_definitions":[],"training_image":"111122223333.dkr.ecr.us-east-1.amazonaws.com/boost:1","training_image_config":{"training_repository_access_mode":"Vpc","training_repository_auth_config":{"training_repository_credentials_provider_arn":"arn:aws:lambda:us-east-1:111122223333:function:sign-in"}},"training_input_mode":"File"}
    auto_ml_job_arn = "arn:aws:sagemaker:us-east-1:111122223333:automl-job/churn"
    billable_seconds = 1800
    checkpoint_config = {"s3_uri":"s3://churn/checkpoints"}
    creation_time = "2026-03-01T08:00:00Z"
    debug_rule_configurations = []
    debug_rule_evaluation_statuses = []
    enable_managed_spot_training = true
    end_time = "2026-03-01T09:00:00Z"
    environment = {"API_KEY":{"fingerprint":"ab12"},"LOG_LEVEL":"info"}
    experiment_config = {"experiment_name":"Churn-Study","trial_name":"Trial-1"}
    failure_reason = "Out of capacity"
    final_metric_data_list = []
    hyper_parameters = {"epochs":"2","wandb_key":{"fingerprint":"ab12"}}
    input_data_config = [{"channel_name":"train","data_source":{"s3_data_source":{"attribute_names":[],"instance_group_names":[],"s3_data_type":"S3Prefix","s3_uri":"s3://churn/train/"}}},{"channel_name":"files","data_source":{"file_system_data_source":{"file_system_id":"fs-1","file_system_type":"EFS"}}},{"channel_name":"set","data_source":{"dataset_source":{"dataset_arn":"arn:aws:sagemaker:us-east-1:111122223333:hub-content/hub/DataSet/churn/1.0.0"}}}]
    instance_count = 2
    instance_type = "ml.p4d.24xlarge"
    labeling_job_arn = "arn:aws:sagemaker:us-east-1:111122223333:labeling-job/churn"
    last_modified_time = "2026-03-02T09:30:00Z"
    mlflow_config = {"mlflow_resource_arn":"arn:aws:sagemaker:us-east-1:111122223333:mlflow-tracking-server/team"}
    model_artifacts = {"s3_model_artifacts":"s3://churn/out/churn-1/output/model.tar.gz"}
    model_package_config = {"model_package_group_arn":"arn:aws:sagemaker:us-east-1:111122223333:model-package-group/churn","source_model_package_arn":"arn:aws:sagemaker:us-east-1:111122223333:model-package/churn/2"}
    output_data_config = {"kms_key_id":"arn:aws:kms:us-east-1:111122223333:key/output","s3_output_path":"s3://churn/out"}
    output_model_package_arn = "arn:aws:sagemaker:us-east-1:111122223333:model-package/churn/3"
    output_path = "s3://churn/out"
    profiler_rule_configurations = []
    profiler_rule_evaluation_statuses = []
    resource_config = {"instance_count":2,"instance_groups":[{"instance_count":1,"instance_group_name":"cpu","instance_type":"ml.m5.large"}],"instance_preferences":[],"instance_type":"ml.p4d.24xlarge","training_plan_arn":"arn:aws:sagemaker:us-east-1:111122223333:training-plan/p4","volume_kms_key_id":"arn:aws:kms:us-east-1:111122223333:key/disk","volume_size_in_gb":500}
    role_arn = "arn:aws:iam::111122223333:role/sagemaker"
    secondary_status = "Completed"
    secondary_status_transitions = []
    serverless_job_config = {"base_model_arn":"arn:aws:sagemaker:us-east-1:111122223333:hub-content/hub/Model/llama/1.0.0","job_type":"FineTuning"}
    training_image = "111122223333.dkr.ecr.us-east-1.amazonaws.com/boost:1"
    training_input_mode = "File"
    training_job_arn = "arn:aws:sagemaker:us-east-1:111122223333:training-job/churn-1"
    training_job_name = "Churn-1"
    training_job_status = "Completed"
    tuning_job_arn = "arn:aws:sagemaker:us-east-1:111122223333:hyper-parameter-tuning-job/churn"
    volume_size_gb = 500
    vpc_config = {"security_group_ids":["sg-1"],"subnets":["subnet-1"]}
    "#);
}

#[test]
fn what_aws_leaves_out_is_absent() {
    let summary = json!({
        "training_job_name": "Churn-1",
        "training_job_arn": "arn:aws:sagemaker:us-east-1:111122223333:training-job/churn-1",
        "creation_time": "2026-03-01T08:00:00Z",
        "training_end_time": "2026-03-01T09:00:00Z",
        "last_modified_time": "2026-03-02T09:30:00Z",
        "training_job_status": "Completed",
        "secondary_status": "Completed",
    });
    let detail = json!({
        "training_job_name": "Churn-1",
        "training_job_arn": "arn:aws:sagemaker:us-east-1:111122223333:training-job/churn-1",
        "training_job_status": "Completed",
        "secondary_status": "Completed",
        "hyper_parameters": [],
        "input_data_config": [],
        "creation_time": "2026-03-01T08:00:00Z",
        "training_end_time": "2026-03-01T09:00:00Z",
        "last_modified_time": "2026-03-02T09:30:00Z",
        "secondary_status_transitions": [],
        "final_metric_data_list": [],
        "debug_rule_configurations": [],
        "debug_rule_evaluation_statuses": [],
        "profiler_rule_configurations": [],
        "profiler_rule_evaluation_statuses": [],
        "environment": [],
    });
    let asset = asset(
        &from_value(summary).unwrap(),
        Some(&from_value(detail).unwrap()),
    );
    insta::assert_snapshot!(asset, @r#"
    Churn-1: arn:aws:sagemaker:us-east-1:111122223333:training-job/churn-1
    status: Completed
    created: 2026-03-01T08:00:00Z
    modified: 2026-03-02T09:30:00Z
    creation_time = "2026-03-01T08:00:00Z"
    debug_rule_configurations = []
    debug_rule_evaluation_statuses = []
    end_time = "2026-03-01T09:00:00Z"
    environment = {}
    final_metric_data_list = []
    hyper_parameters = {}
    input_data_config = []
    last_modified_time = "2026-03-02T09:30:00Z"
    profiler_rule_configurations = []
    profiler_rule_evaluation_statuses = []
    secondary_status = "Completed"
    secondary_status_transitions = []
    training_job_arn = "arn:aws:sagemaker:us-east-1:111122223333:training-job/churn-1"
    training_job_name = "Churn-1"
    training_job_status = "Completed"
    "#);
}

#[test]
fn a_job_that_could_not_be_described_is_what_the_listing_says() {
    let summary = json!({
        "training_job_name": "Churn-1",
        "training_job_arn": "arn:aws:sagemaker:us-east-1:111122223333:training-job/churn-1",
        "creation_time": "2026-03-01T08:00:00Z",
        "training_end_time": "2026-03-01T09:00:00Z",
        "last_modified_time": "2026-03-02T09:30:00Z",
        "training_job_status": "Completed",
        "secondary_status": "Completed",
        "training_plan_arn": "arn:aws:sagemaker:us-east-1:111122223333:training-plan/p4",
    });
    let asset = asset(&from_value(summary).unwrap(), None);
    insta::assert_snapshot!(asset, @r#"
    Churn-1: arn:aws:sagemaker:us-east-1:111122223333:training-job/churn-1
    status: Completed
    created: 2026-03-01T08:00:00Z
    modified: 2026-03-02T09:30:00Z
    training-plan -> arn:aws:sagemaker:us-east-1:111122223333:training-plan/p4
    creation_time = "2026-03-01T08:00:00Z"
    end_time = "2026-03-01T09:00:00Z"
    last_modified_time = "2026-03-02T09:30:00Z"
    secondary_status = "Completed"
    training_job_arn = "arn:aws:sagemaker:us-east-1:111122223333:training-job/churn-1"
    training_job_name = "Churn-1"
    training_job_status = "Completed"
    training_plan_arn = "arn:aws:sagemaker:us-east-1:111122223333:training-plan/p4"
    "#);
}

/// So that a model leads back to the job that made it.
#[test]
fn artifacts_have_the_address_that_the_model_made_of_them_loads() {
    let shown = asset(&summary(), Some(&detail())).to_string();
    assert!(shown.contains("output-s3 -> s3://churn/out/churn-1/output/model.tar.gz\n"));
}

#[test]
fn a_job_names_its_role_its_data_its_settings_and_why_it_failed() {
    let shown = asset(&summary(), Some(&detail())).to_string();
    let said = [
        "role -> arn:aws:iam::111122223333:role/sagemaker\n",
        "input-s3 -> s3://churn/train/\n",
        "hyper_parameters = {\"epochs\":\"2\",",
        "enable_managed_spot_training = true\n",
        "failure_reason = \"Out of capacity\"\n",
        "\"instance_group_name\":\"cpu\"",
    ];
    for what in said {
        assert!(shown.contains(what), "{what} is missing of {shown}");
    }
}

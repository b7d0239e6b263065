//! How customization jobs are mapped.

use serde_json::{from_value, json};

use super::*;

fn summary() -> ModelCustomizationJobSummary {
    from_value(json!({
        "job_arn": "arn:aws:bedrock:us-east-1:111122223333:model-customization-job/tune",
        "base_model_arn": "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0",
        "job_name": "tune",
        "status": "Completed",
        "status_details": {
            "training_details": {
                "status": "Completed",
                "creation_time": "2026-03-01T08:00:00Z",
                "last_modified_time": "2026-03-02T09:30:00Z",
            },
        },
        "last_modified_time": "2026-03-02T09:30:00Z",
        "creation_time": "2026-03-01T08:00:00Z",
        "end_time": "2026-03-02T09:30:00Z",
        "custom_model_arn": "arn:aws:bedrock:us-east-1:111122223333:custom-model/claims",
        "custom_model_name": "claims",
        "customization_type": "REINFORCEMENT_FINE_TUNING",
    }))
    .unwrap()
}

fn detail() -> ModelCustomizationJobDetail {
    from_value(json!({
        "job_arn": "arn:aws:bedrock:us-east-1:111122223333:model-customization-job/tune",
        "job_name": "tune",
        "output_model_name": "claims",
        "output_model_arn": "arn:aws:bedrock:us-east-1:111122223333:custom-model/claims",
        "role_arn": "arn:aws:iam::111122223333:role/bedrock",
        "failure_message": "Out of capacity",
        "creation_time": "2026-03-01T08:00:00Z",
        "base_model_arn": "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0",
        "hyper_parameters": [{"name": "epochCount", "value": "2"}],
        "training_data_config": {
            "s3_uri": "s3://claims/train.jsonl",
            "invocation_logs_config": {
                "use_prompt_response": true,
                "invocation_log_source": {"s3_uri": "s3://logs/calls"},
            },
        },
        "validation_data_config": {
            "validators": [{"s3_uri": "s3://claims/validate.jsonl"}],
        },
        "output_data_config": {"s3_uri": "s3://claims/out"},
        "output_model_kms_key_arn": "arn:aws:kms:us-east-1:111122223333:key/k",
        "training_metrics": {"training_loss": 0.9},
        "validation_metrics": [{"validation_loss": 0.8}],
        "vpc_config": {"subnet_ids": ["subnet-1"], "security_group_ids": ["sg-1"]},
        "customization_config": {
            "rft_config": {
                "grader_config": {
                    "lambda_grader": {
                        "lambda_arn": "arn:aws:lambda:us-east-1:111122223333:function:grade",
                    },
                },
                "hyper_parameters": {"learning_rate": 0.0001},
            },
        },
    }))
    .unwrap()
}

#[test]
fn everything_aws_says_is_mapped() {
    let asset = asset(&summary(), Some(&detail()));
    insta::assert_snapshot!(asset, @r#"
    tune: arn:aws:bedrock:us-east-1:111122223333:model-customization-job/tune
    status: Completed
    created: 2026-03-01T08:00:00Z
    modified: 2026-03-02T09:30:00Z
    base-model -> arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0
    output-model -> arn:aws:bedrock:us-east-1:111122223333:custom-model/claims
    role -> arn:aws:iam::111122223333:role/bedrock
    kms-key -> arn:aws:kms:us-east-1:111122223333:key/k
    grader -> arn:aws:lambda:us-east-1:111122223333:function:grade
    input-s3 -> s3://claims/train.jsonl
    input-s3 -> s3://logs/calls
    input-s3 -> s3://claims/validate.jsonl
    output-s3 -> s3://claims/out
    subnet -> subnet-1
    security-group -> sg-1
    base_model_arn = "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0"
    creation_time = "2026-03-01T08:00:00Z"
    custom_model_arn = "arn:aws:bedrock:us-east-1:111122223333:custom-model/claims"
    custom_model_name = "claims"
    customization_config = {"rft_config":{"grader_config":{"lambda_grader":{"lambda_arn":"arn:aws:lambda:us-east-1:111122223333:function:grade"}},"hyper_parameters":{"learning_rate":0.0001}}}
    customization_type = "REINFORCEMENT_FINE_TUNING"
    end_time = "2026-03-02T09:30:00Z"
    failure_message = "Out of capacity"
    hyper_parameters = {"epochCount":"2"}
    job_arn = "arn:aws:bedrock:us-east-1:111122223333:model-customization-job/tune"
    job_name = "tune"
    last_modified_time = "2026-03-02T09:30:00Z"
    output_data_config = {"s3_uri":"s3://claims/out"}
    output_model_arn = "arn:aws:bedrock:us-east-1:111122223333:custom-model/claims"
    output_model_kms_key_arn = "arn:aws:kms:us-east-1:111122223333:key/k"
    output_model_name = "claims"
    role_arn = "arn:aws:iam::111122223333:role/bedrock"
    status = "Completed"
    status_details = {"training_details":{"creation_time":"2026-03-01T08:00:00Z","last_modified_time":"2026-03-02T09:30:00Z","status":"Completed"}}
    training_data_config = {"invocation_logs_config":{"invocation_log_source":{"s3_uri":"s3://logs/calls"},"use_prompt_response":true},"s3_uri":"s3://claims/train.jsonl"}
    training_metrics = {"training_loss":0.9}
    validation_data_config = {"validators":[{"s3_uri":"s3://claims/validate.jsonl"}]}
    validation_metrics = [{"validation_loss":0.8}]
    vpc_config = {"security_group_ids":["sg-1"],"subnet_ids":["subnet-1"]}
    "#);
}

#[test]
fn what_aws_leaves_out_is_absent() {
    let summary = json!({
        "job_arn": "arn:aws:bedrock:us-east-1:111122223333:model-customization-job/tune",
        "base_model_arn": "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0",
        "job_name": "tune",
        "status": "Completed",
        "creation_time": "2026-03-01T08:00:00Z",
    });
    let detail = json!({
        "job_arn": "arn:aws:bedrock:us-east-1:111122223333:model-customization-job/tune",
        "job_name": "tune",
        "output_model_name": "claims",
        "role_arn": "arn:aws:iam::111122223333:role/bedrock",
        "creation_time": "2026-03-01T08:00:00Z",
        "base_model_arn": "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0",
        "hyper_parameters": [],
        "validation_metrics": [],
    });
    let asset = asset(
        &from_value(summary).unwrap(),
        Some(&from_value(detail).unwrap()),
    );
    insta::assert_snapshot!(asset, @r#"
    tune: arn:aws:bedrock:us-east-1:111122223333:model-customization-job/tune
    status: Completed
    created: 2026-03-01T08:00:00Z
    base-model -> arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0
    role -> arn:aws:iam::111122223333:role/bedrock
    base_model_arn = "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0"
    creation_time = "2026-03-01T08:00:00Z"
    hyper_parameters = {}
    job_arn = "arn:aws:bedrock:us-east-1:111122223333:model-customization-job/tune"
    job_name = "tune"
    output_model_name = "claims"
    role_arn = "arn:aws:iam::111122223333:role/bedrock"
    status = "Completed"
    validation_metrics = []
    "#);
}

//! How Autopilot jobs are mapped.

use serde_json::{from_value, json};

use super::*;

fn summary() -> AutoMlJobSummary {
    from_value(json!({
        "auto_ml_job_name": "Churn",
        "auto_ml_job_arn": "arn:aws:sagemaker:us-east-1:111122223333:automl-job/churn",
        "auto_ml_job_status": "Completed",
        "auto_ml_job_secondary_status": "Completed",
        "creation_time": "2026-03-01T08:00:00Z",
        "end_time": "2026-03-01T09:00:00Z",
        "last_modified_time": "2026-03-02T09:30:00Z",
        "partial_failure_reasons": [],
    }))
    .unwrap()
}

fn detail() -> AutoMlJobDetail {
    from_value(json!({
        "auto_ml_job_input_data_config": [
            {
                "channel_type": "training",
                "data_source": {
                    "s3_data_source": {"s3_data_type": "S3Prefix", "s3_uri": "s3://churn/train/"},
                },
            },
        ],
        "output_data_config": {
            "kms_key_id": "arn:aws:kms:us-east-1:111122223333:key/output",
            "s3_output_path": "s3://churn/out",
        },
        "role_arn": "arn:aws:iam::111122223333:role/sagemaker",
        "auto_ml_problem_type_config": {
            "text_generation_job_config": {
                "base_model_name": "Falcon7B",
                "text_generation_hyper_parameters": [{"name": "epochCount", "value": "2"}],
            },
        },
        "partial_failure_reasons": [],
        "best_candidate": {
            "candidate_name": "best",
            "candidate_steps": [
                {
                    "candidate_step_type": "AWS::SageMaker::TrainingJob",
                    "candidate_step_arn": "arn:aws:sagemaker:us-east-1:111122223333:training-job/churn-7",
                    "candidate_step_name": "churn-7",
                },
                {
                    "candidate_step_type": "AWS::SageMaker::ProcessingJob",
                    "candidate_step_arn": "arn:aws:sagemaker:us-east-1:111122223333:processing-job/churn-7",
                },
                {
                    "candidate_step_type": "AWS::SageMaker::TransformJob",
                    "candidate_step_arn": "arn:aws:sagemaker:us-east-1:111122223333:transform-job/churn-7",
                },
                {
                    "candidate_step_type": "AWS::SageMaker::Novelty",
                    "candidate_step_arn": "arn:aws:sagemaker:us-east-1:111122223333:novelty/churn-7",
                },
            ],
            "candidate_status": "Completed",
            "inference_containers": [
                {
                    "image": "111122223333.dkr.ecr.us-east-1.amazonaws.com/boost:1",
                    "model_data_url": "s3://churn/out/model.tar.gz",
                    "environment": [
                        {"name": "LOG_LEVEL", "value": "info"},
                        {"name": "API_KEY", "fingerprint": "ab12"},
                    ],
                },
            ],
        },
        "model_deploy_result": {"endpoint_name": "Churn"},
        "security_config": {
            "volume_kms_key_id": "arn:aws:kms:us-east-1:111122223333:key/disk",
            "vpc_config": {"security_group_ids": ["sg-1"], "subnets": ["subnet-1"]},
        },
    }))
    .unwrap()
}

#[test]
fn everything_aws_says_is_mapped() {
    let asset = asset(&summary(), Some(&detail()));
    insta::assert_snapshot!(asset, @r#"
    Churn: arn:aws:sagemaker:us-east-1:111122223333:automl-job/churn
    status: Completed
    created: 2026-03-01T08:00:00Z
    modified: 2026-03-02T09:30:00Z
    role -> arn:aws:iam::111122223333:role/sagemaker
    input-s3 -> s3://churn/train/
    output-s3 -> s3://churn/out
    kms-key -> arn:aws:kms:us-east-1:111122223333:key/output
    kms-key -> arn:aws:kms:us-east-1:111122223333:key/disk
    subnet -> subnet-1
    security-group -> sg-1
    endpoint -> arn:aws:sagemaker:us-east-1:111122223333:endpoint/churn
    container-image -> 111122223333.dkr.ecr.us-east-1.amazonaws.com/boost:1
    output-s3 -> s3://churn/out/model.tar.gz
    training-job -> arn:aws:sagemaker:us-east-1:111122223333:training-job/churn-7
    processing-job -> arn:aws:sagemaker:us-east-1:111122223333:processing-job/churn-7
    transform-job -> arn:aws:sagemaker:us-east-1:111122223333:transform-job/churn-7
    auto_ml_job_arn = "arn:aws:sagemaker:us-east-1:111122223333:automl-job/churn"
    auto_ml_job_input_data_config = [{"channel_type":"training","data_source":{"s3_data_source":{"s3_data_type":"S3Prefix","s3_uri":"s3://churn/train/"}}}]
    auto_ml_job_name = "Churn"
    auto_ml_job_secondary_status = "Completed"
    auto_ml_job_status = "Completed"
    auto_ml_problem_type_config = {"text_generation_job_config":{"base_model_name":"Falcon7B","text_generation_hyper_parameters":{"epochCount":"2"}}}
    best_candidate = {"candidate_name":"best","candidate_status":"Completed","candidate_steps":[{"candidate_step_arn":"arn:aws:sagemaker:us-east-1:111122223333:training-job/churn-7","candidate_step_name":"churn-7","candidate_step_type":"AWS::SageMaker::TrainingJob"},{"candidate_step_arn":"arn:aws:sagemaker:us-east-1:111122223333:processing-job/churn-7","candidate_step_type":"AWS::SageMaker::ProcessingJob"},{"candidate_step_arn":"arn:aws:sagemaker:us-east-1:111122223333:transform-job/churn-7","candidate_step_type":"AWS::SageMaker::TransformJob"},{"candidate_step_arn":"arn:aws:sagemaker:us-east-1:111122223333:novelty/churn-7","candidate_step_type":"AWS::SageMaker::Novelty"}],"inference_containers":[{"environment":{"API_KEY":{"fingerprint":"ab12"},"LOG_LEVEL":"info"},"image":"111122223333.dkr.ecr.us-east-1.amazonaws.com/boost:1","model_data_url":"s3://churn/out/model.tar.gz"}]}
    creation_time = "2026-03-01T08:00:00Z"
    end_time = "2026-03-01T09:00:00Z"
    last_modified_time = "2026-03-02T09:30:00Z"
    model_deploy_result = {"endpoint_name":"Churn"}
    output_data_config = {"kms_key_id":"arn:aws:kms:us-east-1:111122223333:key/output","s3_output_path":"s3://churn/out"}
    partial_failure_reasons = []
    role_arn = "arn:aws:iam::111122223333:role/sagemaker"
    security_config = {"volume_kms_key_id":"arn:aws:kms:us-east-1:111122223333:key/disk","vpc_config":{"security_group_ids":["sg-1"],"subnets":["subnet-1"]}}
    "#);
}

#[test]
fn what_aws_leaves_out_is_absent() {
    let detail = json!({"auto_ml_job_input_data_config": [], "partial_failure_reasons": []});
    let asset = asset(&summary(), Some(&from_value(detail).unwrap()));
    insta::assert_snapshot!(asset, @r#"
    Churn: arn:aws:sagemaker:us-east-1:111122223333:automl-job/churn
    status: Completed
    created: 2026-03-01T08:00:00Z
    modified: 2026-03-02T09:30:00Z
    auto_ml_job_arn = "arn:aws:sagemaker:us-east-1:111122223333:automl-job/churn"
    auto_ml_job_input_data_config = []
    auto_ml_job_name = "Churn"
    auto_ml_job_secondary_status = "Completed"
    auto_ml_job_status = "Completed"
    creation_time = "2026-03-01T08:00:00Z"
    end_time = "2026-03-01T09:00:00Z"
    last_modified_time = "2026-03-02T09:30:00Z"
    partial_failure_reasons = []
    "#);
}

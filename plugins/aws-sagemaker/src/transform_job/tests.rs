//! How transform jobs are mapped.

use serde_json::{from_value, json};

use super::*;

fn summary() -> TransformJobSummary {
    from_value(json!({
        "transform_job_name": "Score",
        "transform_job_arn": "arn:aws:sagemaker:us-east-1:111122223333:transform-job/score",
        "creation_time": "2026-03-01T08:00:00Z",
        "transform_end_time": "2026-03-01T09:00:00Z",
        "last_modified_time": "2026-03-02T09:30:00Z",
        "transform_job_status": "Completed",
    }))
    .unwrap()
}

fn detail() -> TransformJobDetail {
    from_value(json!({
        "model_name": "Churn",
        "environment": [
            {"name": "LOG_LEVEL", "value": "info"},
            {"name": "API_KEY", "fingerprint": "ab12"},
        ],
        "transform_input": {
            "data_source": {
                "s3_data_source": {"s3_data_type": "S3Prefix", "s3_uri": "s3://churn/batch"},
            },
            "content_type": "text/csv",
        },
        "transform_output": {
            "s3_output_path": "s3://churn/scored",
            "kms_key_id": "arn:aws:kms:us-east-1:111122223333:key/output",
        },
        "data_capture_config": {
            "destination_s3_uri": "s3://churn/captured",
            "kms_key_id": "arn:aws:kms:us-east-1:111122223333:key/capture",
        },
        "transform_resources": {
            "instance_type": "ml.m5.large",
            "instance_count": 1,
            "volume_kms_key_id": "arn:aws:kms:us-east-1:111122223333:key/disk",
        },
        "labeling_job_arn": "arn:aws:sagemaker:us-east-1:111122223333:labeling-job/churn",
        "auto_ml_job_arn": "arn:aws:sagemaker:us-east-1:111122223333:automl-job/churn",
        "experiment_config": {"experiment_name": "Churn-Study", "trial_name": "Trial-1"},
    }))
    .unwrap()
}

#[test]
fn everything_aws_says_is_mapped() {
    let asset = asset(&summary(), Some(&detail()));
    insta::assert_snapshot!(asset, @r#"
    Score: arn:aws:sagemaker:us-east-1:111122223333:transform-job/score
    status: Completed
    created: 2026-03-01T08:00:00Z
    modified: 2026-03-02T09:30:00Z
    model -> arn:aws:sagemaker:us-east-1:111122223333:model/churn
    input-s3 -> s3://churn/batch
    output-s3 -> s3://churn/scored
    output-s3 -> s3://churn/captured
    kms-key -> arn:aws:kms:us-east-1:111122223333:key/output
    kms-key -> arn:aws:kms:us-east-1:111122223333:key/capture
    kms-key -> arn:aws:kms:us-east-1:111122223333:key/disk
    labeling-job -> arn:aws:sagemaker:us-east-1:111122223333:labeling-job/churn
    auto-ml-job -> arn:aws:sagemaker:us-east-1:111122223333:automl-job/churn
    experiment -> arn:aws:sagemaker:us-east-1:111122223333:experiment/churn-study
    trial -> arn:aws:sagemaker:us-east-1:111122223333:experiment-trial/trial-1
    auto_ml_job_arn = "arn:aws:sagemaker:us-east-1:111122223333:automl-job/churn"
    creation_time = "2026-03-01T08:00:00Z"
    data_capture_config = {"destination_s3_uri":"s3://churn/captured","kms_key_id":"arn:aws:kms:us-east-1:111122223333:key/capture"}
    environment = {"API_KEY":{"fingerprint":"ab12"},"LOG_LEVEL":"info"}
    experiment_config = {"experiment_name":"Churn-Study","trial_name":"Trial-1"}
    labeling_job_arn = "arn:aws:sagemaker:us-east-1:111122223333:labeling-job/churn"
    last_modified_time = "2026-03-02T09:30:00Z"
    model_name = "Churn"
    transform_end_time = "2026-03-01T09:00:00Z"
    transform_input = {"content_type":"text/csv","data_source":{"s3_data_source":{"s3_data_type":"S3Prefix","s3_uri":"s3://churn/batch"}}}
    transform_job_arn = "arn:aws:sagemaker:us-east-1:111122223333:transform-job/score"
    transform_job_name = "Score"
    transform_job_status = "Completed"
    transform_output = {"kms_key_id":"arn:aws:kms:us-east-1:111122223333:key/output","s3_output_path":"s3://churn/scored"}
    transform_resources = {"instance_count":1,"instance_type":"ml.m5.large","volume_kms_key_id":"arn:aws:kms:us-east-1:111122223333:key/disk"}
    "#);
}

#[test]
fn what_aws_leaves_out_is_absent() {
    let detail = json!({"environment": []});
    let asset = asset(&summary(), Some(&from_value(detail).unwrap()));
    insta::assert_snapshot!(asset, @r#"
    Score: arn:aws:sagemaker:us-east-1:111122223333:transform-job/score
    status: Completed
    created: 2026-03-01T08:00:00Z
    modified: 2026-03-02T09:30:00Z
    creation_time = "2026-03-01T08:00:00Z"
    environment = {}
    last_modified_time = "2026-03-02T09:30:00Z"
    transform_end_time = "2026-03-01T09:00:00Z"
    transform_job_arn = "arn:aws:sagemaker:us-east-1:111122223333:transform-job/score"
    transform_job_name = "Score"
    transform_job_status = "Completed"
    "#);
}

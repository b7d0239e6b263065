//! How compilation jobs are mapped.

use serde_json::{from_value, json};

use super::*;

#[test]
fn a_compilation_names_what_it_compiles_and_what_it_makes() {
    let summary = json!({
        "compilation_job_name": "Edge",
        "compilation_job_arn": "arn:aws:sagemaker:us-east-1:111122223333:compilation-job/edge",
        "creation_time": "2026-03-01T08:00:00Z",
        "compilation_target_device": "jetson_nano",
        "last_modified_time": "2026-03-02T09:30:00Z",
        "compilation_job_status": "COMPLETED",
    });
    let detail = json!({
        "inference_image": "111122223333.dkr.ecr.us-east-1.amazonaws.com/neo:1",
        "model_package_version_arn": "arn:aws:sagemaker:us-east-1:111122223333:model-package/churn/3",
        "failure_reason": "Bad graph",
        "model_artifacts": {"s3_model_artifacts": "s3://churn/edge/model.tar.gz"},
        "role_arn": "arn:aws:iam::111122223333:role/sagemaker",
        "input_config": {"s3_uri": "s3://churn/model.tar.gz", "framework": "PYTORCH"},
        "output_config": {
            "s3_output_location": "s3://churn/edge",
            "target_device": "jetson_nano",
            "kms_key_id": "arn:aws:kms:us-east-1:111122223333:key/output",
        },
        "vpc_config": {"security_group_ids": ["sg-1"], "subnets": ["subnet-1"]},
    });
    let asset = asset(
        &from_value(summary).unwrap(),
        Some(&from_value(detail).unwrap()),
    );
    insta::assert_snapshot!(asset, @r#"
    Edge: arn:aws:sagemaker:us-east-1:111122223333:compilation-job/edge
    status: COMPLETED
    created: 2026-03-01T08:00:00Z
    modified: 2026-03-02T09:30:00Z
    role -> arn:aws:iam::111122223333:role/sagemaker
    model-package -> arn:aws:sagemaker:us-east-1:111122223333:model-package/churn/3
    container-image -> 111122223333.dkr.ecr.us-east-1.amazonaws.com/neo:1
    input-s3 -> s3://churn/model.tar.gz
    output-s3 -> s3://churn/edge
    output-s3 -> s3://churn/edge/model.tar.gz
    kms-key -> arn:aws:kms:us-east-1:111122223333:key/output
    subnet -> subnet-1
    security-group -> sg-1
    compilation_job_arn = "arn:aws:sagemaker:us-east-1:111122223333:compilation-job/edge"
    compilation_job_name = "Edge"
    compilation_job_status = "COMPLETED"
    compilation_target_device = "jetson_nano"
    creation_time = "2026-03-01T08:00:00Z"
    failure_reason = "Bad graph"
    inference_image = "111122223333.dkr.ecr.us-east-1.amazonaws.com/neo:1"
    input_config = {"framework":"PYTORCH","s3_uri":"s3://churn/model.tar.gz"}
    last_modified_time = "2026-03-02T09:30:00Z"
    model_artifacts = {"s3_model_artifacts":"s3://churn/edge/model.tar.gz"}
    model_package_version_arn = "arn:aws:sagemaker:us-east-1:111122223333:model-package/churn/3"
    output_config = {"kms_key_id":"arn:aws:kms:us-east-1:111122223333:key/output","s3_output_location":"s3://churn/edge","target_device":"jetson_nano"}
    role_arn = "arn:aws:iam::111122223333:role/sagemaker"
    vpc_config = {"security_group_ids":["sg-1"],"subnets":["subnet-1"]}
    "#);
}

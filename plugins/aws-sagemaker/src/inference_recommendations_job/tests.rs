//! How inference recommendations jobs are mapped.

use serde_json::{from_value, json};

use super::*;

fn summary() -> InferenceRecommendationsJobSummary {
    from_value(json!({
        "job_name": "Which",
        "job_type": "Advanced",
        "job_arn": "arn:aws:sagemaker:us-east-1:111122223333:inference-recommendations-job/which",
        "status": "COMPLETED",
        "creation_time": "2026-03-01T08:00:00Z",
        "completion_time": "2026-03-01T09:00:00Z",
        "role_arn": "arn:aws:iam::111122223333:role/sagemaker",
        "last_modified_time": "2026-03-02T09:30:00Z",
        "model_name": "Churn",
        "sample_payload_url": "s3://churn/payload.tar.gz",
        "model_package_version_arn": "arn:aws:sagemaker:us-east-1:111122223333:model-package/churn/3",
    }))
    .unwrap()
}

fn detail() -> InferenceRecommendationsJobDetail {
    from_value(json!({
        "job_name": "Which",
        "input_config": {
            "model_name": "Churn",
            "endpoint_configurations": [],
            "volume_kms_key_id": "arn:aws:kms:us-east-1:111122223333:key/disk",
            "endpoints": [{"endpoint_name": "Churn"}],
            "vpc_config": {"security_group_ids": ["sg-1"], "subnets": ["subnet-1"]},
        },
        "inference_recommendations": [
            {
                "recommendation_id": "r1",
                "metrics": {"cost_per_hour": 0.9, "max_invocations": 900},
                "endpoint_configuration": {
                    "endpoint_name": "sm-epc-1",
                    "instance_type": "ml.m5.large",
                    "initial_instance_count": 1,
                },
                "model_configuration": {
                    "environment_parameters": [{"key": "WORKERS", "value_type": "string", "value": "ab12"}],
                    "compilation_job_name": "Edge",
                },
            },
        ],
        "endpoint_performances": [],
    }))
    .unwrap()
}

#[test]
fn a_recommendation_names_what_was_tried() {
    let asset = asset(&summary(), Some(&detail()));
    insta::assert_snapshot!(asset, @r#"
    Which: arn:aws:sagemaker:us-east-1:111122223333:inference-recommendations-job/which
    status: COMPLETED
    created: 2026-03-01T08:00:00Z
    modified: 2026-03-02T09:30:00Z
    role -> arn:aws:iam::111122223333:role/sagemaker
    model -> arn:aws:sagemaker:us-east-1:111122223333:model/churn
    model-package -> arn:aws:sagemaker:us-east-1:111122223333:model-package/churn/3
    input-s3 -> s3://churn/payload.tar.gz
    compilation-job -> arn:aws:sagemaker:us-east-1:111122223333:compilation-job/edge
    endpoint -> arn:aws:sagemaker:us-east-1:111122223333:endpoint/churn
    kms-key -> arn:aws:kms:us-east-1:111122223333:key/disk
    subnet -> subnet-1
    security-group -> sg-1
    completion_time = "2026-03-01T09:00:00Z"
    creation_time = "2026-03-01T08:00:00Z"
    endpoint_performances = []
    inference_recommendations = [{"endpoint_configuration":{"endpoint_name":"sm-epc-1","initial_instance_count":1,"instance_type":"ml.m5.large"},"metrics":{"cost_per_hour":0.9,"max_invocations":900},"model_configuration":{"compilation_job_name":"Edge","environment_parameters":[{"key":"WORKERS","value":"ab12","value_type":"string"}]},"recommendation_id":"r1"}]
    input_config = {"endpoint_configurations":[],"endpoints":[{"endpoint_name":"Churn"}],"model_name":"Churn","volume_kms_key_id":"arn:aws:kms:us-east-1:111122223333:key/disk","vpc_config":{"security_group_ids":["sg-1"],"subnets":["subnet-1"]}}
    job_arn = "arn:aws:sagemaker:us-east-1:111122223333:inference-recommendations-job/which"
    job_name = "Which"
    job_type = "Advanced"
    last_modified_time = "2026-03-02T09:30:00Z"
    model_name = "Churn"
    model_package_version_arn = "arn:aws:sagemaker:us-east-1:111122223333:model-package/churn/3"
    role_arn = "arn:aws:iam::111122223333:role/sagemaker"
    sample_payload_url = "s3://churn/payload.tar.gz"
    status = "COMPLETED"
    "#);
}

//! How optimization jobs are mapped.

use serde_json::{from_value, json};

use super::*;

fn summary() -> OptimizationJobSummary {
    from_value(json!({
        "optimization_job_name": "Quantize",
        "optimization_job_arn": "arn:aws:sagemaker:us-east-1:111122223333:optimization-job/quantize",
        "creation_time": "2026-03-01T08:00:00Z",
        "optimization_job_status": "COMPLETED",
        "last_modified_time": "2026-03-02T09:30:00Z",
        "deployment_instance_type": "ml.g5.xlarge",
        "optimization_types": ["Quantization"],
    }))
    .unwrap()
}

fn detail() -> OptimizationJobDetail {
    from_value(json!({
        "model_source": {
            "s3": {"s3_uri": "s3://llm/llama/"},
            "sage_maker_model": {"model_name": "Llama"},
        },
        "optimization_environment": [
            {"name": "LOG_LEVEL", "value": "info"},
            {"name": "API_KEY", "fingerprint": "ab12"},
        ],
        "optimization_configs": [
            {
                "model_quantization_config": {
                    "image": "111122223333.dkr.ecr.us-east-1.amazonaws.com/djl:1",
                    "override_environment": [
                        {"name": "LOG_LEVEL", "value": "info"},
                        {"name": "API_KEY", "fingerprint": "ab12"},
                    ],
                },
            },
            {
                "model_speculative_decoding_config": {
                    "technique": "EAGLE",
                    "training_data_source": {"s3_uri": "s3://llm/prompts/"},
                },
            },
        ],
        "output_config": {
            "kms_key_id": "arn:aws:kms:us-east-1:111122223333:key/output",
            "s3_output_location": "s3://llm/out",
            "sage_maker_model": {"model_name": "Llama-INT4"},
        },
        "role_arn": "arn:aws:iam::111122223333:role/sagemaker",
        "vpc_config": {"security_group_ids": ["sg-1"], "subnets": ["subnet-1"]},
        "training_plan_arns": ["arn:aws:sagemaker:us-east-1:111122223333:training-plan/g5"],
    }))
    .unwrap()
}

#[test]
fn an_optimization_names_the_model_before_and_after() {
    let asset = asset(&summary(), Some(&detail()));
    insta::assert_snapshot!(asset, @r#"
    Quantize: arn:aws:sagemaker:us-east-1:111122223333:optimization-job/quantize
    status: COMPLETED
    created: 2026-03-01T08:00:00Z
    modified: 2026-03-02T09:30:00Z
    role -> arn:aws:iam::111122223333:role/sagemaker
    container-image -> 111122223333.dkr.ecr.us-east-1.amazonaws.com/djl:1
    input-s3 -> s3://llm/prompts/
    training-plan -> arn:aws:sagemaker:us-east-1:111122223333:training-plan/g5
    subnet -> subnet-1
    security-group -> sg-1
    source-model -> arn:aws:sagemaker:us-east-1:111122223333:model/llama
    input-s3 -> s3://llm/llama/
    output-model -> arn:aws:sagemaker:us-east-1:111122223333:model/llama-int4
    output-s3 -> s3://llm/out
    kms-key -> arn:aws:kms:us-east-1:111122223333:key/output
    creation_time = "2026-03-01T08:00:00Z"
    deployment_instance_type = "ml.g5.xlarge"
    last_modified_time = "2026-03-02T09:30:00Z"
    model_source = {"s3":{"s3_uri":"s3://llm/llama/"},"sage_maker_model":{"model_name":"Llama"}}
    optimization_configs = [{"model_quantization_config":{"image":"111122223333.dkr.ecr.us-east-1.amazonaws.com/djl:1","override_environment":{"API_KEY":{"fingerprint":"ab12"},"LOG_LEVEL":"info"}}},{"model_speculative_decoding_config":{"technique":"EAGLE","training_data_source":{"s3_uri":"s3://llm/prompts/"}}}]
    optimization_environment = {"API_KEY":{"fingerprint":"ab12"},"LOG_LEVEL":"info"}
    optimization_job_arn = "arn:aws:sagemaker:us-east-1:111122223333:optimization-job/quantize"
    optimization_job_name = "Quantize"
    optimization_job_status = "COMPLETED"
    optimization_types = ["Quantization"]
    output_config = {"kms_key_id":"arn:aws:kms:us-east-1:111122223333:key/output","s3_output_location":"s3://llm/out","sage_maker_model":{"model_name":"Llama-INT4"}}
    role_arn = "arn:aws:iam::111122223333:role/sagemaker"
    training_plan_arns = ["arn:aws:sagemaker:us-east-1:111122223333:training-plan/g5"]
    vpc_config = {"security_group_ids":["sg-1"],"subnets":["subnet-1"]}
    "#);
}

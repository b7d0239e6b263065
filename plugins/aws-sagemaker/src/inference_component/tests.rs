//! How inference components are mapped.

use serde_json::{from_value, json};

use super::*;

fn summary() -> InferenceComponentSummary {
    from_value(json!({
        "creation_time": "2026-03-01T08:00:00Z",
        "inference_component_arn": "arn:aws:sagemaker:us-east-1:111122223333:inference-component/llama",
        "inference_component_name": "llama",
        "endpoint_arn": "arn:aws:sagemaker:us-east-1:111122223333:endpoint/shared",
        "endpoint_name": "shared",
        "variant_name": "AllTraffic",
        "inference_component_status": "InService",
        "last_modified_time": "2026-03-02T09:30:00Z",
    }))
    .unwrap()
}

fn detail() -> InferenceComponentDetail {
    from_value(json!({
        "inference_component_name": "llama",
        "inference_component_arn": "arn:aws:sagemaker:us-east-1:111122223333:inference-component/llama",
        "endpoint_name": "shared",
        "endpoint_arn": "arn:aws:sagemaker:us-east-1:111122223333:endpoint/shared",
        "variant_name": "AllTraffic",
        "specification": {
            "model_name": "Llama",
            "container": {
                "deployed_image": {
                    "specified_image": "111122223333.dkr.ecr.us-east-1.amazonaws.com/llm:1",
                },
                "artifact_url": "s3://llm/llama.tar.gz",
                "environment": [
                    {"name": "LOG_LEVEL", "value": "info"},
                    {"name": "API_KEY", "fingerprint": "ab12"},
                ],
            },
            "compute_resource_requirements": {
                "number_of_accelerator_devices_required": 1.0,
                "min_memory_required_in_mb": 4096,
            },
            "base_inference_component_name": "Base",
        },
        "specifications": [
            {
                "instance_type": "ml.g5.xlarge",
                "model_name": "Llama-G5",
                "container": {
                    "environment": [
                        {"name": "LOG_LEVEL", "value": "info"},
                        {"name": "API_KEY", "fingerprint": "ab12"},
                    ],
                },
            },
        ],
        "runtime_config": {"desired_copy_count": 2, "current_copy_count": 1, "placement_status": []},
        "creation_time": "2026-03-01T08:00:00Z",
        "last_modified_time": "2026-03-02T09:30:00Z",
        "inference_component_status": "InService",
    }))
    .unwrap()
}

#[test]
fn everything_aws_says_is_mapped() {
    let asset = asset(&summary(), Some(&detail()));
    insta::assert_snapshot!(asset, @r#"
    llama: arn:aws:sagemaker:us-east-1:111122223333:inference-component/llama
    status: InService
    created: 2026-03-01T08:00:00Z
    modified: 2026-03-02T09:30:00Z
    endpoint -> arn:aws:sagemaker:us-east-1:111122223333:endpoint/shared
    model -> arn:aws:sagemaker:us-east-1:111122223333:model/llama
    base-inference-component -> arn:aws:sagemaker:us-east-1:111122223333:inference-component/base
    container-image -> 111122223333.dkr.ecr.us-east-1.amazonaws.com/llm:1
    input-s3 -> s3://llm/llama.tar.gz
    model -> arn:aws:sagemaker:us-east-1:111122223333:model/llama-g5
    creation_time = "2026-03-01T08:00:00Z"
    endpoint_arn = "arn:aws:sagemaker:us-east-1:111122223333:endpoint/shared"
    endpoint_name = "shared"
    inference_component_arn = "arn:aws:sagemaker:us-east-1:111122223333:inference-component/llama"
    inference_component_name = "llama"
    inference_component_status = "InService"
    last_modified_time = "2026-03-02T09:30:00Z"
    runtime_config = {"current_copy_count":1,"desired_copy_count":2,"placement_status":[]}
    specification = {"base_inference_component_name":"Base","compute_resource_requirements":{"min_memory_required_in_mb":4096,"number_of_accelerator_devices_required":1.0},"container":{"artifact_url":"s3://llm/llama.tar.gz","deployed_image":{"specified_image":"111122223333.dkr.ecr.us-east-1.amazonaws.com/llm:1"},"environment":{"API_KEY":{"fingerprint":"ab12"},"LOG_LEVEL":"info"}},"model_name":"Llama"}
    specifications = [{"container":{"environment":{"API_KEY":{"fingerprint":"ab12"},"LOG_LEVEL":"info"}},"instance_type":"ml.g5.xlarge","model_name":"Llama-G5"}]
    variant_name = "AllTraffic"
    "#);
}

#[test]
fn what_aws_leaves_out_is_absent() {
    let detail = json!({
        "inference_component_name": "llama",
        "inference_component_arn": "arn:aws:sagemaker:us-east-1:111122223333:inference-component/llama",
        "endpoint_name": "shared",
        "endpoint_arn": "arn:aws:sagemaker:us-east-1:111122223333:endpoint/shared",
        "variant_name": "AllTraffic",
        "specifications": [],
        "creation_time": "2026-03-01T08:00:00Z",
        "last_modified_time": "2026-03-02T09:30:00Z",
        "inference_component_status": "InService",
    });
    let asset = asset(&summary(), Some(&from_value(detail).unwrap()));
    insta::assert_snapshot!(asset, @r#"
    llama: arn:aws:sagemaker:us-east-1:111122223333:inference-component/llama
    status: InService
    created: 2026-03-01T08:00:00Z
    modified: 2026-03-02T09:30:00Z
    endpoint -> arn:aws:sagemaker:us-east-1:111122223333:endpoint/shared
    creation_time = "2026-03-01T08:00:00Z"
    endpoint_arn = "arn:aws:sagemaker:us-east-1:111122223333:endpoint/shared"
    endpoint_name = "shared"
    inference_component_arn = "arn:aws:sagemaker:us-east-1:111122223333:inference-component/llama"
    inference_component_name = "llama"
    inference_component_status = "InService"
    last_modified_time = "2026-03-02T09:30:00Z"
    specifications = []
    variant_name = "AllTraffic"
    "#);
}

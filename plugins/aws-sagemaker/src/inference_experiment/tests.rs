//! How inference experiments are mapped.

use serde_json::{from_value, json};

use super::*;

fn summary() -> InferenceExperimentSummary {
    from_value(json!({
        "name": "Shadow",
        "type_": "ShadowMode",
        "status": "Running",
        "creation_time": "2026-03-01T08:00:00Z",
        "last_modified_time": "2026-03-02T09:30:00Z",
        "role_arn": "arn:aws:iam::111122223333:role/sagemaker",
    }))
    .unwrap()
}

fn detail() -> InferenceExperimentDetail {
    from_value(json!({
        "arn": "arn:aws:sagemaker:us-east-1:111122223333:inference-experiment/shadow",
        "name": "Shadow",
        "type_": "ShadowMode",
        "status": "Running",
        "endpoint_metadata": {
            "endpoint_name": "Churn",
            "endpoint_config_name": "Churn-V2",
            "endpoint_status": "InService",
        },
        "model_variants": [
            {
                "model_name": "Churn-Blue",
                "variant_name": "blue",
                "infrastructure_config": {
                    "infrastructure_type": "RealTimeInference",
                    "real_time_inference_config": {"instance_type": "ml.m5.large", "instance_count": 1},
                },
                "status": "InService",
            },
            {"model_name": "Churn-Dark", "variant_name": "dark"},
        ],
        "data_storage_config": {
            "destination": "s3://churn/shadow",
            "kms_key": "arn:aws:kms:us-east-1:111122223333:key/shadow",
        },
        "shadow_mode_config": {
            "source_model_variant_name": "blue",
            "shadow_model_variants": [{"shadow_model_variant_name": "dark", "sampling_percentage": 20}],
        },
        "kms_key": "arn:aws:kms:us-east-1:111122223333:key/disk",
    }))
    .unwrap()
}

fn experiment() -> Identified<InferenceExperimentSummary> {
    let unit = Unit {
        asset_type: "inference_experiment".to_owned(),
        account: "111122223333".to_owned(),
        region: "us-east-1".to_owned(),
        partition: "aws".to_owned(),
    };
    let item = summary();
    Identified {
        id: id(&unit, &item),
        item,
    }
}

#[test]
fn the_id_is_the_arn_that_the_listing_does_not_say() {
    assert_eq!(Some(experiment().id), detail().arn);
}

#[test]
fn an_experiment_names_its_endpoint_and_models() {
    let asset = asset(&experiment(), Some(&detail()));
    insta::assert_snapshot!(asset, @r#"
    Shadow: arn:aws:sagemaker:us-east-1:111122223333:inference-experiment/shadow
    status: Running
    created: 2026-03-01T08:00:00Z
    modified: 2026-03-02T09:30:00Z
    role -> arn:aws:iam::111122223333:role/sagemaker
    endpoint -> arn:aws:sagemaker:us-east-1:111122223333:endpoint/churn
    endpoint-config -> arn:aws:sagemaker:us-east-1:111122223333:endpoint-config/churn-v2
    model -> arn:aws:sagemaker:us-east-1:111122223333:model/churn-blue
    model -> arn:aws:sagemaker:us-east-1:111122223333:model/churn-dark
    output-s3 -> s3://churn/shadow
    kms-key -> arn:aws:kms:us-east-1:111122223333:key/shadow
    kms-key -> arn:aws:kms:us-east-1:111122223333:key/disk
    arn = "arn:aws:sagemaker:us-east-1:111122223333:inference-experiment/shadow"
    creation_time = "2026-03-01T08:00:00Z"
    data_storage_config = {"destination":"s3://churn/shadow","kms_key":"arn:aws:kms:us-east-1:111122223333:key/shadow"}
    endpoint_metadata = {"endpoint_config_name":"Churn-V2","endpoint_name":"Churn","endpoint_status":"InService"}
    kms_key = "arn:aws:kms:us-east-1:111122223333:key/disk"
    last_modified_time = "2026-03-02T09:30:00Z"
    model_variants = [{"infrastructure_config":{"infrastructure_type":"RealTimeInference","real_time_inference_config":{"instance_count":1,"instance_type":"ml.m5.large"}},"model_name":"Churn-Blue","status":"InService","variant_name":"blue"},{"model_name":"Churn-Dark","variant_name":"dark"}]
    name = "Shadow"
    role_arn = "arn:aws:iam::111122223333:role/sagemaker"
    shadow_mode_config = {"shadow_model_variants":[{"sampling_percentage":20,"shadow_model_variant_name":"dark"}],"source_model_variant_name":"blue"}
    status = "Running"
    type = "ShadowMode"
    "#);
}

//! How models are mapped.

use serde_json::{from_value, json};

use super::*;

fn summary() -> ModelSummary {
    from_value(json!({
        "model_name": "Churn",
        "model_arn": "arn:aws:sagemaker:us-east-1:111122223333:model/churn",
        "creation_time": "2026-03-01T08:00:00Z",
    }))
    .unwrap()
}

fn detail() -> ModelDetail {
    from_value(json!({
        "model_name": "Churn",
        "primary_container": {
            "container_hostname": "first",
            "image": "111122223333.dkr.ecr.us-east-1.amazonaws.com/churn:2",
            "image_config": {
                "repository_access_mode": "Vpc",
                "repository_auth_config": {
                    "repository_credentials_provider_arn": "arn:aws:lambda:us-east-1:111122223333:function:sign-in",
                },
            },
            "mode": "SingleModel",
            "model_data_url": "s3://churn/model.tar.gz",
            "additional_model_data_sources": [
                {
                    "channel_name": "draft",
                    "s3_data_source": {
                        "s3_uri": "s3://churn/draft/",
                        "hub_access_config": {
                            "hub_content_arn": "arn:aws:sagemaker:us-east-1:111122223333:hub-content/hub/Model/draft/1.0.0",
                        },
                    },
                },
            ],
            "environment": [
                {"name": "LOG_LEVEL", "value": "info"},
                {"name": "API_KEY", "fingerprint": "ab12"},
            ],
        },
        "containers": [],
        "execution_role_arn": "arn:aws:iam::111122223333:role/sagemaker",
        "vpc_config": {"security_group_ids": ["sg-1"], "subnets": ["subnet-1"]},
        "creation_time": "2026-03-01T08:00:00Z",
        "model_arn": "arn:aws:sagemaker:us-east-1:111122223333:model/churn",
        "enable_network_isolation": true,
    }))
    .unwrap()
}

#[test]
fn everything_aws_says_is_mapped() {
    let asset = asset(&summary(), Some(&detail()));
    insta::assert_snapshot!(asset, @r#"
    Churn: arn:aws:sagemaker:us-east-1:111122223333:model/churn
    created: 2026-03-01T08:00:00Z
    container-image -> 111122223333.dkr.ecr.us-east-1.amazonaws.com/churn:2
    input-s3 -> s3://churn/model.tar.gz
    input-s3 -> s3://churn/draft/
    hub-content -> arn:aws:sagemaker:us-east-1:111122223333:hub-content/hub/Model/draft/1.0.0
    lambda -> arn:aws:lambda:us-east-1:111122223333:function:sign-in
    role -> arn:aws:iam::111122223333:role/sagemaker
    subnet -> subnet-1
    security-group -> sg-1
    container_image = "111122223333.dkr.ecr.us-east-1.amazonaws.com/churn:2"
    containers = []
    creation_time = "2026-03-01T08:00:00Z"
    enable_network_isolation = true
    execution_role = "arn:aws:iam::111122223333:role/sagemaker"
    model_arn = "arn:aws:sagemaker:us-east-1:111122223333:model/churn"
    model_data_url = "s3://churn/model.tar.gz"
    model_name = "Churn"
    primary_container = {"additional_model_data_sources":[{"channel_name":"draft","s3_data_source":{"hub_access_config":{"hub_content_arn":"arn:aws:sagemaker:us-east-1:111122223333:hub-content/hub/Model/draft/1.0.0"},"s3_uri":"s3://churn/draft/"}}],"container_hostname":"first","environment":{"API_KEY":{"fingerprint":"ab12"},"LOG_LEVEL":"info"},"image":"111122223333.dkr.ecr.us-east-1.amazonaws.com/churn:2","image_config":{"repository_access_mode":"Vpc","repository_auth_config":{"repository_credentials_provider_arn":"arn:aws:lambda:us-east-1:111122223333:function:sign-in"}},"mode":"SingleModel","model_data_url":"s3://churn/model.tar.gz"}
    vpc_config = {"security_group_ids":["sg-1"],"subnets":["subnet-1"]}
    "#);
}

#[test]
fn a_model_of_several_containers_has_all_their_images_and_data() {
    let detail = json!({
        "containers": [
            {
                "image": "111122223333.dkr.ecr.us-east-1.amazonaws.com/prepare:1",
                "model_data_source": {
                    "s3_data_source": {
                        "s3_uri": "s3://churn/prepare/",
                        "s3_data_type": "S3Prefix",
                        "compression_type": "None",
                    },
                },
                "additional_model_data_sources": [],
                "environment": [
                    {"name": "LOG_LEVEL", "value": "info"},
                    {"name": "API_KEY", "fingerprint": "ab12"},
                ],
            },
            {
                "image": "111122223333.dkr.ecr.us-east-1.amazonaws.com/predict:7",
                "model_data_url": "s3://churn/predict.tar.gz",
                "additional_model_data_sources": [],
                "environment": [],
            },
        ],
        "inference_execution_config": {"mode": "Serial"},
    });
    let asset = asset(&summary(), Some(&from_value(detail).unwrap()));
    insta::assert_snapshot!(asset, @r#"
    Churn: arn:aws:sagemaker:us-east-1:111122223333:model/churn
    created: 2026-03-01T08:00:00Z
    container-image -> 111122223333.dkr.ecr.us-east-1.amazonaws.com/prepare:1
    input-s3 -> s3://churn/prepare/
    container-image -> 111122223333.dkr.ecr.us-east-1.amazonaws.com/predict:7
    input-s3 -> s3://churn/predict.tar.gz
    container_image = "111122223333.dkr.ecr.us-east-1.amazonaws.com/prepare:1"
    containers = [{"additional_model_data_sources":[],"environment":{"API_KEY":{"fingerprint":"ab12"},"LOG_LEVEL":"info"},"image":"111122223333.dkr.ecr.us-east-1.amazonaws.com/prepare:1","model_data_source":{"s3_data_source":{"compression_type":"None","s3_data_type":"S3Prefix","s3_uri":"s3://churn/prepare/"}}},{"additional_model_data_sources":[],"environment":{},"image":"111122223333.dkr.ecr.us-east-1.amazonaws.com/predict:7","model_data_url":"s3://churn/predict.tar.gz"}]
    creation_time = "2026-03-01T08:00:00Z"
    inference_execution_config = {"mode":"Serial"}
    model_arn = "arn:aws:sagemaker:us-east-1:111122223333:model/churn"
    model_data_url = "s3://churn/prepare/"
    model_name = "Churn"
    "#);
}

#[test]
fn a_model_of_the_registry_leads_to_its_package() {
    let detail = json!({
        "primary_container": {
            "additional_model_data_sources": [],
            "environment": [],
            "model_package_name": "arn:aws:sagemaker:us-east-1:111122223333:model-package/churn/3",
        },
        "containers": [],
    });
    let asset = asset(&summary(), Some(&from_value(detail).unwrap()));
    insta::assert_snapshot!(asset, @r#"
    Churn: arn:aws:sagemaker:us-east-1:111122223333:model/churn
    created: 2026-03-01T08:00:00Z
    model-package -> arn:aws:sagemaker:us-east-1:111122223333:model-package/churn/3
    containers = []
    creation_time = "2026-03-01T08:00:00Z"
    model_arn = "arn:aws:sagemaker:us-east-1:111122223333:model/churn"
    model_name = "Churn"
    primary_container = {"additional_model_data_sources":[],"environment":{},"model_package_name":"arn:aws:sagemaker:us-east-1:111122223333:model-package/churn/3"}
    "#);
}

#[test]
fn what_aws_leaves_out_is_absent() {
    let detail = json!({"containers": []});
    let asset = asset(&summary(), Some(&from_value(detail).unwrap()));
    insta::assert_snapshot!(asset, @r#"
    Churn: arn:aws:sagemaker:us-east-1:111122223333:model/churn
    created: 2026-03-01T08:00:00Z
    containers = []
    creation_time = "2026-03-01T08:00:00Z"
    model_arn = "arn:aws:sagemaker:us-east-1:111122223333:model/churn"
    model_name = "Churn"
    "#);
}

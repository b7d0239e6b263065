//! How model packages are mapped.

use serde_json::{Value, from_value, json};

use super::*;

fn summary() -> ModelPackageSummary {
    from_value(json!({
        "model_package_group_name": "Churn",
        "model_package_version": 3,
        "model_package_arn": "arn:aws:sagemaker:us-east-1:111122223333:model-package/churn/3",
        "model_package_description": "Retrained",
        "creation_time": "2026-03-01T08:00:00Z",
        "model_package_status": "Completed",
        "model_approval_status": "Approved",
        "model_life_cycle": {"stage": "Production", "stage_status": "Live"},
        "model_package_registration_type": "Registered",
    }))
    .unwrap()
}

fn detail() -> ModelPackageDetail {
    from_value(json!({
        "model_package_group_name": "Churn",
        "model_package_version": 3,
        "model_package_arn": "arn:aws:sagemaker:us-east-1:111122223333:model-package/churn/3",
        "model_package_description": "Retrained",
        "creation_time": "2026-03-01T08:00:00Z",
        "inference_specification": inference_specification(),
        "source_algorithm_specification": {
            "source_algorithms": [{"model_data_url": "s3://churn/boost.tar.gz", "algorithm_name": "Boost"}],
        },
        "validation_specification": {
            "validation_role": "arn:aws:iam::111122223333:role/sagemaker",
            "validation_profiles": [],
        },
        "model_package_status": "Completed",
        "model_approval_status": "Approved",
        "created_by": {
            "user_profile_arn": "arn:aws:sagemaker:us-east-1:111122223333:user-profile/d-1/ana",
            "user_profile_name": "ana",
            "domain_id": "d-1",
        },
        "metadata_properties": {
            "commit_id": "c0ffee",
            "generated_by": "arn:aws:sagemaker:us-east-1:111122223333:training-job/churn-1",
        },
        "model_metrics": {
            "model_quality": {
                "statistics": {
                    "content_type": "application/json",
                    "s3_uri": "s3://churn/quality.json",
                },
            },
        },
        "last_modified_time": "2026-03-02T09:30:00Z",
        "approval_description": "Better by a tenth",
        "domain": "MACHINE_LEARNING",
        "task": "CLASSIFICATION",
        "customer_metadata_properties": [{"name": "owner", "value": "growth"}],
        "additional_inference_specifications": [
            {
                "name": "gpu",
                "containers": [
                    {
                        "image": "111122223333.dkr.ecr.us-east-1.amazonaws.com/churn-gpu:2",
                        "environment": [],
                        "additional_model_data_sources": [],
                    },
                ],
                "supported_transform_instance_types": [],
                "supported_realtime_inference_instance_types": [],
                "supported_content_types": [],
                "supported_response_mime_types": [],
            },
        ],
        "source_uri": "arn:aws:sagemaker:us-east-1:111122223333:model/churn",
        "security_config": {"kms_key_id": "arn:aws:kms:us-east-1:111122223333:key/registry"},
        "model_card": {"model_card_content": "cd34", "model_card_status": "Draft"},
    }))
    .unwrap()
}

fn inference_specification() -> Value {
    json!({
        "containers": [
            {
                "image": "111122223333.dkr.ecr.us-east-1.amazonaws.com/churn:2",
                "image_digest": "sha256:22",
                "model_data_url": "s3://churn/model.tar.gz",
                "model_data_source": {
                    "s3_data_source": {"s3_uri": "s3://churn/files/", "s3_data_type": "S3Prefix"},
                },
                "environment": [
                    {"name": "LOG_LEVEL", "value": "info"},
                    {"name": "API_KEY", "fingerprint": "ab12"},
                ],
                "framework": "PYTORCH",
                "additional_model_data_sources": [],
                "additional_s3_data_source": {"s3_uri": "s3://churn/more/"},
            },
        ],
        "supported_transform_instance_types": [],
        "supported_realtime_inference_instance_types": ["ml.m5.large"],
        "supported_content_types": ["text/csv"],
        "supported_response_mime_types": [],
    })
}

#[test]
fn everything_aws_says_is_mapped() {
    let asset = asset(&summary(), Some(&detail()));
    insta::assert_snapshot!(asset, @r#"
    Churn/3: arn:aws:sagemaker:us-east-1:111122223333:model-package/churn/3
    status: Completed
    created: 2026-03-01T08:00:00Z
    modified: 2026-03-02T09:30:00Z
    model-package-group -> arn:aws:sagemaker:us-east-1:111122223333:model-package-group/churn
    container-image -> 111122223333.dkr.ecr.us-east-1.amazonaws.com/churn:2
    input-s3 -> s3://churn/model.tar.gz
    input-s3 -> s3://churn/more/
    input-s3 -> s3://churn/files/
    container-image -> 111122223333.dkr.ecr.us-east-1.amazonaws.com/churn-gpu:2
    algorithm -> arn:aws:sagemaker:us-east-1:111122223333:algorithm/boost
    input-s3 -> s3://churn/boost.tar.gz
    source-model -> arn:aws:sagemaker:us-east-1:111122223333:model/churn
    generated-by -> arn:aws:sagemaker:us-east-1:111122223333:training-job/churn-1
    role -> arn:aws:iam::111122223333:role/sagemaker
    kms-key -> arn:aws:kms:us-east-1:111122223333:key/registry
    user-profile -> arn:aws:sagemaker:us-east-1:111122223333:user-profile/d-1/ana
    additional_inference_specifications = [{"containers":[{"additional_model_data_sources":[],"environment":{},"image":"111122223333.dkr.ecr.us-east-1.amazonaws.com/churn-gpu:2"}],"name":"gpu","supported_content_types":[],"supported_realtime_inference_instance_types":[],"supported_response_mime_types":[],"supported_transform_instance_types":[]}]
    approval_description = "Better by a tenth"
    approval_status = "Approved"
    created_by = {"domain_id":"d-1","user_profile_arn":"arn:aws:sagemaker:us-east-1:111122223333:user-profile/d-1/ana","user_profile_name":"ana"}
    creation_time = "2026-03-01T08:00:00Z"
    customer_metadata_properties = {"owner":"growth"}
    domain = "MACHINE_LEARNING"
    group = "Churn"
    inference_specification = {"containers":[{"additional_model_data_sources":[],"additional_s3_data_source":{"s3_uri":"s3://churn/more/"},"environment":{"API_KEY":{"fingerprint":"ab12"},"LOG_LEVEL":"info"},"framework":"PYTORCH","image":"111122223333.dkr.ecr.us-east-1.amazonaws.com/churn:2","image_digest":"sha256:22","model_data_source":{"s3_data_source":{"s3_data_type":"S3Prefix","s3_uri":"s3://churn/files/"}},"model_data_url":"s3://churn/model.tar.gz"}],"supported_content_types":["text/csv"],"supported_realtime_inference_instance_types":["ml.m5.large"],"supported_response_mime_types":[],"supported_transform_instance_types":[]}
    last_modified_time = "2026-03-02T09:30:00Z"
    metadata_properties = {"commit_id":"c0ffee","generated_by":"arn:aws:sagemaker:us-east-1:111122223333:training-job/churn-1"}
    model_card = {"model_card_content":"cd34","model_card_status":"Draft"}
    model_life_cycle = {"stage":"Production","stage_status":"Live"}
    model_metrics = {"model_quality":{"statistics":{"content_type":"application/json","s3_uri":"s3://churn/quality.json"}}}
    model_package_arn = "arn:aws:sagemaker:us-east-1:111122223333:model-package/churn/3"
    model_package_description = "Retrained"
    model_package_registration_type = "Registered"
    model_package_status = "Completed"
    security_config = {"kms_key_id":"arn:aws:kms:us-east-1:111122223333:key/registry"}
    source_algorithm_specification = {"source_algorithms":[{"algorithm_name":"Boost","model_data_url":"s3://churn/boost.tar.gz"}]}
    source_uri = "arn:aws:sagemaker:us-east-1:111122223333:model/churn"
    task = "CLASSIFICATION"
    validation_specification = {"validation_profiles":[],"validation_role":"arn:aws:iam::111122223333:role/sagemaker"}
    version = 3
    "#);
}

#[test]
fn what_aws_leaves_out_is_absent() {
    let summary = json!({
        "model_package_group_name": "Churn",
        "model_package_version": 3,
        "model_package_arn": "arn:aws:sagemaker:us-east-1:111122223333:model-package/churn/3",
        "creation_time": "2026-03-01T08:00:00Z",
        "model_package_status": "Completed",
        "model_approval_status": "Approved",
    });
    let detail = json!({
        "model_package_group_name": "Churn",
        "model_package_version": 3,
        "model_package_arn": "arn:aws:sagemaker:us-east-1:111122223333:model-package/churn/3",
        "creation_time": "2026-03-01T08:00:00Z",
        "model_package_status": "Completed",
        "model_approval_status": "Approved",
        "customer_metadata_properties": [],
        "additional_inference_specifications": [],
    });
    let asset = asset(
        &from_value(summary).unwrap(),
        Some(&from_value(detail).unwrap()),
    );
    insta::assert_snapshot!(asset, @r#"
    Churn/3: arn:aws:sagemaker:us-east-1:111122223333:model-package/churn/3
    status: Completed
    created: 2026-03-01T08:00:00Z
    model-package-group -> arn:aws:sagemaker:us-east-1:111122223333:model-package-group/churn
    additional_inference_specifications = []
    approval_status = "Approved"
    creation_time = "2026-03-01T08:00:00Z"
    customer_metadata_properties = {}
    group = "Churn"
    model_package_arn = "arn:aws:sagemaker:us-east-1:111122223333:model-package/churn/3"
    model_package_status = "Completed"
    version = 3
    "#);
}

#[test]
fn a_package_without_a_group_is_called_by_its_own_name() {
    let summary = json!({
        "model_package_name": "boost",
        "model_package_arn": "arn:aws:sagemaker:us-east-1:111122223333:model-package/boost",
        "creation_time": "2026-03-01T08:00:00Z",
        "model_package_status": "Completed",
    });
    let detail = json!({
        "metadata_properties": {"generated_by": "a notebook"},
        "customer_metadata_properties": [],
        "additional_inference_specifications": [],
        "source_uri": "s3://churn/model.tar.gz",
    });
    let asset = asset(
        &from_value(summary).unwrap(),
        Some(&from_value(detail).unwrap()),
    );
    insta::assert_snapshot!(asset, @r#"
    boost: arn:aws:sagemaker:us-east-1:111122223333:model-package/boost
    status: Completed
    created: 2026-03-01T08:00:00Z
    additional_inference_specifications = []
    creation_time = "2026-03-01T08:00:00Z"
    customer_metadata_properties = {}
    metadata_properties = {"generated_by":"a notebook"}
    model_package_arn = "arn:aws:sagemaker:us-east-1:111122223333:model-package/boost"
    model_package_name = "boost"
    model_package_status = "Completed"
    source_uri = "s3://churn/model.tar.gz"
    "#);
}

/// "3" would be the name of a version of every group.
#[test]
fn a_version_is_called_by_its_group_and_version() {
    let said = |name: Option<&str>| {
        let package = json!({
            "model_package_name": name,
            "model_package_group_name": "fraud",
            "model_package_version": 3,
        });
        self::name(&from_value(package).unwrap())
    };
    assert_eq!(said(None), "fraud/3");
    assert_eq!(said(Some("3")), "fraud/3");
}

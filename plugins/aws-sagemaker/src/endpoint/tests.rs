//! How endpoints are mapped.

use serde_json::{Value, from_value, json};

use super::*;

fn summary() -> EndpointSummary {
    from_value(json!({
        "endpoint_name": "Churn",
        "endpoint_arn": "arn:aws:sagemaker:us-east-1:111122223333:endpoint/churn",
        "creation_time": "2026-03-01T08:00:00Z",
        "last_modified_time": "2026-03-02T09:30:00Z",
        "endpoint_status": "Updating",
    }))
    .unwrap()
}

fn running() -> EndpointDetail {
    from_value(json!({
        "endpoint_name": "Churn",
        "endpoint_arn": "arn:aws:sagemaker:us-east-1:111122223333:endpoint/churn",
        "endpoint_config_name": "Churn-V2",
        "production_variants": production_variants(),
        "data_capture_config": {
            "enable_capture": true,
            "capture_status": "Started",
            "current_sampling_percentage": 20,
            "destination_s3_uri": "s3://churn/captured",
            "kms_key_id": "arn:aws:kms:us-east-1:111122223333:key/capture",
        },
        "endpoint_status": "Updating",
        "failure_reason": "Out of capacity",
        "creation_time": "2026-03-01T08:00:00Z",
        "last_modified_time": "2026-03-02T09:30:00Z",
        "async_inference_config": {
            "output_config": {
                "kms_key_id": "arn:aws:kms:us-east-1:111122223333:key/answers",
                "s3_output_path": "s3://churn/answers",
                "notification_config": {
                    "success_topic": "arn:aws:sns:us-east-1:111122223333:answered",
                    "error_topic": "arn:aws:sns:us-east-1:111122223333:failed",
                    "include_inference_response_in": [],
                },
                "s3_failure_path": "s3://churn/failures",
            },
        },
        "pending_deployment_summary": {
            "endpoint_config_name": "Churn-V3",
            "production_variants": [
                {
                    "variant_name": "blue",
                    "deployed_images": [],
                    "desired_instance_count": 4,
                    "instance_pools": [],
                    "variant_status": [],
                    "accelerator_partition_layouts": [],
                },
            ],
            "start_time": "2026-03-02T09:30:00Z",
            "shadow_production_variants": [],
        },
        "shadow_production_variants": [
            {
                "variant_name": "dark",
                "deployed_images": [],
                "current_instance_count": 1,
                "desired_instance_count": 1,
                "instance_pools": [],
                "variant_status": [],
                "accelerator_partition_layouts": [],
            },
        ],
    }))
    .unwrap()
}

fn production_variants() -> Value {
    json!([
        {
            "variant_name": "blue",
            "deployed_images": [
                {
                    "specified_image": "111122223333.dkr.ecr.us-east-1.amazonaws.com/churn:2",
                    "resolved_image": "111122223333.dkr.ecr.us-east-1.amazonaws.com/churn@sha256:22",
                    "resolution_time": "2026-03-02T09:30:00Z",
                },
            ],
            "current_weight": 0.9,
            "desired_weight": 0.5,
            "current_instance_count": 2,
            "desired_instance_count": 4,
            "instance_pools": [],
            "variant_status": [{"status": "Updating"}],
            "accelerator_partition_layouts": [],
        },
        {
            "variant_name": "green",
            "deployed_images": [],
            "current_weight": 0.1,
            "instance_pools": [],
            "variant_status": [],
            "current_serverless_config": {"memory_size_in_mb": 2048, "max_concurrency": 5},
            "accelerator_partition_layouts": [],
        },
    ])
}

fn set_up() -> EndpointConfigDetail {
    from_value(json!({
        "endpoint_config_name": "Churn-V2",
        "endpoint_config_arn": "arn:aws:sagemaker:us-east-1:111122223333:endpoint-config/churn-v2",
        "production_variants": [
            {
                "variant_name": "blue",
                "model_name": "Churn-Blue",
                "initial_instance_count": 2,
                "instance_type": "ml.m5.large",
                "instance_pools": [],
                "initial_variant_weight": 0.9,
                "managed_instance_scaling": {"status": "ENABLED", "min_instance_count": 1, "max_instance_count": 4},
                "accelerator_partition_layouts": [],
            },
            {
                "variant_name": "green",
                "model_name": "Churn-Green",
                "instance_pools": [],
                "serverless_config": {"memory_size_in_mb": 2048, "max_concurrency": 5},
                "accelerator_partition_layouts": [],
            },
        ],
        "kms_key_id": "arn:aws:kms:us-east-1:111122223333:key/disk",
        "creation_time": "2026-03-01T08:00:00Z",
        "shadow_production_variants": [
            {
                "variant_name": "dark",
                "model_name": "Churn-Dark",
                "initial_instance_count": 1,
                "instance_type": "ml.g5.xlarge",
                "instance_pools": [],
                "accelerator_partition_layouts": [],
            },
        ],
        "execution_role_arn": "arn:aws:iam::111122223333:role/sagemaker",
        "vpc_config": {"security_group_ids": ["sg-1"], "subnets": ["subnet-1"]},
        "enable_network_isolation": true,
    }))
    .unwrap()
}

fn known() -> Deployment {
    Deployment {
        endpoint: running(),
        config: Config::Known(Box::new(set_up())),
    }
}

fn with(config: Config) -> Asset {
    let endpoint = running();
    asset(&summary(), Some(&Deployment { endpoint, config }))
}

fn invalid() -> AwsError {
    from_value(json!({ "InvalidRequest": {
        "operation": "sagemaker:DescribeEndpointConfig",
        "message": "Could not find endpoint configuration.",
        "attempts": 1,
        "retryable": false,
    }}))
    .unwrap()
}

/// Not only the first variant, and not without those in the shadow.
#[test]
fn every_variant_is_there_as_it_was_set_up_and_as_it_runs() {
    let asset = asset(&summary(), Some(&known()));
    insta::assert_snapshot!(asset, @r#"
    Churn: arn:aws:sagemaker:us-east-1:111122223333:endpoint/churn
    status: Updating
    created: 2026-03-01T08:00:00Z
    modified: 2026-03-02T09:30:00Z
    endpoint-config -> arn:aws:sagemaker:us-east-1:111122223333:endpoint-config/churn-v2
    container-image -> 111122223333.dkr.ecr.us-east-1.amazonaws.com/churn:2
    output-s3 -> s3://churn/captured
    kms-key -> arn:aws:kms:us-east-1:111122223333:key/capture
    output-s3 -> s3://churn/answers
    output-s3 -> s3://churn/failures
    kms-key -> arn:aws:kms:us-east-1:111122223333:key/answers
    topic -> arn:aws:sns:us-east-1:111122223333:answered
    topic -> arn:aws:sns:us-east-1:111122223333:failed
    model -> arn:aws:sagemaker:us-east-1:111122223333:model/churn-blue
    model -> arn:aws:sagemaker:us-east-1:111122223333:model/churn-green
    model -> arn:aws:sagemaker:us-east-1:111122223333:model/churn-dark
    role -> arn:aws:iam::111122223333:role/sagemaker
    kms-key -> arn:aws:kms:us-east-1:111122223333:key/disk
    subnet -> subnet-1
    security-group -> sg-1
    async_inference_config = {"output_config":{"kms_key_id":"arn:aws:kms:us-east-1:111122223333:key/answers","notification_config":{"error_topic":"arn:aws:sns:us-east-1:111122223333:failed","include_inference_response_in":[],"success_topic":"arn:aws:sns:us-east-1:111122223333:answered"},"s3_failure_path":"s3://churn/failures","s3_output_path":"s3://churn/answers"}}
    creation_time = "2026-03-01T08:00:00Z"
    data_capture_config = {"capture_status":"Started","current_sampling_percentage":20,"destination_s3_uri":"s3://churn/captured","enable_capture":true,"kms_key_id":"arn:aws:kms:us-east-1:111122223333:key/capture"}
    enable_network_isolation = true
    endpoint_arn = "arn:aws:sagemaker:us-east-1:111122223333:endpoint/churn"
    endpoint_config_name = "Churn-V2"
    endpoint_name = "Churn"
    endpoint_status = "Updating"
    execution_role_arn = "arn:aws:iam::111122223333:role/sagemaker"
    failure_reason = "Out of capacity"
    initial_instance_count = 2
    instance_type = "ml.m5.large"
    kms_key_id = "arn:aws:kms:us-east-1:111122223333:key/disk"
    last_modified_time = "2026-03-02T09:30:00Z"
    model_name = "Churn-Blue"
    pending_deployment_summary = {"endpoint_config_name":"Churn-V3","production_variants":[{"accelerator_partition_layouts":[],"deployed_images":[],"desired_instance_count":4,"instance_pools":[],"variant_name":"blue","variant_status":[]}],"shadow_production_variants":[],"start_time":"2026-03-02T09:30:00Z"}
    production_variants = [{"accelerator_partition_layouts":[],"current_instance_count":2,"current_weight":0.9,"deployed_images":[{"resolution_time":"2026-03-02T09:30:00Z","resolved_image":"111122223333.dkr.ecr.us-east-1.amazonaws.com/churn@sha256:22","specified_image":"111122223333.dkr.ecr.us-east-1.amazonaws.com/churn:2"}],"desired_instance_count":4,"desired_weight":0.5,"initial_instance_count":2,"initial_variant_weight":0.9,"instance_pools":[],"instance_type":"ml.m5.large","managed_instance_scaling":{"max_instance_count":4,"min_instance_count":1,"status":"ENABLED"},"model_name":"Churn-Blue","variant_name":"blue","variant_status":[{"status":"Updating"}]},{"accelerator_partition_layouts":[],"current_serverless_config":{"max_concurrency":5,"memory_size_in_mb":2048},"current_weight":0.1,"deployed_images":[],"instance_pools":[],"model_name":"Churn-Green","serverless_config":{"max_concurrency":5,"memory_size_in_mb":2048},"variant_name":"green","variant_status":[]}]
    production_variants_count = 2
    shadow_production_variants = [{"accelerator_partition_layouts":[],"current_instance_count":1,"deployed_images":[],"desired_instance_count":1,"initial_instance_count":1,"instance_pools":[],"instance_type":"ml.g5.xlarge","model_name":"Churn-Dark","variant_name":"dark","variant_status":[]}]
    variant_name = "blue"
    vpc_config = {"security_group_ids":["sg-1"],"subnets":["subnet-1"]}
    "#);
}

#[test]
fn an_endpoint_that_could_not_be_described_is_what_the_listing_says() {
    insta::assert_snapshot!(asset(&summary(), None), @r#"
    Churn: arn:aws:sagemaker:us-east-1:111122223333:endpoint/churn
    status: Updating
    created: 2026-03-01T08:00:00Z
    modified: 2026-03-02T09:30:00Z
    creation_time = "2026-03-01T08:00:00Z"
    endpoint_arn = "arn:aws:sagemaker:us-east-1:111122223333:endpoint/churn"
    endpoint_name = "Churn"
    endpoint_status = "Updating"
    last_modified_time = "2026-03-02T09:30:00Z"
    "#);
}

#[test]
fn what_aws_leaves_out_is_absent() {
    let bare = json!({ "production_variants": [], "shadow_production_variants": [] });
    let deployment = Deployment {
        endpoint: from_value(bare.clone()).unwrap(),
        config: Config::Known(Box::new(from_value(bare).unwrap())),
    };
    insta::assert_snapshot!(asset(&summary(), Some(&deployment)), @r#"
    Churn: arn:aws:sagemaker:us-east-1:111122223333:endpoint/churn
    status: Updating
    created: 2026-03-01T08:00:00Z
    modified: 2026-03-02T09:30:00Z
    creation_time = "2026-03-01T08:00:00Z"
    endpoint_arn = "arn:aws:sagemaker:us-east-1:111122223333:endpoint/churn"
    endpoint_name = "Churn"
    endpoint_status = "Updating"
    last_modified_time = "2026-03-02T09:30:00Z"
    production_variants = []
    production_variants_count = 0
    shadow_production_variants = []
    "#);
}

/// Fields that silently are not there would look like a change.
#[test]
fn without_its_configuration_an_endpoint_is_known_in_part() {
    let unknown = with(Config::Unknown);
    let deleted = with(Config::Deleted);
    assert_ne!(unknown, deleted);
    assert_eq!(unknown, deleted.in_part());
}

#[test]
fn an_endpoint_may_outlive_its_configuration() {
    let configs = Configs::from([("Churn-V2".to_owned(), Err(invalid()))]);
    assert!(matches!(config(&running(), &configs), Config::Deleted));
    let configs = Configs::from([("Churn-V2".to_owned(), Err(AwsError::Limit("x".to_owned())))]);
    assert!(matches!(config(&running(), &configs), Config::Unknown));
    assert!(matches!(
        config(&running(), &Configs::new()),
        Config::Unknown
    ));
}

#[test]
fn a_configuration_that_endpoints_share_is_asked_for_once() {
    let answers = [Ok(running()), Err(AwsError::Cancelled), Ok(running())];
    assert_eq!(config_names(&answers), ["Churn-V2"]);
}

#[test]
fn an_endpoint_says_what_runs_now_what_is_wanted_and_what_is_deployed() {
    let shown = asset(&summary(), Some(&known())).to_string();
    let said = [
        "\"current_instance_count\":2,",
        "\"desired_instance_count\":4,",
        "\"current_serverless_config\":{",
        "pending_deployment_summary = {\"endpoint_config_name\":\"Churn-V3\"",
        "kms_key_id = \"arn:aws:kms:us-east-1:111122223333:key/disk\"\n",
        "failure_reason = \"Out of capacity\"\n",
    ];
    for what in said {
        assert!(shown.contains(what), "{what} is missing of {shown}");
    }
}

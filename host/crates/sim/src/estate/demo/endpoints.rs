//! Models of the marketplace on endpoints of `SageMaker`.

use serde_json::{Value, json};

use crate::estate::{Place, Record};

pub(super) fn all(at: &Place) -> Vec<Record> {
    let secured = json!({"sageMaker": {
        "initialInstanceCount": 2,
        "instanceType": "ml.g5.12xlarge",
        "executionRole": at.role("MarketplaceEndpoint"),
        "kmsEncryptionKey": at.kms_key(3),
        "vpc": {"subnetIds": ["subnet-0a1b2c3d4e5f60718"], "securityGroupIds": ["sg-0f1e2d3c4b5a69788"]},
    }});
    let plain = json!({"sageMaker": {
        "initialInstanceCount": 1,
        "instanceType": "ml.p4d.24xlarge",
        "executionRole": at.role("MarketplaceEndpoint"),
    }});
    vec![
        endpoint(at, "damage-photos", "huggingface-vlm-gemma-3-27b-instruct/1.2.0", &secured).with(json!({
            "endpointStatusMessage": "2 of 2 instances are in service.",
        })),
        endpoint(at, "old-summaries", "huggingface-llm-falcon-180b-chat-bf16/1.5.3", &plain).with(json!({
            "status": "INCOMPATIBLE_ENDPOINT",
            "statusMessage": "The endpoint was changed in SageMaker and can no longer be invoked through Bedrock.",
            "endpointStatus": "OutOfService",
        })),
    ]
}

fn endpoint(at: &Place, name: &str, model: &str, config: &Value) -> Record {
    let (region, account) = (at.region(), at.account());
    Record::new(json!({
        "endpointArn": format!("arn:aws:sagemaker:{region}:{account}:endpoint/{name}"),
        "modelSourceIdentifier": format!("arn:aws:sagemaker:{region}:aws:hub-content/SageMakerPublicHub/Model/{model}"),
        "status": "REGISTERED",
        "createdAt": "2026-01-29T15:00:00Z",
        "updatedAt": "2026-07-19T15:00:00Z",
        "endpointConfig": config,
        "endpointStatus": "InService",
    }))
}

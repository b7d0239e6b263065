//! Ways to models: inference profiles of AWS and of applications, and prompt routers.

use serde_json::{Value, json};

use crate::estate::{Place, Record};

pub(super) fn profiles(at: &Place) -> Vec<Record> {
    let sonnet = "anthropic.claude-sonnet-4-5-20250929-v1:0";
    let global = ["us-east-1", "eu-west-1", "ap-northeast-1"];
    let american = ["us-east-1", "us-east-2", "us-west-2"];
    let us = |name, model| system(at, &format!("us.{model}"), name, model, &american);
    vec![
        us("US Anthropic Claude Sonnet 4.5", sonnet),
        us("US Anthropic Claude Haiku 4.5", "anthropic.claude-haiku-4-5-20251001-v1:0"),
        us("US Nova Pro", "amazon.nova-pro-v1:0"),
        us("US Meta Llama 3.3 70B Instruct", "meta.llama3-3-70b-instruct-v1:0"),
        system(at, &format!("global.{sonnet}"), "Global Claude Sonnet 4.5", sonnet, &global),
        application(at, "claims portal", "d0f3g6h9j2k5", json!({
            "description": "Counts the costs of the claims portal",
            "models": [{"modelArn": at.foundation_model("amazon.nova-pro-v1:0")}],
        }))
        .tag("owner", "claims-automation")
        .tag("cost-center", "CC-4711"),
        application(at, "policy desk", "l8z1x4c7v0b3", json!({
            "models": american.map(|region| json!({"modelArn": Place::new("", region).foundation_model(sonnet)})),
        }))
        .tag("owner", "customer-service"),
    ]
}

/// A profile that AWS defines.
pub(super) fn system(at: &Place, id: &str, name: &str, model: &str, regions: &[&str]) -> Record {
    let models = regions
        .iter()
        .map(|region| json!({"modelArn": Place::new("", region).foundation_model(model)}));
    Record::new(json!({
        "inferenceProfileArn": at.arn("inference-profile", id),
        "inferenceProfileId": id,
        "inferenceProfileName": name,
        "description": format!("Routes requests to {name} in {}.", regions.join(" and ")),
        "models": models.collect::<Vec<Value>>(),
        "status": "ACTIVE",
        "type": "SYSTEM_DEFINED",
        "createdAt": "2025-09-29T00:00:00Z",
        "updatedAt": "2025-11-14T00:00:00Z",
    }))
}

/// A profile that an application made for itself.
pub(super) fn application(at: &Place, name: &str, id: &str, fields: Value) -> Record {
    Record::new(json!({
        "inferenceProfileArn": at.arn("application-inference-profile", id),
        "inferenceProfileId": id,
        "inferenceProfileName": name,
        "status": "ACTIVE",
        "type": "APPLICATION",
        "createdAt": "2026-01-19T09:30:00Z",
        "updatedAt": "2026-06-30T17:05:00Z",
    }))
    .with(fields)
}

pub(super) fn routers(at: &Place) -> Vec<Record> {
    let claude = |name: &str| json!({"modelArn": at.arn("inference-profile", &format!("us.anthropic.{name}"))});
    let (haiku, sonnet) = (
        claude("claude-haiku-4-5-20251001-v1:0"),
        claude("claude-sonnet-4-5-20250929-v1:0"),
    );
    vec![
        Record::new(json!({
            "promptRouterName": "Anthropic Prompt Router",
            "promptRouterArn": at.arn("default-prompt-router", "anthropic.claude:1"),
            "routingCriteria": {"responseQualityDifference": 0.26},
            "description": "Routes requests among models in the Claude family",
            "models": [haiku.clone(), sonnet.clone()],
            "fallbackModel": sonnet,
            "status": "AVAILABLE",
            "type": "default",
            "createdAt": "2024-11-20T00:00:00Z",
            "updatedAt": "2025-10-02T00:00:00Z",
        })),
        Record::new(json!({
            "promptRouterName": "triage-router",
            "promptRouterArn": at.arn("prompt-router", "n6m9q2w5e8r1"),
            "routingCriteria": {"responseQualityDifference": 25.0},
            "models": [haiku.clone(), sonnet],
            "fallbackModel": haiku,
            "status": "AVAILABLE",
            "type": "custom",
            "createdAt": "2026-04-04T04:04:04Z",
            "updatedAt": "2026-04-04T04:04:04Z",
        }))
        .tag("owner", "claims-automation"),
    ]
}

//! An estate with assets of many types that lead to each other, for the tests.

use opencite_core::{AssetId, AssetRecord, Inventory, Properties, Relation};
use serde_json::{Value, json};

use super::{custom_model, endpoint, inventory, key};

/// Models of every make, what they were made from, what serves them, and agents with their tools.
pub(crate) fn estate() -> Inventory {
    let assets = [bedrock(), sagemaker(), agentcore()].concat();
    Inventory {
        assets,
        ..inventory()
    }
}

fn asset(
    (plugin, asset_type): (&str, &str),
    id: &str,
    properties: &Value,
    relations: &[(&str, &str)],
) -> AssetRecord {
    let relation = |(kind, target): &(&str, &str)| Relation {
        kind: (*kind).to_owned(),
        target: (*target).to_owned(),
    };
    let name = id.rsplit_once('/').map_or(id, |(_, name)| name);
    AssetRecord {
        unit: key(plugin, asset_type, "us-east-1"),
        id: AssetId::new(id).unwrap(),
        name: name.to_owned(),
        properties: Properties::parse(&properties.to_string()).unwrap(),
        relations: relations.iter().map(relation).collect(),
        ..endpoint()
    }
}

const NOVA: &str = "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0";
const SUPPORT: &str = "arn:aws:bedrock:us-east-1:111122223333:custom-model/support";
const TUNE: &str = "arn:aws:bedrock:us-east-1:111122223333:model-customization-job/tune";
const CHURN: &str = "arn:aws:sagemaker:us-east-1:111122223333:model-package/churn/3";
const MODEL: &str = "arn:aws:sagemaker:us-east-1:111122223333:model/churn";
const JOB: &str = "arn:aws:sagemaker:us-east-1:111122223333:training-job/churn-1";
const DATA: &str = "arn:aws:sagemaker:us-east-1:111122223333:feature-group/customers";
const GATEWAY: &str = "arn:aws:bedrock-agentcore:us-east-1:111122223333:gateway/tools-g1";

fn bedrock() -> Vec<AssetRecord> {
    let catalogue = json!({
        "model_id": "amazon.nova-lite-v1:0",
        "provider": "Amazon",
        "modalities": {"input": ["TEXT", "IMAGE"], "output": ["TEXT"]},
        "streaming_supported": true,
        "customization_supported": ["FINE_TUNING"],
        "inference_types": ["ON_DEMAND"],
        "model_lifecycle": {"status": "ACTIVE"},
    });
    let tuned = json!({
        "base_model": NOVA,
        "base_model_name": "Nova Lite",
        "customization_type": "FINE_TUNING",
        "creation_time": "2026-03-01T08:00:00Z",
        "hyper_parameters": {"epochCount": "2", "wandb_key": {"fingerprint": "ab12"}},
        "training_metrics": {"training_loss": 0.9},
        "validation_metrics": [{"validation_loss": 0.8}],
    });
    let bought = json!({
        "desired_model_units": 2,
        "model_units": 2,
        "commitment_duration": "OneMonth",
    });
    let throughput = "arn:aws:bedrock:us-east-1:111122223333:provisioned-model/p1";
    let files = [
        ("base-model", NOVA),
        ("customization-job", TUNE),
        ("input-s3", "s3://claims/train.jsonl"),
    ];
    vec![
        asset(("aws_bedrock", "model"), NOVA, &catalogue, &[]),
        AssetRecord {
            name: custom_model().name,
            ..asset(("aws_bedrock", "custom_model"), SUPPORT, &tuned, &files)
        },
        asset(
            ("aws_bedrock", "model_customization_job"),
            TUNE,
            &json!({}),
            &[("output-model", SUPPORT)],
        ),
        asset(
            ("aws_bedrock", "provisioned_throughput"),
            throughput,
            &bought,
            &[("model", SUPPORT)],
        ),
        asset(
            ("aws_bedrock", "guardrail"),
            "arn:aws:bedrock:us-east-1:111122223333:guardrail/g1",
            &json!({}),
            &[],
        ),
    ]
}

fn sagemaker() -> Vec<AssetRecord> {
    let package = json!({"task": "CLASSIFICATION", "version": 3, "group": "churn", "approval_status": "Approved"});
    let trained = json!({
        "hyper_parameters": {"epochs": "5", "api_key": {"fingerprint": "cd34"}},
        "secondary_status": "Completed",
        "instance_type": "ml.m5.large",
        "instance_count": 1,
    });
    let inputs = [
        ("input-s3", "s3://churn/train set/"),
        ("feature-group", DATA),
        ("output-model", CHURN),
    ];
    let served = json!({"container_image": "111122223333.dkr.ecr.us-east-1.amazonaws.com/churn:2"});
    let parts = [
        ("model-package", CHURN),
        ("input-s3", "s3://churn/model.tar.gz"),
    ];
    let churn = asset(
        ("aws_sagemaker", "model_package"),
        CHURN,
        &package,
        &[("generated-by", JOB)],
    );
    let live = "arn:aws:sagemaker:us-east-1:111122223333:endpoint/churn";
    vec![
        AssetRecord {
            name: "churn/3".to_owned(),
            ..churn
        },
        asset(("aws_sagemaker", "training_job"), JOB, &trained, &inputs),
        asset(("aws_sagemaker", "feature_group"), DATA, &json!({}), &[]),
        asset(("aws_sagemaker", "model"), MODEL, &served, &parts),
        asset(
            ("aws_sagemaker", "endpoint"),
            live,
            &json!({"instance_type": "ml.m5.large"}),
            &[("model", MODEL)],
        ),
        asset(
            ("aws_sagemaker", "notebook_instance"),
            "arn:aws:sagemaker:us-east-1:111122223333:notebook-instance/n",
            &json!({}),
            &[],
        ),
    ]
}

fn agentcore() -> Vec<AssetRecord> {
    let runtime = "arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/claims-a1";
    let agent = json!({
        "runtime_id": "claims-a1",
        "version": "2",
        "description": "Answers questions about claims",
        "environment_variables": {"LOG_LEVEL": "info", "OPENAI_API_KEY": {"fingerprint": "ab12"}},
        "role_arn": "arn:aws:iam::111122223333:role/agent",
    });
    let gateway = json!({
        "gateway_id": "tools-g1",
        "gateway_url": "https://tools-g1.gateway.bedrock-agentcore.us-east-1.amazonaws.com/mcp",
        "protocol_type": "MCP",
        "authorizer_type": "CUSTOM_JWT",
        "description": "Tools for agents",
    });
    let target =
        json!({"target_id": "T1", "description": "Finds a claim", "target_type": "LAMBDA"});
    let lookup = "arn:aws:bedrock-agentcore:us-east-1:111122223333:gateway/tools-g1/target/T1";
    let memory = "arn:aws:bedrock-agentcore:us-east-1:111122223333:memory/claims-m1";
    vec![
        asset(("aws_agentcore", "agent_runtime"), runtime, &agent, &[]),
        asset(("aws_agentcore", "gateway"), GATEWAY, &gateway, &[]),
        asset(
            ("aws_agentcore", "gateway_target"),
            lookup,
            &target,
            &[("gateway", GATEWAY)],
        ),
        asset(
            ("aws_agentcore", "memory"),
            memory,
            &json!({"memory_id": "claims-m1"}),
            &[],
        ),
    ]
}

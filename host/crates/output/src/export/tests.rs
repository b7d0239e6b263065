//! What the export has, by the rules of the Python program.

use opencite_core::{AccountId, Report, ReportKind};
use serde_json::{Value, json};

use super::opencite_1;
use crate::samples;

/// What the Python program's schema asks of each object; beyond that it leaves everything open.
fn schema() -> Value {
    let requiring = |keys: &[&str]| {
        let text = json!({"type": "string", "minLength": 1});
        let properties: serde_json::Map<_, _> = keys
            .iter()
            .map(|key| ((*key).to_owned(), text.clone()))
            .collect();
        json!({"type": "array", "items": {"type": "object", "required": keys, "properties": properties}})
    };
    let known = ["id", "name", "discovery_source"];
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "type": "object",
        "required": ["opencite_version", "export_timestamp", "tools", "models", "data_assets", "mcp_servers", "mcp_tools", "mcp_resources", "plugins"],
        "properties": {
            "opencite_version": {"const": "1.0.0"},
            "export_timestamp": {"type": "string", "format": "date-time"},
            "tools": requiring(&known),
            "models": requiring(&known),
            "agents": requiring(&known),
            "mcp_servers": requiring(&known),
            "data_assets": requiring(&["id", "name", "discovery_source", "type"]),
            "mcp_tools": requiring(&["id", "name", "server_id"]),
            "mcp_resources": requiring(&["id", "uri", "server_id"]),
            "traces": requiring(&["trace_id", "source", "timestamp"]),
        },
    })
}

fn estate() -> Report {
    Report {
        inventory: samples::estate(),
        ..samples::report(ReportKind::Full)
    }
}

fn exported(report: &Report) -> Value {
    let text = samples::text(|writer| opencite_1(report, writer));
    serde_json::from_str(&text).unwrap()
}

fn ids(export: &Value, list: &str) -> Vec<String> {
    let entries = export[list].as_array().unwrap();
    entries
        .iter()
        .map(|entry| entry["id"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn every_object_has_what_the_python_program_asks_for() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    let export = exported(&estate());
    let errors: Vec<_> = validator
        .iter_errors(&export)
        .map(|error| error.to_string())
        .collect();
    assert_eq!(errors, Vec::<String>::new());
    let mut broken = export;
    broken["mcp_tools"][0]
        .as_object_mut()
        .unwrap()
        .remove("server_id");
    assert!(!validator.is_valid(&broken));
}

#[test]
fn an_entry_has_the_fields_that_its_users_know() {
    let mut report = estate();
    for asset in &mut report.inventory.assets {
        asset.modified = Some(samples::time("2026-03-02T09:30:00Z"));
    }
    let export = exported(&report);
    insta::assert_snapshot!(&export["models"][0], @r#"{"account_id":"111122223333","customization_supported":["FINE_TUNING"],"discovery_source":"aws_bedrock_api","first_seen":"2026-11-21T07:00:00Z","id":"amazon.nova-lite-v1:0","inference_types":["ON_DEMAND"],"last_seen":"2026-11-21T07:00:00Z","metadata":{"model_lifecycle":{"status":"ACTIVE"}},"modalities":{"input":["TEXT","IMAGE"],"output":["TEXT"]},"name":"amazon.nova-lite-v1:0","provider":"Amazon","region":"us-east-1","streaming_supported":true,"type":"model","usage":{"first_seen":null,"last_seen":null,"total_calls":null}}"#);
    insta::assert_snapshot!(&export["data_assets"][0], @r#"{"account_id":"111122223333","base_model":"arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0","base_model_name":"Nova Lite","creation_time":"2026-03-01T08:00:00Z","customization_type":"FINE_TUNING","discovery_source":"aws_bedrock_api","first_seen":"2026-11-21T07:00:00Z","id":"arn:aws:bedrock:us-east-1:111122223333:custom-model/support","last_seen":"2026-11-21T07:00:00Z","metadata":{},"name":"support","region":"us-east-1","type":"custom_model"}"#);
    insta::assert_snapshot!(&export["data_assets"][3], @r#"{"account_id":"111122223333","discovery_source":"aws_sagemaker_api","first_seen":"2026-11-21T07:00:00Z","id":"arn:aws:sagemaker:us-east-1:111122223333:training-job/churn-1","instance_count":1,"instance_type":"ml.m5.large","last_modified":"2026-03-02T09:30:00Z","last_seen":"2026-11-21T07:00:00Z","metadata":{},"name":"churn-1","region":"us-east-1","secondary_status":"Completed","type":"training_job"}"#);
    insta::assert_snapshot!(&export["agents"][0], @r#"{"account_id":"111122223333","description":"Answers questions about claims","discovery_source":"aws_agentcore_api","first_seen":"2026-11-21T07:00:00Z","id":"arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/claims-a1","last_modified":"2026-03-02T09:30:00Z","last_seen":"2026-11-21T07:00:00Z","metadata":{"role_arn":"arn:aws:iam::111122223333:role/agent"},"name":"claims-a1","region":"us-east-1","runtime_id":"claims-a1","type":"agent_runtime","version":"2"}"#);
    insta::assert_snapshot!(&export["mcp_tools"][0], @r#"{"account_id":"111122223333","description":"Finds a claim","discovery_source":"aws_agentcore_api","first_seen":"2026-11-21T07:00:00Z","id":"arn:aws:bedrock-agentcore:us-east-1:111122223333:gateway/tools-g1/target/T1","last_seen":"2026-11-21T07:00:00Z","metadata":{},"name":"T1","region":"us-east-1","server_id":"arn:aws:bedrock-agentcore:us-east-1:111122223333:gateway/tools-g1","target_id":"T1","target_type":"LAMBDA","type":"gateway_target"}"#);
}

#[test]
fn a_tool_leads_to_its_server() {
    let export = exported(&estate());
    assert_eq!(
        export["mcp_tools"][0]["server_id"],
        export["mcp_servers"][0]["id"]
    );
}

#[test]
fn what_has_no_place_is_counted_and_what_is_not_complete_named() {
    let export = exported(&estate());
    insta::assert_snapshot!(serde_json::to_string_pretty(&export["metadata"]).unwrap(), @r#"
    {
      "generated_by": "opencite 0.1.0",
      "not_complete": [
        "aws_bedrock guardrail in 111122223333 us-east-1: failed (access-denied at bedrock:ListGuardrails (AccessDeniedException): no identity-based policy allows it)",
        "aws_bedrock prompt in 111122223333 us-east-1: partial (throttled at bedrock:GetCustomModel (ThrottlingException): too many requests)",
        "aws_bedrock imported_model in 111122223333 us-east-1: failed (other at bedrock:ListImportedModels (InternalServerException): an internal error occurred)",
        "aws_bedrock flow in 111122223333 us-east-1: failed (expired-credentials: the token has expired)",
        "aws_bedrock job in 111122223333 us-east-1: failed (timeout: no answer in 60 s)",
        "aws_bedrock profile in 111122223333 us-east-1: failed (network: connection reset)",
        "aws_bedrock router in 111122223333 us-east-1: failed (malformed-response: not JSON)",
        "aws_bedrock trap in 111122223333 us-east-1: failed (trap: wasm unreachable)"
      ],
      "not_exported": {
        "aws_bedrock/guardrail": 1,
        "aws_bedrock/model_customization_job": 1,
        "aws_sagemaker/feature_group": 1,
        "aws_sagemaker/notebook_instance": 1
      },
      "simulated": false
    }
    "#);
}

#[test]
fn a_foundation_model_of_two_accounts_is_there_once() {
    let mut report = estate();
    let mut elsewhere = samples::estate().assets;
    for asset in &mut elsewhere {
        asset.unit.account = AccountId::new("444455556666").unwrap();
    }
    report.inventory.assets.extend(elsewhere);
    let ids = ids(&exported(&report), "models");
    assert_eq!(
        ids,
        [
            "amazon.nova-lite-v1:0",
            "arn:aws:sagemaker:us-east-1:111122223333:model/churn"
        ]
    );
}

#[test]
fn no_environment_variable_is_given_away() {
    let text = exported(&estate()).to_string();
    assert!(
        !text.contains("OPENAI_API_KEY") && !text.contains("fingerprint"),
        "{text}"
    );
}

#[test]
fn a_tool_without_a_server_is_left_out_and_counted() {
    let mut report = estate();
    for asset in &mut report.inventory.assets {
        asset.relations.clear();
    }
    let export = exported(&report);
    assert_eq!(export["mcp_tools"], json!([]));
    assert_eq!(
        export["metadata"]["not_exported"]["aws_agentcore/gateway_target"],
        1
    );
}

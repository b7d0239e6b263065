use serde_json::{Value, from_value, json};

use super::*;

const ARN: &str = "arn:aws:bedrock-agentcore:us-east-1:111122223333:gateway/tools-g1";

fn listed(targets: &Value) -> Listed {
    let item = json!({
        "item": {
            "gateway_id": "tools-g1",
            "name": "tools",
            "status": "READY",
            "description": "Tools for agents",
            "created_at": "2026-03-01T08:00:00Z",
            "updated_at": "2026-03-02T09:30:00Z",
            "authorizer_type": "CUSTOM_JWT",
            "protocol_type": "MCP",
        },
        "children": targets,
    });
    Identified {
        id: ARN.to_owned(),
        item: from_value(item).unwrap(),
    }
}

fn two_targets() -> Value {
    json!([
        {
            "target_id": "T1",
            "name": "lookup",
            "status": "READY",
            "description": "Finds a claim",
            "created_at": "2026-03-01T08:30:00Z",
            "updated_at": "2026-03-02T09:30:00Z",
            "target_type": "LAMBDA",
        },
        {
            "target_id": "T2",
            "name": "weather",
            "status": "FAILED",
            "created_at": "2026-03-01T08:30:00Z",
            "updated_at": "2026-03-01T08:30:00Z",
        },
    ])
}

/// What AWS always says of a gateway, and `more`.
fn detail(more: &Value) -> GatewayDetail {
    let mut detail = json!({
        "gateway_arn": ARN,
        "gateway_id": "tools-g1",
        "created_at": "2026-03-01T08:00:00Z",
        "updated_at": "2026-03-02T09:30:00Z",
        "status": "READY",
        "status_reasons": [],
        "name": "tools",
        "protocol_type": "MCP",
        "authorizer_type": "CUSTOM_JWT",
        "interceptor_configurations": [],
    });
    for (name, value) in more.as_object().unwrap() {
        detail[name] = value.clone();
    }
    from_value(detail).unwrap()
}

#[test]
fn everything_aws_says_is_mapped() {
    let detail = detail(&json!({
        "gateway_url": "https://tools-g1.gateway.bedrock-agentcore.us-east-1.amazonaws.com/mcp",
        "description": "Tools for agents",
        "role_arn": "arn:aws:iam::111122223333:role/gateway",
        "protocol_configuration": {"mcp": {"supported_versions": ["2025-06-18"], "search_type": "SEMANTIC"}},
        "kms_key_arn": "arn:aws:kms:us-east-1:111122223333:key/k",
        "custom_transform_configuration": {"lambda": {"arn": "arn:aws:lambda:us-east-1:111122223333:function:transform"}},
        "interceptor_configurations": [{
            "interceptor": {"lambda": {"arn": "arn:aws:lambda:us-east-1:111122223333:function:check"}},
            "interception_points": ["REQUEST"],
        }],
        "policy_engine_configuration": {"arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:policy-engine/guard-p1", "mode": "ENFORCE"},
        "workload_identity_details": {"workload_identity_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:workload-identity-directory/default/workload-identity/tools"},
        "exception_level": "DEBUG",
        "web_acl_arn": "arn:aws:wafv2:us-east-1:111122223333:regional/webacl/tools/w1",
        "waf_configuration": {"failure_mode": "FAIL_CLOSE"},
    }));
    insta::assert_snapshot!(asset(&listed(&two_targets()), Some(&detail)), @r#"
    tools: arn:aws:bedrock-agentcore:us-east-1:111122223333:gateway/tools-g1
    status: READY
    created: 2026-03-01T08:00:00Z
    modified: 2026-03-02T09:30:00Z
    role -> arn:aws:iam::111122223333:role/gateway
    kms-key -> arn:aws:kms:us-east-1:111122223333:key/k
    workload-identity -> arn:aws:bedrock-agentcore:us-east-1:111122223333:workload-identity-directory/default/workload-identity/tools
    policy-engine -> arn:aws:bedrock-agentcore:us-east-1:111122223333:policy-engine/guard-p1
    lambda -> arn:aws:lambda:us-east-1:111122223333:function:transform
    lambda -> arn:aws:lambda:us-east-1:111122223333:function:check
    web-acl -> arn:aws:wafv2:us-east-1:111122223333:regional/webacl/tools/w1
    authorizer_type = "CUSTOM_JWT"
    creation_time = "2026-03-01T08:00:00Z"
    custom_transform_configuration = {"lambda":{"arn":"arn:aws:lambda:us-east-1:111122223333:function:transform"}}
    description = "Tools for agents"
    exception_level = "DEBUG"
    gateway_arn = "arn:aws:bedrock-agentcore:us-east-1:111122223333:gateway/tools-g1"
    gateway_id = "tools-g1"
    gateway_url = "https://tools-g1.gateway.bedrock-agentcore.us-east-1.amazonaws.com/mcp"
    interceptor_configurations = [{"interception_points":["REQUEST"],"interceptor":{"lambda":{"arn":"arn:aws:lambda:us-east-1:111122223333:function:check"}}}]
    kms_key_arn = "arn:aws:kms:us-east-1:111122223333:key/k"
    last_modified = "2026-03-02T09:30:00Z"
    name = "tools"
    policy_engine_configuration = {"arn":"arn:aws:bedrock-agentcore:us-east-1:111122223333:policy-engine/guard-p1","mode":"ENFORCE"}
    protocol_configuration = {"mcp":{"search_type":"SEMANTIC","supported_versions":["2025-06-18"]}}
    protocol_type = "MCP"
    role_arn = "arn:aws:iam::111122223333:role/gateway"
    status = "READY"
    status_reasons = []
    targets = [{"creation_time":"2026-03-01T08:30:00Z","description":"Finds a claim","last_modified":"2026-03-02T09:30:00Z","name":"lookup","status":"READY","target_id":"T1","target_type":"LAMBDA"},{"creation_time":"2026-03-01T08:30:00Z","last_modified":"2026-03-01T08:30:00Z","name":"weather","status":"FAILED","target_id":"T2"}]
    waf_configuration = {"failure_mode":"FAIL_CLOSE"}
    web_acl_arn = "arn:aws:wafv2:us-east-1:111122223333:regional/webacl/tools/w1"
    workload_identity_details = {"workload_identity_arn":"arn:aws:bedrock-agentcore:us-east-1:111122223333:workload-identity-directory/default/workload-identity/tools"}
    "#);
}

#[test]
fn what_aws_leaves_out_is_absent() {
    insta::assert_snapshot!(asset(&listed(&json!([])), Some(&detail(&json!({})))), @r#"
    tools: arn:aws:bedrock-agentcore:us-east-1:111122223333:gateway/tools-g1
    status: READY
    created: 2026-03-01T08:00:00Z
    modified: 2026-03-02T09:30:00Z
    authorizer_type = "CUSTOM_JWT"
    creation_time = "2026-03-01T08:00:00Z"
    description = "Tools for agents"
    gateway_arn = "arn:aws:bedrock-agentcore:us-east-1:111122223333:gateway/tools-g1"
    gateway_id = "tools-g1"
    interceptor_configurations = []
    last_modified = "2026-03-02T09:30:00Z"
    name = "tools"
    protocol_type = "MCP"
    status = "READY"
    status_reasons = []
    targets = []
    "#);
}

#[test]
fn the_targets_of_a_gateway_are_with_it() {
    let asset = asset(&listed(&two_targets()), None);
    let expected = r#"targets = [{"creation_time":"2026-03-01T08:30:00Z","description":"Finds a claim","last_modified":"2026-03-02T09:30:00Z","name":"lookup","status":"READY","target_id":"T1","target_type":"LAMBDA"},{"creation_time":"2026-03-01T08:30:00Z","last_modified":"2026-03-01T08:30:00Z","name":"weather","status":"FAILED","target_id":"T2"}]"#;
    assert!(asset.to_string().contains(expected), "{asset}");
}

#[test]
fn a_gateway_whose_targets_cannot_be_listed_is_there_in_part() {
    let whole = asset(&listed(&json!([])), None);
    let in_part = asset(&listed(&Value::Null), None);
    assert!(!in_part.to_string().contains("targets"));
    assert_eq!(in_part.clone().in_part(), in_part);
    assert_ne!(whole.clone().in_part(), whole);
}

#[test]
fn a_change_of_a_target_is_a_change_of_the_gateway() {
    let mut changed = two_targets();
    changed[1]["status"] = json!("READY");
    let compared = |targets: &Value| serde_json::to_value(listed(targets)).unwrap();
    assert_ne!(compared(&two_targets()), compared(&changed));
}

/// An id of a gateway alone is not unique among accounts and regions.
#[test]
fn a_gateway_is_known_by_its_arn() {
    let unit = Unit {
        asset_type: KIND.name.to_owned(),
        account: "111122223333".to_owned(),
        region: "us-east-1".to_owned(),
        partition: "aws".to_owned(),
    };
    assert_eq!(arn(&unit, &listed(&json!([])).item.item), ARN);
}

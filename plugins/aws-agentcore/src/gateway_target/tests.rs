use serde_json::{Value, from_value, json};

use super::*;

fn listed() -> Listed {
    let gateway = json!({
        "gateway_id": "tools-g1",
        "name": "tools",
        "status": "READY",
        "created_at": "2026-03-01T08:00:00Z",
        "updated_at": "2026-03-01T08:00:00Z",
        "authorizer_type": "AWS_IAM",
        "protocol_type": "MCP",
    });
    let target = json!({
        "target_id": "T1",
        "name": "lookup",
        "status": "READY",
        "description": "Finds a claim",
        "created_at": "2026-03-01T08:30:00Z",
        "updated_at": "2026-03-02T09:30:00Z",
        "target_type": "LAMBDA",
    });
    let child = Child {
        parent: Identified {
            id: "arn:aws:bedrock-agentcore:us-east-1:111122223333:gateway/tools-g1".to_owned(),
            item: from_value(gateway).unwrap(),
        },
        item: from_value(target).unwrap(),
    };
    Identified {
        id: target_id(&child),
        item: child,
    }
}

/// What AWS always says of a target, and `more`.
fn detail(more: &Value) -> GatewayTargetDetail {
    let mut detail = json!({
        "gateway_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:gateway/tools-g1",
        "target_id": "T1",
        "created_at": "2026-03-01T08:30:00Z",
        "updated_at": "2026-03-02T09:30:00Z",
        "status": "READY",
        "status_reasons": [],
        "name": "lookup",
        "credential_provider_configurations": [],
        "private_endpoint_managed_resources": [],
        "certificate_configurations": [],
    });
    for (name, value) in more.as_object().unwrap() {
        detail[name] = value.clone();
    }
    from_value(detail).unwrap()
}

/// The relations alone.
fn edges(configuration: &Value) -> String {
    let detail = detail(&json!({ "target_configuration": configuration }));
    let shown = asset(&listed(), Some(&detail)).to_string();
    let edges: Vec<_> = shown.lines().filter(|line| line.contains(" -> ")).collect();
    edges.join("\n")
}

#[test]
fn everything_aws_says_is_mapped() {
    let detail = detail(&json!({
        "description": "Finds a claim",
        "target_configuration": {"mcp": {"lambda": {
            "lambda_arn": "arn:aws:lambda:us-east-1:111122223333:function:lookup",
            "tool_schema": {"s3": {"uri": "s3://schemas/lookup.json"}},
        }}},
        "credential_provider_configurations": [
            {"credential_provider_type": "GATEWAY_IAM_ROLE"},
            {"credential_provider_type": "API_KEY", "credential_provider": {"api_key_credential_provider": {
                "provider_arn": "arn:aws:acps:us-east-1:111122223333:token-vault/default/apikeycredentialprovider/claims",
                "credential_location": "HEADER",
            }}},
            {"credential_provider_type": "OAUTH", "credential_provider": {"oauth_credential_provider": {
                "provider_arn": "arn:aws:acps:us-east-1:111122223333:token-vault/default/oauth2credentialprovider/github",
                "scopes": ["repo"],
                "custom_parameters": [],
                "grant_type": "CLIENT_CREDENTIALS",
            }}},
        ],
        "private_endpoint": {"managed_vpc_resource": {
            "vpc_identifier": "vpc-1",
            "subnet_ids": ["subnet-1"],
            "endpoint_ip_address_type": "IPV4",
            "security_group_ids": ["sg-1"],
            "tags": [],
        }},
        "certificate_configurations": [
            {"secrets_manager": {"secret_arn": "arn:aws:secretsmanager:us-east-1:111122223333:secret:ca-a1"}},
            {"s3": {"uri": "s3://certificates/ca.pem"}},
        ],
    }));
    insta::assert_snapshot!(asset(&listed(), Some(&detail)), @r#"
    lookup: arn:aws:bedrock-agentcore:us-east-1:111122223333:gateway/tools-g1/target/T1
    status: READY
    created: 2026-03-01T08:30:00Z
    modified: 2026-03-02T09:30:00Z
    gateway -> arn:aws:bedrock-agentcore:us-east-1:111122223333:gateway/tools-g1
    lambda -> arn:aws:lambda:us-east-1:111122223333:function:lookup
    input-s3 -> s3://schemas/lookup.json
    credential-provider -> arn:aws:acps:us-east-1:111122223333:token-vault/default/apikeycredentialprovider/claims
    credential-provider -> arn:aws:acps:us-east-1:111122223333:token-vault/default/oauth2credentialprovider/github
    subnet -> subnet-1
    security-group -> sg-1
    secret -> arn:aws:secretsmanager:us-east-1:111122223333:secret:ca-a1
    input-s3 -> s3://certificates/ca.pem
    certificate_configurations = [{"secrets_manager":{"secret_arn":"arn:aws:secretsmanager:us-east-1:111122223333:secret:ca-a1"}},{"s3":{"uri":"s3://certificates/ca.pem"}}]
    created_at = "2026-03-01T08:30:00Z"
    credential_provider_configurations = [{"credential_provider_type":"GATEWAY_IAM_ROLE"},{"credential_provider":{"api_key_credential_provider":{"credential_location":"HEADER","provider_arn":"arn:aws:acps:us-east-1:111122223333:token-vault/default/apikeycredentialprovider/claims"}},"credential_provider_type":"API_KEY"},{"credential_provider":{"oauth_credential_provider":{"custom_parameters":[],"grant_type":"CLIENT_CREDENTIALS","provider_arn":"arn:aws:acps:us-east-1:111122223333:token-vault/default/oauth2credentialprovider/github","scopes":["repo"]}},"credential_provider_type":"OAUTH"}]
    description = "Finds a claim"
    gateway_arn = "arn:aws:bedrock-agentcore:us-east-1:111122223333:gateway/tools-g1"
    name = "lookup"
    private_endpoint = {"managed_vpc_resource":{"endpoint_ip_address_type":"IPV4","security_group_ids":["sg-1"],"subnet_ids":["subnet-1"],"tags":[],"vpc_identifier":"vpc-1"}}
    private_endpoint_managed_resources = []
    status = "READY"
    status_reasons = []
    target_configuration = {"mcp":{"lambda":{"lambda_arn":"arn:aws:lambda:us-east-1:111122223333:function:lookup","tool_schema":{"s3":{"uri":"s3://schemas/lookup.json"}}}}}
    target_id = "T1"
    target_type = "LAMBDA"
    updated_at = "2026-03-02T09:30:00Z"
    "#);
}

#[test]
fn a_target_that_cannot_be_described_is_what_the_listing_says() {
    insta::assert_snapshot!(asset(&listed(), None), @r#"
    lookup: arn:aws:bedrock-agentcore:us-east-1:111122223333:gateway/tools-g1/target/T1
    status: READY
    created: 2026-03-01T08:30:00Z
    modified: 2026-03-02T09:30:00Z
    gateway -> arn:aws:bedrock-agentcore:us-east-1:111122223333:gateway/tools-g1
    created_at = "2026-03-01T08:30:00Z"
    description = "Finds a claim"
    name = "lookup"
    status = "READY"
    target_id = "T1"
    target_type = "LAMBDA"
    updated_at = "2026-03-02T09:30:00Z"
    "#);
}

#[test]
fn what_works_behind_a_target_is_an_edge() {
    let runtime = json!({"http": {"agentcore_runtime": {
        "arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/claims-a1",
        "schema": {"source": {"s3": {"uri": "s3://schemas/claims.json"}}},
    }}});
    insta::assert_snapshot!(edges(&runtime), @r"
    gateway -> arn:aws:bedrock-agentcore:us-east-1:111122223333:gateway/tools-g1
    agent-runtime -> arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/claims-a1
    input-s3 -> s3://schemas/claims.json
    ");
    let open_api =
        json!({"mcp": {"open_api_schema": {"s3": {"uri": "s3://schemas/weather.json"}}}});
    insta::assert_snapshot!(edges(&open_api), @r"
    gateway -> arn:aws:bedrock-agentcore:us-east-1:111122223333:gateway/tools-g1
    input-s3 -> s3://schemas/weather.json
    ");
    let api = json!({"mcp": {"api_gateway": {"rest_api_id": "r1", "stage": "prod"}}});
    insta::assert_snapshot!(edges(&api), @r"
    gateway -> arn:aws:bedrock-agentcore:us-east-1:111122223333:gateway/tools-g1
    rest-api -> r1
    ");
    let inference = json!({"inference": {"provider": {
        "endpoint": "https://models.example",
        "operations": [{"path": "/v1", "models": [{"model": "gpt-4o"}]}],
    }}});
    insta::assert_snapshot!(edges(&inference), @r"
    gateway -> arn:aws:bedrock-agentcore:us-east-1:111122223333:gateway/tools-g1
    model -> gpt-4o
    ");
}

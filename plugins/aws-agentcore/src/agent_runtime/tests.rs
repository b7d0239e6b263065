use serde_json::{Value, from_value, json};

use super::*;

fn summary() -> AgentRuntime {
    from_value(json!({
        "agent_runtime_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/claims-a1",
        "agent_runtime_id": "claims-a1",
        "agent_runtime_version": "2",
        "agent_runtime_name": "claims",
        "description": "Answers questions about claims",
        "last_updated_at": "2026-03-02T09:30:00Z",
        "status": "READY",
    }))
    .unwrap()
}

/// What AWS always says of a runtime, and `more`.
fn detail(more: &Value) -> AgentRuntimeDetail {
    let mut detail = json!({
        "agent_runtime_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/claims-a1",
        "agent_runtime_name": "claims",
        "agent_runtime_id": "claims-a1",
        "agent_runtime_version": "2",
        "created_at": "2026-03-01T08:00:00Z",
        "last_updated_at": "2026-03-02T09:30:00Z",
        "role_arn": "arn:aws:iam::111122223333:role/agent",
        "status": "READY",
        "environment_variables": [],
        "filesystem_configurations": [],
        "allowed_ports": [],
    });
    for (name, value) in more.as_object().unwrap() {
        detail[name] = value.clone();
    }
    from_value(detail).unwrap()
}

#[test]
fn everything_aws_says_is_mapped() {
    let detail = detail(&json!({
        "network_configuration": {
            "network_mode": "VPC",
            "network_mode_config": {"security_groups": ["sg-1"], "subnets": ["subnet-1"]},
        },
        "lifecycle_configuration": {"idle_runtime_session_timeout": 900, "max_lifetime": 28_800},
        "failure_reason": "Image not found",
        "description": "Answers questions about claims",
        "workload_identity_details": {"workload_identity_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:workload-identity-directory/default/workload-identity/claims"},
        "agent_runtime_artifact": {"container_configuration": {"container_uri": "111122223333.dkr.ecr.us-east-1.amazonaws.com/claims:2"}},
        "protocol_configuration": {"server_protocol": "A2A", "port": 9000},
        "environment_variables": [
            {"name": "LOG_LEVEL", "value": "info"},
            {"name": "OPENAI_API_KEY", "fingerprint": "ab12"},
        ],
        "authorizer_configuration": {"custom_jwt_authorizer": {
            "discovery_url": "https://login.example/.well-known/openid-configuration",
            "allowed_audience": [],
            "allowed_clients": ["portal"],
            "allowed_scopes": [],
            "advertised_scope_mapping": [],
            "custom_claims": [],
            "private_endpoint_overrides": [],
        }},
        "request_header_configuration": {"request_header_allowlist": ["X-Claim"]},
        "metadata_configuration": {"require_mmdsv2": true},
        "filesystem_configurations": [
            {"efs_access_point": {"access_point_arn": "arn:aws:elasticfilesystem:us-east-1:111122223333:access-point/fsap-1", "mount_path": "/mnt/a"}},
            {"s3_files_access_point": {"access_point_arn": "arn:aws:s3files:us-east-1:111122223333:file-system/fs-1/access-point/fsap-2", "mount_path": "/mnt/b"}},
            {"session_storage": {"mount_path": "/mnt/c"}},
        ],
        "capacity_provider_configuration": {"capacity_provider_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:capacity-provider/gpu-c1"},
        "platform_version": "1.4",
        "allowed_ports": [{"port_range": {"from": 8000, "to": 8010}}],
    }));
    insta::assert_snapshot!(asset(&summary(), Some(&detail)), @r#"
    claims: arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/claims-a1
    status: READY
    created: 2026-03-01T08:00:00Z
    modified: 2026-03-02T09:30:00Z
    role -> arn:aws:iam::111122223333:role/agent
    container-image -> 111122223333.dkr.ecr.us-east-1.amazonaws.com/claims:2
    workload-identity -> arn:aws:bedrock-agentcore:us-east-1:111122223333:workload-identity-directory/default/workload-identity/claims
    capacity-provider -> arn:aws:bedrock-agentcore:us-east-1:111122223333:capacity-provider/gpu-c1
    subnet -> subnet-1
    security-group -> sg-1
    access-point -> arn:aws:elasticfilesystem:us-east-1:111122223333:access-point/fsap-1
    access-point -> arn:aws:s3files:us-east-1:111122223333:file-system/fs-1/access-point/fsap-2
    agent_runtime_arn = "arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/claims-a1"
    agent_runtime_artifact = {"container_configuration":{"container_uri":"111122223333.dkr.ecr.us-east-1.amazonaws.com/claims:2"}}
    agent_runtime_name = "claims"
    allowed_ports = [{"port_range":{"from":8000,"to":8010}}]
    authorizer_configuration = {"custom_jwt_authorizer":{"advertised_scope_mapping":[],"allowed_audience":[],"allowed_clients":["portal"],"allowed_scopes":[],"custom_claims":[],"discovery_url":"https://login.example/.well-known/openid-configuration","private_endpoint_overrides":[]}}
    capacity_provider_configuration = {"capacity_provider_arn":"arn:aws:bedrock-agentcore:us-east-1:111122223333:capacity-provider/gpu-c1"}
    creation_time = "2026-03-01T08:00:00Z"
    description = "Answers questions about claims"
    environment_variables = {"LOG_LEVEL":"info","OPENAI_API_KEY":{"fingerprint":"ab12"}}
    failure_reason = "Image not found"
    filesystem_configurations = [{"efs_access_point":{"access_point_arn":"arn:aws:elasticfilesystem:us-east-1:111122223333:access-point/fsap-1","mount_path":"/mnt/a"}},{"s3_files_access_point":{"access_point_arn":"arn:aws:s3files:us-east-1:111122223333:file-system/fs-1/access-point/fsap-2","mount_path":"/mnt/b"}},{"session_storage":{"mount_path":"/mnt/c"}}]
    last_modified = "2026-03-02T09:30:00Z"
    lifecycle_configuration = {"idle_runtime_session_timeout":900,"max_lifetime":28800}
    metadata_configuration = {"require_mmdsv2":true}
    network_configuration = {"network_mode":"VPC","network_mode_config":{"security_groups":["sg-1"],"subnets":["subnet-1"]}}
    platform_version = "1.4"
    protocol_configuration = {"port":9000,"server_protocol":"A2A"}
    request_header_configuration = {"request_header_allowlist":["X-Claim"]}
    role_arn = "arn:aws:iam::111122223333:role/agent"
    runtime_id = "claims-a1"
    status = "READY"
    version = "2"
    workload_identity_details = {"workload_identity_arn":"arn:aws:bedrock-agentcore:us-east-1:111122223333:workload-identity-directory/default/workload-identity/claims"}
    "#);
}

#[test]
fn what_aws_leaves_out_is_absent() {
    insta::assert_snapshot!(asset(&summary(), Some(&detail(&json!({})))), @r#"
    claims: arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/claims-a1
    status: READY
    created: 2026-03-01T08:00:00Z
    modified: 2026-03-02T09:30:00Z
    role -> arn:aws:iam::111122223333:role/agent
    agent_runtime_arn = "arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/claims-a1"
    agent_runtime_name = "claims"
    allowed_ports = []
    creation_time = "2026-03-01T08:00:00Z"
    description = "Answers questions about claims"
    environment_variables = {}
    filesystem_configurations = []
    last_modified = "2026-03-02T09:30:00Z"
    role_arn = "arn:aws:iam::111122223333:role/agent"
    runtime_id = "claims-a1"
    status = "READY"
    version = "2"
    "#);
}

#[test]
fn a_runtime_that_cannot_be_described_is_what_the_listing_says() {
    insta::assert_snapshot!(asset(&summary(), None), @r#"
    claims: arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/claims-a1
    status: READY
    modified: 2026-03-02T09:30:00Z
    agent_runtime_arn = "arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/claims-a1"
    agent_runtime_name = "claims"
    description = "Answers questions about claims"
    last_modified = "2026-03-02T09:30:00Z"
    runtime_id = "claims-a1"
    status = "READY"
    version = "2"
    "#);
}

#[test]
fn code_in_a_bucket_is_an_input() {
    let detail = detail(&json!({"agent_runtime_artifact": {"code_configuration": {
        "code": {"s3": {"bucket": "agents", "prefix": "claims/claims.zip"}},
        "runtime": "PYTHON_3_13",
        "entry_point": ["main.py"],
    }}}));
    let shown = asset(&summary(), Some(&detail)).to_string();
    assert!(
        shown.contains("input-s3 -> s3://agents/claims/claims.zip\n"),
        "{shown}"
    );
}

/// The value is not for anybody to see: the host shows its fingerprint.
#[test]
fn a_secret_in_the_environment_is_a_name_and_a_fingerprint() {
    let detail = detail(&json!({
        "environment_variables": [{"name": "OPENAI_API_KEY", "fingerprint": "ab12"}],
    }));
    let shown = asset(&summary(), Some(&detail)).to_string();
    let expected = r#"environment_variables = {"OPENAI_API_KEY":{"fingerprint":"ab12"}}"#;
    assert!(shown.contains(expected), "{shown}");
}

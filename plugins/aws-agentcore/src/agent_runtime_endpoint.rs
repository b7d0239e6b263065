//! Endpoints of agent runtimes: what callers call, and the version that answers. The listing says all that describing
//! would.

use opencite_plugin_sdk::aws::agentcore::agent_runtimes::{
    AgentRuntime, AgentRuntimeEndpoint, list_agent_runtime_endpoints, list_agent_runtimes,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Children, Properties, Scope, each_child, list, try_children,
};

use crate::agent_runtime_version::version_id;

pub(crate) const KIND: AssetKind = AssetKind {
    name: "agent_runtime_endpoint",
    title: "Endpoints of agent runtimes",
    scope: Scope::Regional,
    discover: |_| {
        list(
            &each_child(&list_agent_runtimes(), &ENDPOINTS),
            |endpoint| asset(&endpoint.parent, &endpoint.item),
        )
    },
    verify: || {
        try_children(
            "bedrock-agentcore:ListAgentRuntimeEndpoints",
            &list_agent_runtimes(),
            &ENDPOINTS,
        )
    },
};

const ENDPOINTS: Children<AgentRuntime, AgentRuntimeEndpoint> = Children {
    key: |runtime| runtime.agent_runtime_id.clone(),
    list: list_agent_runtime_endpoints,
};

/// Every runtime has an endpoint `DEFAULT`: people know it by both names.
fn asset(runtime: &AgentRuntime, endpoint: &AgentRuntimeEndpoint) -> Asset {
    let version = |version: &String| version_id(&endpoint.agent_runtime_arn, version);
    let live = endpoint.live_version.as_ref().map(version);
    let target = endpoint.target_version.as_ref().map(version);
    Asset::new(
        &endpoint.agent_runtime_endpoint_arn,
        format!("{}/{}", runtime.agent_runtime_name, endpoint.name),
    )
    .status(endpoint.status.as_str())
    .created(endpoint.created_at.as_str())
    .modified(endpoint.last_updated_at.as_str())
    .relation("agent-runtime", endpoint.agent_runtime_arn.as_str())
    .relation("agent-runtime-version", live.as_deref())
    .relation(
        "agent-runtime-version",
        target.as_deref().filter(|_| target != live),
    )
    .properties(Properties::default().record(endpoint))
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    fn runtime() -> AgentRuntime {
        from_value(json!({
            "agent_runtime_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/claims-a1",
            "agent_runtime_id": "claims-a1",
            "agent_runtime_version": "2",
            "agent_runtime_name": "claims",
            "description": "",
            "last_updated_at": "2026-03-02T09:30:00Z",
            "status": "READY",
        }))
        .unwrap()
    }

    #[test]
    fn everything_aws_says_is_mapped() {
        let endpoint = json!({
            "name": "canary",
            "live_version": "1",
            "target_version": "2",
            "agent_runtime_endpoint_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/claims-a1/runtime-endpoint/canary",
            "agent_runtime_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/claims-a1",
            "status": "UPDATING",
            "id": "canary-b2",
            "description": "One in ten",
            "created_at": "2026-03-01T08:00:00Z",
            "last_updated_at": "2026-03-02T09:30:00Z",
        });
        let asset = asset(&runtime(), &from_value(endpoint).unwrap());
        insta::assert_snapshot!(asset, @r#"
        claims/canary: arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/claims-a1/runtime-endpoint/canary
        status: UPDATING
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        agent-runtime -> arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/claims-a1
        agent-runtime-version -> arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/claims-a1/version/1
        agent-runtime-version -> arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/claims-a1/version/2
        agent_runtime_arn = "arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/claims-a1"
        agent_runtime_endpoint_arn = "arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/claims-a1/runtime-endpoint/canary"
        created_at = "2026-03-01T08:00:00Z"
        description = "One in ten"
        id = "canary-b2"
        last_updated_at = "2026-03-02T09:30:00Z"
        live_version = "1"
        name = "canary"
        status = "UPDATING"
        target_version = "2"
        "#);
    }

    #[test]
    fn what_aws_leaves_out_is_absent() {
        let endpoint = json!({
            "name": "DEFAULT",
            "agent_runtime_endpoint_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/claims-a1/runtime-endpoint/DEFAULT",
            "agent_runtime_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/claims-a1",
            "status": "CREATING",
            "id": "DEFAULT",
            "created_at": "2026-03-01T08:00:00Z",
            "last_updated_at": "2026-03-01T08:00:00Z",
        });
        let asset = asset(&runtime(), &from_value(endpoint).unwrap());
        insta::assert_snapshot!(asset, @r#"
        claims/DEFAULT: arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/claims-a1/runtime-endpoint/DEFAULT
        status: CREATING
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-01T08:00:00Z
        agent-runtime -> arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/claims-a1
        agent_runtime_arn = "arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/claims-a1"
        agent_runtime_endpoint_arn = "arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/claims-a1/runtime-endpoint/DEFAULT"
        created_at = "2026-03-01T08:00:00Z"
        id = "DEFAULT"
        last_updated_at = "2026-03-01T08:00:00Z"
        name = "DEFAULT"
        status = "CREATING"
        "#);
    }
}

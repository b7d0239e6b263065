//! Versions of agent runtimes. The latest is what the runtime is, and is described there; the older ones, which an
//! endpoint may still serve, are described here. A version never changes, so each is described once.

use opencite_plugin_sdk::aws::agentcore::agent_runtimes::{
    AgentRuntime, AgentRuntimeDetail, AgentRuntimeKey, get_agent_runtime,
    list_agent_runtime_versions, list_agent_runtimes,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Check, Child, Children, Description, Scope, each_child,
    list_and_describe_some, one_a_page, try_children, try_list_and_describe,
};
use serde::Serialize;

use crate::agent_runtime::{properties, set_up};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "agent_runtime_version",
    title: "Versions of agent runtimes",
    scope: Scope::Regional,
    discover: |_| {
        let runtimes = list_agent_runtimes();
        list_and_describe_some(&each_child(&runtimes, &VERSIONS), is_older, &DESCRIPTION)
    },
    verify,
};

fn verify() -> Vec<Check> {
    let runtimes = list_agent_runtimes();
    let mut checks = try_children(
        "bedrock-agentcore:ListAgentRuntimeVersions",
        &runtimes,
        &VERSIONS,
    );
    let runtimes = list_agent_runtimes();
    let runtimes = one_a_page(&runtimes);
    checks.extend(try_list_and_describe(
        &each_child(&runtimes, &VERSIONS),
        &DESCRIPTION,
    ));
    checks
}

/// A version of a runtime, as it is listed beside the others.
#[derive(Serialize)]
struct Version {
    id: String,
    is_latest: bool,
    runtime: AgentRuntime,
}

const VERSIONS: Children<AgentRuntime, Version> = Children {
    key: |runtime| runtime.agent_runtime_id.clone(),
    list: |ids| {
        let answers = list_agent_runtime_versions(ids).into_iter();
        answers.map(|answer| answer.map(versions)).collect()
    },
};

const DESCRIPTION: Description<Child<AgentRuntime, Version>, AgentRuntimeDetail, AgentRuntimeKey> =
    Description {
        actions: [
            "bedrock-agentcore:ListAgentRuntimes",
            "bedrock-agentcore:GetAgentRuntime",
        ],
        id: |version| &version.item.id,
        key: |version| AgentRuntimeKey {
            agent_runtime_id: version.item.runtime.agent_runtime_id.clone(),
            agent_runtime_version: Some(version.item.runtime.agent_runtime_version.clone()),
        },
        describe: get_agent_runtime,
        asset: |version, detail| asset(&version.item, detail),
    };

fn is_older(version: &Child<AgentRuntime, Version>) -> bool {
    !version.item.is_latest
}

/// All versions of a runtime. AWS counts them.
fn versions(of_runtime: Vec<AgentRuntime>) -> Vec<Version> {
    let number = |runtime: &AgentRuntime| runtime.agent_runtime_version.parse::<u64>().ok();
    let latest = of_runtime.iter().filter_map(number).max();
    let version = |runtime: AgentRuntime| Version {
        id: version_id(&runtime.agent_runtime_arn, &runtime.agent_runtime_version),
        is_latest: latest.is_some() && number(&runtime) == latest,
        runtime,
    };
    of_runtime.into_iter().map(version).collect()
}

/// AWS has no ARN for a version.
pub(crate) fn version_id(runtime: &str, version: &str) -> String {
    format!("{runtime}/version/{version}")
}

fn asset(version: &Version, detail: Option<&AgentRuntimeDetail>) -> Asset {
    let runtime = &version.runtime;
    let name = format!(
        "{}/{}",
        runtime.agent_runtime_name, runtime.agent_runtime_version
    );
    let asset = Asset::new(&version.id, name)
        .status(runtime.status.as_str())
        .created(detail.map(|detail| detail.created_at.as_str()))
        .modified(runtime.last_updated_at.as_str())
        .relation("agent-runtime", runtime.agent_runtime_arn.as_str())
        .properties(properties(runtime, detail).set("is_latest", version.is_latest));
    match detail {
        Some(detail) => set_up(asset, detail),
        None => asset,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    fn listed(versions: &[&str]) -> Vec<Version> {
        let runtime = |version: &&str| {
            from_value(json!({
                "agent_runtime_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/claims-a1",
                "agent_runtime_id": "claims-a1",
                "agent_runtime_version": version,
                "agent_runtime_name": "claims",
                "description": "",
                "last_updated_at": "2026-03-02T09:30:00Z",
                "status": "READY",
            }))
            .unwrap()
        };
        super::versions(versions.iter().map(runtime).collect())
    }

    #[test]
    fn the_latest_version_is_the_one_with_the_largest_number() {
        let latest: Vec<_> = listed(&["9", "10", "DRAFT"])
            .iter()
            .map(|version| version.is_latest)
            .collect();
        assert_eq!(latest, [false, true, false]);
        assert!(listed(&["DRAFT"]).iter().all(|version| !version.is_latest));
    }

    #[test]
    fn an_older_version_has_what_it_ran_with() {
        let detail = json!({
            "agent_runtime_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/claims-a1",
            "agent_runtime_name": "claims",
            "agent_runtime_id": "claims-a1",
            "agent_runtime_version": "1",
            "created_at": "2026-03-01T08:00:00Z",
            "last_updated_at": "2026-03-02T09:30:00Z",
            "role_arn": "arn:aws:iam::111122223333:role/agent",
            "status": "READY",
            "agent_runtime_artifact": {"container_configuration": {"container_uri": "111122223333.dkr.ecr.us-east-1.amazonaws.com/claims:1"}},
            "environment_variables": [{"name": "API_KEY", "fingerprint": "ab12"}],
            "filesystem_configurations": [],
            "allowed_ports": [],
        });
        let versions = listed(&["1", "2"]);
        let asset = asset(&versions[0], Some(&from_value(detail).unwrap()));
        insta::assert_snapshot!(asset, @r#"
        claims/1: arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/claims-a1/version/1
        status: READY
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        agent-runtime -> arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/claims-a1
        role -> arn:aws:iam::111122223333:role/agent
        container-image -> 111122223333.dkr.ecr.us-east-1.amazonaws.com/claims:1
        agent_runtime_arn = "arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/claims-a1"
        agent_runtime_artifact = {"container_configuration":{"container_uri":"111122223333.dkr.ecr.us-east-1.amazonaws.com/claims:1"}}
        agent_runtime_name = "claims"
        allowed_ports = []
        creation_time = "2026-03-01T08:00:00Z"
        description = ""
        environment_variables = {"API_KEY":{"fingerprint":"ab12"}}
        filesystem_configurations = []
        is_latest = false
        last_modified = "2026-03-02T09:30:00Z"
        role_arn = "arn:aws:iam::111122223333:role/agent"
        runtime_id = "claims-a1"
        status = "READY"
        version = "1"
        "#);
    }

    #[test]
    fn the_latest_version_is_what_the_listing_says() {
        let versions = listed(&["1", "2"]);
        insta::assert_snapshot!(asset(&versions[1], None), @r#"
        claims/2: arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/claims-a1/version/2
        status: READY
        modified: 2026-03-02T09:30:00Z
        agent-runtime -> arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/claims-a1
        agent_runtime_arn = "arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/claims-a1"
        agent_runtime_name = "claims"
        description = ""
        is_latest = true
        last_modified = "2026-03-02T09:30:00Z"
        runtime_id = "claims-a1"
        status = "READY"
        version = "2"
        "#);
    }
}

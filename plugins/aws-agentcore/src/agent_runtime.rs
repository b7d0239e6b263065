//! Agent runtimes: agents that AgentCore runs, each as its latest version is.

use opencite_plugin_sdk::aws::agentcore::agent_runtimes::{
    AgentRuntime, AgentRuntimeArtifact, AgentRuntimeDetail, AgentRuntimeKey, get_agent_runtime,
    list_agent_runtimes,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

use crate::shapes::{address, agent_files, agent_network};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "agent_runtime",
    title: "Agent runtimes",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_agent_runtimes(), &DESCRIPTION),
    verify: || try_list_and_describe(&list_agent_runtimes(), &DESCRIPTION),
};

const DESCRIPTION: Description<AgentRuntime, AgentRuntimeDetail, AgentRuntimeKey> = Description {
    actions: [
        "bedrock-agentcore:ListAgentRuntimes",
        "bedrock-agentcore:GetAgentRuntime",
    ],
    id: |runtime| &runtime.agent_runtime_arn,
    key: |runtime| AgentRuntimeKey {
        agent_runtime_id: runtime.agent_runtime_id.clone(),
        agent_runtime_version: None,
    },
    describe: get_agent_runtime,
    asset,
};

fn asset(runtime: &AgentRuntime, detail: Option<&AgentRuntimeDetail>) -> Asset {
    let asset = Asset::new(&runtime.agent_runtime_arn, &runtime.agent_runtime_name)
        .status(runtime.status.as_str())
        .created(detail.map(|detail| detail.created_at.as_str()))
        .modified(runtime.last_updated_at.as_str())
        .properties(properties(runtime, detail));
    match detail {
        Some(detail) => set_up(asset, detail),
        None => asset,
    }
}

/// What is said of a runtime, and of a version of one.
pub(crate) fn properties(
    runtime: &AgentRuntime,
    detail: Option<&AgentRuntimeDetail>,
) -> Properties {
    Properties::default()
        .record(runtime)
        .record(&detail)
        .rename("agent_runtime_id", "runtime_id")
        .rename("agent_runtime_version", "version")
        .rename("created_at", "creation_time")
        .rename("last_updated_at", "last_modified")
        .by_name("environment_variables")
}

/// What a runtime is made of and runs with.
pub(crate) fn set_up(asset: Asset, runtime: &AgentRuntimeDetail) -> Asset {
    let artifact = runtime.agent_runtime_artifact.as_ref();
    let identity = runtime.workload_identity_details.as_ref();
    let capacity = runtime.capacity_provider_configuration.as_ref();
    asset
        .relation("role", runtime.role_arn.as_str())
        .relation("container-image", artifact.and_then(image))
        .relation("input-s3", artifact.and_then(code).as_deref())
        .relation(
            "workload-identity",
            identity.map(|identity| identity.workload_identity_arn.as_str()),
        )
        .relation(
            "capacity-provider",
            capacity.and_then(|capacity| capacity.capacity_provider_arn.as_deref()),
        )
        .edges(agent_network(runtime.network_configuration.as_ref()))
        .edges(agent_files(&runtime.filesystem_configurations))
}

fn image(artifact: &AgentRuntimeArtifact) -> Option<&str> {
    let container = artifact.container_configuration.as_ref()?;
    Some(&container.container_uri)
}

/// Where the code of the agent lies.
fn code(artifact: &AgentRuntimeArtifact) -> Option<String> {
    let code = artifact.code_configuration.as_ref()?.code.as_ref()?;
    code.s3.as_ref().map(address)
}

#[cfg(test)]
mod tests;

//! What Ardent Mutual has in Agents for Amazon Bedrock: a desk that takes claims with what it knows and asks, an agent
//! that is being changed, one that failed, and flows and prompts of the same house.

mod claims;
mod flows;
mod knowledge;
mod others;
mod prompts;

use serde_json::{Value, json};

use super::Modelled;
use crate::estate::{Place, Record};

pub(super) fn home(at: &Place) -> Vec<Modelled> {
    [
        claims::all(at),
        others::all(at),
        knowledge::all(at),
        flows::all(at),
        vec![("bedrock-agent:prompt", prompts::all(at))],
    ]
    .concat()
}

pub(super) fn europe(at: &Place) -> Vec<Modelled> {
    others::europe(at)
}

/// An agent, which is also its own draft.
fn agent(at: &Place, id: &str, name: &str, settings: Value) -> Record {
    Record::new(json!({
        "agentId": id,
        "agentName": name,
        "agentArn": at.arn("agent", id),
        "agentVersion": "DRAFT",
        "latestAgentVersion": "DRAFT",
        "orchestrationType": "DEFAULT",
        "idleSessionTTLInSeconds": 600,
        "agentResourceRoleArn": at.role("BedrockAgents"),
        "agentCollaboration": "DISABLED",
    }))
    .with(settings)
}

/// What an agent was when this version of it was made.
fn version(agent: &Record, number: &str, created: &str) -> Record {
    agent.clone().with(json!({
        "version": number,
        "agentStatus": "PREPARED",
        "createdAt": created,
        "updatedAt": created,
        "agentVersion": null,
        "latestAgentVersion": null,
        "orchestrationType": null,
        "preparedAt": null,
    }))
}

/// An alias of an agent, and the version that it stands for.
fn alias(agent: &str, id: &str, name: &str, version: &str, created: &str) -> Record {
    Record::new(json!({
        "agentId": agent,
        "agentAliasId": id,
        "agentAliasName": name,
        "agentAliasStatus": "PREPARED",
        "routingConfiguration": [{"agentVersion": version}],
        "agentAliasHistoryEvents": [{"startDate": created, "routingConfiguration": [{"agentVersion": version}]}],
        "aliasInvocationState": "ACCEPT_INVOCATIONS",
        "createdAt": created,
        "updatedAt": created,
    }))
}

/// The alias of the draft that every agent has from its beginning.
fn test_alias(agent: &str, created: &str) -> Record {
    alias(agent, "TSTALIASID", "AgentTestAlias", "DRAFT", created)
}

/// The same part in several versions of an agent.
fn in_versions(versions: &[&str], part: &Record) -> Vec<Record> {
    let parts = versions
        .iter()
        .map(|version| part.clone().with(json!({"agentVersion": version})));
    parts.collect()
}

fn lambda(at: &Place, name: &str) -> String {
    format!(
        "arn:aws:lambda:{}:{}:function:{name}",
        at.region(),
        at.account()
    )
}

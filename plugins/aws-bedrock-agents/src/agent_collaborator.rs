//! Collaborators: agents that work for other agents.

use opencite_plugin_sdk::request::{Record, Tokens, get_each};
use opencite_plugin_sdk::{
    Asset, AssetKind, Check, Child, Children, Description, Identified, Scope, each_child,
    identified, list_and_describe, one_a_page, try_children, try_list_and_describe,
};

use crate::agent::{self, agent_id};
use crate::agent_version::{each_version, of_agent};
use crate::service::{self, PAGE, Part, list_below, operation};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "agent_collaborator",
    title: "Collaborators of agents",
    scope: Scope::Regional,
    discover: |unit| {
        let agents = agent::list();
        let agents = identified(&agents, |agent| agent::id(unit, agent));
        let versions = each_version(&agents);
        list_and_describe(
            &identified(&each_child(&versions, &PARTS), id),
            &DESCRIPTION,
        )
    },
    verify,
};

fn verify() -> Vec<Check> {
    let agents = agent::list();
    let agents = identified(&agents, |agent| agent_id(agent).to_owned());
    let versions = each_version(&agents);
    let mut checks = try_children("bedrock:ListAgentCollaborators", &versions, &PARTS);
    let agents = agent::list();
    let agents = one_a_page(&agents);
    let agents = identified(&agents, |agent| agent_id(agent).to_owned());
    let versions = each_version(&agents);
    checks.extend(try_list_and_describe(
        &identified(&each_child(&versions, &PARTS), id),
        &DESCRIPTION,
    ));
    checks
}

type Listed = Identified<Child<Part, Record>>;

const PARTS: Children<Part, Record> = Children {
    key: |version| of_agent(&version.item, &["agentcollaborators"]),
    list: |paths| {
        list_below(
            operation("ListAgentCollaborators", "agentCollaboratorSummaries"),
            Tokens::Body(PAGE),
            paths,
        )
    },
};

const DESCRIPTION: Description<Listed, Record> = Description {
    actions: ["bedrock:ListAgents", "bedrock:GetAgentCollaborator"],
    id: |part| &part.id,
    key: |part| {
        let version = &part.item.parent.item;
        of_agent(
            version,
            &["agentcollaborators", part.item.item.text("collaborator_id")],
        )
    },
    describe: |paths| {
        get_each(
            &operation("GetAgentCollaborator", "agentCollaborator"),
            paths,
        )
    },
    asset,
};

/// AWS has no ARN for it.
fn id(part: &Child<Part, Record>) -> String {
    format!(
        "{}/collaborator/{}",
        part.parent.id,
        part.item.text("collaborator_id")
    )
}

fn asset(part: &Listed, detail: Option<&Record>) -> Asset {
    let Child { parent, item } = &part.item;
    let agent = &parent.item.parent;
    let name = format!(
        "{}/{}",
        agent.item.text("agent_name"),
        item.text("collaborator_name")
    );
    let said = detail.unwrap_or(item);
    service::asset(&part.id, &name, "none", [Some(item), detail])
        .relation("agent", agent.id.as_str())
        .relations("agent-version", version(parent))
        .relation("agent-alias", said.maybe("agent_descriptor.alias_arn"))
}

/// The version that it belongs to; nothing for the draft, which is the agent itself.
fn version(version: &Part) -> Option<&str> {
    let is_draft = version.item.item.text("agent_version") == "DRAFT";
    (!is_draft).then_some(version.id.as_str())
}

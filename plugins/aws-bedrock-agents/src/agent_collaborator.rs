//! Collaborators: agents that work for other agents.

use opencite_plugin_sdk::request::{Record, Tokens, get_each};
use opencite_plugin_sdk::{Asset, AssetKind, Child, Children, Description, Scope};

use crate::agent_version::{self, VersionPart, of_agent, released};
use crate::service::{self, PAGE, Part, list_below, operation};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "agent_collaborator",
    title: "Collaborators of agents",
    scope: Scope::Regional,
    discover: |unit| agent_version::discover_parts(unit, &PARTS, id, &DESCRIPTION),
    verify: || {
        agent_version::verify_parts("bedrock:ListAgentCollaborators", &PARTS, id, &DESCRIPTION)
    },
};

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

const DESCRIPTION: Description<VersionPart, Record> = Description {
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

fn asset(part: &VersionPart, detail: Option<&Record>) -> Asset {
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
        .relations("agent-version", released(parent))
        .relation("agent-alias", said.maybe("agent_descriptor.alias_arn"))
}

//! Action groups: what agents can do, and who does it for them.

use opencite_plugin_sdk::request::{Record, Tokens, get_each};
use opencite_plugin_sdk::{Asset, AssetKind, Child, Children, Description, Scope};

use crate::agent_version::{self, VersionPart, of_agent, released};
use crate::service::{self, PAGE, Part, list_below, operation};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "agent_action_group",
    title: "Action groups of agents",
    scope: Scope::Regional,
    discover: |unit| agent_version::discover_parts(unit, &PARTS, id, &DESCRIPTION),
    verify: || {
        agent_version::verify_parts("bedrock:ListAgentActionGroups", &PARTS, id, &DESCRIPTION)
    },
};

const PARTS: Children<Part, Record> = Children {
    key: |version| of_agent(&version.item, &["actiongroups"]),
    list: |paths| {
        list_below(
            operation("ListAgentActionGroups", "actionGroupSummaries"),
            Tokens::Body(PAGE),
            paths,
        )
    },
};

const DESCRIPTION: Description<VersionPart, Record> = Description {
    actions: ["bedrock:ListAgents", "bedrock:GetAgentActionGroup"],
    id: |part| &part.id,
    key: |part| {
        let version = &part.item.parent.item;
        of_agent(
            version,
            &["actiongroups", part.item.item.text("action_group_id")],
        )
    },
    describe: |paths| get_each(&operation("GetAgentActionGroup", "agentActionGroup"), paths),
    asset,
};

/// AWS has no ARN for it.
fn id(part: &Child<Part, Record>) -> String {
    format!(
        "{}/action-group/{}",
        part.parent.id,
        part.item.text("action_group_id")
    )
}

fn asset(part: &VersionPart, detail: Option<&Record>) -> Asset {
    let Child { parent, item } = &part.item;
    let agent = &parent.item.parent;
    let name = format!(
        "{}/{}",
        agent.item.text("agent_name"),
        item.text("action_group_name")
    );
    let said = detail.unwrap_or(item);
    service::asset(&part.id, &name, "action_group_state", [Some(item), detail])
        .relation("agent", agent.id.as_str())
        .relations("agent-version", released(parent))
        .relation("lambda", said.maybe("action_group_executor.lambda"))
        .relation("input-s3", said.maybe("api_schema.s3.s3_object_key"))
}

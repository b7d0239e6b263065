//! Aliases of agents: what is called, and which versions answer.

use opencite_plugin_sdk::request::{Record, Tokens, get_each};
use opencite_plugin_sdk::{Asset, AssetKind, Child, Description, Scope};

use crate::agent::{self, agent_id};
use crate::below::Below;
use crate::service::{self, Item, PAGE, Part, children, list_below, operation, path, released};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "agent_alias",
    title: "Aliases of agents",
    scope: Scope::Regional,
    discover: |unit| ALIASES.discover(|agent| agent::id(unit, agent)),
    verify: || ALIASES.verify(),
};

const ALIASES: Below = Below {
    parents: agent::list,
    action: "bedrock:ListAgentAliases",
    children: children(
        |agent| path(&["agents", agent_id(&agent.item), "agentaliases", ""]),
        |paths| {
            list_below(
                operation("ListAgentAliases", "agentAliasSummaries"),
                Tokens::Body(PAGE),
                paths,
            )
        },
    ),
    id,
    description: Description {
        actions: ["bedrock:ListAgents", "bedrock:GetAgentAlias"],
        id: |alias| &alias.id,
        key: |alias| {
            let (agent, name) = (
                &alias.item.parent.item,
                alias.item.item.text("agent_alias_id"),
            );
            path(&["agents", agent_id(agent), "agentaliases", name, ""])
        },
        describe: |paths| get_each(&operation("GetAgentAlias", "agentAlias"), paths),
        asset,
    },
};

/// The ARN, which the listing does not say: that of the agent, with the alias for it.
fn id(alias: &Child<Item, Record>) -> String {
    let name = alias.item.text("agent_alias_id");
    let agent = alias.parent.id.replacen(":agent/", ":agent-alias/", 1);
    format!("{agent}/{name}")
}

fn asset(alias: &Part, detail: Option<&Record>) -> Asset {
    let Child { parent, item } = &alias.item;
    let name = format!(
        "{}/{}",
        parent.item.text("agent_name"),
        item.text("agent_alias_name")
    );
    let routed = detail.unwrap_or(item);
    let versions = routed.texts("routing_configuration.agent_version");
    service::asset(&alias.id, &name, "agent_alias_status", [Some(item), detail])
        .relation("agent", parent.id.as_str())
        .relations("agent-version", &released(&parent.id, versions))
        .relations(
            "provisioned-throughput",
            routed.texts("routing_configuration.provisioned_throughput"),
        )
}

//! Aliases of agents: what is called, and which versions answer.

use opencite_plugin_sdk::request::{Record, Tokens, get_each};
use opencite_plugin_sdk::{
    Asset, AssetKind, Check, Child, Children, Description, Scope, each_child, identified,
    list_and_describe, one_a_page, try_children, try_list_and_describe,
};

use crate::agent::{self, agent_id};
use crate::service::{self, Item, PAGE, Part, children, list_below, operation, path};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "agent_alias",
    title: "Aliases of agents",
    scope: Scope::Regional,
    discover: |unit| {
        let agents = agent::list();
        let agents = identified(&agents, |agent| agent::id(unit, agent));
        list_and_describe(
            &identified(&each_child(&agents, &ALIASES), id),
            &DESCRIPTION,
        )
    },
    verify,
};

fn verify() -> Vec<Check> {
    let agents = agent::list();
    let agents = identified(&agents, |agent| agent_id(agent).to_owned());
    let mut checks = try_children("bedrock:ListAgentAliases", &agents, &ALIASES);
    let agents = agent::list();
    let agents = one_a_page(&agents);
    let agents = identified(&agents, |agent| agent_id(agent).to_owned());
    checks.extend(try_list_and_describe(
        &identified(&each_child(&agents, &ALIASES), id),
        &DESCRIPTION,
    ));
    checks
}

const ALIASES: Children<Item, Record> = children(
    |agent| path(&["agents", agent_id(&agent.item), "agentaliases", ""]),
    |paths| {
        list_below(
            operation("ListAgentAliases", "agentAliasSummaries"),
            Tokens::Body(PAGE),
            paths,
        )
    },
);

const DESCRIPTION: Description<Part, Record> = Description {
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
    let version = |number: &str| format!("{}/version/{number}", parent.id);
    let versions: Vec<String> = versions
        .into_iter()
        .filter(|number| *number != "DRAFT")
        .map(version)
        .collect();
    service::asset(&alias.id, &name, "agent_alias_status", [Some(item), detail])
        .relation("agent", parent.id.as_str())
        .relations("agent-version", &versions)
        .relations(
            "provisioned-throughput",
            routed.texts("routing_configuration.provisioned_throughput"),
        )
}

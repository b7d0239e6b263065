//! Which knowledge bases agents ask.

use opencite_plugin_sdk::request::{Record, Tokens, get_each};
use opencite_plugin_sdk::{
    Asset, AssetKind, Check, Child, Children, Description, Identified, Scope, each_child,
    identified, list_and_describe, one_a_page, try_children, try_list_and_describe,
};

use crate::agent::{self, agent_id};
use crate::agent_version::{each_version, of_agent};
use crate::service::{self, PAGE, Part, list_below, operation};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "agent_knowledge_base",
    title: "Knowledge bases of agents",
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
    let mut checks = try_children("bedrock:ListAgentKnowledgeBases", &versions, &PARTS);
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
    key: |version| of_agent(&version.item, &["knowledgebases"]),
    list: |paths| {
        list_below(
            operation("ListAgentKnowledgeBases", "agentKnowledgeBaseSummaries"),
            Tokens::Body(PAGE),
            paths,
        )
    },
};

const DESCRIPTION: Description<Listed, Record> = Description {
    actions: ["bedrock:ListAgents", "bedrock:GetAgentKnowledgeBase"],
    id: |part| &part.id,
    key: |part| {
        let version = &part.item.parent.item;
        of_agent(
            version,
            &["knowledgebases", part.item.item.text("knowledge_base_id")],
        )
    },
    describe: |paths| {
        get_each(
            &operation("GetAgentKnowledgeBase", "agentKnowledgeBase"),
            paths,
        )
    },
    asset,
};

/// AWS has no ARN for it.
fn id(part: &Child<Part, Record>) -> String {
    format!(
        "{}/knowledge-base/{}",
        part.parent.id,
        part.item.text("knowledge_base_id")
    )
}

fn asset(part: &Listed, detail: Option<&Record>) -> Asset {
    let Child { parent, item } = &part.item;
    let agent = &parent.item.parent;
    let name = format!(
        "{}/{}",
        agent.item.text("agent_name"),
        item.text("knowledge_base_id")
    );
    let said = detail.unwrap_or(item);
    service::asset(
        &part.id,
        &name,
        "knowledge_base_state",
        [Some(item), detail],
    )
    .relation("agent", agent.id.as_str())
    .relations("agent-version", version(parent))
    .relations("knowledge-base", knowledge_base(agent, said).as_deref())
}

/// The version that it belongs to; nothing for the draft, which is the agent itself.
fn version(version: &Part) -> Option<&str> {
    let is_draft = version.item.item.text("agent_version") == "DRAFT";
    (!is_draft).then_some(version.id.as_str())
}

/// The ARN of the knowledge base, which is of the agent's account and region.
fn knowledge_base(agent: &crate::service::Item, said: &Record) -> Option<String> {
    let (place, _) = agent.id.rsplit_once(":agent/")?;
    let id = said.maybe("knowledge_base_id")?;
    Some(format!("{place}:knowledge-base/{id}"))
}

//! Which knowledge bases agents ask.

use opencite_plugin_sdk::request::{Record, Tokens, get_each};
use opencite_plugin_sdk::{Asset, AssetKind, Child, Children, Description, Scope};

use crate::agent_version::{self, VersionPart, of_agent, released};
use crate::service::{self, PAGE, Part, list_below, operation};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "agent_knowledge_base",
    title: "Knowledge bases of agents",
    scope: Scope::Regional,
    discover: |unit| agent_version::discover_parts(unit, &PARTS, id, &DESCRIPTION),
    verify: || {
        agent_version::verify_parts("bedrock:ListAgentKnowledgeBases", &PARTS, id, &DESCRIPTION)
    },
};

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

const DESCRIPTION: Description<VersionPart, Record> = Description {
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

fn asset(part: &VersionPart, detail: Option<&Record>) -> Asset {
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
    .relations("agent-version", released(parent))
    .relations("knowledge-base", knowledge_base(agent, said).as_deref())
}

/// The ARN of the knowledge base, which is of the agent's account and region.
fn knowledge_base(agent: &crate::service::Item, said: &Record) -> Option<String> {
    let (place, _) = agent.id.rsplit_once(":agent/")?;
    let id = said.maybe("knowledge_base_id")?;
    Some(format!("{place}:knowledge-base/{id}"))
}

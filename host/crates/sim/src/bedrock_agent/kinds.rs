//! The kinds of resources of Bedrock's agents: what the model does not say of each.

use crate::estate::Shape;
use crate::modelled::Kind;

const PLAIN: Kind = Kind {
    service: "bedrock-agent",
    arn_service: "bedrock",
    title: "name",
    status: "status",
    modified: "updatedAt",
    ..Kind::PLAIN
};

const fn shape(aliases: &'static [&'static str]) -> Shape {
    Shape {
        created: "createdAt",
        aliases,
        version: None,
    }
}

/// A kind by its name and its two operations.
macro_rules! kind {
    ($name:literal, $list:literal, $describe:literal $(, $field:ident: $value:expr)*) => {
        Kind { name: $name, list: $list, describe: $describe, $($field: $value,)* ..PLAIN }
    };
}

/// What a version of an agent is made of; it has no ARN, and the draft has its own.
macro_rules! part_of_agent {
    ($name:literal, $list:literal, $describe:literal, $id:literal $(, $field:ident: $value:expr)*) => {
        kind!($name, $list, $describe, parent: Some(("agentId", "agent")),
            ids: &[("agentId", "agentId"), ("agentVersion", "agentVersion"), ($id, $id)],
            shape: shape(&[concat!("agentId/agentVersion/", $id)]), made: &[("agentVersion", "DRAFT"), ($id, "{#10}")]
            $(, $field: $value)*)
    };
}

/// All that is asked for; `METADATA_ONLY` is not implemented.
const WHOLE: &[(&str, &[&str])] = &[("includedData", &["ALL_DATA"])];

#[rustfmt::skip]
pub(super) static KINDS: &[Kind] = &[
    kind!("agent", "ListAgents", "GetAgent", title: "agentName", status: "agentStatus",
        ids: &[("agentId", "agentId")], shape: shape(&["agentArn", "agentId"]),
        made: &[("agentId", "{#10}"), ("agentVersion", "DRAFT"), ("agentArn", "agent/{agentId}")]),
    kind!("agent_version", "ListAgentVersions", "GetAgentVersion", title: "agentName", status: "agentStatus",
        parent: Some(("agentId", "agent")), lists_draft: true,
        ids: &[("agentId", "agentId"), ("agentVersion", "version")], renamed: &[("agentVersion", "version")],
        shape: shape(&["agentId/version"]), made: &[("version", "{+}"), ("agentArn", "agent/{agentId}")]),
    kind!("agent_alias", "ListAgentAliases", "GetAgentAlias", title: "agentAliasName", status: "agentAliasStatus",
        parent: Some(("agentId", "agent")), ids: &[("agentId", "agentId"), ("agentAliasId", "agentAliasId")],
        shape: shape(&["agentAliasArn", "agentId/agentAliasId"]),
        made: &[("agentAliasId", "{#10}"), ("agentAliasArn", "agent-alias/{agentId}/{agentAliasId}")]),
    part_of_agent!("agent_action_group", "ListAgentActionGroups", "GetAgentActionGroup", "actionGroupId",
        title: "actionGroupName", status: "actionGroupState"),
    part_of_agent!("agent_collaborator", "ListAgentCollaborators", "GetAgentCollaborator", "collaboratorId",
        title: "collaboratorName", modified: "lastUpdatedAt"),
    part_of_agent!("agent_knowledge_base", "ListAgentKnowledgeBases", "GetAgentKnowledgeBase", "knowledgeBaseId",
        title: "knowledgeBaseId", status: "knowledgeBaseState"),
    kind!("knowledge_base", "ListKnowledgeBases", "GetKnowledgeBase", ids: &[("knowledgeBaseId", "knowledgeBaseId")],
        shape: shape(&["knowledgeBaseArn", "knowledgeBaseId"]),
        made: &[("knowledgeBaseId", "{#10}"), ("knowledgeBaseArn", "knowledge-base/{knowledgeBaseId}")]),
    kind!("data_source", "ListDataSources", "GetDataSource", parent: Some(("knowledgeBaseId", "knowledge_base")),
        ids: &[("knowledgeBaseId", "knowledgeBaseId"), ("dataSourceId", "dataSourceId")],
        shape: shape(&["knowledgeBaseId/dataSourceId"]), made: &[("dataSourceId", "{#10}")]),
    kind!("ingestion_job", "ListIngestionJobs", "GetIngestionJob", parent: Some(("dataSourceId", "data_source")),
        title: "ingestionJobId", refused: &["filters", "sortBy"],
        ids: &[("knowledgeBaseId", "knowledgeBaseId"), ("dataSourceId", "dataSourceId"),
            ("ingestionJobId", "ingestionJobId")],
        shape: Shape { created: "startedAt", ..shape(&["knowledgeBaseId/dataSourceId/ingestionJobId"]) },
        made: &[("ingestionJobId", "{#10}")]),
    kind!("flow", "ListFlows", "GetFlow", ids: &[("flowIdentifier", "id")], shape: shape(&["arn", "id"]),
        options: WHOLE, made: &[("id", "{#10}"), ("version", "DRAFT"), ("arn", "flow/{id}")]),
    // Its ARN is that of its flow.
    kind!("flow_version", "ListFlowVersions", "GetFlowVersion", parent: Some(("flowIdentifier", "flow")),
        ids: &[("flowIdentifier", "id"), ("flowVersion", "version")], filters: &[("flowIdentifier", "id")],
        shape: shape(&["id/version"]), options: WHOLE,
        made: &[("id", "{flowIdentifier}"), ("version", "{+}"), ("arn", "flow/{id}")]),
    kind!("flow_alias", "ListFlowAliases", "GetFlowAlias", parent: Some(("flowIdentifier", "flow")),
        ids: &[("flowIdentifier", "flowId"), ("aliasIdentifier", "id")], filters: &[("flowIdentifier", "flowId")],
        shape: shape(&["arn", "flowId/id"]),
        made: &[("flowId", "{flowIdentifier}"), ("id", "{#10}"), ("arn", "flow/{flowId}/alias/{id}")]),
    // Drafts and versions are listed by one operation: the drafts of all, or all of one.
    kind!("prompt", "ListPrompts", "GetPrompt", ids: &[("promptIdentifier", "id"), ("promptVersion", "version")],
        default: Some(("promptVersion", "DRAFT")), filters: &[("promptIdentifier", "id")],
        keeps: |asked, record| asked.contains_key("promptIdentifier") || record.text("version") == Some("DRAFT"),
        shape: shape(&["arn", "id/version"]), options: WHOLE,
        made: &[("id", "{#10}"), ("version", "DRAFT"), ("arn", "prompt/{id}")]),
];

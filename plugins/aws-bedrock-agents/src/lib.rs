//! Discovers what is built on Amazon Bedrock: agents and what they act with, knowledge bases, flows and prompts.
//!
//! AWS has them in a service of its own, `bedrock-agent`, for which OpenCITE has no functions: all is asked for by the names
//! of AWS's operations ([`request`](opencite_plugin_sdk::request)). One module a kind of asset, each with a `KIND`, and a
//! pure mapping from what AWS says to an [`Asset`](opencite_plugin_sdk::Asset).

mod agent;
mod agent_action_group;
mod agent_alias;
mod agent_collaborator;
mod agent_knowledge_base;
mod agent_version;
mod below;
mod data_source;
mod flow;
mod flow_alias;
mod flow_version;
mod ingestion_job;
mod knowledge_base;
mod prompt;
mod service;

use opencite_plugin_sdk::{AssetKind, Plugin};

struct AwsBedrockAgents;

impl Plugin for AwsBedrockAgents {
    const ID: &'static str = "aws_bedrock_agents";
    const VERSION: &'static str = env!("CARGO_PKG_VERSION");
    const TITLE: &'static str = "Agents, knowledge bases, flows and prompts of Amazon Bedrock";
    const KINDS: &'static [AssetKind] = &[
        agent::KIND,
        agent_version::KIND,
        agent_alias::KIND,
        agent_action_group::KIND,
        agent_collaborator::KIND,
        agent_knowledge_base::KIND,
        knowledge_base::KIND,
        data_source::KIND,
        ingestion_job::KIND,
        flow::KIND,
        flow_version::KIND,
        flow_alias::KIND,
        prompt::KIND,
    ];
    const ACTIONS: &'static [&'static str] = &[
        "bedrock:GetAgent",
        "bedrock:GetAgentActionGroup",
        "bedrock:GetAgentAlias",
        "bedrock:GetAgentCollaborator",
        "bedrock:GetAgentKnowledgeBase",
        "bedrock:GetAgentVersion",
        "bedrock:GetDataSource",
        "bedrock:GetFlow",
        "bedrock:GetFlowAlias",
        "bedrock:GetFlowVersion",
        "bedrock:GetIngestionJob",
        "bedrock:GetKnowledgeBase",
        "bedrock:GetPrompt",
        "bedrock:ListAgentActionGroups",
        "bedrock:ListAgentAliases",
        "bedrock:ListAgentCollaborators",
        "bedrock:ListAgentKnowledgeBases",
        "bedrock:ListAgentVersions",
        "bedrock:ListAgents",
        "bedrock:ListDataSources",
        "bedrock:ListFlowAliases",
        "bedrock:ListFlowVersions",
        "bedrock:ListFlows",
        "bedrock:ListIngestionJobs",
        "bedrock:ListKnowledgeBases",
        "bedrock:ListPrompts",
    ];
}

opencite_plugin_sdk::export!(AwsBedrockAgents);

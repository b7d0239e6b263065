//! Agents, as they are being worked on: their drafts.

use opencite_plugin_sdk::request::{Listing, Record, Tokens, get_each};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Scope, Unit, identified, list_and_describe,
    try_list_and_describe,
};

use crate::service::{self, Item, PAGE, arn, operation, path};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "agent",
    title: "Agents",
    scope: Scope::Regional,
    discover: |unit| {
        let agents = list();
        list_and_describe(&identified(&agents, |agent| id(unit, agent)), &DESCRIPTION)
    },
    verify: || {
        let agents = list();
        try_list_and_describe(
            &identified(&agents, |agent| agent_id(agent).to_owned()),
            &DESCRIPTION,
        )
    },
};

const DESCRIPTION: Description<Item, Record> = Description {
    actions: ["bedrock:ListAgents", "bedrock:GetAgent"],
    id: |agent| &agent.id,
    key: |agent| path(&["agents", agent_id(&agent.item), ""]),
    describe: |paths| get_each(&operation("GetAgent", "agent"), paths),
    asset,
};

/// All agents.
pub(crate) fn list() -> Listing {
    service::listing(
        operation("ListAgents", "agentSummaries"),
        "/agents/",
        Tokens::Body(PAGE),
    )
}

/// The ARN of an agent, which its listing does not say.
pub(crate) fn id(unit: &Unit, agent: &Record) -> String {
    arn(unit, &format!("agent/{}", agent_id(agent)))
}

pub(crate) fn agent_id(agent: &Record) -> &str {
    agent.text("agent_id")
}

fn asset(agent: &Item, detail: Option<&Record>) -> Asset {
    let asset = service::asset(
        &agent.id,
        agent.item.text("agent_name"),
        "agent_status",
        [Some(&agent.item), detail],
    );
    match detail {
        Some(detail) => set_up(asset, detail),
        None => asset,
    }
}

/// What an agent or a version of it is set up with.
pub(crate) fn set_up(asset: Asset, agent: &Record) -> Asset {
    asset
        .relation("model", agent.maybe("foundation_model"))
        .relation("role", agent.maybe("agent_resource_role_arn"))
        .relation("kms-key", agent.maybe("customer_encryption_key_arn"))
        .relation(
            "guardrail",
            agent.maybe("guardrail_configuration.guardrail_identifier"),
        )
        .relation(
            "lambda",
            agent.maybe("custom_orchestration.executor.lambda"),
        )
        .relation(
            "lambda",
            agent.maybe("prompt_override_configuration.override_lambda"),
        )
}

#[cfg(test)]
mod tests {
    use opencite_plugin_sdk::Identified;

    use super::*;

    #[test]
    fn an_agent_leads_to_its_model_its_role_and_its_rules() {
        let item = Record::parse(
            r#"{"agentId":"A1","agentName":"claims","agentStatus":"PREPARED","latestAgentVersion":"2","updatedAt":"2026-09-02T00:00:00Z"}"#,
        );
        let id = "arn:aws:bedrock:us-east-1:111122223333:agent/A1".to_owned();
        let detail = Record::parse(
            r#"{"agentId":"A1","agentArn":"arn:aws:bedrock:us-east-1:111122223333:agent/A1","agentName":"claims","agentStatus":"PREPARED",
                "createdAt":"2026-09-01T00:00:00Z","updatedAt":"2026-09-02T00:00:00Z","idleSessionTTLInSeconds":600,
                "foundationModel":"anthropic.claude-3-5-sonnet-20240620-v1:0",
                "agentResourceRoleArn":"arn:aws:iam::111122223333:role/agent","instruction":"fingerprint:ab",
                "guardrailConfiguration":{"guardrailIdentifier":"g1","guardrailVersion":"1"},
                "customerEncryptionKeyArn":"arn:aws:kms:us-east-1:111122223333:key/1"}"#,
        );
        insta::assert_snapshot!(asset(&Identified { id: id.clone(), item: item.clone() }, Some(&detail)), @r#"
        claims: arn:aws:bedrock:us-east-1:111122223333:agent/A1
        status: PREPARED
        created: 2026-09-01T00:00:00Z
        modified: 2026-09-02T00:00:00Z
        model -> anthropic.claude-3-5-sonnet-20240620-v1:0
        role -> arn:aws:iam::111122223333:role/agent
        kms-key -> arn:aws:kms:us-east-1:111122223333:key/1
        guardrail -> g1
        agent_arn = "arn:aws:bedrock:us-east-1:111122223333:agent/A1"
        agent_id = "A1"
        agent_name = "claims"
        agent_resource_role_arn = "arn:aws:iam::111122223333:role/agent"
        agent_status = "PREPARED"
        created_at = "2026-09-01T00:00:00Z"
        customer_encryption_key_arn = "arn:aws:kms:us-east-1:111122223333:key/1"
        foundation_model = "anthropic.claude-3-5-sonnet-20240620-v1:0"
        guardrail_configuration = {"guardrail_identifier":"g1","guardrail_version":"1"}
        idle_session_ttl_in_seconds = 600
        instruction = "fingerprint:ab"
        latest_agent_version = "2"
        updated_at = "2026-09-02T00:00:00Z"
        "#);
        insta::assert_snapshot!(asset(&Identified { id, item }, None), @r#"
        claims: arn:aws:bedrock:us-east-1:111122223333:agent/A1
        status: PREPARED
        modified: 2026-09-02T00:00:00Z
        agent_id = "A1"
        agent_name = "claims"
        agent_status = "PREPARED"
        latest_agent_version = "2"
        updated_at = "2026-09-02T00:00:00Z"
        "#);
    }
}

//! The claims desk: an agent that asks another, reads the handbook and calls functions.

use serde_json::{Value, json};

use super::knowledge::HANDBOOK;
use super::others::REPAIR_SHOPS_LIVE;
use super::{agent, alias, in_versions, lambda, test_alias, version};
use crate::estate::demo::Modelled;
use crate::estate::{Place, Record};

const AGENT: &str = "J4K8L2P6Q9";

/// The id of the alias that the portal calls, which flows call, too.
pub(super) const LIVE: &str = "A7S3D9F1G5";

pub(super) fn all(at: &Place) -> Vec<Modelled> {
    let desk = desk(at);
    vec![
        (
            "bedrock-agent:agent",
            vec![
                desk.clone()
                    .tag("owner", "claims-automation")
                    .tag("data-class", "confidential"),
            ],
        ),
        ("bedrock-agent:agent_version", versions(&desk)),
        ("bedrock-agent:agent_alias", aliases()),
        ("bedrock-agent:agent_action_group", action_groups(at)),
        (
            "bedrock-agent:agent_collaborator",
            in_versions(&["DRAFT", "2"], &collaborator(at)),
        ),
        (
            "bedrock-agent:agent_knowledge_base",
            in_versions(&["DRAFT", "2"], &knowledge_base()),
        ),
    ]
}

/// The ARN of an alias of the desk.
pub(super) fn alias_arn(at: &Place, alias: &str) -> String {
    at.arn("agent-alias", &format!("{AGENT}/{alias}"))
}

fn desk(at: &Place) -> Record {
    let sonnet = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
    agent(
        at,
        AGENT,
        "claims-desk",
        json!({
            "description": "Takes claims and tells how they stand — auch auf Deutsch",
            "instruction": "You take claims of customers of Ardent Mutual. Look a claim up before you speak about it.",
            "agentStatus": "PREPARED",
            "latestAgentVersion": "2",
            "foundationModel": at.arn("inference-profile", sonnet),
            "idleSessionTTLInSeconds": 1800,
            "customerEncryptionKeyArn": at.kms_key(4),
            "createdAt": "2026-05-11T08:00:00Z",
            "updatedAt": "2026-08-24T09:30:00Z",
            "preparedAt": "2026-08-24T09:31:00Z",
            "guardrailConfiguration": {"guardrailIdentifier": "cl41mgu4rd01", "guardrailVersion": "2"},
            "memoryConfiguration": {
                "enabledMemoryTypes": ["SESSION_SUMMARY"],
                "storageDays": 30,
                "sessionSummaryConfiguration": {"maxRecentSessions": 20},
            },
            "promptOverrideConfiguration": prompts(at),
            "agentCollaboration": "SUPERVISOR",
        }),
    )
}

fn prompts(at: &Place) -> Value {
    let prompt = |kind: &str, changes: Value| {
        let plain = json!({
            "promptType": kind,
            "promptCreationMode": "DEFAULT",
            "promptState": "ENABLED",
            "parserMode": "DEFAULT",
        });
        Record::new(plain).with(changes).document()
    };
    json!({
        "overrideLambda": lambda(at, "claims-desk-parser"),
        "promptConfigurations": [
            prompt("ORCHESTRATION", json!({
                "promptCreationMode": "OVERRIDDEN",
                "parserMode": "OVERRIDDEN",
                "basePromptTemplate": "$instruction$ Answer in the language of the caller.",
                "foundationModel": "us.anthropic.claude-haiku-4-5-20251001-v1:0",
                "inferenceConfiguration": {
                    "temperature": 0.0,
                    "topP": 1.0,
                    "topK": 250,
                    "maximumLength": 2048,
                    "stopSequences": ["</answer>"],
                },
            })),
            prompt("POST_PROCESSING", json!({"promptState": "DISABLED"})),
        ],
    })
}

/// Before it had a guardrail, it asked nobody; the desk of today is the second version.
fn versions(desk: &Record) -> Vec<Record> {
    let first = version(desk, "1", "2026-05-20T08:00:00Z");
    vec![
        first.with(json!({"guardrailConfiguration": null, "agentCollaboration": "DISABLED"})),
        version(desk, "2", "2026-08-24T09:35:00Z"),
    ]
}

fn aliases() -> Vec<Record> {
    let live = alias(AGENT, LIVE, "live", "1", "2026-05-20T08:00:00Z");
    vec![
        test_alias(AGENT, "2026-05-11T08:00:00Z"),
        live.with(json!({"description": "What the claims portal calls"}))
            .tag("owner", "claims-automation"),
    ]
}

fn action_groups(at: &Place) -> Vec<Record> {
    let lookup = action_group("T6Y1U8I3O5", "claim-lookup").with(json!({
        "description": "Finds claims",
        "actionGroupExecutor": {"lambda": lambda(at, "claim-lookup")},
        "functionSchema": {"functions": [{
            "name": "lookup_claim",
            "description": "Finds a claim by its number",
            "parameters": {"number": {"type": "string", "description": "K-12345678", "required": true}},
            "requireConfirmation": "DISABLED",
        }]},
    }));
    let photos = action_group("W9E4R7T2Y6", "photo-assessment").with(json!({
        "actionGroupExecutor": {"lambda": lambda(at, "photo-assessment")},
        "apiSchema": {"s3": {"s3BucketName": "ardent-apis", "s3ObjectKey": "photos.json"}},
    }));
    let question = action_group("P8O3I6U1Y4", "ask-the-caller")
        .with(json!({"parentActionSignature": "AMAZON.UserInput"}));
    [
        in_versions(&["DRAFT", "1", "2"], &lookup),
        in_versions(&["DRAFT", "2"], &photos),
        in_versions(&["DRAFT"], &question),
    ]
    .concat()
}

fn action_group(id: &str, name: &str) -> Record {
    Record::new(json!({
        "agentId": AGENT,
        "actionGroupId": id,
        "actionGroupName": name,
        "actionGroupState": "ENABLED",
        "createdAt": "2026-05-12T08:00:00Z",
        "updatedAt": "2026-08-20T08:00:00Z",
    }))
}

fn collaborator(at: &Place) -> Record {
    Record::new(json!({
        "agentId": AGENT,
        "collaboratorId": "B2N7M4K9L1",
        "collaboratorName": "repair-shops",
        "collaborationInstruction": "Ask it where a car can be repaired, and when.",
        "agentDescriptor": {"aliasArn": at.arn("agent-alias", REPAIR_SHOPS_LIVE)},
        "relayConversationHistory": "TO_COLLABORATOR",
        "createdAt": "2026-07-02T08:00:00Z",
        "lastUpdatedAt": "2026-08-20T08:10:00Z",
    }))
}

fn knowledge_base() -> Record {
    Record::new(json!({
        "agentId": AGENT,
        "knowledgeBaseId": HANDBOOK,
        "description": "What is insured, and how claims are handled",
        "knowledgeBaseState": "ENABLED",
        "createdAt": "2026-06-02T08:00:00Z",
        "updatedAt": "2026-06-02T08:00:00Z",
    }))
}

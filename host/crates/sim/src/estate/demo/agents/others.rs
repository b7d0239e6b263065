//! An agent whose draft is ahead of what is prepared, one that failed, and one in Europe.

use serde_json::json;

use super::{agent, alias, in_versions, test_alias, version};
use crate::estate::demo::Modelled;
use crate::estate::{Place, Record};

/// What stands in ARNs for the alias by which the claims desk asks for repair shops.
pub(super) const REPAIR_SHOPS_LIVE: &str = "M3N6B1V8C2/K1L5J9H3G7";

const REPAIR_SHOPS: &str = "M3N6B1V8C2";
const REPAIR_SHOPS_ALIAS: &str = "K1L5J9H3G7";
const FRAUD_INTAKE: &str = "Z5X9C4V7B3";
const RENEWALS: &str = "H2J5K9L3F7";

pub(super) fn all(at: &Place) -> Vec<Modelled> {
    let (shops, intake) = (repair_shops(at), fraud_intake(at));
    let first = version(&shops, "1", "2026-07-01T10:00:00Z");
    let live = alias(
        REPAIR_SHOPS,
        REPAIR_SHOPS_ALIAS,
        "live",
        "1",
        "2026-07-01T10:00:00Z",
    );
    vec![
        ("bedrock-agent:agent_version", vec![first]),
        (
            "bedrock-agent:agent_alias",
            vec![
                test_alias(REPAIR_SHOPS, "2026-06-29T10:00:00Z"),
                live,
                test_alias(FRAUD_INTAKE, "2026-08-30T21:00:00Z"),
            ],
        ),
        (
            "bedrock-agent:agent_action_group",
            in_versions(&["DRAFT", "1"], &appointments()),
        ),
        (
            "bedrock-agent:agent",
            vec![shops.tag("owner", "claims-automation"), intake],
        ),
    ]
}

fn repair_shops(at: &Place) -> Record {
    agent(
        at,
        REPAIR_SHOPS,
        "repair-shops",
        json!({
            "description": "Finds a repair shop and a date",
            "instruction": "You find repair shops that work for Ardent Mutual, and free dates in them.",
            "agentStatus": "NOT_PREPARED",
            "latestAgentVersion": "1",
            "foundationModel": "amazon.nova-pro-v1:0",
            "createdAt": "2026-06-29T10:00:00Z",
            "updatedAt": "2026-08-31T15:20:00Z",
            "preparedAt": "2026-07-01T09:55:00Z",
        }),
    )
}

/// The caller books; the agent only says what.
fn appointments() -> Record {
    let schema = json!({
        "openapi": "3.0.0",
        "info": {"title": "Appointments", "version": "1.0"},
        "paths": {"/appointments": {"post": {"operationId": "book", "description": "Books a date"}}},
    });
    Record::new(json!({
        "agentId": REPAIR_SHOPS,
        "actionGroupId": "R4T8Y2U6I1",
        "actionGroupName": "appointments",
        "actionGroupState": "ENABLED",
        "actionGroupExecutor": {"customControl": "RETURN_CONTROL"},
        "apiSchema": {"payload": schema.to_string()},
        "createdAt": "2026-06-29T10:30:00Z",
        "updatedAt": "2026-06-29T10:30:00Z",
    }))
}

fn fraud_intake(at: &Place) -> Record {
    agent(
        at,
        FRAUD_INTAKE,
        "fraud-intake",
        json!({
            "instruction": "You collect what is suspicious about a claim and accuse nobody.",
            "agentStatus": "FAILED",
            "foundationModel": "amazon.nova-lite-v1:0",
            "createdAt": "2026-08-30T21:00:00Z",
            "updatedAt": "2026-08-30T21:04:00Z",
            "guardrailConfiguration": {"guardrailIdentifier": "fr4udgu4rd02", "guardrailVersion": "DRAFT"},
            "failureReasons": ["The guardrail fr4udgu4rd02 is not ready."],
            "recommendedActions": ["Mend the guardrail, or take it from the agent, then prepare the agent again."],
        }),
    )
}

pub(super) fn europe(at: &Place) -> Vec<Modelled> {
    let sonnet = "eu.anthropic.claude-sonnet-4-5-20250929-v1:0";
    let renewals = agent(
        at,
        RENEWALS,
        "vertragsverlaengerung",
        json!({
            "description": "Beantwortet Fragen zur Verlängerung von Verträgen",
            "instruction": "Du beantwortest Fragen zur Verlängerung. Nenne keine Preise.",
            "agentStatus": "PREPARED",
            "foundationModel": at.arn("inference-profile", sonnet),
            "createdAt": "2026-08-03T09:00:00Z",
            "updatedAt": "2026-08-10T09:00:00Z",
            "preparedAt": "2026-08-10T09:01:00Z",
            "guardrailConfiguration": {"guardrailIdentifier": "d4t3nschutz1", "guardrailVersion": "DRAFT"},
        }),
    );
    vec![
        (
            "bedrock-agent:agent",
            vec![renewals.tag("owner", "customer-service-eu")],
        ),
        (
            "bedrock-agent:agent_alias",
            vec![test_alias(RENEWALS, "2026-08-03T09:00:00Z")],
        ),
    ]
}

//! What the company enforces and what it has proven: enforced guardrails and automated reasoning policies.

use serde_json::json;

use crate::estate::{Place, Record};

pub(super) fn enforced(at: &Place) -> Vec<Record> {
    let guardrail = at.arn("guardrail", "cl41mgu4rd01");
    vec![Record::new(json!({
        "configId": "enf0rc3d0001",
        "guardrailArn": guardrail,
        "guardrailId": "cl41mgu4rd01",
        "guardrailVersion": "2",
        "inputTags": "HONOR",
        "selectiveContentGuarding": {"system": "COMPREHENSIVE", "messages": "SELECTIVE"},
        "createdAt": "2026-06-15T08:00:00Z",
        "createdBy": at.role("SecurityAdmin"),
        "updatedAt": "2026-08-01T08:00:00Z",
        "updatedBy": at.role("SecurityAdmin"),
        "owner": "ACCOUNT",
        "modelEnforcement": {"includedModels": ["ALL"], "excludedModels": ["amazon.titan-embed-text-v2:0"]},
    }))]
}

pub(super) fn reasoning(at: &Place) -> Vec<Record> {
    let arn = at.arn("automated-reasoning-policy", "c0v3r4g3ru1e");
    let draft = Record::new(json!({
        "policyArn": arn,
        "policyId": "c0v3r4g3ru1e",
        "name": "coverage rules",
        "description": "When a loss is covered, by the general terms of 2026 — AVB 2026, § 4 bis § 9",
        "version": "DRAFT",
        "definitionHash": "5130c0de".repeat(16),
        "kmsKeyArn": at.kms_key(4),
        "createdAt": "2026-03-30T12:00:00Z",
        "updatedAt": "2026-05-05T12:00:00Z",
    }))
    .tag("owner", "actuarial");
    let version = draft.clone().with(json!({
        "policyArn": format!("{arn}:1"),
        "version": "1",
        "createdAt": "2026-04-10T12:00:00Z",
        "updatedAt": "2026-04-10T12:00:00Z",
    }));
    vec![draft, version]
}

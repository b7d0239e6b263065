//! How guardrails are mapped.

use serde_json::{from_value, json};

use super::*;

fn summary() -> GuardrailSummary {
    from_value(json!({
        "id": "g1",
        "arn": "arn:aws:bedrock:us-east-1:111122223333:guardrail/g1",
        "status": "READY",
        "name": "claims",
        "description": "Routes claims",
        "version": "DRAFT",
        "created_at": "2026-03-01T08:00:00Z",
        "updated_at": "2026-03-02T09:30:00Z",
        "cross_region_details": {
            "guardrail_profile_id": "us.guardrail.v1:0",
            "guardrail_profile_arn": "arn:aws:bedrock:us-east-1:111122223333:guardrail-profile/us.guardrail.v1:0",
        },
    }))
    .unwrap()
}

fn detail() -> GuardrailDetail {
    from_value(json!({
        "name": "claims",
        "guardrail_id": "g1",
        "guardrail_arn": "arn:aws:bedrock:us-east-1:111122223333:guardrail/g1",
        "version": "DRAFT",
        "status": "READY",
        "topic_policy": {
            "topics": [
                {
                    "name": "Advice",
                    "definition": "Legal advice",
                    "examples": [],
                    "type_": "DENY",
                    "input_enabled": true,
                },
            ],
        },
        "content_policy": {
            "filters": [
                {
                    "type_": "HATE",
                    "input_strength": "HIGH",
                    "output_strength": "LOW",
                    "input_modalities": ["TEXT"],
                    "output_modalities": ["TEXT"],
                },
            ],
        },
        "word_policy": {"words": [{"text": "refund"}], "managed_word_lists": []},
        "sensitive_information_policy": {
            "pii_entities": [{"type_": "EMAIL", "action": "BLOCK"}],
            "regexes": [],
        },
        "contextual_grounding_policy": {
            "filters": [{"type_": "GROUNDING", "threshold": 0.7}],
        },
        "automated_reasoning_policy": {
            "policies": [
                "arn:aws:bedrock:us-east-1:111122223333:automated-reasoning-policy/a1:1",
            ],
            "confidence_threshold": 0.9,
        },
        "created_at": "2026-03-01T08:00:00Z",
        "updated_at": "2026-03-02T09:30:00Z",
        "status_reasons": [],
        "failure_recommendations": [],
        "blocked_input_messaging": "No.",
        "blocked_outputs_messaging": "No.",
        "kms_key_arn": "arn:aws:kms:us-east-1:111122223333:key/k",
    }))
    .unwrap()
}

#[test]
fn a_guardrail_is_mapped_with_its_policies() {
    let asset = asset(&summary(), Some(&detail()));
    insta::assert_snapshot!(asset, @r#"
    claims: arn:aws:bedrock:us-east-1:111122223333:guardrail/g1
    status: READY
    created: 2026-03-01T08:00:00Z
    modified: 2026-03-02T09:30:00Z
    guardrail-profile -> arn:aws:bedrock:us-east-1:111122223333:guardrail-profile/us.guardrail.v1:0
    kms-key -> arn:aws:kms:us-east-1:111122223333:key/k
    automated-reasoning-policy -> arn:aws:bedrock:us-east-1:111122223333:automated-reasoning-policy/a1
    arn = "arn:aws:bedrock:us-east-1:111122223333:guardrail/g1"
    automated_reasoning_policy = {"confidence_threshold":0.9,"policies":["arn:aws:bedrock:us-east-1:111122223333:automated-reasoning-policy/a1:1"]}
    blocked_input_messaging = "No."
    blocked_outputs_messaging = "No."
    content_policy = {"filters":[{"input_modalities":["TEXT"],"input_strength":"HIGH","output_modalities":["TEXT"],"output_strength":"LOW","type":"HATE"}]}
    contextual_grounding_policy = {"filters":[{"threshold":0.7,"type":"GROUNDING"}]}
    created_at = "2026-03-01T08:00:00Z"
    cross_region_details = {"guardrail_profile_arn":"arn:aws:bedrock:us-east-1:111122223333:guardrail-profile/us.guardrail.v1:0","guardrail_profile_id":"us.guardrail.v1:0"}
    description = "Routes claims"
    failure_recommendations = []
    guardrail_arn = "arn:aws:bedrock:us-east-1:111122223333:guardrail/g1"
    guardrail_id = "g1"
    id = "g1"
    kms_key_arn = "arn:aws:kms:us-east-1:111122223333:key/k"
    name = "claims"
    sensitive_information_policy = {"pii_entities":[{"action":"BLOCK","type":"EMAIL"}],"regexes":[]}
    status = "READY"
    status_reasons = []
    topic_policy = {"topics":[{"definition":"Legal advice","examples":[],"input_enabled":true,"name":"Advice","type":"DENY"}]}
    updated_at = "2026-03-02T09:30:00Z"
    version = "DRAFT"
    word_policy = {"managed_word_lists":[],"words":[{"text":"refund"}]}
    "#);
}

#[test]
fn what_aws_leaves_out_is_absent() {
    let summary = json!({
        "id": "g1",
        "arn": "arn:aws:bedrock:us-east-1:111122223333:guardrail/g1",
        "status": "READY",
        "name": "claims",
        "version": "DRAFT",
        "created_at": "2026-03-01T08:00:00Z",
        "updated_at": "2026-03-02T09:30:00Z",
    });
    let detail = json!({
        "name": "claims",
        "guardrail_id": "g1",
        "guardrail_arn": "arn:aws:bedrock:us-east-1:111122223333:guardrail/g1",
        "version": "DRAFT",
        "status": "READY",
        "created_at": "2026-03-01T08:00:00Z",
        "updated_at": "2026-03-02T09:30:00Z",
        "status_reasons": [],
        "failure_recommendations": [],
        "blocked_input_messaging": "No.",
        "blocked_outputs_messaging": "No.",
    });
    let asset = asset(
        &from_value(summary).unwrap(),
        Some(&from_value(detail).unwrap()),
    );
    insta::assert_snapshot!(asset, @r#"
    claims: arn:aws:bedrock:us-east-1:111122223333:guardrail/g1
    status: READY
    created: 2026-03-01T08:00:00Z
    modified: 2026-03-02T09:30:00Z
    arn = "arn:aws:bedrock:us-east-1:111122223333:guardrail/g1"
    blocked_input_messaging = "No."
    blocked_outputs_messaging = "No."
    created_at = "2026-03-01T08:00:00Z"
    failure_recommendations = []
    guardrail_arn = "arn:aws:bedrock:us-east-1:111122223333:guardrail/g1"
    guardrail_id = "g1"
    id = "g1"
    name = "claims"
    status = "READY"
    status_reasons = []
    updated_at = "2026-03-02T09:30:00Z"
    version = "DRAFT"
    "#);
}

//! Guardrails: one with every policy there is, in a draft and two versions, and one that failed.

use serde_json::{Value, json};

use crate::estate::{Place, Record};

const ID: &str = "cl41mgu4rd01";

pub(super) fn all(at: &Place) -> Vec<Record> {
    let draft = claims(at);
    let version = |number: &str, time: &str| {
        let changes = json!({"version": number, "createdAt": time, "updatedAt": time});
        claims(at).with(changes)
    };
    vec![
        draft,
        version("1", "2026-02-02T10:00:00Z"),
        version("2", "2026-06-14T10:00:00Z"),
        failed(at),
    ]
}

fn claims(at: &Place) -> Record {
    let profile = "us.guardrail.v1:0";
    Record::new(json!({
        "guardrailArn": at.arn("guardrail", ID),
        "guardrailId": ID,
        "name": "claims-portal",
        "description": "Keeps the claims portal on its subject — und freundlich",
        "version": "DRAFT",
        "status": "READY",
        "createdAt": "2026-02-01T09:00:00Z",
        "updatedAt": "2026-08-21T13:45:10Z",
        "blockedInputMessaging": "I can only help with claims. / Je ne peux traiter que les sinistres.",
        "blockedOutputsMessaging": "I cannot answer that. / Das kann ich nicht beantworten.",
        "kmsKeyArn": at.kms_key(4),
        "contentPolicy": content_policy(),
        "topicPolicy": topic_policy(),
        "wordPolicy": word_policy(),
        "sensitiveInformationPolicy": sensitive_information_policy(),
        "contextualGroundingPolicy": grounding_policy(),
    }))
    .with(json!({
        "crossRegionDetails": {"guardrailProfileId": profile, "guardrailProfileArn": at.arn("guardrail-profile", profile)},
        "automatedReasoningPolicy": {
            "policies": [format!("{}:1", at.arn("automated-reasoning-policy", "c0v3r4g3ru1e"))],
            "confidenceThreshold": 0.8,
        },
    }))
    .tag("owner", "claims-automation")
    .tag("data-class", "confidential")
}

fn content_policy() -> Value {
    let filter = |kind: &str, output: &str| {
        json!({
            "type": kind,
            "inputStrength": "HIGH",
            "outputStrength": output,
            "inputModalities": ["TEXT", "IMAGE"],
            "outputModalities": ["TEXT"],
            "inputAction": "BLOCK",
            "outputAction": "BLOCK",
            "inputEnabled": true,
            "outputEnabled": true,
        })
    };
    json!({
        "filters": [filter("HATE", "HIGH"), filter("VIOLENCE", "LOW"), filter("PROMPT_ATTACK", "NONE")],
        "tier": {"tierName": "STANDARD"},
    })
}

fn topic_policy() -> Value {
    json!({
        "topics": [{
            "name": "Legal advice",
            "definition": "Advice on going to court against the insurer, in any language.",
            "examples": ["Should I sue you?", "Soll ich Sie verklagen?", "Devrais-je vous poursuivre ?"],
            "type": "DENY",
            "inputAction": "BLOCK",
            "outputAction": "BLOCK",
            "inputEnabled": true,
            "outputEnabled": true,
        }],
        "tier": {"tierName": "STANDARD"},
    })
}

fn word_policy() -> Value {
    let actions = json!({"inputAction": "BLOCK", "outputAction": "NONE", "inputEnabled": true, "outputEnabled": false});
    let with = |key: &str, value: &str| {
        let mut word = actions.clone();
        if let Some(fields) = word.as_object_mut() {
            fields.insert(key.to_owned(), json!(value));
        }
        word
    };
    json!({"words": [with("text", "Größenwahn"), with("text", "保険金詐欺")], "managedWordLists": [with("type", "PROFANITY")]})
}

fn sensitive_information_policy() -> Value {
    json!({
        "piiEntities": [{
            "type": "US_SOCIAL_SECURITY_NUMBER",
            "action": "BLOCK",
            "inputAction": "BLOCK",
            "outputAction": "ANONYMIZE",
            "inputEnabled": true,
            "outputEnabled": true,
        }],
        "regexes": [{
            "name": "Schadennummer für Köln",
            "description": "Claim numbers of the Köln office",
            "pattern": "K-[0-9]{8}",
            "action": "ANONYMIZE",
            "inputAction": "NONE",
            "outputAction": "ANONYMIZE",
            "inputEnabled": false,
            "outputEnabled": true,
        }],
    })
}

fn grounding_policy() -> Value {
    let filter = |kind: &str, threshold: f64| json!({"type": kind, "threshold": threshold, "action": "BLOCK", "enabled": true});
    json!({"filters": [filter("GROUNDING", 0.75), filter("RELEVANCE", 0.5)], "tier": {"tierName": "CLASSIC"}})
}

fn failed(at: &Place) -> Record {
    let id = "fr4udgu4rd02";
    Record::new(json!({
        "guardrailArn": at.arn("guardrail", id),
        "guardrailId": id,
        "name": "fraud-desk",
        "version": "DRAFT",
        "status": "FAILED",
        "statusReasons": ["The KMS key of the guardrail cannot be used."],
        "failureRecommendations": ["Let the role of the guardrail use the KMS key, then update the guardrail."],
        "createdAt": "2026-08-30T20:00:00Z",
        "updatedAt": "2026-08-30T20:01:00Z",
        "blockedInputMessaging": "Blocked.",
        "blockedOutputsMessaging": "Blocked.",
        "kmsKeyArn": at.kms_key(5),
    }))
}

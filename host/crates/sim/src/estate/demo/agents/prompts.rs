//! Prompts that are managed in Bedrock, each with its draft and a version.

use serde_json::{Value, json};

use crate::estate::{Place, Record};

/// The id of the prompt that a flow uses.
pub(super) const SUMMARY: &str = "PR0MPTSUM1";

const TONE: &str = "PR0MPTT0N2";

pub(super) fn all(at: &Place) -> Vec<Record> {
    let (summary, tone) = (summary(at), tone(at));
    vec![
        version(&summary, "1", "2026-06-15T11:00:00Z"),
        summary.tag("owner", "claims-automation"),
        version(&tone, "1", "2026-07-08T11:00:00Z"),
        tone,
    ]
}

fn prompt(at: &Place, id: &str, name: &str, settings: Value) -> Record {
    Record::new(json!({
        "id": id,
        "name": name,
        "arn": at.arn("prompt", id),
        "version": "DRAFT",
        "createdAt": "2026-06-14T11:00:00Z",
        "updatedAt": "2026-08-19T11:00:00Z",
    }))
    .with(settings)
}

/// A version has an ARN of its own.
fn version(prompt: &Record, number: &str, created: &str) -> Record {
    let arn = prompt.text("arn").unwrap_or_default();
    let changes = json!({
        "arn": format!("{arn}:{number}"),
        "version": number,
        "createdAt": created,
        "updatedAt": created,
    });
    prompt.clone().with(changes)
}

fn summary(at: &Place) -> Record {
    let text = "Summarize the claim in three sentences: {{claim}}";
    prompt(
        at,
        SUMMARY,
        "claim-summary",
        json!({
            "description": "Three sentences about a claim",
            "customerEncryptionKeyArn": at.kms_key(4),
            "defaultVariant": "nova",
            "variants": [{
                "name": "nova",
                "templateType": "TEXT",
                "templateConfiguration": {"text": {"text": text, "inputVariables": [{"name": "claim"}]}},
                "modelId": "amazon.nova-pro-v1:0",
                "inferenceConfiguration": {"text": {
                    "temperature": 0.2,
                    "topP": 0.9,
                    "maxTokens": 400,
                    "stopSequences": ["END"],
                }},
                "metadata": [{"key": "reviewed", "value": "2026-06"}],
            }],
        }),
    )
}

fn tone(at: &Place) -> Record {
    let question =
        json!({"role": "user", "content": [{"text": "Ist dieser Brief freundlich? {{letter}}"}]});
    prompt(
        at,
        TONE,
        "tone-check",
        json!({
            "defaultVariant": "claude",
            "variants": [{
                "name": "claude",
                "templateType": "CHAT",
                "templateConfiguration": {"chat": {
                    "messages": [question],
                    "system": [{"text": "You answer with yes or no."}],
                    "inputVariables": [{"name": "letter"}],
                }},
                "modelId": at.arn("inference-profile", "us.anthropic.claude-haiku-4-5-20251001-v1:0"),
                "additionalModelRequestFields": {"top_k": 50},
            }],
        }),
    )
}

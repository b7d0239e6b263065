//! The European region: fewer models, stricter guardrails, no logging of invocations.

use serde_json::json;

use super::{Shelf, catalogue, profiles};
use crate::bedrock::Kind;
use crate::estate::{Place, Record};

pub(super) fn all(at: &Place) -> Vec<Shelf> {
    vec![
        (
            Kind::FoundationModel,
            catalogue::of(at, &["Anthropic", "Amazon", "Mistral AI", "Cohere"]),
        ),
        (Kind::InferenceProfile, inference_profiles(at)),
        (Kind::Guardrail, vec![privacy(at)]),
        (Kind::CustomModel, vec![letters(at)]),
        (Kind::CustomizationJob, vec![letters_job(at)]),
        (Kind::InvocationJob, vec![survey(at)]),
    ]
}

fn inference_profiles(at: &Place) -> Vec<Record> {
    let sonnet = "anthropic.claude-sonnet-4-5-20250929-v1:0";
    let european = ["eu-west-1", "eu-central-1", "eu-north-1"];
    vec![
        profiles::system(
            at,
            &format!("eu.{sonnet}"),
            "EU Anthropic Claude Sonnet 4.5",
            sonnet,
            &european,
        ),
        profiles::system(
            at,
            "eu.amazon.nova-lite-v1:0",
            "EU Nova Lite",
            "amazon.nova-lite-v1:0",
            &european,
        ),
        profiles::application(
            at,
            "Kundenbriefe",
            "t6z9u2i5o8p1",
            json!({
                "models": [{"modelArn": at.foundation_model("amazon.nova-lite-v1:0")}],
            }),
        )
        .tag("owner", "customer-service-eu"),
    ]
}

fn privacy(at: &Place) -> Record {
    let id = "d4t3nschutz1";
    Record::new(json!({
        "guardrailArn": at.arn("guardrail", id),
        "guardrailId": id,
        "name": "datenschutz",
        "description": "Schützt personenbezogene Daten gemäß DSGVO (Büro Köln und Zürich)",
        "version": "DRAFT",
        "status": "READY",
        "createdAt": "2026-04-01T06:00:00Z",
        "updatedAt": "2026-04-01T06:00:00Z",
        "blockedInputMessaging": "Bitte keine persönlichen Daten eingeben. 🙏",
        "blockedOutputsMessaging": "Die Antwort enthält persönliche Daten.",
        "sensitiveInformationPolicy": {
            "piiEntities": [{"type": "INTERNATIONAL_BANK_ACCOUNT_NUMBER", "action": "ANONYMIZE"}],
            "regexes": [],
        },
    }))
    .tag("owner", "data-protection-office")
}

fn letters(at: &Place) -> Record {
    let base = "amazon.nova-lite-v1:0";
    Record::new(json!({
        "modelArn": at.arn("custom-model", &format!("{base}/f8g1h4j7k0l3")),
        "modelName": "kundenbriefe",
        "creationTime": "2026-06-18T07:25:00Z",
        "baseModelArn": at.foundation_model(base),
        "baseModelName": "amazon.nova-lite-v1",
        "customizationType": "FINE_TUNING",
        "ownerAccountId": at.account(),
        "modelStatus": "Active",
        "jobName": "kundenbriefe-job",
        "jobArn": at.arn("model-customization-job", &format!("{base}/z3x6c9v2b5n8")),
        "trainingDataConfig": {"s3Uri": "s3://ardent-training-eu/briefe/train.jsonl"},
        "outputDataConfig": {"s3Uri": "s3://ardent-training-eu/output/"},
    }))
    .tag("owner", "customer-service-eu")
}

fn letters_job(at: &Place) -> Record {
    let base = "amazon.nova-lite-v1:0";
    Record::new(json!({
        "jobArn": at.arn("model-customization-job", &format!("{base}/z3x6c9v2b5n8")),
        "jobName": "kundenbriefe-job",
        "baseModelArn": at.foundation_model(base),
        "status": "Completed",
        "creationTime": "2026-06-18T05:00:00Z",
        "lastModifiedTime": "2026-06-18T07:25:00Z",
        "endTime": "2026-06-18T07:25:00Z",
        "customizationType": "FINE_TUNING",
        "roleArn": at.role("BedrockCustomization"),
        "outputModelName": "kundenbriefe",
        "outputModelArn": at.arn("custom-model", &format!("{base}/f8g1h4j7k0l3")),
        "trainingDataConfig": {"s3Uri": "s3://ardent-training-eu/briefe/train.jsonl"},
        "validationDataConfig": {"validators": []},
        "outputDataConfig": {"s3Uri": "s3://ardent-training-eu/output/"},
    }))
}

fn survey(at: &Place) -> Record {
    let id = "g0h3j6k9l2m5";
    Record::new(json!({
        "jobArn": at.arn("model-invocation-job", id),
        "jobId": id,
        "jobName": "umfrage-2026",
        "modelId": at.foundation_model("amazon.nova-lite-v1:0"),
        "roleArn": at.role("BedrockBatch"),
        "status": "Scheduled",
        "submitTime": "2026-08-31T22:00:00Z",
        "timeoutDurationInHours": 48,
        "inputDataConfig": {"s3InputDataConfig": {"s3Uri": "s3://ardent-batch-eu/umfrage/in.jsonl"}},
        "outputDataConfig": {"s3OutputDataConfig": {"s3Uri": "s3://ardent-batch-eu/umfrage/out/"}},
    }))
}

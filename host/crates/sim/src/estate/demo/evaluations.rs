//! Evaluations of models: by machine, by people, of retrieval (see `rag`), and one that failed.

use serde_json::{Value, json};

use super::rag;
use crate::estate::{Place, Record};

const LITE: &str = "amazon.nova-lite-v1:0";
const PRO: &str = "amazon.nova-pro-v1:0";

pub(super) fn all(at: &Place) -> Vec<Record> {
    let mut all = vec![summaries(at), reviewers(at), precomputed(at), broken(at)];
    let handbook = rag::configs(at)
        .into_iter()
        .enumerate()
        .map(|(number, config)| handbook(at, number + 1, &config));
    all.extend(handbook);
    all
}

fn job(at: &Place, name: &str, id: &str, fields: Value) -> Record {
    Record::new(json!({
        "jobArn": at.arn("evaluation-job", id),
        "jobName": name,
        "jobType": "Automated",
        "applicationType": "ModelEvaluation",
        "status": "Completed",
        "evaluationTaskTypes": ["Summarization"],
        "roleArn": at.role("BedrockEvaluation"),
        "outputDataConfig": {"s3Uri": "s3://ardent-evaluations/output/"},
    }))
    .with(fields)
}

fn dataset() -> Value {
    json!([{
        "taskType": "Summarization",
        "dataset": {"name": "claim-notes", "datasetLocation": {"s3Uri": "s3://ardent-evaluations/claim-notes.jsonl"}},
        "metricNames": ["Builtin.Correctness", "Builtin.Completeness", "politeness"],
    }])
}

fn summaries(at: &Place) -> Record {
    job(
        at,
        "claim-summaries",
        "o9p2a5s8d1f4",
        json!({
            "creationTime": "2026-05-02T05:00:00Z",
            "lastModifiedTime": "2026-05-02T09:30:00Z",
            "jobDescription": "Which model sums up claims best — für alle Sprachen",
            "customerEncryptionKeyId": at.kms_key(6),
            "modelIdentifiers": [LITE],
            "evaluatorModelIdentifiers": [PRO],
            "customMetricsEvaluatorModelIdentifiers": [PRO],
            "inferenceConfigSummary": {"modelConfigSummary": {"bedrockModelIdentifiers": [LITE]}},
            "inferenceConfig": {"models": [{"bedrockModel": {
                "modelIdentifier": LITE,
                "inferenceParams": "{\"inferenceConfig\":{\"maxTokens\":512,\"temperature\":0.2}}",
                "performanceConfig": {"latency": "optimized"},
            }}]},
            "evaluationConfig": {"automated": {
                "datasetMetricConfigs": dataset(),
                "evaluatorModelConfig": {"bedrockEvaluatorModels": [{"modelIdentifier": PRO}]},
                "customMetricConfig": politeness(),
            }},
        }),
    )
    .tag("owner", "ml-platform")
}

/// A metric of the company's own, judged by a model.
fn politeness() -> Value {
    json!({
        "customMetrics": [{"customMetricDefinition": {
            "name": "politeness",
            "instructions": "How polite is this? {{prompt}} {{prediction}}",
            "ratingScale": [
                {"definition": "Rude — unhöflich", "value": {"floatValue": 0.0}},
                {"definition": "Polite — höflich", "value": {"stringValue": "polite"}},
            ],
        }}],
        "evaluatorModelConfig": {"bedrockEvaluatorModels": [{"modelIdentifier": PRO}]},
    })
}

fn reviewers(at: &Place) -> Record {
    let flow = format!(
        "arn:aws:sagemaker:{}:{}:flow-definition/claims-reviewers",
        at.region(),
        at.account()
    );
    job(
        at,
        "reviewers-2026-07",
        "g7h0j3k6l9z2",
        json!({
            "jobType": "Human",
            "status": "InProgress",
            "creationTime": "2026-07-21T05:00:00Z",
            "lastModifiedTime": "2026-08-31T05:00:00Z",
            "modelIdentifiers": [LITE, PRO],
            "inferenceConfig": {"models": [
                {"bedrockModel": {"modelIdentifier": LITE}},
                {"bedrockModel": {"modelIdentifier": PRO}},
            ]},
            "evaluationConfig": {"human": {
                "humanWorkflowConfig": {"flowDefinitionArn": flow, "instructions": "Rate the answers, please. / Bitte bewerten."},
                "customMetrics": [{"name": "helpfulness", "description": "Would you send this to a client?", "ratingMethod": "ThumbsUpDown"}],
                "datasetMetricConfigs": dataset(),
            }},
        }),
    )
}

fn handbook(at: &Place, number: usize, config: &Value) -> Record {
    job(
        at,
        &format!("handbook-answers-{number}"),
        &Place::id("x5c8v1b4n", number),
        json!({
            "applicationType": "RagEvaluation",
            "evaluationTaskTypes": ["QuestionAndAnswer"],
            "creationTime": "2026-08-08T05:00:00Z",
            "lastModifiedTime": "2026-08-08T06:00:00Z",
            "ragIdentifiers": ["KBHANDB00K"],
            "inferenceConfigSummary": {"ragConfigSummary": {"bedrockKnowledgeBaseIdentifiers": ["KBHANDB00K"]}},
            "inferenceConfig": {"ragConfigs": [config]},
            "evaluationConfig": {"automated": {
                "datasetMetricConfigs": dataset(),
                "evaluatorModelConfig": {"bedrockEvaluatorModels": [{"modelIdentifier": PRO}]},
            }},
        }),
    )
}

/// Answers that were made elsewhere and are judged here.
fn precomputed(at: &Place) -> Record {
    job(
        at,
        "vendor-answers",
        "q1a4z7w0s3x6",
        json!({
            "creationTime": "2026-08-15T05:00:00Z",
            "lastModifiedTime": "2026-08-15T06:00:00Z",
            "inferenceConfigSummary": {
                "modelConfigSummary": {"precomputedInferenceSourceIdentifiers": ["vendor-a"]},
                "ragConfigSummary": {"precomputedRagSourceIdentifiers": ["vendor-b"]},
            },
            "inferenceConfig": {"models": [{"precomputedInferenceSource": {"inferenceSourceIdentifier": "vendor-a"}}]},
            "evaluationConfig": {"automated": {"datasetMetricConfigs": dataset()}},
        }),
    )
}

fn broken(at: &Place) -> Record {
    job(
        at,
        "toxicity-check",
        "e2d5c8r1f4v7",
        json!({
            "status": "Failed",
            "failureMessages": ["The dataset could not be read.", "The role has no access to s3://ardent-evaluations/."],
            "creationTime": "2026-08-18T05:00:00Z",
            "lastModifiedTime": "2026-08-18T05:02:00Z",
            "modelIdentifiers": [LITE],
            "inferenceConfig": {"models": [{"bedrockModel": {"modelIdentifier": LITE}}]},
            "evaluationConfig": {"automated": {"datasetMetricConfigs": dataset()}},
        }),
    )
}

//! How evaluation jobs are mapped.

use serde_json::{from_value, json};

use super::*;

fn summary() -> EvaluationSummary {
    from_value(json!({
        "job_arn": "arn:aws:bedrock:us-east-1:111122223333:evaluation-job/e1",
        "job_name": "claims-check",
        "status": "Completed",
        "creation_time": "2026-03-01T08:00:00Z",
        "job_type": "Automated",
        "evaluation_task_types": ["QuestionAndAnswer"],
        "evaluator_model_identifiers": ["amazon.nova-pro-v1:0"],
        "custom_metrics_evaluator_model_identifiers": ["amazon.nova-premier-v1:0"],
        "inference_config_summary": {
            "model_config_summary": {
                "bedrock_model_identifiers": [
                    "arn:aws:bedrock:us-east-1:111122223333:custom-model/claims",
                ],
                "precomputed_inference_source_identifiers": [],
            },
            "rag_config_summary": {
                "bedrock_knowledge_base_identifiers": ["KB12345678"],
                "precomputed_rag_source_identifiers": [],
            },
        },
        "application_type": "RagEvaluation",
    }))
    .unwrap()
}

fn detail() -> EvaluationJobDetail {
    from_value(json!({
        "job_name": "claims-check",
        "status": "Completed",
        "job_arn": "arn:aws:bedrock:us-east-1:111122223333:evaluation-job/e1",
        "job_description": "Weekly",
        "role_arn": "arn:aws:iam::111122223333:role/bedrock",
        "customer_encryption_key_id": "arn:aws:kms:us-east-1:111122223333:key/k",
        "job_type": "Automated",
        "evaluation_config": {
            "automated": {
                "dataset_metric_configs": [
                    {
                        "task_type": "QuestionAndAnswer",
                        "dataset": {
                            "name": "claims",
                            "dataset_location": {"s3_uri": "s3://claims/questions.jsonl"},
                        },
                        "metric_names": ["Builtin.Correctness"],
                    },
                ],
            },
        },
        "inference_config": {
            "rag_configs": [
                {
                    "knowledge_base_config": {
                        "retrieve_and_generate_config": {
                            "type_": "KNOWLEDGE_BASE",
                            "knowledge_base_configuration": {
                                "knowledge_base_id": "KB12345678",
                                "model_arn": "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0",
                            },
                        },
                    },
                },
            ],
        },
        "output_data_config": {"s3_uri": "s3://claims/scores"},
        "creation_time": "2026-03-01T08:00:00Z",
        "last_modified_time": "2026-03-02T09:30:00Z",
        "failure_messages": [],
    }))
    .unwrap()
}

#[test]
fn everything_aws_says_is_mapped() {
    let asset = asset(&summary(), Some(&detail()));
    insta::assert_snapshot!(asset, @r#"
    claims-check: arn:aws:bedrock:us-east-1:111122223333:evaluation-job/e1
    status: Completed
    created: 2026-03-01T08:00:00Z
    modified: 2026-03-02T09:30:00Z
    model -> arn:aws:bedrock:us-east-1:111122223333:custom-model/claims
    knowledge-base -> KB12345678
    evaluator-model -> amazon.nova-pro-v1:0
    evaluator-model -> amazon.nova-premier-v1:0
    role -> arn:aws:iam::111122223333:role/bedrock
    kms-key -> arn:aws:kms:us-east-1:111122223333:key/k
    input-s3 -> s3://claims/questions.jsonl
    output-s3 -> s3://claims/scores
    model -> arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0
    application_type = "RagEvaluation"
    creation_time = "2026-03-01T08:00:00Z"
    custom_metrics_evaluator_model_identifiers = ["amazon.nova-premier-v1:0"]
    customer_encryption_key_id = "arn:aws:kms:us-east-1:111122223333:key/k"
    evaluation_config = {"automated":{"dataset_metric_configs":[{"dataset":{"dataset_location":{"s3_uri":"s3://claims/questions.jsonl"},"name":"claims"},"metric_names":["Builtin.Correctness"],"task_type":"QuestionAndAnswer"}]}}
    evaluation_task_types = ["QuestionAndAnswer"]
    evaluator_model_identifiers = ["amazon.nova-pro-v1:0"]
    failure_messages = []
    inference_config = {"rag_configs":[{"knowledge_base_config":{"retrieve_and_generate_config":{"knowledge_base_configuration":{"knowledge_base_id":"KB12345678","model_arn":"arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0"},"type":"KNOWLEDGE_BASE"}}}]}
    inference_config_summary = {"model_config_summary":{"bedrock_model_identifiers":["arn:aws:bedrock:us-east-1:111122223333:custom-model/claims"],"precomputed_inference_source_identifiers":[]},"rag_config_summary":{"bedrock_knowledge_base_identifiers":["KB12345678"],"precomputed_rag_source_identifiers":[]}}
    job_arn = "arn:aws:bedrock:us-east-1:111122223333:evaluation-job/e1"
    job_description = "Weekly"
    job_name = "claims-check"
    job_type = "Automated"
    last_modified_time = "2026-03-02T09:30:00Z"
    output_data_config = {"s3_uri":"s3://claims/scores"}
    role_arn = "arn:aws:iam::111122223333:role/bedrock"
    status = "Completed"
    "#);
}

#[test]
fn what_aws_leaves_out_is_absent() {
    let summary = json!({
        "job_arn": "arn:aws:bedrock:us-east-1:111122223333:evaluation-job/e1",
        "job_name": "claims-check",
        "status": "Completed",
        "creation_time": "2026-03-01T08:00:00Z",
        "job_type": "Automated",
        "evaluation_task_types": [],
        "evaluator_model_identifiers": [],
        "custom_metrics_evaluator_model_identifiers": [],
    });
    let detail = json!({
        "job_name": "claims-check",
        "status": "Completed",
        "job_arn": "arn:aws:bedrock:us-east-1:111122223333:evaluation-job/e1",
        "role_arn": "arn:aws:iam::111122223333:role/bedrock",
        "job_type": "Automated",
        "creation_time": "2026-03-01T08:00:00Z",
        "failure_messages": [],
    });
    let asset = asset(
        &from_value(summary).unwrap(),
        Some(&from_value(detail).unwrap()),
    );
    insta::assert_snapshot!(asset, @r#"
    claims-check: arn:aws:bedrock:us-east-1:111122223333:evaluation-job/e1
    status: Completed
    created: 2026-03-01T08:00:00Z
    role -> arn:aws:iam::111122223333:role/bedrock
    creation_time = "2026-03-01T08:00:00Z"
    custom_metrics_evaluator_model_identifiers = []
    evaluation_task_types = []
    evaluator_model_identifiers = []
    failure_messages = []
    job_arn = "arn:aws:bedrock:us-east-1:111122223333:evaluation-job/e1"
    job_name = "claims-check"
    job_type = "Automated"
    role_arn = "arn:aws:iam::111122223333:role/bedrock"
    status = "Completed"
    "#);
}

//! Jobs that evaluate models and knowledge bases.

use opencite_plugin_sdk::aws::bedrock::evaluation_jobs::{
    EvaluationDatasetMetricConfig, EvaluationJobDetail, EvaluationSummary, RagConfig,
    get_evaluation_job, list_evaluation_jobs,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "evaluation_job",
    title: "Evaluation jobs",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_evaluation_jobs(), &DESCRIPTION),
    verify: || try_list_and_describe(&list_evaluation_jobs(), &DESCRIPTION),
};

const DESCRIPTION: Description<EvaluationSummary, EvaluationJobDetail> = Description {
    actions: ["bedrock:ListEvaluationJobs", "bedrock:GetEvaluationJob"],
    id: |job| &job.job_arn,
    key: |job| job.job_arn.clone(),
    describe: get_evaluation_job,
    asset,
};

fn asset(job: &EvaluationSummary, detail: Option<&EvaluationJobDetail>) -> Asset {
    let custom = &job.custom_metrics_evaluator_model_identifiers;
    let asset = Asset::new(&job.job_arn, &job.job_name)
        .status(job.status.as_str())
        .created(job.creation_time.as_str())
        .relations("model", models(job).into_iter().flatten())
        .relations("knowledge-base", knowledge_bases(job).into_iter().flatten())
        .relations(
            "evaluator-model",
            job.evaluator_model_identifiers.iter().chain(custom),
        )
        .properties(Properties::default().record(job).record(&detail));
    match detail {
        Some(detail) => set_up(asset, detail),
        None => asset,
    }
}

fn models(job: &EvaluationSummary) -> Option<&Vec<String>> {
    let summary = job.inference_config_summary.as_ref()?;
    let models = summary.model_config_summary.as_ref()?;
    Some(&models.bedrock_model_identifiers)
}

fn knowledge_bases(job: &EvaluationSummary) -> Option<&Vec<String>> {
    let summary = job.inference_config_summary.as_ref()?;
    let rag = summary.rag_config_summary.as_ref()?;
    Some(&rag.bedrock_knowledge_base_identifiers)
}

fn set_up(asset: Asset, job: &EvaluationJobDetail) -> Asset {
    let rag_configs = rag_configs(job).into_iter().flatten();
    asset
        .modified(job.last_modified_time.as_deref())
        .relation("role", job.role_arn.as_str())
        .relation("kms-key", job.customer_encryption_key_id.as_deref())
        .relation("flow-definition", flow_definition(job))
        .relations("input-s3", data_sets(job).filter_map(input))
        .relation("output-s3", output(job))
        .relations("model", rag_configs.filter_map(generator))
}

/// The people who judge, as SageMaker calls them to work.
fn flow_definition(job: &EvaluationJobDetail) -> Option<&str> {
    let people = job.evaluation_config.as_ref()?.human.as_ref()?;
    Some(&people.human_workflow_config.as_ref()?.flow_definition_arn)
}

fn data_sets(job: &EvaluationJobDetail) -> impl Iterator<Item = &EvaluationDatasetMetricConfig> {
    let config = job.evaluation_config.as_ref();
    let automated = config.and_then(|config| config.automated.as_ref());
    let human = config.and_then(|config| config.human.as_ref());
    let automated = automated.map(|automated| &automated.dataset_metric_configs);
    let human = human.map(|human| &human.dataset_metric_configs);
    automated.into_iter().chain(human).flatten()
}

fn input(config: &EvaluationDatasetMetricConfig) -> Option<&str> {
    let location = config.dataset.as_ref()?.dataset_location.as_ref()?;
    location.s3_uri.as_deref()
}

fn output(job: &EvaluationJobDetail) -> Option<&str> {
    Some(&job.output_data_config.as_ref()?.s3_uri)
}

fn rag_configs(job: &EvaluationJobDetail) -> Option<&Vec<RagConfig>> {
    job.inference_config.as_ref()?.rag_configs.as_ref()
}

/// The model that answers, from a knowledge base or from documents.
fn generator(rag: &RagConfig) -> Option<&String> {
    let config = rag.knowledge_base_config.as_ref()?;
    let config = config.retrieve_and_generate_config.as_ref()?;
    let base = config.knowledge_base_configuration.as_ref();
    let documents = config.external_sources_configuration.as_ref();
    let model = base.map(|base| &base.model_arn);
    model.or(documents.map(|documents| &documents.model_arn))
}

#[cfg(test)]
mod tests;

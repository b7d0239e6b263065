//! Jobs that evaluate models and knowledge bases.

use aws_sdk_bedrock::operation::get_evaluation_job::GetEvaluationJobOutput;
use aws_sdk_bedrock::types;
use opencite_bindings::aws::bedrock::evaluation_jobs::{
    self, EvaluationJobDetail, EvaluationPages, EvaluationSummary,
};
use opencite_bindings::aws::types::AwsError;
use wasmtime::component::Resource;

use super::MAX_RESULTS;
use crate::into_wit::{IntoWit, records, unions};
use crate::session::{Session, listing_resource};

impl evaluation_jobs::Host for Session {
    async fn list_evaluation_jobs(&mut self) -> wasmtime::Result<Resource<EvaluationPages>> {
        let request = self
            .bedrock()
            .list_evaluation_jobs()
            .max_results(MAX_RESULTS);
        self.listing(
            "bedrock:ListEvaluationJobs",
            (),
            request.into_paginator().send(),
            |page| (page.job_summaries.into_wit(), page.next_token),
        )
    }

    async fn get_evaluation_job(
        &mut self,
        job_identifiers: Vec<String>,
    ) -> wasmtime::Result<Vec<Result<EvaluationJobDetail, AwsError>>> {
        let client = self.bedrock();
        let get = |id| client.get_evaluation_job().job_identifier(id).send();
        Ok(self
            .each("bedrock:GetEvaluationJob", job_identifiers, get)
            .await)
    }
}

listing_resource!(
    evaluation_jobs::HostEvaluationPages,
    EvaluationPages,
    EvaluationSummary
);

records! {
    evaluation_jobs::AutomatedEvaluationConfig of types::AutomatedEvaluationConfig {
        dataset_metric_configs, evaluator_model_config, custom_metric_config
    }
    evaluation_jobs::AutomatedEvaluationCustomMetricConfig of types::AutomatedEvaluationCustomMetricConfig {
        custom_metrics, evaluator_model_config
    }
    evaluation_jobs::BedrockEvaluatorModel of types::BedrockEvaluatorModel { model_identifier }
    evaluation_jobs::ByteContentDoc of types::ByteContentDoc { identifier, content_type }
    evaluation_jobs::CustomMetricBedrockEvaluatorModel of types::CustomMetricBedrockEvaluatorModel {
        model_identifier
    }
    evaluation_jobs::CustomMetricDefinition of types::CustomMetricDefinition {
        name, instructions, rating_scale
    }
    evaluation_jobs::CustomMetricEvaluatorModelConfig of types::CustomMetricEvaluatorModelConfig {
        bedrock_evaluator_models
    }
    evaluation_jobs::EvaluationBedrockModel of types::EvaluationBedrockModel {
        model_identifier, inference_params, performance_config
    }
    evaluation_jobs::EvaluationDataset of types::EvaluationDataset { name, dataset_location }
    evaluation_jobs::EvaluationDatasetMetricConfig of types::EvaluationDatasetMetricConfig {
        task_type, dataset, metric_names
    }
    evaluation_jobs::EvaluationInferenceConfigSummary of types::EvaluationInferenceConfigSummary {
        model_config_summary, rag_config_summary
    }
    evaluation_jobs::EvaluationModelConfigSummary of types::EvaluationModelConfigSummary {
        bedrock_model_identifiers, precomputed_inference_source_identifiers
    }
    evaluation_jobs::EvaluationOutputDataConfig of types::EvaluationOutputDataConfig { s3_uri }
    evaluation_jobs::EvaluationPrecomputedInferenceSource of types::EvaluationPrecomputedInferenceSource {
        inference_source_identifier
    }
    evaluation_jobs::EvaluationPrecomputedRetrieveAndGenerateSourceConfig of types::EvaluationPrecomputedRetrieveAndGenerateSourceConfig {
        rag_source_identifier
    }
    evaluation_jobs::EvaluationPrecomputedRetrieveSourceConfig of types::EvaluationPrecomputedRetrieveSourceConfig {
        rag_source_identifier
    }
    evaluation_jobs::EvaluationRagConfigSummary of types::EvaluationRagConfigSummary {
        bedrock_knowledge_base_identifiers, precomputed_rag_source_identifiers
    }
    evaluation_jobs::EvaluationSummary of types::EvaluationSummary {
        job_arn, job_name, status, creation_time, job_type, evaluation_task_types,
        evaluator_model_identifiers, custom_metrics_evaluator_model_identifiers,
        inference_config_summary, application_type
    }
    evaluation_jobs::ExternalSource of types::ExternalSource {
        source_type, s3_location, byte_content
    }
    evaluation_jobs::ExternalSourcesGenerationConfiguration of types::ExternalSourcesGenerationConfiguration {
        prompt_template, guardrail_configuration, kb_inference_config
    }
    evaluation_jobs::ExternalSourcesRetrieveAndGenerateConfiguration of types::ExternalSourcesRetrieveAndGenerateConfiguration {
        model_arn, sources, generation_configuration
    }
    evaluation_jobs::FieldForReranking of types::FieldForReranking { field_name }
    evaluation_jobs::GenerationConfiguration of types::GenerationConfiguration {
        prompt_template, guardrail_configuration, kb_inference_config
    }
    evaluation_jobs::GuardrailConfiguration of types::GuardrailConfiguration {
        guardrail_id, guardrail_version
    }
    evaluation_jobs::HumanEvaluationConfig of types::HumanEvaluationConfig {
        human_workflow_config, custom_metrics, dataset_metric_configs
    }
    evaluation_jobs::HumanEvaluationCustomMetric of types::HumanEvaluationCustomMetric {
        name, description, rating_method
    }
    evaluation_jobs::HumanWorkflowConfig of types::HumanWorkflowConfig {
        flow_definition_arn, instructions
    }
    evaluation_jobs::ImplicitFilterConfiguration of types::ImplicitFilterConfiguration {
        metadata_attributes, model_arn
    }
    evaluation_jobs::KbInferenceConfig of types::KbInferenceConfig { text_inference_config }
    evaluation_jobs::KnowledgeBaseRetrievalConfiguration of types::KnowledgeBaseRetrievalConfiguration {
        vector_search_configuration
    }
    evaluation_jobs::KnowledgeBaseRetrieveAndGenerateConfiguration of types::KnowledgeBaseRetrieveAndGenerateConfiguration {
        knowledge_base_id, model_arn, retrieval_configuration, generation_configuration,
        orchestration_configuration
    }
    evaluation_jobs::KnowledgeBaseVectorSearchConfiguration of types::KnowledgeBaseVectorSearchConfiguration {
        number_of_results, override_search_type, implicit_filter_configuration,
        reranking_configuration
    }
    evaluation_jobs::MetadataAttributeSchema of types::MetadataAttributeSchema {
        key, type_ = r#type, description
    }
    evaluation_jobs::MetadataConfigurationForReranking of types::MetadataConfigurationForReranking {
        selection_mode, selective_mode_configuration
    }
    evaluation_jobs::OrchestrationConfiguration of types::OrchestrationConfiguration {
        query_transformation_configuration
    }
    evaluation_jobs::PerformanceConfiguration of types::PerformanceConfiguration { latency }
    evaluation_jobs::PromptTemplate of types::PromptTemplate { text_prompt_template }
    evaluation_jobs::QueryTransformationConfiguration of types::QueryTransformationConfiguration {
        type_ = r#type
    }
    evaluation_jobs::RatingScaleItem of types::RatingScaleItem { definition, value }
    evaluation_jobs::RetrieveAndGenerateConfiguration of types::RetrieveAndGenerateConfiguration {
        type_ = r#type, knowledge_base_configuration, external_sources_configuration
    }
    evaluation_jobs::RetrieveConfig of types::RetrieveConfig {
        knowledge_base_id, knowledge_base_retrieval_configuration
    }
    evaluation_jobs::S3ObjectDoc of types::S3ObjectDoc { uri }
    evaluation_jobs::TextInferenceConfig of types::TextInferenceConfig {
        temperature, top_p, max_tokens, stop_sequences
    }
    evaluation_jobs::VectorSearchBedrockRerankingConfiguration of types::VectorSearchBedrockRerankingConfiguration {
        model_configuration, number_of_reranked_results, metadata_configuration
    }
    evaluation_jobs::VectorSearchBedrockRerankingModelConfiguration of types::VectorSearchBedrockRerankingModelConfiguration {
        model_arn
    }
    evaluation_jobs::VectorSearchRerankingConfiguration of types::VectorSearchRerankingConfiguration {
        type_ = r#type, bedrock_reranking_configuration
    }
    evaluation_jobs::EvaluationJobDetail of GetEvaluationJobOutput {
        job_name, status, job_arn, job_description, role_arn, customer_encryption_key_id, job_type,
        application_type, evaluation_config, inference_config, output_data_config, creation_time,
        last_modified_time, failure_messages
    }
}

unions! {
    evaluation_jobs::AutomatedEvaluationCustomMetricSource of types::AutomatedEvaluationCustomMetricSource {
        CustomMetricDefinition => custom_metric_definition
    }
    evaluation_jobs::EvaluationConfig of types::EvaluationConfig {
        Automated => automated, Human => human
    }
    evaluation_jobs::EvaluationDatasetLocation of types::EvaluationDatasetLocation {
        S3Uri => s3_uri
    }
    evaluation_jobs::EvaluationInferenceConfig of types::EvaluationInferenceConfig {
        Models => models, RagConfigs => rag_configs
    }
    evaluation_jobs::EvaluationModelConfig of types::EvaluationModelConfig {
        BedrockModel => bedrock_model, PrecomputedInferenceSource => precomputed_inference_source
    }
    evaluation_jobs::EvaluationPrecomputedRagSourceConfig of types::EvaluationPrecomputedRagSourceConfig {
        RetrieveAndGenerateSourceConfig => retrieve_and_generate_source_config, RetrieveSourceConfig
        => retrieve_source_config
    }
    evaluation_jobs::EvaluatorModelConfig of types::EvaluatorModelConfig {
        BedrockEvaluatorModels => bedrock_evaluator_models
    }
    evaluation_jobs::KnowledgeBaseConfig of types::KnowledgeBaseConfig {
        RetrieveAndGenerateConfig => retrieve_and_generate_config, RetrieveConfig => retrieve_config
    }
    evaluation_jobs::RagConfig of types::RagConfig {
        KnowledgeBaseConfig => knowledge_base_config, PrecomputedRagSourceConfig =>
        precomputed_rag_source_config
    }
    evaluation_jobs::RatingScaleItemValue of types::RatingScaleItemValue {
        FloatValue => float_value, StringValue => string_value
    }
    evaluation_jobs::RerankingMetadataSelectiveModeConfiguration of types::RerankingMetadataSelectiveModeConfiguration {
        FieldsToExclude => fields_to_exclude, FieldsToInclude => fields_to_include
    }
}

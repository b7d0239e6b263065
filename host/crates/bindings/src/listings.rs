//! Which Rust type stands behind each `*-pages` resource, a module a service.

/// The listings of Amazon Bedrock.
pub(crate) mod bedrock {
    use crate::Pages;
    use crate::aws::bedrock::{
        automated_reasoning_policies, copy_jobs, custom_model_deployments, custom_models,
        customization_jobs, enforced_guardrails, evaluation_jobs, guardrails, import_jobs,
        imported_models, inference_profiles, invocation_jobs, marketplace_endpoints,
        prompt_optimization_jobs, prompt_routers, provisioned_throughputs,
    };

    pub type CustomModelPages = Pages<custom_models::CustomModelSummary>;
    pub type CustomModelDeploymentPages =
        Pages<custom_model_deployments::CustomModelDeploymentSummary>;
    pub type ImportedModelPages = Pages<imported_models::ImportedModelSummary>;
    pub type ProvisionedModelPages = Pages<provisioned_throughputs::ProvisionedModelSummary>;
    pub type InferenceProfilePages = Pages<inference_profiles::InferenceProfileSummary>;
    pub type PromptRouterPages = Pages<prompt_routers::PromptRouterSummary>;
    pub type MarketplaceModelEndpointPages =
        Pages<marketplace_endpoints::MarketplaceModelEndpointSummary>;
    pub type GuardrailPages = Pages<guardrails::GuardrailSummary>;
    pub type AccountEnforcedGuardrailOutputConfigurationPages =
        Pages<enforced_guardrails::AccountEnforcedGuardrailOutputConfiguration>;
    pub type AutomatedReasoningPolicyPages =
        Pages<automated_reasoning_policies::AutomatedReasoningPolicySummary>;
    pub type ModelCustomizationJobPages = Pages<customization_jobs::ModelCustomizationJobSummary>;
    pub type ModelCopyJobPages = Pages<copy_jobs::ModelCopyJobSummary>;
    pub type ModelImportJobPages = Pages<import_jobs::ModelImportJobSummary>;
    pub type EvaluationPages = Pages<evaluation_jobs::EvaluationSummary>;
    pub type ModelInvocationJobPages = Pages<invocation_jobs::ModelInvocationJobSummary>;
    pub type AdvancedPromptOptimizationJobPages =
        Pages<prompt_optimization_jobs::AdvancedPromptOptimizationJobSummary>;
}

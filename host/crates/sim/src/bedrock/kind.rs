//! The kinds of resources that Bedrock has.

use super::{
    copy_jobs, custom_models, customization_jobs, deployments, enforced_guardrails,
    evaluation_jobs, foundation_models, guardrails, import_jobs, imported_models,
    inference_profiles, invocation_jobs, marketplace_endpoints, prompt_optimization_jobs,
    prompt_routers, provisioned_throughputs, reasoning_policies,
};
use crate::estate::{Place, Record, Shape};

/// A kind of resource of Bedrock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    FoundationModel,
    CustomModel,
    CustomModelDeployment,
    ImportedModel,
    ProvisionedThroughput,
    InferenceProfile,
    PromptRouter,
    MarketplaceEndpoint,
    Guardrail,
    EnforcedGuardrail,
    ReasoningPolicy,
    CustomizationJob,
    CopyJob,
    ImportJob,
    EvaluationJob,
    InvocationJob,
    PromptOptimizationJob,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 17] = [
        Self::FoundationModel,
        Self::CustomModel,
        Self::CustomModelDeployment,
        Self::ImportedModel,
        Self::ProvisionedThroughput,
        Self::InferenceProfile,
        Self::PromptRouter,
        Self::MarketplaceEndpoint,
        Self::Guardrail,
        Self::EnforcedGuardrail,
        Self::ReasoningPolicy,
        Self::CustomizationJob,
        Self::CopyJob,
        Self::ImportJob,
        Self::EvaluationJob,
        Self::InvocationJob,
        Self::PromptOptimizationJob,
    ];

    /// The kind as it is named elsewhere: `custom_model`.
    pub fn name(self) -> &'static str {
        match self {
            Self::FoundationModel => "foundation_model",
            Self::CustomModel => "custom_model",
            Self::CustomModelDeployment => "custom_model_deployment",
            Self::ImportedModel => "imported_model",
            Self::ProvisionedThroughput => "provisioned_throughput",
            Self::InferenceProfile => "inference_profile",
            Self::PromptRouter => "prompt_router",
            Self::MarketplaceEndpoint => "marketplace_endpoint",
            Self::Guardrail => "guardrail",
            Self::EnforcedGuardrail => "enforced_guardrail",
            Self::ReasoningPolicy => "reasoning_policy",
            Self::CustomizationJob => "customization_job",
            Self::CopyJob => "copy_job",
            Self::ImportJob => "import_job",
            Self::EvaluationJob => "evaluation_job",
            Self::InvocationJob => "invocation_job",
            Self::PromptOptimizationJob => "prompt_optimization_job",
        }
    }

    pub(crate) fn shape(self) -> &'static Shape {
        match self {
            Self::FoundationModel => &foundation_models::SHAPE,
            Self::CustomModel => &custom_models::SHAPE,
            Self::CustomModelDeployment => &deployments::SHAPE,
            Self::ImportedModel => &imported_models::SHAPE,
            Self::ProvisionedThroughput => &provisioned_throughputs::SHAPE,
            Self::InferenceProfile => &inference_profiles::SHAPE,
            Self::PromptRouter => &prompt_routers::SHAPE,
            Self::MarketplaceEndpoint => &marketplace_endpoints::SHAPE,
            Self::Guardrail => &guardrails::SHAPE,
            Self::EnforcedGuardrail => &enforced_guardrails::SHAPE,
            Self::ReasoningPolicy => &reasoning_policies::SHAPE,
            Self::CustomizationJob => &customization_jobs::SHAPE,
            Self::CopyJob => &copy_jobs::SHAPE,
            Self::ImportJob => &import_jobs::SHAPE,
            Self::EvaluationJob => &evaluation_jobs::SHAPE,
            Self::InvocationJob => &invocation_jobs::SHAPE,
            Self::PromptOptimizationJob => &prompt_optimization_jobs::SHAPE,
        }
    }

    /// A plain resource of this kind, told from others by its number.
    pub(crate) fn sample(self, place: &Place, number: usize) -> Record {
        let sample = match self {
            Self::FoundationModel => foundation_models::sample,
            Self::CustomModel => custom_models::sample,
            Self::CustomModelDeployment => deployments::sample,
            Self::ImportedModel => imported_models::sample,
            Self::ProvisionedThroughput => provisioned_throughputs::sample,
            Self::InferenceProfile => inference_profiles::sample,
            Self::PromptRouter => prompt_routers::sample,
            Self::MarketplaceEndpoint => marketplace_endpoints::sample,
            Self::Guardrail => guardrails::sample,
            Self::EnforcedGuardrail => enforced_guardrails::sample,
            Self::ReasoningPolicy => reasoning_policies::sample,
            Self::CustomizationJob => customization_jobs::sample,
            Self::CopyJob => copy_jobs::sample,
            Self::ImportJob => import_jobs::sample,
            Self::EvaluationJob => evaluation_jobs::sample,
            Self::InvocationJob => invocation_jobs::sample,
            Self::PromptOptimizationJob => prompt_optimization_jobs::sample,
        };
        sample(place, number)
    }
}

//! Every operation of Bedrock that the simulator has.

use super::get::get;
use super::invocation_logging::logging;
use super::list::list;
use super::tags::list_tags;
use super::{
    copy_jobs, custom_models, customization_jobs, deployments, enforced_guardrails,
    evaluation_jobs, foundation_models, guardrails, import_jobs, imported_models,
    inference_profiles, invocation_jobs, marketplace_endpoints, prompt_optimization_jobs,
    prompt_routers, provisioned_throughputs, reasoning_policies,
};
use crate::route::Route;

const GET: &str = "GET";

/// A list of a family that is like all lists.
macro_rules! list {
    ($family:ident, $operation:literal, $path:literal) => {
        Route::new($operation, GET, $path, |call, world| {
            list(call, world, &$family::LIST)
        })
    };
}

/// A get of a family that is like all gets.
macro_rules! get {
    ($family:ident, $operation:literal, $path:literal) => {
        Route::new($operation, GET, $path, |call, world| {
            get(call, world, &$family::GET)
        })
    };
}

/// Operation and path, with the method where it is another than GET, and the handler where it is one of its own.
#[rustfmt::skip]
pub(crate) static ROUTES: &[Route] = &[
    list!(foundation_models, "ListFoundationModels", "/foundation-models"),
    get!(foundation_models, "GetFoundationModel", "/foundation-models/{modelIdentifier}"),
    list!(custom_models, "ListCustomModels", "/custom-models"),
    get!(custom_models, "GetCustomModel", "/custom-models/{modelIdentifier}"),
    list!(deployments, "ListCustomModelDeployments", "/model-customization/custom-model-deployments"),
    get!(deployments, "GetCustomModelDeployment", "/model-customization/custom-model-deployments/{customModelDeploymentIdentifier}"),
    list!(imported_models, "ListImportedModels", "/imported-models"),
    get!(imported_models, "GetImportedModel", "/imported-models/{modelIdentifier}"),
    list!(provisioned_throughputs, "ListProvisionedModelThroughputs", "/provisioned-model-throughputs"),
    get!(provisioned_throughputs, "GetProvisionedModelThroughput", "/provisioned-model-throughput/{provisionedModelId}"),
    list!(inference_profiles, "ListInferenceProfiles", "/inference-profiles"),
    get!(inference_profiles, "GetInferenceProfile", "/inference-profiles/{inferenceProfileIdentifier}"),
    list!(prompt_routers, "ListPromptRouters", "/prompt-routers"),
    get!(prompt_routers, "GetPromptRouter", "/prompt-routers/{promptRouterArn}"),
    list!(marketplace_endpoints, "ListMarketplaceModelEndpoints", "/marketplace-model/endpoints"),
    get!(marketplace_endpoints, "GetMarketplaceModelEndpoint", "/marketplace-model/endpoints/{endpointArn}"),
    Route::new("ListGuardrails", GET, "/guardrails", |c, w| guardrails::list_guardrails(c, w)),
    Route::new("GetGuardrail", GET, "/guardrails/{guardrailIdentifier}", |c, w| guardrails::get_guardrail(c, w)),
    list!(enforced_guardrails, "ListEnforcedGuardrailsConfiguration", "/enforcedGuardrailsConfiguration"),
    Route::new("ListAutomatedReasoningPolicies", GET, "/automated-reasoning-policies", |c, w| reasoning_policies::list_policies(c, w)),
    get!(reasoning_policies, "GetAutomatedReasoningPolicy", "/automated-reasoning-policies/{policyArn}"),
    list!(customization_jobs, "ListModelCustomizationJobs", "/model-customization-jobs"),
    get!(customization_jobs, "GetModelCustomizationJob", "/model-customization-jobs/{jobIdentifier}"),
    list!(copy_jobs, "ListModelCopyJobs", "/model-copy-jobs"),
    get!(copy_jobs, "GetModelCopyJob", "/model-copy-jobs/{jobArn}"),
    list!(import_jobs, "ListModelImportJobs", "/model-import-jobs"),
    get!(import_jobs, "GetModelImportJob", "/model-import-jobs/{jobIdentifier}"),
    list!(evaluation_jobs, "ListEvaluationJobs", "/evaluation-jobs"),
    get!(evaluation_jobs, "GetEvaluationJob", "/evaluation-jobs/{jobIdentifier}"),
    list!(invocation_jobs, "ListModelInvocationJobs", "/model-invocation-jobs"),
    get!(invocation_jobs, "GetModelInvocationJob", "/model-invocation-job/{jobIdentifier}"),
    list!(prompt_optimization_jobs, "ListAdvancedPromptOptimizationJobs", "/advanced-prompt-optimization-jobs"),
    get!(prompt_optimization_jobs, "GetAdvancedPromptOptimizationJob", "/advanced-prompt-optimization-jobs/{jobIdentifier}"),
    Route::new("GetModelInvocationLoggingConfiguration", GET, "/logging/modelinvocations", |c, w| logging(c, w)),
    Route::new("ListTagsForResource", "POST", "/listTagsForResource", |c, w| list_tags(c, w)),
];

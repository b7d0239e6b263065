//! Amazon Bedrock: its operations and the mapping of its answers, a module a family of resources.

mod automated_reasoning_policies;
mod copy_jobs;
mod custom_model_deployments;
mod custom_models;
mod customization_jobs;
mod enforced_guardrails;
mod enums;
mod evaluation_jobs;
mod foundation_models;
mod guardrails;
mod import_jobs;
mod imported_models;
mod inference_profiles;
mod invocation_jobs;
mod invocation_logging;
mod marketplace_endpoints;
mod prompt_optimization_jobs;
mod prompt_routers;
mod provisioned_throughputs;
mod shapes;
mod tagging;

/// The largest page of every listing of Bedrock.
///
/// Source: <https://docs.aws.amazon.com/bedrock/latest/APIReference/API_ListCustomModels.html> and its siblings.
const MAX_RESULTS: i32 = 1000;

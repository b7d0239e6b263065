//! Discovers the AI assets of Amazon Bedrock: models, what was made of them, what serves them, the jobs that made them
//! and the rules they obey. Tells who called which model, from CloudTrail, the log of model invocations and CloudWatch.
//!
//! One module a kind of asset, each with a `KIND`, which says how AWS's listing is walked, and a pure mapping from AWS's
//! records to an [`Asset`](opencite_plugin_sdk::Asset).

mod automated_reasoning_policy;
mod custom_model;
mod custom_model_deployment;
mod enforced_guardrail;
mod evaluation_job;
mod guardrail;
mod imported_model;
mod inference_profile;
mod invocation;
mod invocation_log;
mod marketplace_endpoint;
mod model;
mod model_copy_job;
mod model_customization_job;
mod model_import_job;
mod model_invocation_job;
mod model_invocation_logging;
mod model_metric;
mod prompt_optimization_job;
mod prompt_router;
mod provisioned_throughput;
mod shapes;

use opencite_plugin_sdk::{AssetKind, ConfigField, ConfigValue, Plugin, UsageKind};

/// A mapping as native code, to be measured beside the same in the sandbox.
#[cfg(not(target_family = "wasm"))]
pub mod native {
    use opencite_plugin_sdk::Asset;
    use opencite_plugin_sdk::aws::bedrock::custom_models::{CustomModelDetail, CustomModelSummary};

    /// The asset of a custom model.
    pub fn custom_model(model: &CustomModelSummary, detail: Option<&CustomModelDetail>) -> Asset {
        crate::custom_model::asset(model, detail)
    }
}

struct AwsBedrock;

impl Plugin for AwsBedrock {
    const ID: &'static str = "aws_bedrock";
    const VERSION: &'static str = env!("CARGO_PKG_VERSION");
    const TITLE: &'static str = "Amazon Bedrock";
    const KINDS: &'static [AssetKind] = &[
        model::KIND,
        custom_model::KIND,
        custom_model_deployment::KIND,
        imported_model::KIND,
        provisioned_throughput::KIND,
        inference_profile::KIND,
        prompt_router::KIND,
        marketplace_endpoint::KIND,
        guardrail::KIND,
        enforced_guardrail::KIND,
        automated_reasoning_policy::KIND,
        model_customization_job::KIND,
        model_copy_job::KIND,
        model_import_job::KIND,
        evaluation_job::KIND,
        model_invocation_job::KIND,
        prompt_optimization_job::KIND,
        model_invocation_logging::KIND,
    ];
    const USAGE: &'static [UsageKind] = &[
        invocation::SOURCE,
        invocation_log::SOURCE,
        model_metric::SOURCE,
    ];

    fn config() -> Vec<ConfigField> {
        vec![ConfigField {
            name: invocation_log::LOG_GROUP,
            default: ConfigValue::Text(String::new()),
            help: "The CloudWatch log group of model invocations, for usage with tokens; none without it",
        }]
    }
}

opencite_plugin_sdk::export!(AwsBedrock);

//! The Rust side of the WIT contract: the one `bindgen!` of the host.
//!
//! - [`host`]: what the host lends to every plugin (inventory, config, log, progress, usage sink).
//! - [`aws`]: the AWS services, a module each, as the traits that a provider of AWS calls implements.
//! - [`guest`]: what a plugin exports.
//! - [`Pages`]: a listing under way, the host's side of every `*-pages` resource.
//!
//! Nothing is computed here: the crate only names the generated code.

mod lend;
mod listings;
mod pages;

pub use generated::PluginPre;
pub use generated::exports::opencite::plugin::guest;
pub use lend::Lend;
pub use pages::Pages;

#[expect(missing_docs, reason = "generated from documented WIT")]
mod generated {
    wasmtime::component::bindgen!({
        path: "../../../wit",
        world: "opencite:plugin/plugin",
        imports: {
            "opencite:plugin/config": trappable,
            "opencite:plugin/inventory": trappable,
            "opencite:plugin/log": trappable,
            "opencite:plugin/progress": trappable,
            "opencite:plugin/usage-sink": trappable,
            default: async | trappable,
        },
        exports: { default: async },
        with: {
            "opencite:aws-bedrock/automated-reasoning-policies.automated-reasoning-policy-pages": crate::listings::bedrock::AutomatedReasoningPolicyPages,
            "opencite:aws-bedrock/copy-jobs.model-copy-job-pages": crate::listings::bedrock::ModelCopyJobPages,
            "opencite:aws-bedrock/custom-model-deployments.custom-model-deployment-pages": crate::listings::bedrock::CustomModelDeploymentPages,
            "opencite:aws-bedrock/custom-models.custom-model-pages": crate::listings::bedrock::CustomModelPages,
            "opencite:aws-bedrock/customization-jobs.model-customization-job-pages": crate::listings::bedrock::ModelCustomizationJobPages,
            "opencite:aws-bedrock/enforced-guardrails.account-enforced-guardrail-output-configuration-pages": crate::listings::bedrock::AccountEnforcedGuardrailOutputConfigurationPages,
            "opencite:aws-bedrock/evaluation-jobs.evaluation-pages": crate::listings::bedrock::EvaluationPages,
            "opencite:aws-bedrock/guardrails.guardrail-pages": crate::listings::bedrock::GuardrailPages,
            "opencite:aws-bedrock/import-jobs.model-import-job-pages": crate::listings::bedrock::ModelImportJobPages,
            "opencite:aws-bedrock/imported-models.imported-model-pages": crate::listings::bedrock::ImportedModelPages,
            "opencite:aws-bedrock/inference-profiles.inference-profile-pages": crate::listings::bedrock::InferenceProfilePages,
            "opencite:aws-bedrock/invocation-jobs.model-invocation-job-pages": crate::listings::bedrock::ModelInvocationJobPages,
            "opencite:aws-bedrock/marketplace-endpoints.marketplace-model-endpoint-pages": crate::listings::bedrock::MarketplaceModelEndpointPages,
            "opencite:aws-bedrock/prompt-optimization-jobs.advanced-prompt-optimization-job-pages": crate::listings::bedrock::AdvancedPromptOptimizationJobPages,
            "opencite:aws-bedrock/prompt-routers.prompt-router-pages": crate::listings::bedrock::PromptRouterPages,
            "opencite:aws-bedrock/provisioned-throughputs.provisioned-model-pages": crate::listings::bedrock::ProvisionedModelPages,
        },
    });
}

/// What the host lends to every plugin beside AWS.
pub mod host {
    pub use crate::generated::opencite::plugin::{
        config, inventory, log, progress, types, usage_sink,
    };
}

/// The AWS services, a module each.
pub mod aws {
    pub use crate::generated::opencite::aws_bedrock as bedrock;
    pub use crate::generated::opencite::aws_sts::sts;
    pub use crate::generated::opencite::aws_types::types;
}

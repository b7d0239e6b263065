//! The one face of all listings.

use crate::AwsError;
use crate::generated::opencite::aws_bedrock;

/// A listing: turn its pages until there are no more.
pub trait Pages {
    /// What is listed.
    type Item;

    /// The next page; nothing after the last.
    ///
    /// # Errors
    ///
    /// When the page cannot be had; the listing is over then.
    fn next_page(&self) -> Result<Option<Vec<Self::Item>>, AwsError>;
}

macro_rules! listings {
    ($($interface:path { $($pages:ident of $item:ident),* $(,)? })*) => {
        $($({
            use $interface as listing;

            impl Pages for listing::$pages {
                type Item = listing::$item;

                fn next_page(&self) -> Result<Option<Vec<Self::Item>>, AwsError> {
                    self.next()
                }
            }
        })*)*
    };
}

const _: () = {
    listings! {
        aws_bedrock::automated_reasoning_policies {
            AutomatedReasoningPolicyPages of AutomatedReasoningPolicySummary
        }
        aws_bedrock::copy_jobs { ModelCopyJobPages of ModelCopyJobSummary }
        aws_bedrock::custom_model_deployments {
            CustomModelDeploymentPages of CustomModelDeploymentSummary
        }
        aws_bedrock::custom_models { CustomModelPages of CustomModelSummary }
        aws_bedrock::customization_jobs {
            ModelCustomizationJobPages of ModelCustomizationJobSummary
        }
        aws_bedrock::enforced_guardrails {
            AccountEnforcedGuardrailOutputConfigurationPages
                of AccountEnforcedGuardrailOutputConfiguration
        }
        aws_bedrock::evaluation_jobs { EvaluationPages of EvaluationSummary }
        aws_bedrock::guardrails { GuardrailPages of GuardrailSummary }
        aws_bedrock::import_jobs { ModelImportJobPages of ModelImportJobSummary }
        aws_bedrock::imported_models { ImportedModelPages of ImportedModelSummary }
        aws_bedrock::inference_profiles { InferenceProfilePages of InferenceProfileSummary }
        aws_bedrock::invocation_jobs { ModelInvocationJobPages of ModelInvocationJobSummary }
        aws_bedrock::marketplace_endpoints {
            MarketplaceModelEndpointPages of MarketplaceModelEndpointSummary
        }
        aws_bedrock::prompt_optimization_jobs {
            AdvancedPromptOptimizationJobPages of AdvancedPromptOptimizationJobSummary
        }
        aws_bedrock::prompt_routers { PromptRouterPages of PromptRouterSummary }
        aws_bedrock::provisioned_throughputs { ProvisionedModelPages of ProvisionedModelSummary }
    }
};

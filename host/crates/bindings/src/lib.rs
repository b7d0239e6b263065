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
        // What AWS answers can be written down and read again.
        additional_derives: [serde::Deserialize, serde::Serialize],
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
            "opencite:aws-cloudtrail/events.event-pages": crate::listings::usage::EventPages,
            "opencite:aws-cloudwatch/metrics.metric-pages": crate::listings::usage::MetricPages,
            "opencite:aws-logs/model-invocations.model-invocation-pages": crate::listings::usage::ModelInvocationPages,
            // generated: agentcore
            "opencite:aws-bedrock-agentcore/agent-runtimes.agent-runtime-pages": crate::listings::agentcore::AgentRuntimePages,
            "opencite:aws-bedrock-agentcore/browser-profiles.browser-profile-pages": crate::listings::agentcore::BrowserProfilePages,
            "opencite:aws-bedrock-agentcore/browsers.browser-pages": crate::listings::agentcore::BrowserPages,
            "opencite:aws-bedrock-agentcore/capacity-providers.capacity-provider-pages": crate::listings::agentcore::CapacityProviderPages,
            "opencite:aws-bedrock-agentcore/code-interpreters.code-interpreter-pages": crate::listings::agentcore::CodeInterpreterPages,
            "opencite:aws-bedrock-agentcore/configuration-bundles.configuration-bundle-pages": crate::listings::agentcore::ConfigurationBundlePages,
            "opencite:aws-bedrock-agentcore/consent-portals.consent-portal-pages": crate::listings::agentcore::ConsentPortalPages,
            "opencite:aws-bedrock-agentcore/credential-providers.oauth2-credential-provider-pages": crate::listings::agentcore::Oauth2CredentialProviderPages,
            "opencite:aws-bedrock-agentcore/credential-providers.api-key-credential-provider-pages": crate::listings::agentcore::ApiKeyCredentialProviderPages,
            "opencite:aws-bedrock-agentcore/credential-providers.payment-credential-provider-pages": crate::listings::agentcore::PaymentCredentialProviderPages,
            "opencite:aws-bedrock-agentcore/datasets.dataset-pages": crate::listings::agentcore::DatasetPages,
            "opencite:aws-bedrock-agentcore/evaluators.evaluator-pages": crate::listings::agentcore::EvaluatorPages,
            "opencite:aws-bedrock-agentcore/gateways.gateway-pages": crate::listings::agentcore::GatewayPages,
            "opencite:aws-bedrock-agentcore/harnesses.harness-pages": crate::listings::agentcore::HarnessPages,
            "opencite:aws-bedrock-agentcore/memories.memory-pages": crate::listings::agentcore::MemoryPages,
            "opencite:aws-bedrock-agentcore/online-evaluation-configs.online-evaluation-config-pages": crate::listings::agentcore::OnlineEvaluationConfigPages,
            "opencite:aws-bedrock-agentcore/payment-managers.payment-manager-pages": crate::listings::agentcore::PaymentManagerPages,
            "opencite:aws-bedrock-agentcore/policy-engines.policy-engine-pages": crate::listings::agentcore::PolicyEnginePages,
            "opencite:aws-bedrock-agentcore/registries.registry-pages": crate::listings::agentcore::RegistryPages,
            "opencite:aws-bedrock-agentcore/workload-identities.workload-identity-pages": crate::listings::agentcore::WorkloadIdentityPages,
            // end: agentcore
            // generated: sagemaker
            "opencite:aws-sagemaker/algorithms.algorithm-pages": crate::listings::sagemaker::AlgorithmPages,
            "opencite:aws-sagemaker/app-image-configs.app-image-config-pages": crate::listings::sagemaker::AppImageConfigPages,
            "opencite:aws-sagemaker/apps.app-pages": crate::listings::sagemaker::AppPages,
            "opencite:aws-sagemaker/artifacts.artifact-pages": crate::listings::sagemaker::ArtifactPages,
            "opencite:aws-sagemaker/auto-ml-jobs.auto-ml-job-pages": crate::listings::sagemaker::AutoMlJobPages,
            "opencite:aws-sagemaker/clusters.cluster-pages": crate::listings::sagemaker::ClusterPages,
            "opencite:aws-sagemaker/code-repositories.code-repository-pages": crate::listings::sagemaker::CodeRepositoryPages,
            "opencite:aws-sagemaker/compilation-jobs.compilation-job-pages": crate::listings::sagemaker::CompilationJobPages,
            "opencite:aws-sagemaker/data-quality-job-definitions.data-quality-job-definition-pages": crate::listings::sagemaker::DataQualityJobDefinitionPages,
            "opencite:aws-sagemaker/domains.domain-pages": crate::listings::sagemaker::DomainPages,
            "opencite:aws-sagemaker/endpoint-configs.endpoint-config-pages": crate::listings::sagemaker::EndpointConfigPages,
            "opencite:aws-sagemaker/endpoints.endpoint-pages": crate::listings::sagemaker::EndpointPages,
            "opencite:aws-sagemaker/experiments.experiment-pages": crate::listings::sagemaker::ExperimentPages,
            "opencite:aws-sagemaker/feature-groups.feature-group-pages": crate::listings::sagemaker::FeatureGroupPages,
            "opencite:aws-sagemaker/flow-definitions.flow-definition-pages": crate::listings::sagemaker::FlowDefinitionPages,
            "opencite:aws-sagemaker/hubs.hub-pages": crate::listings::sagemaker::HubPages,
            "opencite:aws-sagemaker/hyper-parameter-tuning-jobs.hyper-parameter-tuning-job-pages": crate::listings::sagemaker::HyperParameterTuningJobPages,
            "opencite:aws-sagemaker/images.image-pages": crate::listings::sagemaker::ImagePages,
            "opencite:aws-sagemaker/inference-components.inference-component-pages": crate::listings::sagemaker::InferenceComponentPages,
            "opencite:aws-sagemaker/inference-experiments.inference-experiment-pages": crate::listings::sagemaker::InferenceExperimentPages,
            "opencite:aws-sagemaker/inference-recommendations-jobs.inference-recommendations-job-pages": crate::listings::sagemaker::InferenceRecommendationsJobPages,
            "opencite:aws-sagemaker/labeling-jobs.labeling-job-pages": crate::listings::sagemaker::LabelingJobPages,
            "opencite:aws-sagemaker/mlflow-apps.mlflow-app-pages": crate::listings::sagemaker::MlflowAppPages,
            "opencite:aws-sagemaker/mlflow-tracking-servers.mlflow-tracking-server-pages": crate::listings::sagemaker::MlflowTrackingServerPages,
            "opencite:aws-sagemaker/model-bias-job-definitions.model-bias-job-definition-pages": crate::listings::sagemaker::ModelBiasJobDefinitionPages,
            "opencite:aws-sagemaker/model-cards.model-card-pages": crate::listings::sagemaker::ModelCardPages,
            "opencite:aws-sagemaker/model-explainability-job-definitions.model-explainability-job-definition-pages": crate::listings::sagemaker::ModelExplainabilityJobDefinitionPages,
            "opencite:aws-sagemaker/model-package-groups.model-package-group-pages": crate::listings::sagemaker::ModelPackageGroupPages,
            "opencite:aws-sagemaker/model-packages.model-package-pages": crate::listings::sagemaker::ModelPackagePages,
            "opencite:aws-sagemaker/model-quality-job-definitions.model-quality-job-definition-pages": crate::listings::sagemaker::ModelQualityJobDefinitionPages,
            "opencite:aws-sagemaker/models.model-pages": crate::listings::sagemaker::ModelPages,
            "opencite:aws-sagemaker/monitoring-schedules.monitoring-schedule-pages": crate::listings::sagemaker::MonitoringSchedulePages,
            "opencite:aws-sagemaker/notebook-instance-lifecycle-configs.notebook-instance-lifecycle-config-pages": crate::listings::sagemaker::NotebookInstanceLifecycleConfigPages,
            "opencite:aws-sagemaker/notebook-instances.notebook-instance-pages": crate::listings::sagemaker::NotebookInstancePages,
            "opencite:aws-sagemaker/optimization-jobs.optimization-job-pages": crate::listings::sagemaker::OptimizationJobPages,
            "opencite:aws-sagemaker/partner-apps.partner-app-pages": crate::listings::sagemaker::PartnerAppPages,
            "opencite:aws-sagemaker/pipelines.pipeline-pages": crate::listings::sagemaker::PipelinePages,
            "opencite:aws-sagemaker/processing-jobs.processing-job-pages": crate::listings::sagemaker::ProcessingJobPages,
            "opencite:aws-sagemaker/projects.project-pages": crate::listings::sagemaker::ProjectPages,
            "opencite:aws-sagemaker/spaces.space-pages": crate::listings::sagemaker::SpacePages,
            "opencite:aws-sagemaker/studio-lifecycle-configs.studio-lifecycle-config-pages": crate::listings::sagemaker::StudioLifecycleConfigPages,
            "opencite:aws-sagemaker/training-jobs.training-job-pages": crate::listings::sagemaker::TrainingJobPages,
            "opencite:aws-sagemaker/training-plans.training-plan-pages": crate::listings::sagemaker::TrainingPlanPages,
            "opencite:aws-sagemaker/transform-jobs.transform-job-pages": crate::listings::sagemaker::TransformJobPages,
            "opencite:aws-sagemaker/trials.trial-pages": crate::listings::sagemaker::TrialPages,
            "opencite:aws-sagemaker/user-profiles.user-profile-pages": crate::listings::sagemaker::UserProfilePages,
            "opencite:aws-sagemaker/workteams.workteam-pages": crate::listings::sagemaker::WorkteamPages,
            // end: sagemaker
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
    pub use crate::generated::opencite::aws_bedrock_agentcore as agentcore;
    pub use crate::generated::opencite::aws_cloudtrail::events as cloudtrail;
    pub use crate::generated::opencite::aws_cloudwatch::metrics as cloudwatch;
    pub use crate::generated::opencite::aws_logs::model_invocations as logs;
    pub use crate::generated::opencite::aws_request::requests;
    pub use crate::generated::opencite::aws_sagemaker as sagemaker;
    pub use crate::generated::opencite::aws_sts::sts;
    pub use crate::generated::opencite::aws_types::types;
}

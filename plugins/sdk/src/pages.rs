//! The one face of all listings.

use crate::AwsError;
use crate::generated::opencite::{
    aws_bedrock, aws_bedrock_agentcore, aws_cloudtrail, aws_cloudwatch, aws_logs, aws_sagemaker,
};

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
        aws_cloudtrail::events { EventPages of Event }
        aws_cloudwatch::metrics { MetricPages of Metric }
        aws_logs::model_invocations { ModelInvocationPages of ModelInvocation }
        // generated: agentcore
        aws_bedrock_agentcore::agent_runtimes { AgentRuntimePages of AgentRuntime }
        aws_bedrock_agentcore::browser_profiles { BrowserProfilePages of BrowserProfileSummary }
        aws_bedrock_agentcore::browsers { BrowserPages of BrowserSummary }
        aws_bedrock_agentcore::capacity_providers { CapacityProviderPages of CapacityProviderSummary }
        aws_bedrock_agentcore::code_interpreters { CodeInterpreterPages of CodeInterpreterSummary }
        aws_bedrock_agentcore::configuration_bundles { ConfigurationBundlePages of ConfigurationBundleSummary }
        aws_bedrock_agentcore::consent_portals { ConsentPortalPages of ConsentPortalSummary }
        aws_bedrock_agentcore::credential_providers { Oauth2CredentialProviderPages of Oauth2CredentialProviderItem }
        aws_bedrock_agentcore::credential_providers { ApiKeyCredentialProviderPages of ApiKeyCredentialProviderItem }
        aws_bedrock_agentcore::credential_providers { PaymentCredentialProviderPages of PaymentCredentialProviderItem }
        aws_bedrock_agentcore::datasets { DatasetPages of DatasetSummary }
        aws_bedrock_agentcore::evaluators { EvaluatorPages of EvaluatorSummary }
        aws_bedrock_agentcore::gateways { GatewayPages of GatewaySummary }
        aws_bedrock_agentcore::harnesses { HarnessPages of HarnessSummary }
        aws_bedrock_agentcore::memories { MemoryPages of MemorySummary }
        aws_bedrock_agentcore::online_evaluation_configs { OnlineEvaluationConfigPages of OnlineEvaluationConfigSummary }
        aws_bedrock_agentcore::payment_managers { PaymentManagerPages of PaymentManagerSummary }
        aws_bedrock_agentcore::policy_engines { PolicyEnginePages of PolicyEngine }
        aws_bedrock_agentcore::registries { RegistryPages of RegistrySummary }
        aws_bedrock_agentcore::workload_identities { WorkloadIdentityPages of WorkloadIdentityType }
        // end: agentcore
        // generated: sagemaker
        aws_sagemaker::algorithms { AlgorithmPages of AlgorithmSummary }
        aws_sagemaker::app_image_configs { AppImageConfigPages of AppImageConfigSummary }
        aws_sagemaker::apps { AppPages of AppSummary }
        aws_sagemaker::artifacts { ArtifactPages of ArtifactSummary }
        aws_sagemaker::auto_ml_jobs { AutoMlJobPages of AutoMlJobSummary }
        aws_sagemaker::clusters { ClusterPages of ClusterSummary }
        aws_sagemaker::code_repositories { CodeRepositoryPages of CodeRepositorySummary }
        aws_sagemaker::compilation_jobs { CompilationJobPages of CompilationJobSummary }
        aws_sagemaker::data_quality_job_definitions { DataQualityJobDefinitionPages of MonitoringJobDefinitionSummary }
        aws_sagemaker::domains { DomainPages of DomainSummary }
        aws_sagemaker::endpoint_configs { EndpointConfigPages of EndpointConfigSummary }
        aws_sagemaker::endpoints { EndpointPages of EndpointSummary }
        aws_sagemaker::experiments { ExperimentPages of ExperimentSummary }
        aws_sagemaker::feature_groups { FeatureGroupPages of FeatureGroupSummary }
        aws_sagemaker::flow_definitions { FlowDefinitionPages of FlowDefinitionSummary }
        aws_sagemaker::hubs { HubPages of HubSummary }
        aws_sagemaker::hyper_parameter_tuning_jobs { HyperParameterTuningJobPages of HyperParameterTuningJobSummary }
        aws_sagemaker::images { ImagePages of Image }
        aws_sagemaker::inference_components { InferenceComponentPages of InferenceComponentSummary }
        aws_sagemaker::inference_experiments { InferenceExperimentPages of InferenceExperimentSummary }
        aws_sagemaker::inference_recommendations_jobs { InferenceRecommendationsJobPages of InferenceRecommendationsJobSummary }
        aws_sagemaker::labeling_jobs { LabelingJobPages of LabelingJobSummary }
        aws_sagemaker::mlflow_apps { MlflowAppPages of MlflowAppSummary }
        aws_sagemaker::mlflow_tracking_servers { MlflowTrackingServerPages of TrackingServerSummary }
        aws_sagemaker::model_bias_job_definitions { ModelBiasJobDefinitionPages of MonitoringJobDefinitionSummary }
        aws_sagemaker::model_cards { ModelCardPages of ModelCardSummary }
        aws_sagemaker::model_explainability_job_definitions { ModelExplainabilityJobDefinitionPages of MonitoringJobDefinitionSummary }
        aws_sagemaker::model_package_groups { ModelPackageGroupPages of ModelPackageGroupSummary }
        aws_sagemaker::model_packages { ModelPackagePages of ModelPackageSummary }
        aws_sagemaker::model_quality_job_definitions { ModelQualityJobDefinitionPages of MonitoringJobDefinitionSummary }
        aws_sagemaker::models { ModelPages of ModelSummary }
        aws_sagemaker::monitoring_schedules { MonitoringSchedulePages of MonitoringScheduleSummary }
        aws_sagemaker::notebook_instance_lifecycle_configs { NotebookInstanceLifecycleConfigPages of NotebookInstanceLifecycleConfigSummary }
        aws_sagemaker::notebook_instances { NotebookInstancePages of NotebookInstanceSummary }
        aws_sagemaker::optimization_jobs { OptimizationJobPages of OptimizationJobSummary }
        aws_sagemaker::partner_apps { PartnerAppPages of PartnerAppSummary }
        aws_sagemaker::pipelines { PipelinePages of PipelineSummary }
        aws_sagemaker::processing_jobs { ProcessingJobPages of ProcessingJobSummary }
        aws_sagemaker::projects { ProjectPages of ProjectSummary }
        aws_sagemaker::spaces { SpacePages of SpaceSummary }
        aws_sagemaker::studio_lifecycle_configs { StudioLifecycleConfigPages of StudioLifecycleConfigSummary }
        aws_sagemaker::training_jobs { TrainingJobPages of TrainingJobSummary }
        aws_sagemaker::training_plans { TrainingPlanPages of TrainingPlanSummary }
        aws_sagemaker::transform_jobs { TransformJobPages of TransformJobSummary }
        aws_sagemaker::trials { TrialPages of TrialSummary }
        aws_sagemaker::user_profiles { UserProfilePages of UserProfileSummary }
        aws_sagemaker::workteams { WorkteamPages of Workteam }
        // end: sagemaker
    }
};

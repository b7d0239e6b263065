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

/// The listings of Amazon Bedrock AgentCore.
pub(crate) mod agentcore {
    use crate::Pages;

    // generated: agentcore
    pub type AgentRuntimePages = Pages<crate::aws::agentcore::agent_runtimes::AgentRuntime>;
    pub type BrowserProfilePages =
        Pages<crate::aws::agentcore::browser_profiles::BrowserProfileSummary>;
    pub type BrowserPages = Pages<crate::aws::agentcore::browsers::BrowserSummary>;
    pub type CapacityProviderPages =
        Pages<crate::aws::agentcore::capacity_providers::CapacityProviderSummary>;
    pub type CodeInterpreterPages =
        Pages<crate::aws::agentcore::code_interpreters::CodeInterpreterSummary>;
    pub type ConfigurationBundlePages =
        Pages<crate::aws::agentcore::configuration_bundles::ConfigurationBundleSummary>;
    pub type ConsentPortalPages =
        Pages<crate::aws::agentcore::consent_portals::ConsentPortalSummary>;
    pub type Oauth2CredentialProviderPages =
        Pages<crate::aws::agentcore::credential_providers::Oauth2CredentialProviderItem>;
    pub type ApiKeyCredentialProviderPages =
        Pages<crate::aws::agentcore::credential_providers::ApiKeyCredentialProviderItem>;
    pub type PaymentCredentialProviderPages =
        Pages<crate::aws::agentcore::credential_providers::PaymentCredentialProviderItem>;
    pub type DatasetPages = Pages<crate::aws::agentcore::datasets::DatasetSummary>;
    pub type EvaluatorPages = Pages<crate::aws::agentcore::evaluators::EvaluatorSummary>;
    pub type GatewayPages = Pages<crate::aws::agentcore::gateways::GatewaySummary>;
    pub type HarnessPages = Pages<crate::aws::agentcore::harnesses::HarnessSummary>;
    pub type MemoryPages = Pages<crate::aws::agentcore::memories::MemorySummary>;
    pub type OnlineEvaluationConfigPages =
        Pages<crate::aws::agentcore::online_evaluation_configs::OnlineEvaluationConfigSummary>;
    pub type PaymentManagerPages =
        Pages<crate::aws::agentcore::payment_managers::PaymentManagerSummary>;
    pub type PolicyEnginePages = Pages<crate::aws::agentcore::policy_engines::PolicyEngine>;
    pub type RegistryPages = Pages<crate::aws::agentcore::registries::RegistrySummary>;
    pub type WorkloadIdentityPages =
        Pages<crate::aws::agentcore::workload_identities::WorkloadIdentityType>;
    // end: agentcore
}

/// The listings of Amazon SageMaker.
pub(crate) mod sagemaker {
    use crate::Pages;

    // generated: sagemaker
    pub type AlgorithmPages = Pages<crate::aws::sagemaker::algorithms::AlgorithmSummary>;
    pub type AppImageConfigPages =
        Pages<crate::aws::sagemaker::app_image_configs::AppImageConfigSummary>;
    pub type AppPages = Pages<crate::aws::sagemaker::apps::AppSummary>;
    pub type ArtifactPages = Pages<crate::aws::sagemaker::artifacts::ArtifactSummary>;
    pub type AutoMlJobPages = Pages<crate::aws::sagemaker::auto_ml_jobs::AutoMlJobSummary>;
    pub type ClusterPages = Pages<crate::aws::sagemaker::clusters::ClusterSummary>;
    pub type CodeRepositoryPages =
        Pages<crate::aws::sagemaker::code_repositories::CodeRepositorySummary>;
    pub type CompilationJobPages =
        Pages<crate::aws::sagemaker::compilation_jobs::CompilationJobSummary>;
    pub type DataQualityJobDefinitionPages =
        Pages<crate::aws::sagemaker::shapes::MonitoringJobDefinitionSummary>;
    pub type DomainPages = Pages<crate::aws::sagemaker::domains::DomainSummary>;
    pub type EndpointConfigPages =
        Pages<crate::aws::sagemaker::endpoint_configs::EndpointConfigSummary>;
    pub type EndpointPages = Pages<crate::aws::sagemaker::endpoints::EndpointSummary>;
    pub type ExperimentPages = Pages<crate::aws::sagemaker::experiments::ExperimentSummary>;
    pub type FeatureGroupPages = Pages<crate::aws::sagemaker::feature_groups::FeatureGroupSummary>;
    pub type FlowDefinitionPages =
        Pages<crate::aws::sagemaker::flow_definitions::FlowDefinitionSummary>;
    pub type HubPages = Pages<crate::aws::sagemaker::hubs::HubSummary>;
    pub type HyperParameterTuningJobPages =
        Pages<crate::aws::sagemaker::hyper_parameter_tuning_jobs::HyperParameterTuningJobSummary>;
    pub type ImagePages = Pages<crate::aws::sagemaker::images::Image>;
    pub type InferenceComponentPages =
        Pages<crate::aws::sagemaker::inference_components::InferenceComponentSummary>;
    pub type InferenceExperimentPages =
        Pages<crate::aws::sagemaker::inference_experiments::InferenceExperimentSummary>;
    pub type InferenceRecommendationsJobPages = Pages<
        crate::aws::sagemaker::inference_recommendations_jobs::InferenceRecommendationsJobSummary,
    >;
    pub type LabelingJobPages = Pages<crate::aws::sagemaker::labeling_jobs::LabelingJobSummary>;
    pub type MlflowAppPages = Pages<crate::aws::sagemaker::mlflow_apps::MlflowAppSummary>;
    pub type MlflowTrackingServerPages =
        Pages<crate::aws::sagemaker::mlflow_tracking_servers::TrackingServerSummary>;
    pub type ModelBiasJobDefinitionPages =
        Pages<crate::aws::sagemaker::shapes::MonitoringJobDefinitionSummary>;
    pub type ModelCardPages = Pages<crate::aws::sagemaker::model_cards::ModelCardSummary>;
    pub type ModelExplainabilityJobDefinitionPages =
        Pages<crate::aws::sagemaker::shapes::MonitoringJobDefinitionSummary>;
    pub type ModelPackageGroupPages =
        Pages<crate::aws::sagemaker::model_package_groups::ModelPackageGroupSummary>;
    pub type ModelPackagePages = Pages<crate::aws::sagemaker::model_packages::ModelPackageSummary>;
    pub type ModelQualityJobDefinitionPages =
        Pages<crate::aws::sagemaker::shapes::MonitoringJobDefinitionSummary>;
    pub type ModelPages = Pages<crate::aws::sagemaker::models::ModelSummary>;
    pub type MonitoringSchedulePages =
        Pages<crate::aws::sagemaker::monitoring_schedules::MonitoringScheduleSummary>;
    pub type NotebookInstanceLifecycleConfigPages = Pages<crate::aws::sagemaker::notebook_instance_lifecycle_configs::NotebookInstanceLifecycleConfigSummary>;
    pub type NotebookInstancePages =
        Pages<crate::aws::sagemaker::notebook_instances::NotebookInstanceSummary>;
    pub type OptimizationJobPages =
        Pages<crate::aws::sagemaker::optimization_jobs::OptimizationJobSummary>;
    pub type PartnerAppPages = Pages<crate::aws::sagemaker::partner_apps::PartnerAppSummary>;
    pub type PipelinePages = Pages<crate::aws::sagemaker::pipelines::PipelineSummary>;
    pub type ProcessingJobPages =
        Pages<crate::aws::sagemaker::processing_jobs::ProcessingJobSummary>;
    pub type ProjectPages = Pages<crate::aws::sagemaker::projects::ProjectSummary>;
    pub type SpacePages = Pages<crate::aws::sagemaker::spaces::SpaceSummary>;
    pub type StudioLifecycleConfigPages =
        Pages<crate::aws::sagemaker::studio_lifecycle_configs::StudioLifecycleConfigSummary>;
    pub type TrainingJobPages = Pages<crate::aws::sagemaker::training_jobs::TrainingJobSummary>;
    pub type TrainingPlanPages = Pages<crate::aws::sagemaker::training_plans::TrainingPlanSummary>;
    pub type TransformJobPages = Pages<crate::aws::sagemaker::transform_jobs::TransformJobSummary>;
    pub type TrialPages = Pages<crate::aws::sagemaker::trials::TrialSummary>;
    pub type UserProfilePages = Pages<crate::aws::sagemaker::user_profiles::UserProfileSummary>;
    pub type WorkteamPages = Pages<crate::aws::sagemaker::workteams::Workteam>;
    // end: sagemaker
}

/// The listings of what usage is read from.
pub(crate) mod usage {
    use crate::Pages;
    use crate::aws::{cloudtrail, cloudwatch, logs};

    pub type EventPages = Pages<cloudtrail::Event>;
    pub type MetricPages = Pages<cloudwatch::Metric>;
    pub type ModelInvocationPages = Pages<logs::ModelInvocation>;
}

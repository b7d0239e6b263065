//! The real client of `SageMaker` against the simulator: every operation is read by the SDK's own model.

use aws_credential_types::Credentials;
use aws_sdk_sagemaker::Client;
use aws_sdk_sagemaker::config::{BehaviorVersion, Region};
use aws_sdk_sagemaker::types::ModelPackageType;
use opencite_sim::{Estate, Sim};

use crate::modelled::{self, assert_nothing_refused, family};
use crate::sdk_fields::Fields;

type Seen = modelled::Seen<Client>;

fn client(sim: &Sim) -> Client {
    let keys = Credentials::new(
        sim.access_key_id(),
        sim.secret_access_key(),
        None,
        None,
        "test",
    );
    let config = aws_sdk_sagemaker::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(keys)
        .endpoint_url(sim.endpoint_url())
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .build();
    Client::from_conf(config)
}

async fn started(estate: Estate) -> (Sim, Client) {
    let sim = Sim::builder().estate(estate).start().await.expect("starts");
    let client = client(&sim);
    (sim, client)
}

#[rustfmt::skip]
async fn families_1(seen: &mut Seen) {
    family!(seen, "endpoint", list_endpoints, describe_endpoint, set_endpoint_name "EndpointName");
    family!(seen, "endpoint_config", list_endpoint_configs,
        describe_endpoint_config, set_endpoint_config_name "EndpointConfigName");
    family!(seen, "model", list_models, describe_model, set_model_name "ModelName");
    family!(seen, "model_package_group", list_model_package_groups,
        describe_model_package_group, set_model_package_group_name "ModelPackageGroupName");
    family!(seen, "model_package", list_model_packages,
        describe_model_package, set_model_package_name "ModelPackageName");
    family!(seen, "training_job", list_training_jobs, describe_training_job, set_training_job_name "TrainingJobName");
    family!(seen, "processing_job", list_processing_jobs,
        describe_processing_job, set_processing_job_name "ProcessingJobName");
    family!(seen, "transform_job", list_transform_jobs,
        describe_transform_job, set_transform_job_name "TransformJobName");
    family!(seen, "hyper_parameter_tuning_job", list_hyper_parameter_tuning_jobs,
        describe_hyper_parameter_tuning_job, set_hyper_parameter_tuning_job_name "HyperParameterTuningJobName");
    family!(seen, "auto_ml_job", list_auto_ml_jobs, describe_auto_ml_job_v2, set_auto_ml_job_name "AutoMLJobName");
    family!(seen, "compilation_job", list_compilation_jobs,
        describe_compilation_job, set_compilation_job_name "CompilationJobName");
    family!(seen, "labeling_job", list_labeling_jobs, describe_labeling_job, set_labeling_job_name "LabelingJobName");
}

#[rustfmt::skip]
async fn families_2(seen: &mut Seen) {
    family!(seen, "optimization_job", list_optimization_jobs,
        describe_optimization_job, set_optimization_job_name "OptimizationJobName");
    family!(seen, "inference_recommendations_job", list_inference_recommendations_jobs,
        describe_inference_recommendations_job, set_job_name "JobName");
    family!(seen, "notebook_instance", list_notebook_instances,
        describe_notebook_instance, set_notebook_instance_name "NotebookInstanceName");
    family!(seen, "notebook_instance_lifecycle_config", list_notebook_instance_lifecycle_configs,
        describe_notebook_instance_lifecycle_config,
        set_notebook_instance_lifecycle_config_name "NotebookInstanceLifecycleConfigName");
    family!(seen, "domain", list_domains, describe_domain, set_domain_id "DomainId");
    family!(seen, "user_profile", list_user_profiles,
        describe_user_profile, set_domain_id "DomainId", set_user_profile_name "UserProfileName");
    family!(seen, "space", list_spaces, describe_space, set_domain_id "DomainId", set_space_name "SpaceName");
    family!(seen, "app_image_config", list_app_image_configs,
        describe_app_image_config, set_app_image_config_name "AppImageConfigName");
    family!(seen, "studio_lifecycle_config", list_studio_lifecycle_configs,
        describe_studio_lifecycle_config, set_studio_lifecycle_config_name "StudioLifecycleConfigName");
    family!(seen, "pipeline", list_pipelines, describe_pipeline, set_pipeline_name "PipelineName");
    family!(seen, "feature_group", list_feature_groups,
        describe_feature_group, set_feature_group_name "FeatureGroupName");
    family!(seen, "cluster", list_clusters, describe_cluster, set_cluster_name "ClusterName");
}

#[rustfmt::skip]
async fn families_3(seen: &mut Seen) {
    family!(seen, "hub", list_hubs, describe_hub, set_hub_name "HubName");
    family!(seen, "monitoring_schedule", list_monitoring_schedules,
        describe_monitoring_schedule, set_monitoring_schedule_name "MonitoringScheduleName");
    family!(seen, "data_quality_job_definition", list_data_quality_job_definitions,
        describe_data_quality_job_definition, set_job_definition_name "JobDefinitionName");
    family!(seen, "model_bias_job_definition", list_model_bias_job_definitions,
        describe_model_bias_job_definition, set_job_definition_name "JobDefinitionName");
    family!(seen, "model_quality_job_definition", list_model_quality_job_definitions,
        describe_model_quality_job_definition, set_job_definition_name "JobDefinitionName");
    family!(seen, "model_explainability_job_definition", list_model_explainability_job_definitions,
        describe_model_explainability_job_definition, set_job_definition_name "JobDefinitionName");
    family!(seen, "model_card", list_model_cards, describe_model_card, set_model_card_name "ModelCardName");
    family!(seen, "experiment", list_experiments, describe_experiment, set_experiment_name "ExperimentName");
    family!(seen, "trial", list_trials, describe_trial, set_trial_name "TrialName");
    family!(seen, "mlflow_tracking_server", list_mlflow_tracking_servers,
        describe_mlflow_tracking_server, set_tracking_server_name "TrackingServerName");
    family!(seen, "mlflow_app", list_mlflow_apps, describe_mlflow_app, set_arn "Arn");
    family!(seen, "inference_component", list_inference_components,
        describe_inference_component, set_inference_component_name "InferenceComponentName");
}

#[rustfmt::skip]
async fn families_4(seen: &mut Seen) {
    family!(seen, "inference_experiment", list_inference_experiments, describe_inference_experiment, set_name "Name");
    family!(seen, "image", list_images, describe_image, set_image_name "ImageName");
    family!(seen, "project", list_projects, describe_project, set_project_name "ProjectName");
    family!(seen, "code_repository", list_code_repositories,
        describe_code_repository, set_code_repository_name "CodeRepositoryName");
    family!(seen, "algorithm", list_algorithms, describe_algorithm, set_algorithm_name "AlgorithmName");
    family!(seen, "workteam", list_workteams, describe_workteam, set_workteam_name "WorkteamName");
    family!(seen, "artifact", list_artifacts, describe_artifact, set_artifact_arn "ArtifactArn");
    family!(seen, "flow_definition", list_flow_definitions,
        describe_flow_definition, set_flow_definition_name "FlowDefinitionName");
    family!(seen, "partner_app", list_partner_apps, describe_partner_app, set_arn "Arn");
    family!(seen, "training_plan", list_training_plans,
        describe_training_plan, set_training_plan_name "TrainingPlanName");
}

/// Apps belong to a user or to a space.
async fn apps(seen: &mut Seen) {
    for record in seen.records("app") {
        let id = |field: &str| record.text(field).map(str::to_owned);
        let call = seen.client.describe_app();
        let call = call
            .set_domain_id(id("DomainId"))
            .set_app_name(id("AppName"));
        let call = call.set_user_profile_name(id("UserProfileName"));
        let call = call.set_space_name(id("SpaceName"));
        let call = call.set_app_type(id("AppType").map(|it| it.as_str().into()));
        seen.fields.note(&call.send().await.expect("describe_app"));
    }
    let listed = seen.client.list_apps().send().await.expect("list_apps");
    seen.fields.note(&listed);
}

/// Packages are listed with and without a version.
async fn packages(seen: &mut Seen) {
    let mut token = None;
    loop {
        let call = seen.client.list_model_packages();
        let call = call.model_package_type(ModelPackageType::Both);
        let page = call.set_next_token(token).send().await;
        let page = page.expect("list_model_packages");
        seen.fields.note(&page);
        token = page.next_token().map(str::to_owned);
        if token.is_none() {
            break;
        }
    }
}

#[tokio::test]
async fn every_answer_is_read_and_fills_every_field() {
    // A page of optimization jobs has fifty.
    let estate = modelled::estate("sagemaker", 12).with_sagemaker("optimization_job", 40);
    let (sim, client) = started(estate.clone()).await;
    let mut seen = Seen {
        client,
        estate,
        fields: Fields::default(),
    };
    families_1(&mut seen).await;
    families_2(&mut seen).await;
    families_3(&mut seen).await;
    families_4(&mut seen).await;
    apps(&mut seen).await;
    packages(&mut seen).await;
    assert_eq!(seen.fields.never_filled(), Vec::<&str>::new());
    // AWS's model has these, and the SDK does not yet.
    assert_eq!(seen.fields.unknown_values(), ["DrainFirst", "KV_AWARE"]);
    assert_nothing_refused(&sim);
}

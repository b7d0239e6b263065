//! Discovers the AI assets of Amazon SageMaker: models and their registry, the endpoints that serve them, the jobs that
//! make and check them, and the places where people work on them.
//!
//! One module a kind of asset, each with a `KIND`, which says how AWS's listing is walked, and a pure mapping from AWS's
//! records to an [`Asset`](opencite_plugin_sdk::Asset).

mod algorithm;
mod app;
mod app_image_config;
mod arn;
mod artifact;
mod auto_ml_job;
mod cluster;
mod code_repository;
mod compilation_job;
mod data_quality_job_definition;
mod domain;
mod endpoint;
mod endpoint_config;
mod endpoint_metric;
mod experiment;
mod feature_group;
mod flow_definition;
mod hub;
mod hyper_parameter_tuning_job;
mod image;
mod inference_component;
mod inference_experiment;
mod inference_recommendations_job;
mod job_days;
mod labeling_job;
mod mlflow_app;
mod mlflow_tracking_server;
mod model;
mod model_bias_job_definition;
mod model_card;
mod model_explainability_job_definition;
mod model_package;
mod model_package_group;
mod model_quality_job_definition;
mod monitoring;
mod monitoring_schedule;
mod notebook_instance;
mod notebook_instance_lifecycle_config;
mod optimization_job;
mod partner_app;
mod pipeline;
mod processing_job;
mod project;
mod shapes;
mod space;
mod studio;
mod studio_lifecycle_config;
mod training_job;
mod training_plan;
mod transform_job;
mod trial;
mod user_profile;
mod workteam;

use opencite_plugin_sdk::{AssetKind, ConfigField, Plugin, UsageKind};

struct AwsSagemaker;

impl Plugin for AwsSagemaker {
    const ID: &'static str = "aws_sagemaker";
    const VERSION: &'static str = env!("CARGO_PKG_VERSION");
    const TITLE: &'static str = "Amazon SageMaker";
    const KINDS: &'static [AssetKind] = &[
        endpoint::KIND,
        endpoint_config::KIND,
        model::KIND,
        model_package_group::KIND,
        model_package::KIND,
        model_card::KIND,
        inference_component::KIND,
        inference_experiment::KIND,
        training_job::KIND,
        processing_job::KIND,
        transform_job::KIND,
        hyper_parameter_tuning_job::KIND,
        hub::KIND,
        auto_ml_job::KIND,
        compilation_job::KIND,
        labeling_job::KIND,
        optimization_job::KIND,
        inference_recommendations_job::KIND,
        monitoring_schedule::KIND,
        data_quality_job_definition::KIND,
        model_bias_job_definition::KIND,
        model_quality_job_definition::KIND,
        model_explainability_job_definition::KIND,
        notebook_instance::KIND,
        notebook_instance_lifecycle_config::KIND,
        domain::KIND,
        user_profile::KIND,
        space::KIND,
        app::KIND,
        app_image_config::KIND,
        studio_lifecycle_config::KIND,
        image::KIND,
        code_repository::KIND,
        project::KIND,
        pipeline::KIND,
        feature_group::KIND,
        cluster::KIND,
        training_plan::KIND,
        experiment::KIND,
        trial::KIND,
        mlflow_tracking_server::KIND,
        mlflow_app::KIND,
        artifact::KIND,
        algorithm::KIND,
        workteam::KIND,
        flow_definition::KIND,
        partner_app::KIND,
    ];

    const USAGE: &'static [UsageKind] = &[endpoint_metric::SOURCE];

    fn config() -> Vec<ConfigField> {
        vec![job_days::FIELD]
    }
}

opencite_plugin_sdk::export!(AwsSagemaker);

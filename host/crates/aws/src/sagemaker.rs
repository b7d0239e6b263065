//! Amazon SageMaker: its operations and the mapping of its answers, a module a family of resources.
//!
//! Written by `wit/generate.py`, as is the WIT.

// generated: sagemaker
mod algorithms;
mod app_image_configs;
mod apps;
mod artifacts;
mod auto_ml_jobs;
mod clusters;
mod code_repositories;
mod compilation_jobs;
mod data_quality_job_definitions;
mod domains;
mod endpoint_configs;
mod endpoints;
mod enums;
mod experiments;
mod feature_groups;
mod flow_definitions;
mod hubs;
mod hyper_parameter_tuning_jobs;
mod images;
mod inference_components;
mod inference_experiments;
mod inference_recommendations_jobs;
mod labeling_jobs;
mod mlflow_apps;
mod mlflow_tracking_servers;
mod model_bias_job_definitions;
mod model_cards;
mod model_explainability_job_definitions;
mod model_package_groups;
mod model_packages;
mod model_quality_job_definitions;
mod models;
mod monitoring_schedules;
mod notebook_instance_lifecycle_configs;
mod notebook_instances;
mod optimization_jobs;
mod partner_apps;
mod pipelines;
mod processing_jobs;
mod projects;
mod shapes;
mod spaces;
mod studio_lifecycle_configs;
mod training_jobs;
mod training_plans;
mod transform_jobs;
mod trials;
mod user_profiles;
mod workteams;
// end: sagemaker

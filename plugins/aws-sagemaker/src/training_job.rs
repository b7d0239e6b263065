//! Training jobs.

use opencite_plugin_sdk::aws::sagemaker::training_jobs::{
    AlgorithmSpecification, TrainingJobDetail, TrainingJobSummary, describe_training_job,
    list_training_jobs,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

use crate::arn::sibling;
use crate::job_days::made_after;
use crate::shapes::{channels, network, part_of, training_output, training_resources};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "training_job",
    title: "Training jobs",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_training_jobs(made_after()?.as_deref()), &DESCRIPTION),
    verify: || try_list_and_describe(&list_training_jobs(None), &DESCRIPTION),
};

const DESCRIPTION: Description<TrainingJobSummary, TrainingJobDetail> = Description {
    actions: [
        "sagemaker:ListTrainingJobs",
        "sagemaker:DescribeTrainingJob",
    ],
    id: |job| job.training_job_arn.as_deref().unwrap_or_default(),
    key: |job| job.training_job_name.clone().unwrap_or_default(),
    describe: describe_training_job,
    asset,
};

fn asset(job: &TrainingJobSummary, detail: Option<&TrainingJobDetail>) -> Asset {
    let arn = job.training_job_arn.as_deref().unwrap_or_default();
    let name = job.training_job_name.as_deref().unwrap_or_default();
    let asset = Asset::new(arn, name)
        .status(job.training_job_status.as_deref())
        .created(job.creation_time.as_deref())
        .modified(job.last_modified_time.as_deref())
        .properties(properties(job, detail));
    match detail {
        Some(detail) => {
            let asset = runs(asset, arn, detail);
            let asset = makes(asset, detail);
            belongs_to(asset, arn, detail)
        }
        None => asset.relation("training-plan", job.training_plan_arn.as_deref()),
    }
}

fn properties(job: &TrainingJobSummary, detail: Option<&TrainingJobDetail>) -> Properties {
    let resources = detail.and_then(|job| job.resource_config.as_ref());
    let algorithm = detail.and_then(|job| job.algorithm_specification.as_ref());
    let output = detail.and_then(|job| job.output_data_config.as_ref());
    Properties::default()
        .record(job)
        .record(&detail)
        .by_name("hyper_parameters")
        .by_name("environment")
        .by_name("debug_hook_config.hook_parameters")
        .by_name("debug_hook_config.collection_configurations.collection_parameters")
        .by_name("debug_rule_configurations.rule_parameters")
        .by_name("profiler_config.profiling_parameters")
        .by_name("profiler_rule_configurations.rule_parameters")
        .rename("training_end_time", "end_time")
        .rename("billable_time_in_seconds", "billable_seconds")
        .set("instance_type", resources.map(|it| &it.instance_type))
        .set("instance_count", resources.map(|it| it.instance_count))
        .set("volume_size_gb", resources.map(|it| it.volume_size_in_gb))
        .set("training_image", algorithm.map(|it| &it.training_image))
        .set(
            "training_input_mode",
            algorithm.map(|it| &it.training_input_mode),
        )
        .set("output_path", output.map(|it| &it.s3_output_path))
}

/// What it runs, as what, and where.
fn runs(asset: Asset, own: &str, job: &TrainingJobDetail) -> Asset {
    let specification = job.algorithm_specification.as_ref();
    let name = specification.and_then(|it| it.algorithm_name.as_deref());
    let algorithm = sibling(own, "algorithm", name);
    let model = job.serverless_job_config.as_ref();
    asset
        .relation("role", job.role_arn.as_deref())
        .relation(
            "container-image",
            specification.and_then(|it| it.training_image.as_deref()),
        )
        .relation("lambda", specification.and_then(credentials))
        .relation("algorithm", algorithm.as_deref())
        .relation("base-model", model.map(|it| it.base_model_arn.as_str()))
        .edges(channels(&job.input_data_config))
        .edges(training_resources(job.resource_config.as_ref()))
        .edges(network(job.vpc_config.as_ref()))
}

/// The Lambda function that knows how to sign in to a private registry.
fn credentials(algorithm: &AlgorithmSpecification) -> Option<&str> {
    let config = algorithm.training_image_config.as_ref()?;
    let config = config.training_repository_auth_config.as_ref()?;
    config
        .training_repository_credentials_provider_arn
        .as_deref()
}

/// What it makes, and where that goes. A model that was made of the artifacts has the same address as `input-s3`.
fn makes(asset: Asset, job: &TrainingJobDetail) -> Asset {
    let artifacts = job.model_artifacts.as_ref();
    let checkpoints = job.checkpoint_config.as_ref();
    let registry = job.model_package_config.as_ref();
    asset
        .edges(training_output(job.output_data_config.as_ref()))
        .relation(
            "output-s3",
            artifacts.and_then(|it| it.s3_model_artifacts.as_deref()),
        )
        .relation("output-s3", checkpoints.and_then(|it| it.s3_uri.as_deref()))
        .relation("output-model", job.output_model_package_arn.as_deref())
        .relation(
            "source-model",
            registry.and_then(|it| it.source_model_package_arn.as_deref()),
        )
        .relation(
            "model-package-group",
            registry.map(|it| it.model_package_group_arn.as_str()),
        )
}

/// What it is a part of.
fn belongs_to(asset: Asset, own: &str, job: &TrainingJobDetail) -> Asset {
    let mlflow = job.mlflow_config.as_ref();
    let asset = asset
        .relation("tuning-job", job.tuning_job_arn.as_deref())
        .relation("labeling-job", job.labeling_job_arn.as_deref())
        .relation("auto-ml-job", job.auto_ml_job_arn.as_deref())
        .relation("mlflow", mlflow.map(|it| it.mlflow_resource_arn.as_str()));
    part_of(asset, own, job.experiment_config.as_ref())
}

#[cfg(test)]
mod tests;

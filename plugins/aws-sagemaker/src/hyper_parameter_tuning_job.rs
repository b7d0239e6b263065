//! Hyperparameter tuning jobs: many training jobs, in search of the best.

use opencite_plugin_sdk::aws::sagemaker::hyper_parameter_tuning_jobs::{
    HyperParameterTrainingJobDefinition, HyperParameterTuningJobDetail,
    HyperParameterTuningJobSummary, describe_hyper_parameter_tuning_job,
    list_hyper_parameter_tuning_jobs,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

use crate::arn::{sibling, siblings};
use crate::job_days::made_after;
use crate::shapes::{channels, network, training_output, training_resources};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "hyper_parameter_tuning_job",
    title: "Hyperparameter tuning jobs",
    scope: Scope::Regional,
    discover: |_| {
        let jobs = list_hyper_parameter_tuning_jobs(made_after()?.as_deref());
        list_and_describe(&jobs, &DESCRIPTION)
    },
    verify: || try_list_and_describe(&list_hyper_parameter_tuning_jobs(None), &DESCRIPTION),
};

const DESCRIPTION: Description<HyperParameterTuningJobSummary, HyperParameterTuningJobDetail> =
    Description {
        actions: [
            "sagemaker:ListHyperParameterTuningJobs",
            "sagemaker:DescribeHyperParameterTuningJob",
        ],
        id: |job| {
            job.hyper_parameter_tuning_job_arn
                .as_deref()
                .unwrap_or_default()
        },
        key: |job| {
            job.hyper_parameter_tuning_job_name
                .clone()
                .unwrap_or_default()
        },
        describe: describe_hyper_parameter_tuning_job,
        asset,
    };

fn asset(
    job: &HyperParameterTuningJobSummary,
    detail: Option<&HyperParameterTuningJobDetail>,
) -> Asset {
    let arn = job
        .hyper_parameter_tuning_job_arn
        .as_deref()
        .unwrap_or_default();
    let name = job
        .hyper_parameter_tuning_job_name
        .as_deref()
        .unwrap_or_default();
    let properties = Properties::default()
        .record(job)
        .record(&detail)
        .by_name("training_job_definition.static_hyper_parameters")
        .by_name("training_job_definition.environment")
        .by_name("training_job_definitions.static_hyper_parameters")
        .by_name("training_job_definitions.environment")
        .by_name("best_training_job.tuned_hyper_parameters")
        .by_name("overall_best_training_job.tuned_hyper_parameters");
    let asset = Asset::new(arn, name)
        .status(job.hyper_parameter_tuning_job_status.as_deref())
        .created(job.creation_time.as_deref())
        .modified(job.last_modified_time.as_deref())
        .properties(properties);
    match detail {
        Some(detail) => {
            let asset = found(asset, arn, detail);
            definitions(detail).fold(asset, |asset, it| trains(asset, arn, it))
        }
        None => asset,
    }
}

/// The best of its training jobs, and the tuning jobs that it learned from.
fn found(asset: Asset, own: &str, job: &HyperParameterTuningJobDetail) -> Asset {
    let best = job.best_training_job.iter();
    let best = best.chain(&job.overall_best_training_job);
    let parents = job.warm_start_config.iter();
    let parents = parents.flat_map(|it| &it.parent_hyper_parameter_tuning_jobs);
    let parents = parents.filter_map(|it| it.hyper_parameter_tuning_job_name.as_deref());
    let parents = siblings(own, "hyper-parameter-tuning-job", parents);
    asset
        .relations(
            "training-job",
            best.filter_map(|it| it.training_job_arn.as_deref()),
        )
        .relations("tuning-job", &parents)
}

fn definitions(
    job: &HyperParameterTuningJobDetail,
) -> impl Iterator<Item = &HyperParameterTrainingJobDefinition> {
    job.training_job_definition
        .iter()
        .chain(&job.training_job_definitions)
}

fn trains(asset: Asset, own: &str, training: &HyperParameterTrainingJobDefinition) -> Asset {
    let specification = training.algorithm_specification.as_ref();
    let name = specification.and_then(|it| it.algorithm_name.as_deref());
    let algorithm = sibling(own, "algorithm", name);
    let checkpoints = training.checkpoint_config.as_ref();
    let resources = training.hyper_parameter_tuning_resource_config.as_ref();
    asset
        .relation("role", training.role_arn.as_deref())
        .relation(
            "container-image",
            specification.and_then(|it| it.training_image.as_deref()),
        )
        .relation("algorithm", algorithm.as_deref())
        .edges(channels(&training.input_data_config))
        .edges(training_output(training.output_data_config.as_ref()))
        .relation("output-s3", checkpoints.and_then(|it| it.s3_uri.as_deref()))
        .edges(training_resources(training.resource_config.as_ref()))
        .relation(
            "kms-key",
            resources.and_then(|it| it.volume_kms_key_id.as_deref()),
        )
        .edges(network(training.vpc_config.as_ref()))
}

#[cfg(test)]
mod tests;

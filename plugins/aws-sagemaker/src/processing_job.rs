//! Processing jobs: preparation of data, evaluation of models, and the runs of monitoring.

use opencite_plugin_sdk::aws::sagemaker::processing_jobs::{
    DatasetDefinition, ProcessingInput, ProcessingJobDetail, ProcessingJobSummary,
    ProcessingOutput, describe_processing_job, list_processing_jobs,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

use crate::arn::siblings;
use crate::job_days::made_after;
use crate::shapes::{Edge, network, part_of};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "processing_job",
    title: "Processing jobs",
    scope: Scope::Regional,
    discover: |_| {
        list_and_describe(
            &list_processing_jobs(made_after()?.as_deref()),
            &DESCRIPTION,
        )
    },
    verify: || try_list_and_describe(&list_processing_jobs(None), &DESCRIPTION),
};

const DESCRIPTION: Description<ProcessingJobSummary, ProcessingJobDetail> = Description {
    actions: [
        "sagemaker:ListProcessingJobs",
        "sagemaker:DescribeProcessingJob",
    ],
    id: |job| job.processing_job_arn.as_deref().unwrap_or_default(),
    key: |job| job.processing_job_name.clone().unwrap_or_default(),
    describe: describe_processing_job,
    asset,
};

fn asset(job: &ProcessingJobSummary, detail: Option<&ProcessingJobDetail>) -> Asset {
    let arn = job.processing_job_arn.as_deref().unwrap_or_default();
    let name = job.processing_job_name.as_deref().unwrap_or_default();
    let properties = Properties::default()
        .record(job)
        .record(&detail)
        .by_name("environment");
    let asset = Asset::new(arn, name)
        .status(job.processing_job_status.as_deref())
        .created(job.creation_time.as_deref())
        .modified(job.last_modified_time.as_deref())
        .properties(properties);
    match detail {
        Some(detail) => {
            let asset = belongs_to(runs(asset, detail), arn, detail);
            writes(asset, arn, detail)
        }
        None => asset,
    }
}

fn runs(asset: Asset, job: &ProcessingJobDetail) -> Asset {
    let app = job.app_specification.as_ref();
    let resources = job.processing_resources.as_ref();
    let cluster = resources.and_then(|it| it.cluster_config.as_ref());
    let vpc = job
        .network_config
        .as_ref()
        .and_then(|it| it.vpc_config.as_ref());
    asset
        .relation("role", job.role_arn.as_deref())
        .relation(
            "container-image",
            app.and_then(|it| it.image_uri.as_deref()),
        )
        .edges(job.processing_inputs.iter().flat_map(input))
        .relation(
            "kms-key",
            cluster.and_then(|it| it.volume_kms_key_id.as_deref()),
        )
        .edges(network(vpc))
}

fn input(input: &ProcessingInput) -> impl Iterator<Item = Edge<'_>> {
    let files = input.s3_input.as_ref();
    let files = files.and_then(|it| it.s3_uri.as_deref());
    let queried = input.dataset_definition.iter().flat_map(queried);
    files
        .map(|uri| ("input-s3", uri))
        .into_iter()
        .chain(queried)
}

/// Data that is queried for the job. The answer is laid down in S3 first.
fn queried(dataset: &DatasetDefinition) -> impl Iterator<Item = Edge<'_>> {
    let athena = dataset.athena_dataset_definition.as_ref();
    let redshift = dataset.redshift_dataset_definition.as_ref();
    [
        (
            "input-s3",
            athena.and_then(|it| it.output_s3_uri.as_deref()),
        ),
        ("kms-key", athena.and_then(|it| it.kms_key_id.as_deref())),
        (
            "input-s3",
            redshift.and_then(|it| it.output_s3_uri.as_deref()),
        ),
        ("kms-key", redshift.and_then(|it| it.kms_key_id.as_deref())),
        (
            "role",
            redshift.and_then(|it| it.cluster_role_arn.as_deref()),
        ),
    ]
    .into_iter()
    .filter_map(|(kind, target)| Some((kind, target?)))
}

fn writes(asset: Asset, own: &str, job: &ProcessingJobDetail) -> Asset {
    let Some(config) = &job.processing_output_config else {
        return asset;
    };
    let groups = config.outputs.iter().filter_map(feature_group);
    asset
        .relations("output-s3", config.outputs.iter().filter_map(files))
        .relations("feature-group", &siblings(own, "feature-group", groups))
        .relation("kms-key", config.kms_key_id.as_deref())
}

fn files(output: &ProcessingOutput) -> Option<&str> {
    output.s3_output.as_ref()?.s3_uri.as_deref()
}

fn feature_group(output: &ProcessingOutput) -> Option<&str> {
    let store = output.feature_store_output.as_ref()?;
    store.feature_group_name.as_deref()
}

fn belongs_to(asset: Asset, own: &str, job: &ProcessingJobDetail) -> Asset {
    let asset = asset
        .relation(
            "monitoring-schedule",
            job.monitoring_schedule_arn.as_deref(),
        )
        .relation("auto-ml-job", job.auto_ml_job_arn.as_deref())
        .relation("training-job", job.training_job_arn.as_deref());
    part_of(asset, own, job.experiment_config.as_ref())
}

#[cfg(test)]
mod tests;

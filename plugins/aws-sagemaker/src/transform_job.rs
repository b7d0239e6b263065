//! Batch transform jobs: a model answers for a whole set of data.

use opencite_plugin_sdk::aws::sagemaker::transform_jobs::{
    TransformJobDetail, TransformJobSummary, describe_transform_job, list_transform_jobs,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

use crate::arn::sibling;
use crate::job_days::made_after;
use crate::shapes::{part_of, transform_input};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "transform_job",
    title: "Batch transform jobs",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_transform_jobs(made_after()?.as_deref()), &DESCRIPTION),
    verify: || try_list_and_describe(&list_transform_jobs(None), &DESCRIPTION),
};

const DESCRIPTION: Description<TransformJobSummary, TransformJobDetail> = Description {
    actions: [
        "sagemaker:ListTransformJobs",
        "sagemaker:DescribeTransformJob",
    ],
    id: |job| job.transform_job_arn.as_deref().unwrap_or_default(),
    key: |job| job.transform_job_name.clone().unwrap_or_default(),
    describe: describe_transform_job,
    asset,
};

fn asset(job: &TransformJobSummary, detail: Option<&TransformJobDetail>) -> Asset {
    let arn = job.transform_job_arn.as_deref().unwrap_or_default();
    let name = job.transform_job_name.as_deref().unwrap_or_default();
    let properties = Properties::default()
        .record(job)
        .record(&detail)
        .by_name("environment");
    let asset = Asset::new(arn, name)
        .status(job.transform_job_status.as_deref())
        .created(job.creation_time.as_deref())
        .modified(job.last_modified_time.as_deref())
        .properties(properties);
    match detail {
        Some(detail) => belongs_to(transforms(asset, arn, detail), arn, detail),
        None => asset,
    }
}

fn transforms(asset: Asset, own: &str, job: &TransformJobDetail) -> Asset {
    let model = sibling(own, "model", job.model_name.as_deref());
    let output = job.transform_output.as_ref();
    let capture = job.data_capture_config.as_ref();
    let resources = job.transform_resources.as_ref();
    asset
        .relation("model", model.as_deref())
        .relation("input-s3", transform_input(job.transform_input.as_ref()))
        .relation(
            "output-s3",
            output.and_then(|it| it.s3_output_path.as_deref()),
        )
        .relation(
            "output-s3",
            capture.and_then(|it| it.destination_s3_uri.as_deref()),
        )
        .relation("kms-key", output.and_then(|it| it.kms_key_id.as_deref()))
        .relation("kms-key", capture.and_then(|it| it.kms_key_id.as_deref()))
        .relation(
            "kms-key",
            resources.and_then(|it| it.volume_kms_key_id.as_deref()),
        )
}

fn belongs_to(asset: Asset, own: &str, job: &TransformJobDetail) -> Asset {
    let asset = asset
        .relation("labeling-job", job.labeling_job_arn.as_deref())
        .relation("auto-ml-job", job.auto_ml_job_arn.as_deref());
    part_of(asset, own, job.experiment_config.as_ref())
}

#[cfg(test)]
mod tests;

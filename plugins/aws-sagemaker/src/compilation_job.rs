//! Compilation jobs (Neo): a model is compiled for a device.

use opencite_plugin_sdk::aws::sagemaker::compilation_jobs::{
    CompilationJobDetail, CompilationJobSummary, describe_compilation_job, list_compilation_jobs,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

use crate::job_days::made_after;
use crate::shapes::place_in;

pub(crate) const KIND: AssetKind = AssetKind {
    name: "compilation_job",
    title: "Compilation jobs",
    scope: Scope::Regional,
    discover: |_| {
        list_and_describe(
            &list_compilation_jobs(made_after()?.as_deref()),
            &DESCRIPTION,
        )
    },
    verify: || try_list_and_describe(&list_compilation_jobs(None), &DESCRIPTION),
};

const DESCRIPTION: Description<CompilationJobSummary, CompilationJobDetail> = Description {
    actions: [
        "sagemaker:ListCompilationJobs",
        "sagemaker:DescribeCompilationJob",
    ],
    id: |job| job.compilation_job_arn.as_deref().unwrap_or_default(),
    key: |job| job.compilation_job_name.clone().unwrap_or_default(),
    describe: describe_compilation_job,
    asset,
};

fn asset(job: &CompilationJobSummary, detail: Option<&CompilationJobDetail>) -> Asset {
    let arn = job.compilation_job_arn.as_deref().unwrap_or_default();
    let name = job.compilation_job_name.as_deref().unwrap_or_default();
    let asset = Asset::new(arn, name)
        .status(job.compilation_job_status.as_deref())
        .created(job.creation_time.as_deref())
        .modified(job.last_modified_time.as_deref())
        .properties(Properties::default().record(job).record(&detail));
    match detail {
        Some(detail) => compiles(asset, detail),
        None => asset,
    }
}

fn compiles(asset: Asset, job: &CompilationJobDetail) -> Asset {
    let input = job.input_config.as_ref();
    let output = job.output_config.as_ref();
    let artifacts = job.model_artifacts.as_ref();
    let network = job.vpc_config.iter();
    asset
        .relation("role", job.role_arn.as_deref())
        .relation("model-package", job.model_package_version_arn.as_deref())
        .relation("container-image", job.inference_image.as_deref())
        .relation("input-s3", input.and_then(|it| it.s3_uri.as_deref()))
        .relation(
            "output-s3",
            output.and_then(|it| it.s3_output_location.as_deref()),
        )
        .relation(
            "output-s3",
            artifacts.and_then(|it| it.s3_model_artifacts.as_deref()),
        )
        .relation("kms-key", output.and_then(|it| it.kms_key_id.as_deref()))
        .edges(network.flat_map(|it| place_in(&it.subnets, &it.security_group_ids)))
}

#[cfg(test)]
mod tests;

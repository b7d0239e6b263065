//! Optimization jobs: a model is quantized, compiled, sharded or given a draft model, to answer faster.

use opencite_plugin_sdk::aws::sagemaker::optimization_jobs::{
    OptimizationConfig, OptimizationJobDetail, OptimizationJobSummary, OptimizationSageMakerModel,
    describe_optimization_job, list_optimization_jobs,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

use crate::arn::sibling;
use crate::job_days::made_after;
use crate::shapes::{Edge, place_in};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "optimization_job",
    title: "Optimization jobs",
    scope: Scope::Regional,
    discover: |_| {
        let jobs = list_optimization_jobs(made_after()?.as_deref());
        list_and_describe(&jobs, &DESCRIPTION)
    },
    verify: || try_list_and_describe(&list_optimization_jobs(None), &DESCRIPTION),
};

const DESCRIPTION: Description<OptimizationJobSummary, OptimizationJobDetail> = Description {
    actions: [
        "sagemaker:ListOptimizationJobs",
        "sagemaker:DescribeOptimizationJob",
    ],
    id: |job| job.optimization_job_arn.as_deref().unwrap_or_default(),
    key: |job| job.optimization_job_name.clone().unwrap_or_default(),
    describe: describe_optimization_job,
    asset,
};

fn asset(job: &OptimizationJobSummary, detail: Option<&OptimizationJobDetail>) -> Asset {
    let arn = job.optimization_job_arn.as_deref().unwrap_or_default();
    let name = job.optimization_job_name.as_deref().unwrap_or_default();
    let properties = Properties::default()
        .record(job)
        .record(&detail)
        .by_name("optimization_environment")
        .by_name("optimization_configs.model_compilation_config.override_environment")
        .by_name("optimization_configs.model_quantization_config.override_environment")
        .by_name("optimization_configs.model_sharding_config.override_environment");
    let asset = Asset::new(arn, name)
        .status(job.optimization_job_status.as_deref())
        .created(job.creation_time.as_deref())
        .modified(job.last_modified_time.as_deref())
        .properties(properties);
    match detail {
        Some(detail) => optimizes(runs(asset, detail), arn, detail),
        None => asset,
    }
}

fn runs(asset: Asset, job: &OptimizationJobDetail) -> Asset {
    let network = job.vpc_config.iter();
    asset
        .relation("role", job.role_arn.as_deref())
        .edges(job.optimization_configs.iter().flat_map(uses))
        .relations("training-plan", &job.training_plan_arns)
        .edges(network.flat_map(|it| place_in(&it.subnets, &it.security_group_ids)))
}

/// What a way of optimizing needs.
fn uses(config: &OptimizationConfig) -> impl Iterator<Item = Edge<'_>> {
    let compilation = config.model_compilation_config.as_ref();
    let quantization = config.model_quantization_config.as_ref();
    let sharding = config.model_sharding_config.as_ref();
    let decoding = config.model_speculative_decoding_config.as_ref();
    let training = decoding.and_then(|it| it.training_data_source.as_ref());
    [
        (
            "container-image",
            compilation.and_then(|it| it.image.as_deref()),
        ),
        (
            "container-image",
            quantization.and_then(|it| it.image.as_deref()),
        ),
        (
            "container-image",
            sharding.and_then(|it| it.image.as_deref()),
        ),
        ("input-s3", training.and_then(|it| it.s3_uri.as_deref())),
    ]
    .into_iter()
    .filter_map(|(kind, target)| Some((kind, target?)))
}

fn optimizes(asset: Asset, own: &str, job: &OptimizationJobDetail) -> Asset {
    let source = job.model_source.as_ref();
    let files = source.and_then(|it| it.s3.as_ref());
    let source = source.and_then(|it| it.sage_maker_model.as_ref());
    let output = job.output_config.as_ref();
    let made = output.and_then(|it| it.sage_maker_model.as_ref());
    asset
        .relation("source-model", model(own, source).as_deref())
        .relation("input-s3", files.and_then(|it| it.s3_uri.as_deref()))
        .relation("output-model", model(own, made).as_deref())
        .relation(
            "output-s3",
            output.and_then(|it| it.s3_output_location.as_deref()),
        )
        .relation("kms-key", output.and_then(|it| it.kms_key_id.as_deref()))
}

fn model(own: &str, model: Option<&OptimizationSageMakerModel>) -> Option<String> {
    sibling(own, "model", model?.model_name.as_deref())
}

#[cfg(test)]
mod tests;

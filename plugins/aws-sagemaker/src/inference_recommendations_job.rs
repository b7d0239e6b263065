//! Inference Recommender jobs: a model is tried on several kinds of instances.

use opencite_plugin_sdk::aws::sagemaker::inference_recommendations_jobs::{
    InferenceRecommendationsJobDetail, InferenceRecommendationsJobSummary,
    RecommendationJobInputConfig, describe_inference_recommendations_job,
    list_inference_recommendations_jobs,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

use crate::arn::{sibling, siblings};
use crate::job_days::made_after;
use crate::shapes::place_in;

pub(crate) const KIND: AssetKind = AssetKind {
    name: "inference_recommendations_job",
    title: "Inference recommendation jobs",
    scope: Scope::Regional,
    discover: |_| {
        let jobs = list_inference_recommendations_jobs(made_after()?.as_deref());
        list_and_describe(&jobs, &DESCRIPTION)
    },
    verify: || try_list_and_describe(&list_inference_recommendations_jobs(None), &DESCRIPTION),
};

const DESCRIPTION: Description<
    InferenceRecommendationsJobSummary,
    InferenceRecommendationsJobDetail,
> = Description {
    actions: [
        "sagemaker:ListInferenceRecommendationsJobs",
        "sagemaker:DescribeInferenceRecommendationsJob",
    ],
    id: |job| job.job_arn.as_deref().unwrap_or_default(),
    key: |job| job.job_name.clone().unwrap_or_default(),
    describe: describe_inference_recommendations_job,
    asset,
};

fn asset(
    job: &InferenceRecommendationsJobSummary,
    detail: Option<&InferenceRecommendationsJobDetail>,
) -> Asset {
    let arn = job.job_arn.as_deref().unwrap_or_default();
    let model = sibling(arn, "model", job.model_name.as_deref());
    let asset = Asset::new(arn, job.job_name.as_deref().unwrap_or_default())
        .status(job.status.as_deref())
        .created(job.creation_time.as_deref())
        .modified(job.last_modified_time.as_deref())
        .relation("role", job.role_arn.as_deref())
        .relation("model", model.as_deref())
        .relation("model-package", job.model_package_version_arn.as_deref())
        .relation("input-s3", job.sample_payload_url.as_deref())
        .properties(Properties::default().record(job).record(&detail));
    let asset = match detail {
        Some(detail) => asset.relations("compilation-job", &compilations(arn, detail)),
        None => asset,
    };
    match detail.and_then(|detail| detail.input_config.as_ref()) {
        Some(config) => tries(asset, arn, config),
        None => asset,
    }
}

/// The jobs that compiled what is recommended.
fn compilations(own: &str, job: &InferenceRecommendationsJobDetail) -> Vec<String> {
    let configurations = job.inference_recommendations.iter();
    let configurations = configurations.filter_map(|it| it.model_configuration.as_ref());
    let names = configurations.filter_map(|it| it.compilation_job_name.as_deref());
    siblings(own, "compilation-job", names)
}

fn tries(asset: Asset, own: &str, config: &RecommendationJobInputConfig) -> Asset {
    let endpoints = config.endpoints.iter();
    let endpoints = endpoints.filter_map(|it| it.endpoint_name.as_deref());
    let network = config.vpc_config.iter();
    asset
        .relations("endpoint", &siblings(own, "endpoint", endpoints))
        .relation("kms-key", config.volume_kms_key_id.as_deref())
        .edges(network.flat_map(|it| place_in(&it.subnets, &it.security_group_ids)))
}

#[cfg(test)]
mod tests;

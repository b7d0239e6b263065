//! Autopilot jobs, which the API calls `AutoML`: SageMaker itself looks for the model that fits some data.

use opencite_plugin_sdk::aws::sagemaker::auto_ml_jobs::{
    AutoMlCandidate, AutoMlCandidateStep, AutoMlJobChannel, AutoMlJobDetail, AutoMlJobSummary,
    describe_auto_ml_job_v2, list_auto_ml_jobs,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

use crate::arn::sibling;
use crate::job_days::made_after;
use crate::shapes::{Edge, network};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "auto_ml_job",
    title: "AutoML jobs",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_auto_ml_jobs(made_after()?.as_deref()), &DESCRIPTION),
    verify: || try_list_and_describe(&list_auto_ml_jobs(None), &DESCRIPTION),
};

const DESCRIPTION: Description<AutoMlJobSummary, AutoMlJobDetail> = Description {
    actions: ["sagemaker:ListAutoMLJobs", "sagemaker:DescribeAutoMLJobV2"],
    id: |job| job.auto_ml_job_arn.as_deref().unwrap_or_default(),
    key: |job| job.auto_ml_job_name.clone().unwrap_or_default(),
    describe: describe_auto_ml_job_v2,
    asset,
};

fn asset(job: &AutoMlJobSummary, detail: Option<&AutoMlJobDetail>) -> Asset {
    let arn = job.auto_ml_job_arn.as_deref().unwrap_or_default();
    let name = job.auto_ml_job_name.as_deref().unwrap_or_default();
    let properties = Properties::default()
        .record(job)
        .record(&detail)
        .by_name("best_candidate.inference_containers.environment")
        .by_name("auto_ml_problem_type_config.text_generation_job_config.text_generation_hyper_parameters");
    let asset = Asset::new(arn, name)
        .status(job.auto_ml_job_status.as_deref())
        .created(job.creation_time.as_deref())
        .modified(job.last_modified_time.as_deref())
        .properties(properties);
    match detail {
        Some(detail) => {
            set_up(asset, arn, detail).edges(detail.best_candidate.iter().flat_map(best))
        }
        None => asset,
    }
}

fn set_up(asset: Asset, own: &str, job: &AutoMlJobDetail) -> Asset {
    let output = job.output_data_config.as_ref();
    let security = job.security_config.as_ref();
    let deployed = job.model_deploy_result.as_ref();
    let endpoint = deployed.and_then(|it| it.endpoint_name.as_deref());
    let endpoint = sibling(own, "endpoint", endpoint);
    asset
        .relation("role", job.role_arn.as_deref())
        .relations(
            "input-s3",
            job.auto_ml_job_input_data_config.iter().filter_map(input),
        )
        .relation(
            "output-s3",
            output.and_then(|it| it.s3_output_path.as_deref()),
        )
        .relation("kms-key", output.and_then(|it| it.kms_key_id.as_deref()))
        .relation(
            "kms-key",
            security.and_then(|it| it.volume_kms_key_id.as_deref()),
        )
        .edges(network(security.and_then(|it| it.vpc_config.as_ref())))
        .relation("endpoint", endpoint.as_deref())
}

fn input(channel: &AutoMlJobChannel) -> Option<&str> {
    let source = channel.data_source.as_ref()?.s3_data_source.as_ref()?;
    source.s3_uri.as_deref()
}

/// What the best candidate runs, and the jobs that made it.
fn best(candidate: &AutoMlCandidate) -> impl Iterator<Item = Edge<'_>> {
    let containers = candidate.inference_containers.iter();
    let images = containers.filter_map(|it| it.image.as_deref());
    let models = candidate.inference_containers.iter();
    let models = models.filter_map(|it| it.model_data_url.as_deref());
    images
        .map(|image| ("container-image", image))
        .chain(models.map(|uri| ("output-s3", uri)))
        .chain(candidate.candidate_steps.iter().filter_map(job))
}

fn job(step: &AutoMlCandidateStep) -> Option<Edge<'_>> {
    let kind = match step.candidate_step_type.as_deref()? {
        "AWS::SageMaker::TrainingJob" => "training-job",
        "AWS::SageMaker::TransformJob" => "transform-job",
        "AWS::SageMaker::ProcessingJob" => "processing-job",
        _ => return None,
    };
    Some((kind, step.candidate_step_arn.as_deref()?))
}

#[cfg(test)]
mod tests;

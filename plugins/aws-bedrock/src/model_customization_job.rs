//! Jobs that customize models.

use opencite_plugin_sdk::aws::bedrock::customization_jobs::{
    ModelCustomizationJobDetail, ModelCustomizationJobSummary, get_model_customization_job,
    list_model_customization_jobs,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

use crate::shapes::{grader, inputs, network, output, teacher};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "model_customization_job",
    title: "Model customization jobs",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_model_customization_jobs(), &DESCRIPTION),
    verify: || try_list_and_describe(&list_model_customization_jobs(), &DESCRIPTION),
};

const DESCRIPTION: Description<ModelCustomizationJobSummary, ModelCustomizationJobDetail> =
    Description {
        actions: [
            "bedrock:ListModelCustomizationJobs",
            "bedrock:GetModelCustomizationJob",
        ],
        id: |job| &job.job_arn,
        key: |job| job.job_arn.clone(),
        describe: get_model_customization_job,
        asset,
    };

fn asset(
    job: &ModelCustomizationJobSummary,
    detail: Option<&ModelCustomizationJobDetail>,
) -> Asset {
    let properties = Properties::default()
        .record(job)
        .record(&detail)
        .by_name("hyper_parameters");
    let asset = Asset::new(&job.job_arn, &job.job_name)
        .status(job.status.as_str())
        .created(job.creation_time.as_str())
        .modified(job.last_modified_time.as_deref())
        .relation("base-model", job.base_model_arn.as_str())
        .relation("output-model", job.custom_model_arn.as_deref())
        .properties(properties);
    match detail {
        Some(detail) => set_up(asset, detail),
        None => asset,
    }
}

fn set_up(asset: Asset, job: &ModelCustomizationJobDetail) -> Asset {
    let training = job.training_data_config.as_ref();
    let validation = job.validation_data_config.as_ref();
    let customization = job.customization_config.as_ref();
    asset
        .relation("role", job.role_arn.as_str())
        .relation("kms-key", job.output_model_kms_key_arn.as_deref())
        .relation("teacher-model", teacher(customization))
        .relation("grader", grader(customization))
        .relations("input-s3", inputs(training, validation))
        .relation("output-s3", output(job.output_data_config.as_ref()))
        .edges(network(job.vpc_config.as_ref()))
}

#[cfg(test)]
mod tests;

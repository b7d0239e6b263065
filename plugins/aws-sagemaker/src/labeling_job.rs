//! Labeling jobs (Ground Truth): people, and models that learn from them, label data.

use opencite_plugin_sdk::aws::sagemaker::labeling_jobs::{
    HumanTaskConfig, LabelingJobAlgorithmsConfig, LabelingJobDetail, LabelingJobInputConfig,
    LabelingJobOutput, LabelingJobOutputConfig, LabelingJobSummary, describe_labeling_job,
    list_labeling_jobs,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

use crate::job_days::made_after;
use crate::shapes::network;

pub(crate) const KIND: AssetKind = AssetKind {
    name: "labeling_job",
    title: "Labeling jobs",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_labeling_jobs(made_after()?.as_deref()), &DESCRIPTION),
    verify: || try_list_and_describe(&list_labeling_jobs(None), &DESCRIPTION),
};

const DESCRIPTION: Description<LabelingJobSummary, LabelingJobDetail> = Description {
    actions: [
        "sagemaker:ListLabelingJobs",
        "sagemaker:DescribeLabelingJob",
    ],
    id: |job| job.labeling_job_arn.as_deref().unwrap_or_default(),
    key: |job| job.labeling_job_name.clone().unwrap_or_default(),
    describe: describe_labeling_job,
    asset,
};

fn asset(job: &LabelingJobSummary, detail: Option<&LabelingJobDetail>) -> Asset {
    let arn = job.labeling_job_arn.as_deref().unwrap_or_default();
    let name = job.labeling_job_name.as_deref().unwrap_or_default();
    let properties = Properties::default()
        .record(job)
        .record(&detail)
        .by_name("tags");
    let asset = Asset::new(arn, name)
        .status(job.labeling_job_status.as_deref())
        .created(job.creation_time.as_deref())
        .modified(job.last_modified_time.as_deref())
        .relation("workteam", job.workteam_arn.as_deref())
        .relation("lambda", job.pre_human_task_lambda_arn.as_deref())
        .relation("lambda", job.annotation_consolidation_lambda_arn.as_deref())
        .properties(properties);
    let asset = reads(asset, job.input_config.as_ref());
    let asset = made(asset, job.labeling_job_output.as_ref());
    match detail {
        Some(detail) => set_up(asset, detail),
        None => asset,
    }
}

fn reads(asset: Asset, config: Option<&LabelingJobInputConfig>) -> Asset {
    let source = config.and_then(|it| it.data_source.as_ref());
    let files = source.and_then(|it| it.s3_data_source.as_ref());
    let topic = source.and_then(|it| it.sns_data_source.as_ref());
    asset
        .relation(
            "input-s3",
            files.and_then(|it| it.manifest_s3_uri.as_deref()),
        )
        .relation("topic", topic.and_then(|it| it.sns_topic_arn.as_deref()))
}

fn made(asset: Asset, output: Option<&LabelingJobOutput>) -> Asset {
    let model = output.and_then(|it| it.final_active_learning_model_arn.as_deref());
    asset
        .relation(
            "output-s3",
            output.and_then(|it| it.output_dataset_s3_uri.as_deref()),
        )
        .relation("output-model", model)
}

fn set_up(asset: Asset, job: &LabelingJobDetail) -> Asset {
    let asset = asset
        .relation("role", job.role_arn.as_deref())
        .relation("input-s3", job.label_category_config_s3_uri.as_deref());
    let asset = writes(asset, job.output_config.as_ref());
    let asset = learns(asset, job.labeling_job_algorithms_config.as_ref());
    asks(asset, job.human_task_config.as_ref())
}

fn writes(asset: Asset, config: Option<&LabelingJobOutputConfig>) -> Asset {
    asset
        .relation(
            "output-s3",
            config.and_then(|it| it.s3_output_path.as_deref()),
        )
        .relation("kms-key", config.and_then(|it| it.kms_key_id.as_deref()))
        .relation("topic", config.and_then(|it| it.sns_topic_arn.as_deref()))
}

/// The model that labels what it is sure of.
fn learns(asset: Asset, config: Option<&LabelingJobAlgorithmsConfig>) -> Asset {
    let algorithm = config.and_then(|it| it.labeling_job_algorithm_specification_arn.as_deref());
    let model = config.and_then(|it| it.initial_active_learning_model_arn.as_deref());
    let resources = config.and_then(|it| it.labeling_job_resource_config.as_ref());
    asset
        .relation("algorithm", algorithm)
        .relation("base-model", model)
        .relation(
            "kms-key",
            resources.and_then(|it| it.volume_kms_key_id.as_deref()),
        )
        .edges(network(resources.and_then(|it| it.vpc_config.as_ref())))
}

/// What people are shown.
fn asks(asset: Asset, config: Option<&HumanTaskConfig>) -> Asset {
    let ui = config.and_then(|it| it.ui_config.as_ref());
    asset
        .relation(
            "input-s3",
            ui.and_then(|it| it.ui_template_s3_uri.as_deref()),
        )
        .relation(
            "human-task-ui",
            ui.and_then(|it| it.human_task_ui_arn.as_deref()),
        )
}

#[cfg(test)]
mod tests;

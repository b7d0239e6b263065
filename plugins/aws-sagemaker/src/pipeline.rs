//! Pipelines: steps that make models. Of the steps themselves only a fingerprint is known, so that a change shows.

use opencite_plugin_sdk::aws::sagemaker::pipelines::{
    PipelineDetail, PipelineSummary, describe_pipeline, list_pipelines,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

use crate::shapes::maker;

pub(crate) const KIND: AssetKind = AssetKind {
    name: "pipeline",
    title: "Pipelines",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_pipelines(), &DESCRIPTION),
    verify: || try_list_and_describe(&list_pipelines(), &DESCRIPTION),
};

const DESCRIPTION: Description<PipelineSummary, PipelineDetail> = Description {
    actions: ["sagemaker:ListPipelines", "sagemaker:DescribePipeline"],
    id: |pipeline| pipeline.pipeline_arn.as_deref().unwrap_or_default(),
    key: |pipeline| pipeline.pipeline_name.clone().unwrap_or_default(),
    describe: describe_pipeline,
    asset,
};

fn asset(pipeline: &PipelineSummary, detail: Option<&PipelineDetail>) -> Asset {
    let arn = pipeline.pipeline_arn.as_deref().unwrap_or_default();
    let name = pipeline.pipeline_name.as_deref().unwrap_or_default();
    Asset::new(arn, name)
        .status(detail.and_then(|it| it.pipeline_status.as_deref()))
        .created(pipeline.creation_time.as_deref())
        .modified(pipeline.last_modified_time.as_deref())
        .relation("role", pipeline.role_arn.as_deref())
        .relation(
            "user-profile",
            detail.and_then(|it| maker(it.created_by.as_ref())),
        )
        .properties(Properties::default().record(pipeline).record(&detail))
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let summary = json!({
            "pipeline_arn": "arn:aws:sagemaker:us-east-1:111122223333:pipeline/retrain",
            "pipeline_name": "Retrain",
            "pipeline_display_name": "Retrain",
            "pipeline_description": "Every night",
            "role_arn": "arn:aws:iam::111122223333:role/pipeline",
            "creation_time": "2026-03-01T08:00:00Z",
            "last_modified_time": "2026-03-02T09:30:00Z",
            "last_execution_time": "2026-03-03T02:00:00Z",
        });
        let detail = json!({
            "pipeline_name": "Retrain",
            "pipeline_definition": "ab12",
            "pipeline_status": "Active",
            "created_by": {"user_profile_arn": "arn:aws:sagemaker:us-east-1:111122223333:user-profile/d-1/ana"},
            "parallelism_configuration": {"max_parallel_execution_steps": 4},
        });
        let asset = asset(
            &from_value(summary).unwrap(),
            Some(&from_value(detail).unwrap()),
        );
        insta::assert_snapshot!(asset, @r#"
        Retrain: arn:aws:sagemaker:us-east-1:111122223333:pipeline/retrain
        status: Active
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        role -> arn:aws:iam::111122223333:role/pipeline
        user-profile -> arn:aws:sagemaker:us-east-1:111122223333:user-profile/d-1/ana
        created_by = {"user_profile_arn":"arn:aws:sagemaker:us-east-1:111122223333:user-profile/d-1/ana"}
        creation_time = "2026-03-01T08:00:00Z"
        last_execution_time = "2026-03-03T02:00:00Z"
        last_modified_time = "2026-03-02T09:30:00Z"
        parallelism_configuration = {"max_parallel_execution_steps":4}
        pipeline_arn = "arn:aws:sagemaker:us-east-1:111122223333:pipeline/retrain"
        pipeline_definition = "ab12"
        pipeline_description = "Every night"
        pipeline_display_name = "Retrain"
        pipeline_name = "Retrain"
        pipeline_status = "Active"
        role_arn = "arn:aws:iam::111122223333:role/pipeline"
        "#);
    }
}

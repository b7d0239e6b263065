//! Jobs that optimize prompts.

use opencite_plugin_sdk::aws::bedrock::prompt_optimization_jobs::{
    AdvancedPromptOptimizationJobDetail, AdvancedPromptOptimizationJobSummary,
    get_advanced_prompt_optimization_job, list_advanced_prompt_optimization_jobs,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "prompt_optimization_job",
    title: "Prompt optimization jobs",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_advanced_prompt_optimization_jobs(), &DESCRIPTION),
    verify: || try_list_and_describe(&list_advanced_prompt_optimization_jobs(), &DESCRIPTION),
};

const DESCRIPTION: Description<
    AdvancedPromptOptimizationJobSummary,
    AdvancedPromptOptimizationJobDetail,
> = Description {
    actions: [
        "bedrock:ListAdvancedPromptOptimizationJobs",
        "bedrock:GetAdvancedPromptOptimizationJob",
    ],
    id: |job| &job.job_arn,
    key: |job| job.job_arn.clone(),
    describe: get_advanced_prompt_optimization_job,
    asset,
};

fn asset(
    job: &AdvancedPromptOptimizationJobSummary,
    detail: Option<&AdvancedPromptOptimizationJobDetail>,
) -> Asset {
    let asset = Asset::new(&job.job_arn, &job.job_name)
        .status(job.job_status.as_str())
        .created(job.creation_time.as_str())
        .modified(job.last_modified_time.as_deref())
        .properties(Properties::default().record(job).record(&detail));
    match detail {
        Some(detail) => set_up(asset, detail),
        None => asset,
    }
}

fn set_up(asset: Asset, job: &AdvancedPromptOptimizationJobDetail) -> Asset {
    let models = job.model_configurations.iter();
    let input = job.input_config.as_ref().map(|input| &*input.s3_uri);
    let output = job.output_config.as_ref().map(|output| &*output.s3_uri);
    asset
        .relations("model", models.map(|model| &model.model_id))
        .relation("input-s3", input)
        .relation("output-s3", output)
        .relation("kms-key", job.encryption_key_arn.as_deref())
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let summary = json!({
            "job_arn": "arn:aws:bedrock:us-east-1:111122223333:advanced-prompt-optimization-job/o1",
            "job_name": "polish",
            "job_status": "Completed",
            "creation_time": "2026-03-01T08:00:00Z",
            "last_modified_time": "2026-03-02T09:30:00Z",
        });
        let detail = json!({
            "job_arn": "arn:aws:bedrock:us-east-1:111122223333:advanced-prompt-optimization-job/o1",
            "job_name": "polish",
            "job_description": "Shorter prompts",
            "job_status": "Completed",
            "input_config": {"s3_uri": "s3://prompts/in"},
            "output_config": {"s3_uri": "s3://prompts/out"},
            "encryption_key_arn": "arn:aws:kms:us-east-1:111122223333:key/k",
            "creation_time": "2026-03-01T08:00:00Z",
            "failure_message": "Out of capacity",
            "model_configurations": [
                {
                    "model_id": "amazon.nova-lite-v1:0",
                    "inference_config": {
                        "max_tokens": 200,
                        "temperature": 0.2,
                        "top_p": 0.9,
                        "stop_sequences": [],
                    },
                },
            ],
        });
        let asset = asset(
            &from_value(summary).unwrap(),
            Some(&from_value(detail).unwrap()),
        );
        insta::assert_snapshot!(asset, @r#"
        polish: arn:aws:bedrock:us-east-1:111122223333:advanced-prompt-optimization-job/o1
        status: Completed
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        model -> amazon.nova-lite-v1:0
        input-s3 -> s3://prompts/in
        output-s3 -> s3://prompts/out
        kms-key -> arn:aws:kms:us-east-1:111122223333:key/k
        creation_time = "2026-03-01T08:00:00Z"
        encryption_key_arn = "arn:aws:kms:us-east-1:111122223333:key/k"
        failure_message = "Out of capacity"
        input_config = {"s3_uri":"s3://prompts/in"}
        job_arn = "arn:aws:bedrock:us-east-1:111122223333:advanced-prompt-optimization-job/o1"
        job_description = "Shorter prompts"
        job_name = "polish"
        job_status = "Completed"
        last_modified_time = "2026-03-02T09:30:00Z"
        model_configurations = [{"inference_config":{"max_tokens":200,"stop_sequences":[],"temperature":0.2,"top_p":0.9},"model_id":"amazon.nova-lite-v1:0"}]
        output_config = {"s3_uri":"s3://prompts/out"}
        "#);
    }

    #[test]
    fn what_aws_leaves_out_is_absent() {
        let summary = json!({
            "job_arn": "arn:aws:bedrock:us-east-1:111122223333:advanced-prompt-optimization-job/o1",
            "job_name": "polish",
            "job_status": "Completed",
            "creation_time": "2026-03-01T08:00:00Z",
        });
        let detail = json!({
            "job_arn": "arn:aws:bedrock:us-east-1:111122223333:advanced-prompt-optimization-job/o1",
            "job_name": "polish",
            "job_status": "Completed",
            "creation_time": "2026-03-01T08:00:00Z",
            "model_configurations": [],
        });
        let asset = asset(
            &from_value(summary).unwrap(),
            Some(&from_value(detail).unwrap()),
        );
        insta::assert_snapshot!(asset, @r#"
        polish: arn:aws:bedrock:us-east-1:111122223333:advanced-prompt-optimization-job/o1
        status: Completed
        created: 2026-03-01T08:00:00Z
        creation_time = "2026-03-01T08:00:00Z"
        job_arn = "arn:aws:bedrock:us-east-1:111122223333:advanced-prompt-optimization-job/o1"
        job_name = "polish"
        job_status = "Completed"
        model_configurations = []
        "#);
    }
}

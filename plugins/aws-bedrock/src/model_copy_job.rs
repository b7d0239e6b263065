//! Jobs that copy models between regions and accounts. The listing says all that describing would.

use opencite_plugin_sdk::aws::bedrock::copy_jobs::{ModelCopyJobSummary, list_model_copy_jobs};
use opencite_plugin_sdk::{Asset, AssetKind, Properties, Scope, list, try_list};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "model_copy_job",
    title: "Model copy jobs",
    scope: Scope::Regional,
    discover: |_| list(&list_model_copy_jobs(), asset),
    verify: || try_list("bedrock:ListModelCopyJobs", &list_model_copy_jobs()),
};

/// AWS gives such a job no name: people know it by the model that it makes.
fn asset(job: &ModelCopyJobSummary) -> Asset {
    Asset::new(
        &job.job_arn,
        job.target_model_name
            .as_ref()
            .unwrap_or(&job.target_model_arn),
    )
    .status(job.status.as_str())
    .created(job.creation_time.as_str())
    .relation("source-model", job.source_model_arn.as_str())
    .relation("output-model", job.target_model_arn.as_str())
    .relation("kms-key", job.target_model_kms_key_arn.as_deref())
    .properties(
        Properties::default()
            .record(job)
            .by_name("target_model_tags"),
    )
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let summary = json!({
            "job_arn": "arn:aws:bedrock:us-east-1:111122223333:model-copy-job/c1",
            "status": "Completed",
            "creation_time": "2026-03-01T08:00:00Z",
            "target_model_arn": "arn:aws:bedrock:us-east-1:111122223333:custom-model/claims",
            "target_model_name": "claims",
            "source_account_id": "444455556666",
            "source_model_arn": "arn:aws:bedrock:us-west-2:444455556666:custom-model/claims",
            "target_model_kms_key_arn": "arn:aws:kms:us-east-1:111122223333:key/k",
            "target_model_tags": [{"key": "team", "value": "claims"}],
            "failure_message": "Out of capacity",
            "source_model_name": "claims",
        });
        let asset = asset(&from_value(summary).unwrap());
        insta::assert_snapshot!(asset, @r#"
        claims: arn:aws:bedrock:us-east-1:111122223333:model-copy-job/c1
        status: Completed
        created: 2026-03-01T08:00:00Z
        source-model -> arn:aws:bedrock:us-west-2:444455556666:custom-model/claims
        output-model -> arn:aws:bedrock:us-east-1:111122223333:custom-model/claims
        kms-key -> arn:aws:kms:us-east-1:111122223333:key/k
        creation_time = "2026-03-01T08:00:00Z"
        failure_message = "Out of capacity"
        job_arn = "arn:aws:bedrock:us-east-1:111122223333:model-copy-job/c1"
        source_account_id = "444455556666"
        source_model_arn = "arn:aws:bedrock:us-west-2:444455556666:custom-model/claims"
        source_model_name = "claims"
        status = "Completed"
        target_model_arn = "arn:aws:bedrock:us-east-1:111122223333:custom-model/claims"
        target_model_kms_key_arn = "arn:aws:kms:us-east-1:111122223333:key/k"
        target_model_name = "claims"
        target_model_tags = {"team":"claims"}
        "#);
    }

    #[test]
    fn what_aws_leaves_out_is_absent() {
        let summary = json!({
            "job_arn": "arn:aws:bedrock:us-east-1:111122223333:model-copy-job/c1",
            "status": "Completed",
            "creation_time": "2026-03-01T08:00:00Z",
            "target_model_arn": "arn:aws:bedrock:us-east-1:111122223333:custom-model/claims",
            "source_account_id": "444455556666",
            "source_model_arn": "arn:aws:bedrock:us-west-2:444455556666:custom-model/claims",
            "target_model_tags": [],
        });
        let asset = asset(&from_value(summary).unwrap());
        insta::assert_snapshot!(asset, @r#"
        arn:aws:bedrock:us-east-1:111122223333:custom-model/claims: arn:aws:bedrock:us-east-1:111122223333:model-copy-job/c1
        status: Completed
        created: 2026-03-01T08:00:00Z
        source-model -> arn:aws:bedrock:us-west-2:444455556666:custom-model/claims
        output-model -> arn:aws:bedrock:us-east-1:111122223333:custom-model/claims
        creation_time = "2026-03-01T08:00:00Z"
        job_arn = "arn:aws:bedrock:us-east-1:111122223333:model-copy-job/c1"
        source_account_id = "444455556666"
        source_model_arn = "arn:aws:bedrock:us-west-2:444455556666:custom-model/claims"
        status = "Completed"
        target_model_arn = "arn:aws:bedrock:us-east-1:111122223333:custom-model/claims"
        target_model_tags = {}
        "#);
    }
}

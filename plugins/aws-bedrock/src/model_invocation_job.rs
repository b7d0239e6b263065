//! Batch inference: jobs that call a model for each record of a file. The listing says all that describing would.

use opencite_plugin_sdk::aws::bedrock::invocation_jobs::{
    ModelInvocationJobS3OutputDataConfig, ModelInvocationJobSummary, list_model_invocation_jobs,
};
use opencite_plugin_sdk::{Asset, AssetKind, Properties, Scope, list, try_list};

use crate::shapes::network;

pub(crate) const KIND: AssetKind = AssetKind {
    name: "model_invocation_job",
    title: "Batch inference jobs",
    scope: Scope::Regional,
    discover: |_| list(&list_model_invocation_jobs(), asset),
    verify: || {
        try_list(
            "bedrock:ListModelInvocationJobs",
            &list_model_invocation_jobs(),
        )
    },
};

fn asset(job: &ModelInvocationJobSummary) -> Asset {
    let output = output(job);
    let key = output.and_then(|output| output.s3_encryption_key_id.as_deref());
    Asset::new(&job.job_arn, &job.job_name)
        .status(job.status.as_deref())
        .created(job.submit_time.as_str())
        .modified(job.last_modified_time.as_deref())
        .relation("model", job.model_id.as_str())
        .relation("role", job.role_arn.as_str())
        .relation("input-s3", input(job))
        .relation("output-s3", output.map(|output| output.s3_uri.as_str()))
        .relation("kms-key", key)
        .edges(network(job.vpc_config.as_ref()))
        .properties(Properties::default().record(job))
}

fn input(job: &ModelInvocationJobSummary) -> Option<&str> {
    let config = job.input_data_config.as_ref()?;
    Some(&config.s3_input_data_config.as_ref()?.s3_uri)
}

fn output(job: &ModelInvocationJobSummary) -> Option<&ModelInvocationJobS3OutputDataConfig> {
    let config = job.output_data_config.as_ref()?;
    config.s3_output_data_config.as_ref()
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let summary = json!({
            "job_arn": "arn:aws:bedrock:us-east-1:111122223333:model-invocation-job/b1",
            "job_name": "nightly",
            "model_id": "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0",
            "client_request_token": "t1",
            "role_arn": "arn:aws:iam::111122223333:role/bedrock",
            "status": "Completed",
            "message": "Done",
            "submit_time": "2026-03-01T08:00:00Z",
            "last_modified_time": "2026-03-02T09:30:00Z",
            "end_time": "2026-03-02T09:30:00Z",
            "input_data_config": {
                "s3_input_data_config": {
                    "s3_input_format": "JSONL",
                    "s3_uri": "s3://claims/in",
                    "s3_bucket_owner": "111122223333",
                },
            },
            "output_data_config": {
                "s3_output_data_config": {
                    "s3_uri": "s3://claims/out",
                    "s3_encryption_key_id": "arn:aws:kms:us-east-1:111122223333:key/k",
                    "s3_bucket_owner": "111122223333",
                },
            },
            "vpc_config": {"subnet_ids": ["subnet-1"], "security_group_ids": ["sg-1"]},
            "timeout_duration_in_hours": 2,
            "job_expiration_time": "2026-03-08T08:00:00Z",
            "model_invocation_type": "InvokeModel",
            "total_record_count": 2,
            "processed_record_count": 2,
            "success_record_count": 2,
            "error_record_count": 2,
        });
        let asset = asset(&from_value(summary).unwrap());
        insta::assert_snapshot!(asset, @r#"
        nightly: arn:aws:bedrock:us-east-1:111122223333:model-invocation-job/b1
        status: Completed
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        model -> arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0
        role -> arn:aws:iam::111122223333:role/bedrock
        input-s3 -> s3://claims/in
        output-s3 -> s3://claims/out
        kms-key -> arn:aws:kms:us-east-1:111122223333:key/k
        subnet -> subnet-1
        security-group -> sg-1
        client_request_token = "t1"
        end_time = "2026-03-02T09:30:00Z"
        error_record_count = 2
        input_data_config = {"s3_input_data_config":{"s3_bucket_owner":"111122223333","s3_input_format":"JSONL","s3_uri":"s3://claims/in"}}
        job_arn = "arn:aws:bedrock:us-east-1:111122223333:model-invocation-job/b1"
        job_expiration_time = "2026-03-08T08:00:00Z"
        job_name = "nightly"
        last_modified_time = "2026-03-02T09:30:00Z"
        message = "Done"
        model_id = "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0"
        model_invocation_type = "InvokeModel"
        output_data_config = {"s3_output_data_config":{"s3_bucket_owner":"111122223333","s3_encryption_key_id":"arn:aws:kms:us-east-1:111122223333:key/k","s3_uri":"s3://claims/out"}}
        processed_record_count = 2
        role_arn = "arn:aws:iam::111122223333:role/bedrock"
        status = "Completed"
        submit_time = "2026-03-01T08:00:00Z"
        success_record_count = 2
        timeout_duration_in_hours = 2
        total_record_count = 2
        vpc_config = {"security_group_ids":["sg-1"],"subnet_ids":["subnet-1"]}
        "#);
    }

    #[test]
    fn what_aws_leaves_out_is_absent() {
        let summary = json!({
            "job_arn": "arn:aws:bedrock:us-east-1:111122223333:model-invocation-job/b1",
            "job_name": "nightly",
            "model_id": "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0",
            "role_arn": "arn:aws:iam::111122223333:role/bedrock",
            "submit_time": "2026-03-01T08:00:00Z",
        });
        let asset = asset(&from_value(summary).unwrap());
        insta::assert_snapshot!(asset, @r#"
        nightly: arn:aws:bedrock:us-east-1:111122223333:model-invocation-job/b1
        created: 2026-03-01T08:00:00Z
        model -> arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0
        role -> arn:aws:iam::111122223333:role/bedrock
        job_arn = "arn:aws:bedrock:us-east-1:111122223333:model-invocation-job/b1"
        job_name = "nightly"
        model_id = "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0"
        role_arn = "arn:aws:iam::111122223333:role/bedrock"
        submit_time = "2026-03-01T08:00:00Z"
        "#);
    }
}

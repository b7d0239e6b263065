//! Batch inference: jobs that call a model for each record of a file.

use aws_sdk_bedrock::operation::get_model_invocation_job::GetModelInvocationJobOutput;
use aws_sdk_bedrock::types;
use opencite_bindings::aws::bedrock::invocation_jobs::{
    self, ModelInvocationJobDetail, ModelInvocationJobPages, ModelInvocationJobSummary,
};
use opencite_bindings::aws::types::AwsError;
use wasmtime::component::Resource;

use super::MAX_RESULTS;
use crate::into_wit::{IntoWit, records, unions};
use crate::session::{Session, listing_resource};

impl invocation_jobs::Host for Session {
    async fn list_model_invocation_jobs(
        &mut self,
    ) -> wasmtime::Result<Resource<ModelInvocationJobPages>> {
        let request = self
            .bedrock()
            .list_model_invocation_jobs()
            .max_results(MAX_RESULTS);
        self.listing(
            "bedrock:ListModelInvocationJobs",
            (),
            request.into_paginator().send(),
            |page| (page.invocation_job_summaries.into_wit(), page.next_token),
        )
    }

    async fn get_model_invocation_job(
        &mut self,
        job_identifiers: Vec<String>,
    ) -> wasmtime::Result<Vec<Result<ModelInvocationJobDetail, AwsError>>> {
        let client = self.bedrock();
        let get = |id| client.get_model_invocation_job().job_identifier(id).send();
        Ok(self
            .each("bedrock:GetModelInvocationJob", job_identifiers, get)
            .await)
    }
}

listing_resource!(
    invocation_jobs::HostModelInvocationJobPages,
    ModelInvocationJobPages,
    ModelInvocationJobSummary
);

records! {
    invocation_jobs::ModelInvocationJobS3InputDataConfig of types::ModelInvocationJobS3InputDataConfig {
        s3_input_format, s3_uri, s3_bucket_owner
    }
    invocation_jobs::ModelInvocationJobS3OutputDataConfig of types::ModelInvocationJobS3OutputDataConfig {
        s3_uri, s3_encryption_key_id, s3_bucket_owner
    }
    invocation_jobs::ModelInvocationJobSummary of types::ModelInvocationJobSummary {
        job_arn, job_name, model_id, client_request_token, role_arn, status, message, submit_time,
        last_modified_time, end_time, input_data_config, output_data_config, vpc_config,
        timeout_duration_in_hours, job_expiration_time, model_invocation_type, total_record_count,
        processed_record_count, success_record_count, error_record_count
    }
    invocation_jobs::ModelInvocationJobDetail of GetModelInvocationJobOutput {
        job_arn, job_name, model_id, role_arn, status, message, submit_time, last_modified_time,
        end_time, input_data_config, output_data_config, vpc_config, timeout_duration_in_hours,
        job_expiration_time, model_invocation_type, total_record_count, processed_record_count,
        success_record_count, error_record_count
    }
}

unions! {
    invocation_jobs::ModelInvocationJobInputDataConfig of types::ModelInvocationJobInputDataConfig {
        S3InputDataConfig => s3_input_data_config
    }
    invocation_jobs::ModelInvocationJobOutputDataConfig of types::ModelInvocationJobOutputDataConfig {
        S3OutputDataConfig => s3_output_data_config
    }
}

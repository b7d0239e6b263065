//! Jobs that copy models between regions and accounts.

use aws_sdk_bedrock::operation::get_model_copy_job::GetModelCopyJobOutput;
use aws_sdk_bedrock::types;
use opencite_bindings::aws::bedrock::copy_jobs::{
    self, ModelCopyJobDetail, ModelCopyJobPages, ModelCopyJobSummary,
};
use opencite_bindings::aws::types::AwsError;
use wasmtime::component::Resource;

use super::MAX_RESULTS;
use crate::into_wit::{IntoWit, records};
use crate::session::{Session, listing_resource};

impl copy_jobs::Host for Session {
    async fn list_model_copy_jobs(&mut self) -> wasmtime::Result<Resource<ModelCopyJobPages>> {
        let request = self
            .bedrock()
            .list_model_copy_jobs()
            .max_results(MAX_RESULTS);
        self.listing(
            "bedrock:ListModelCopyJobs",
            (),
            request.into_paginator().send(),
            |page| (page.model_copy_job_summaries.into_wit(), page.next_token),
        )
    }

    async fn get_model_copy_job(
        &mut self,
        job_arns: Vec<String>,
    ) -> wasmtime::Result<Vec<Result<ModelCopyJobDetail, AwsError>>> {
        let client = self.bedrock();
        let get = |id| client.get_model_copy_job().job_arn(id).send();
        Ok(self.each("bedrock:GetModelCopyJob", job_arns, get).await)
    }
}

listing_resource!(
    copy_jobs::HostModelCopyJobPages,
    ModelCopyJobPages,
    ModelCopyJobSummary
);

records! {
    copy_jobs::ModelCopyJobSummary of types::ModelCopyJobSummary {
        job_arn, status, creation_time, target_model_arn, target_model_name, source_account_id,
        source_model_arn, target_model_kms_key_arn, target_model_tags, failure_message,
        source_model_name
    }
    copy_jobs::ModelCopyJobDetail of GetModelCopyJobOutput {
        job_arn, status, creation_time, target_model_arn, target_model_name, source_account_id,
        source_model_arn, target_model_kms_key_arn, target_model_tags, failure_message,
        source_model_name
    }
}

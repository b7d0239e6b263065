//! Jobs that import models.

use aws_sdk_bedrock::operation::get_model_import_job::GetModelImportJobOutput;
use aws_sdk_bedrock::types;
use opencite_bindings::aws::bedrock::import_jobs::{
    self, ModelImportJobDetail, ModelImportJobPages, ModelImportJobSummary,
};
use opencite_bindings::aws::types::AwsError;
use wasmtime::component::Resource;

use super::MAX_RESULTS;
use crate::into_wit::{IntoWit, records};
use crate::session::{Session, listing_resource};

impl import_jobs::Host for Session {
    async fn list_model_import_jobs(&mut self) -> wasmtime::Result<Resource<ModelImportJobPages>> {
        let request = self
            .bedrock()
            .list_model_import_jobs()
            .max_results(MAX_RESULTS);
        self.listing(
            "bedrock:ListModelImportJobs",
            (),
            request.into_paginator().send(),
            |page| (page.model_import_job_summaries.into_wit(), page.next_token),
        )
    }

    async fn get_model_import_job(
        &mut self,
        job_identifiers: Vec<String>,
    ) -> wasmtime::Result<Vec<Result<ModelImportJobDetail, AwsError>>> {
        let client = self.bedrock();
        let get = |id| client.get_model_import_job().job_identifier(id).send();
        Ok(self
            .each("bedrock:GetModelImportJob", job_identifiers, get)
            .await)
    }
}

listing_resource!(
    import_jobs::HostModelImportJobPages,
    ModelImportJobPages,
    ModelImportJobSummary
);

records! {
    import_jobs::ModelImportJobSummary of types::ModelImportJobSummary {
        job_arn, job_name, status, last_modified_time, creation_time, end_time, imported_model_arn,
        imported_model_name
    }
    import_jobs::ModelImportJobDetail of GetModelImportJobOutput {
        job_arn, job_name, imported_model_name, imported_model_arn, role_arn, model_data_source,
        status, failure_message, creation_time, last_modified_time, end_time, vpc_config,
        imported_model_kms_key_arn
    }
}

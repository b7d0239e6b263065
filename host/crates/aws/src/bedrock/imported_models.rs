//! Models that were imported from outside.

use aws_sdk_bedrock::operation::get_imported_model::GetImportedModelOutput;
use aws_sdk_bedrock::types;
use opencite_bindings::aws::bedrock::imported_models::{
    self, ImportedModelDetail, ImportedModelPages, ImportedModelSummary,
};
use opencite_bindings::aws::types::AwsError;
use wasmtime::component::Resource;

use super::MAX_RESULTS;
use crate::into_wit::{IntoWit, records};
use crate::session::{Session, listing_resource};

impl imported_models::Host for Session {
    async fn list_imported_models(&mut self) -> wasmtime::Result<Resource<ImportedModelPages>> {
        let request = self
            .bedrock()
            .list_imported_models()
            .max_results(MAX_RESULTS);
        self.listing(
            "bedrock:ListImportedModels",
            (),
            request.into_paginator().send(),
            |page| (page.model_summaries.into_wit(), page.next_token),
        )
    }

    async fn get_imported_model(
        &mut self,
        model_identifiers: Vec<String>,
    ) -> wasmtime::Result<Vec<Result<ImportedModelDetail, AwsError>>> {
        let client = self.bedrock();
        let get = |id| client.get_imported_model().model_identifier(id).send();
        Ok(self
            .each("bedrock:GetImportedModel", model_identifiers, get)
            .await)
    }
}

listing_resource!(
    imported_models::HostImportedModelPages,
    ImportedModelPages,
    ImportedModelSummary
);

records! {
    imported_models::CustomModelUnits of types::CustomModelUnits {
        custom_model_units_per_model_copy, custom_model_units_version
    }
    imported_models::ImportedModelSummary of types::ImportedModelSummary {
        model_arn, model_name, creation_time, instruct_supported, model_architecture
    }
    imported_models::ImportedModelDetail of GetImportedModelOutput {
        model_arn, model_name, job_name, job_arn, model_data_source, creation_time,
        model_architecture, model_kms_key_arn, instruct_supported, custom_model_units
    }
}

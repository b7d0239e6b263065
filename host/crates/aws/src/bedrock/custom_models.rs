//! Custom models: fine-tuned, continued from pre-training, distilled or imported into an account.

use aws_sdk_bedrock::operation::get_custom_model::GetCustomModelOutput;
use aws_sdk_bedrock::types;
use opencite_bindings::aws::bedrock::custom_models::{
    self, CustomModelDetail, CustomModelPages, CustomModelSummary,
};
use opencite_bindings::aws::types::AwsError;
use wasmtime::component::Resource;

use super::MAX_RESULTS;
use crate::into_wit::{IntoWit, records};
use crate::session::{Session, listing_resource};

impl custom_models::Host for Session {
    async fn list_custom_models(&mut self) -> wasmtime::Result<Resource<CustomModelPages>> {
        let request = self.bedrock().list_custom_models().max_results(MAX_RESULTS);
        self.listing(
            "bedrock:ListCustomModels",
            (),
            request.into_paginator().send(),
            |page| (page.model_summaries.into_wit(), page.next_token),
        )
    }

    async fn get_custom_model(
        &mut self,
        model_identifiers: Vec<String>,
    ) -> wasmtime::Result<Vec<Result<CustomModelDetail, AwsError>>> {
        let client = self.bedrock();
        let get = |id| client.get_custom_model().model_identifier(id).send();
        Ok(self
            .each("bedrock:GetCustomModel", model_identifiers, get)
            .await)
    }
}

listing_resource!(
    custom_models::HostCustomModelPages,
    CustomModelPages,
    CustomModelSummary
);

records! {
    custom_models::CustomModelSummary of types::CustomModelSummary {
        model_arn, model_name, creation_time, base_model_arn, base_model_name, customization_type,
        owner_account_id, model_status
    }
    custom_models::CustomModelDetail of GetCustomModelOutput {
        model_arn, model_name, job_name, job_arn, base_model_arn, customization_type,
        model_kms_key_arn, hyper_parameters, training_data_config, validation_data_config,
        output_data_config, training_metrics, validation_metrics, creation_time,
        customization_config, model_status, failure_message
    }
}

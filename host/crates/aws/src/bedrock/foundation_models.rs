//! Foundation models: the catalogue of a region, ready to be called or customized.

use aws_sdk_bedrock::operation::{
    get_foundation_model::GetFoundationModelOutput,
    get_foundation_model_availability::GetFoundationModelAvailabilityOutput,
    list_foundation_models::ListFoundationModelsOutput,
};
use aws_sdk_bedrock::types;
use opencite_bindings::aws::bedrock::foundation_models::{
    self, FoundationModelAvailability, FoundationModelDetail, FoundationModelSummary,
};
use opencite_bindings::aws::types::AwsError;

use crate::into_wit::{IntoWit, records};
use crate::session::Session;

impl foundation_models::Host for Session {
    async fn list_foundation_models(
        &mut self,
    ) -> wasmtime::Result<Result<Vec<FoundationModelSummary>, AwsError>> {
        Ok(self
            .one(
                "bedrock:ListFoundationModels",
                Box::pin(self.bedrock().list_foundation_models().send()),
            )
            .await)
    }

    async fn get_foundation_model(
        &mut self,
        model_identifiers: Vec<String>,
    ) -> wasmtime::Result<Vec<Result<FoundationModelDetail, AwsError>>> {
        let client = self.bedrock();
        let get = |id| client.get_foundation_model().model_identifier(id).send();
        Ok(self
            .each("bedrock:GetFoundationModel", model_identifiers, get)
            .await)
    }

    async fn get_foundation_model_availability(
        &mut self,
        model_ids: Vec<String>,
    ) -> wasmtime::Result<Vec<Result<FoundationModelAvailability, AwsError>>> {
        let client = self.bedrock();
        let get = |id| {
            client
                .get_foundation_model_availability()
                .model_id(id)
                .send()
        };
        Ok(self
            .each("bedrock:GetFoundationModelAvailability", model_ids, get)
            .await)
    }
}

records! {
    foundation_models::AgreementAvailability of types::AgreementAvailability {
        status, error_message
    }
    foundation_models::FoundationModelDetails of types::FoundationModelDetails {
        model_arn, model_id, model_name, provider_name, input_modalities, output_modalities,
        response_streaming_supported, customizations_supported, inference_types_supported,
        model_lifecycle
    }
    foundation_models::FoundationModelLifecycle of types::FoundationModelLifecycle {
        status, start_of_life_time, end_of_life_time, legacy_time, public_extended_access_time
    }
    foundation_models::FoundationModelSummary of types::FoundationModelSummary {
        model_arn, model_id, model_name, provider_name, input_modalities, output_modalities,
        response_streaming_supported, customizations_supported, inference_types_supported,
        model_lifecycle
    }
    foundation_models::FoundationModelDetail of GetFoundationModelOutput { model_details }
    foundation_models::FoundationModelAvailability of GetFoundationModelAvailabilityOutput {
        model_id, agreement_availability, authorization_status, entitlement_availability,
        region_availability
    }
}

impl IntoWit<Vec<FoundationModelSummary>> for ListFoundationModelsOutput {
    fn into_wit(self) -> Vec<FoundationModelSummary> {
        self.model_summaries.into_wit()
    }
}

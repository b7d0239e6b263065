//! Inference profiles: names under which models are called, across regions or for one application.

use aws_sdk_bedrock::operation::get_inference_profile::GetInferenceProfileOutput;
use aws_sdk_bedrock::types;
use opencite_bindings::aws::bedrock::inference_profiles::{
    self, InferenceProfileDetail, InferenceProfilePages, InferenceProfileSummary,
};
use opencite_bindings::aws::types::AwsError;
use wasmtime::component::Resource;

use super::MAX_RESULTS;
use crate::into_wit::{IntoWit, records};
use crate::session::{Session, listing_resource};

impl inference_profiles::Host for Session {
    async fn list_inference_profiles(
        &mut self,
        type_equals: Option<String>,
    ) -> wasmtime::Result<Resource<InferenceProfilePages>> {
        let asked = (type_equals.clone(),);
        let request = self
            .bedrock()
            .list_inference_profiles()
            .max_results(MAX_RESULTS)
            .set_type_equals(type_equals.map(|kind| kind.as_str().into()));
        self.listing(
            "bedrock:ListInferenceProfiles",
            asked,
            request.into_paginator().send(),
            |page| (page.inference_profile_summaries.into_wit(), page.next_token),
        )
    }

    async fn get_inference_profile(
        &mut self,
        inference_profile_identifiers: Vec<String>,
    ) -> wasmtime::Result<Vec<Result<InferenceProfileDetail, AwsError>>> {
        let client = self.bedrock();
        let get = |id| {
            client
                .get_inference_profile()
                .inference_profile_identifier(id)
                .send()
        };
        Ok(self
            .each(
                "bedrock:GetInferenceProfile",
                inference_profile_identifiers,
                get,
            )
            .await)
    }
}

listing_resource!(
    inference_profiles::HostInferenceProfilePages,
    InferenceProfilePages,
    InferenceProfileSummary
);

records! {
    inference_profiles::InferenceProfileModel of types::InferenceProfileModel { model_arn }
    inference_profiles::InferenceProfileSummary of types::InferenceProfileSummary {
        inference_profile_name, description, created_at, updated_at, inference_profile_arn, models,
        inference_profile_id, status, type_ = r#type
    }
    inference_profiles::InferenceProfileDetail of GetInferenceProfileOutput {
        inference_profile_name, description, created_at, updated_at, inference_profile_arn, models,
        inference_profile_id, status, type_ = r#type
    }
}

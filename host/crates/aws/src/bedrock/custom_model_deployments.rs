//! Deployments that serve custom models on demand.

use aws_sdk_bedrock::operation::get_custom_model_deployment::GetCustomModelDeploymentOutput;
use aws_sdk_bedrock::types;
use opencite_bindings::aws::bedrock::custom_model_deployments::{
    self, CustomModelDeploymentDetail, CustomModelDeploymentPages, CustomModelDeploymentSummary,
};
use opencite_bindings::aws::types::AwsError;
use wasmtime::component::Resource;

use super::MAX_RESULTS;
use crate::into_wit::{IntoWit, records};
use crate::session::{Session, listing_resource};

impl custom_model_deployments::Host for Session {
    async fn list_custom_model_deployments(
        &mut self,
    ) -> wasmtime::Result<Resource<CustomModelDeploymentPages>> {
        let request = self
            .bedrock()
            .list_custom_model_deployments()
            .max_results(MAX_RESULTS);
        self.listing(
            "bedrock:ListCustomModelDeployments",
            (),
            request.into_paginator().send(),
            |page| (page.model_deployment_summaries.into_wit(), page.next_token),
        )
    }

    async fn get_custom_model_deployment(
        &mut self,
        custom_model_deployment_identifiers: Vec<String>,
    ) -> wasmtime::Result<Vec<Result<CustomModelDeploymentDetail, AwsError>>> {
        let client = self.bedrock();
        let get = |id| {
            client
                .get_custom_model_deployment()
                .custom_model_deployment_identifier(id)
                .send()
        };
        Ok(self
            .each(
                "bedrock:GetCustomModelDeployment",
                custom_model_deployment_identifiers,
                get,
            )
            .await)
    }
}

listing_resource!(
    custom_model_deployments::HostCustomModelDeploymentPages,
    CustomModelDeploymentPages,
    CustomModelDeploymentSummary
);

records! {
    custom_model_deployments::CustomModelDeploymentSummary of types::CustomModelDeploymentSummary {
        custom_model_deployment_arn, custom_model_deployment_name, model_arn, created_at, status,
        last_updated_at, failure_message
    }
    custom_model_deployments::CustomModelDeploymentUpdateDetails of types::CustomModelDeploymentUpdateDetails {
        model_arn, update_status
    }
    custom_model_deployments::CustomModelDeploymentDetail of GetCustomModelDeploymentOutput {
        custom_model_deployment_arn, model_deployment_name, model_arn, created_at, status,
        description, update_details, failure_message, last_updated_at
    }
}

//! Models of the Bedrock Marketplace, on SageMaker endpoints.

use aws_sdk_bedrock::operation::get_marketplace_model_endpoint::GetMarketplaceModelEndpointOutput;
use aws_sdk_bedrock::types;
use opencite_bindings::aws::bedrock::marketplace_endpoints::{
    self, MarketplaceModelEndpointDetail, MarketplaceModelEndpointPages,
    MarketplaceModelEndpointSummary,
};
use opencite_bindings::aws::types::AwsError;
use wasmtime::component::Resource;

use super::MAX_RESULTS;
use crate::into_wit::{IntoWit, records, unions};
use crate::session::{Session, listing_resource};

impl marketplace_endpoints::Host for Session {
    async fn list_marketplace_model_endpoints(
        &mut self,
    ) -> wasmtime::Result<Resource<MarketplaceModelEndpointPages>> {
        let request = self
            .bedrock()
            .list_marketplace_model_endpoints()
            .max_results(MAX_RESULTS);
        self.listing(
            "bedrock:ListMarketplaceModelEndpoints",
            (),
            request.into_paginator().send(),
            |page| (page.marketplace_model_endpoints.into_wit(), page.next_token),
        )
    }

    async fn get_marketplace_model_endpoint(
        &mut self,
        endpoint_arns: Vec<String>,
    ) -> wasmtime::Result<Vec<Result<MarketplaceModelEndpointDetail, AwsError>>> {
        let client = self.bedrock();
        let get = |id| {
            client
                .get_marketplace_model_endpoint()
                .endpoint_arn(id)
                .send()
        };
        Ok(self
            .each("bedrock:GetMarketplaceModelEndpoint", endpoint_arns, get)
            .await)
    }
}

listing_resource!(
    marketplace_endpoints::HostMarketplaceModelEndpointPages,
    MarketplaceModelEndpointPages,
    MarketplaceModelEndpointSummary
);

records! {
    marketplace_endpoints::MarketplaceModelEndpoint of types::MarketplaceModelEndpoint {
        endpoint_arn, model_source_identifier, status, status_message, created_at, updated_at,
        endpoint_config, endpoint_status, endpoint_status_message
    }
    marketplace_endpoints::MarketplaceModelEndpointSummary of types::MarketplaceModelEndpointSummary {
        endpoint_arn, model_source_identifier, status, status_message, created_at, updated_at
    }
    marketplace_endpoints::SageMakerEndpoint of types::SageMakerEndpoint {
        initial_instance_count, instance_type, execution_role, kms_encryption_key, vpc
    }
    marketplace_endpoints::MarketplaceModelEndpointDetail of GetMarketplaceModelEndpointOutput {
        marketplace_model_endpoint
    }
}

unions! {
    marketplace_endpoints::EndpointConfig of types::EndpointConfig { SageMaker => sage_maker }
}

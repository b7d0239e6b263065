//! Provisioned Throughput: capacity that is bought for a model.

use aws_sdk_bedrock::operation::get_provisioned_model_throughput::GetProvisionedModelThroughputOutput;
use aws_sdk_bedrock::types;
use opencite_bindings::aws::bedrock::provisioned_throughputs::{
    self, ProvisionedModelPages, ProvisionedModelSummary, ProvisionedModelThroughputDetail,
};
use opencite_bindings::aws::types::AwsError;
use wasmtime::component::Resource;

use super::MAX_RESULTS;
use crate::into_wit::{IntoWit, records};
use crate::session::{Session, listing_resource};

impl provisioned_throughputs::Host for Session {
    async fn list_provisioned_model_throughputs(
        &mut self,
    ) -> wasmtime::Result<Resource<ProvisionedModelPages>> {
        let request = self
            .bedrock()
            .list_provisioned_model_throughputs()
            .max_results(MAX_RESULTS);
        self.listing(
            "bedrock:ListProvisionedModelThroughputs",
            (),
            request.into_paginator().send(),
            |page| (page.provisioned_model_summaries.into_wit(), page.next_token),
        )
    }

    async fn get_provisioned_model_throughput(
        &mut self,
        provisioned_model_ids: Vec<String>,
    ) -> wasmtime::Result<Vec<Result<ProvisionedModelThroughputDetail, AwsError>>> {
        let client = self.bedrock();
        let get = |id| {
            client
                .get_provisioned_model_throughput()
                .provisioned_model_id(id)
                .send()
        };
        Ok(self
            .each(
                "bedrock:GetProvisionedModelThroughput",
                provisioned_model_ids,
                get,
            )
            .await)
    }
}

listing_resource!(
    provisioned_throughputs::HostProvisionedModelPages,
    ProvisionedModelPages,
    ProvisionedModelSummary
);

records! {
    provisioned_throughputs::ProvisionedModelSummary of types::ProvisionedModelSummary {
        provisioned_model_name, provisioned_model_arn, model_arn, desired_model_arn,
        foundation_model_arn, model_units, desired_model_units, status, commitment_duration,
        commitment_expiration_time, creation_time, last_modified_time
    }
    provisioned_throughputs::ProvisionedModelThroughputDetail of GetProvisionedModelThroughputOutput {
        model_units, desired_model_units, provisioned_model_name, provisioned_model_arn, model_arn,
        desired_model_arn, foundation_model_arn, status, creation_time, last_modified_time,
        failure_message, commitment_duration, commitment_expiration_time
    }
}

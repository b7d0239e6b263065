//! Automated Reasoning policies: rules that answers are checked against.

use aws_sdk_bedrock::operation::get_automated_reasoning_policy::GetAutomatedReasoningPolicyOutput;
use aws_sdk_bedrock::types;
use opencite_bindings::aws::bedrock::automated_reasoning_policies::{
    self, AutomatedReasoningPolicyDetail, AutomatedReasoningPolicyPages,
    AutomatedReasoningPolicySummary,
};
use opencite_bindings::aws::types::AwsError;
use wasmtime::component::Resource;

use super::MAX_RESULTS;
use crate::into_wit::{IntoWit, records};
use crate::session::{Session, listing_resource};

impl automated_reasoning_policies::Host for Session {
    async fn list_automated_reasoning_policies(
        &mut self,
    ) -> wasmtime::Result<Resource<AutomatedReasoningPolicyPages>> {
        let request = self
            .bedrock()
            .list_automated_reasoning_policies()
            .max_results(MAX_RESULTS);
        self.listing(
            "bedrock:ListAutomatedReasoningPolicies",
            (),
            request.into_paginator().send(),
            |page| {
                (
                    page.automated_reasoning_policy_summaries.into_wit(),
                    page.next_token,
                )
            },
        )
    }

    async fn get_automated_reasoning_policy(
        &mut self,
        policy_arns: Vec<String>,
    ) -> wasmtime::Result<Vec<Result<AutomatedReasoningPolicyDetail, AwsError>>> {
        let client = self.bedrock();
        let get = |id| {
            client
                .get_automated_reasoning_policy()
                .policy_arn(id)
                .send()
        };
        Ok(self
            .each("bedrock:GetAutomatedReasoningPolicy", policy_arns, get)
            .await)
    }
}

listing_resource!(
    automated_reasoning_policies::HostAutomatedReasoningPolicyPages,
    AutomatedReasoningPolicyPages,
    AutomatedReasoningPolicySummary
);

records! {
    automated_reasoning_policies::AutomatedReasoningPolicySummary of types::AutomatedReasoningPolicySummary {
        policy_arn, name, description, version, policy_id, created_at, updated_at
    }
    automated_reasoning_policies::AutomatedReasoningPolicyDetail of GetAutomatedReasoningPolicyOutput {
        policy_arn, name, version, policy_id, description, definition_hash, kms_key_arn, created_at,
        updated_at
    }
}

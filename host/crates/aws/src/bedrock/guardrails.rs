//! Guardrails: what models may be asked and may answer.

use aws_sdk_bedrock::operation::get_guardrail::GetGuardrailOutput;
use aws_sdk_bedrock::types;
use opencite_bindings::aws::bedrock::guardrails::{
    self, GuardrailDetail, GuardrailPages, GuardrailReference, GuardrailSummary,
};
use opencite_bindings::aws::types::AwsError;
use wasmtime::component::Resource;

use super::MAX_RESULTS;
use crate::into_wit::{IntoWit, records};
use crate::session::{Session, listing_resource};

impl guardrails::Host for Session {
    async fn list_guardrails(
        &mut self,
        guardrail_identifier: Option<String>,
    ) -> wasmtime::Result<Resource<GuardrailPages>> {
        let asked = (guardrail_identifier.clone(),);
        let request = self
            .bedrock()
            .list_guardrails()
            .max_results(MAX_RESULTS)
            .set_guardrail_identifier(guardrail_identifier);
        self.listing(
            "bedrock:ListGuardrails",
            asked,
            request.into_paginator().send(),
            |page| (page.guardrails.into_wit(), page.next_token),
        )
    }

    async fn get_guardrail(
        &mut self,
        guardrails: Vec<GuardrailReference>,
    ) -> wasmtime::Result<Vec<Result<GuardrailDetail, AwsError>>> {
        let client = self.bedrock();
        let get = |guardrail: GuardrailReference| {
            client
                .get_guardrail()
                .guardrail_identifier(guardrail.guardrail_identifier)
                .set_guardrail_version(guardrail.guardrail_version)
                .send()
        };
        Ok(self.each("bedrock:GetGuardrail", guardrails, get).await)
    }
}

listing_resource!(
    guardrails::HostGuardrailPages,
    GuardrailPages,
    GuardrailSummary
);

records! {
    guardrails::GuardrailAutomatedReasoningPolicy of types::GuardrailAutomatedReasoningPolicy {
        policies, confidence_threshold
    }
    guardrails::GuardrailContentFilter of types::GuardrailContentFilter {
        type_ = r#type, input_strength, output_strength, input_modalities, output_modalities,
        input_action, output_action, input_enabled, output_enabled
    }
    guardrails::GuardrailContentFiltersTier of types::GuardrailContentFiltersTier { tier_name }
    guardrails::GuardrailContentPolicy of types::GuardrailContentPolicy { filters, tier }
    guardrails::GuardrailContextualGroundingFilter of types::GuardrailContextualGroundingFilter {
        type_ = r#type, threshold, action, enabled
    }
    guardrails::GuardrailContextualGroundingPolicy of types::GuardrailContextualGroundingPolicy {
        filters, tier
    }
    guardrails::GuardrailContextualGroundingTier of types::GuardrailContextualGroundingTier {
        tier_name
    }
    guardrails::GuardrailCrossRegionDetails of types::GuardrailCrossRegionDetails {
        guardrail_profile_id, guardrail_profile_arn
    }
    guardrails::GuardrailManagedWords of types::GuardrailManagedWords {
        type_ = r#type, input_action, output_action, input_enabled, output_enabled
    }
    guardrails::GuardrailPiiEntity of types::GuardrailPiiEntity {
        type_ = r#type, action, input_action, output_action, input_enabled, output_enabled
    }
    guardrails::GuardrailRegex of types::GuardrailRegex {
        name, description, pattern, action, input_action, output_action, input_enabled,
        output_enabled
    }
    guardrails::GuardrailSensitiveInformationPolicy of types::GuardrailSensitiveInformationPolicy {
        pii_entities, regexes
    }
    guardrails::GuardrailSummary of types::GuardrailSummary {
        id, arn, status, name, description, version, created_at, updated_at, cross_region_details
    }
    guardrails::GuardrailTopic of types::GuardrailTopic {
        name, definition, examples, type_ = r#type, input_action, output_action, input_enabled,
        output_enabled
    }
    guardrails::GuardrailTopicPolicy of types::GuardrailTopicPolicy { topics, tier }
    guardrails::GuardrailTopicsTier of types::GuardrailTopicsTier { tier_name }
    guardrails::GuardrailWord of types::GuardrailWord {
        text, input_action, output_action, input_enabled, output_enabled
    }
    guardrails::GuardrailWordPolicy of types::GuardrailWordPolicy { words, managed_word_lists }
    guardrails::GuardrailDetail of GetGuardrailOutput {
        name, description, guardrail_id, guardrail_arn, version, status, topic_policy,
        content_policy, word_policy, sensitive_information_policy, contextual_grounding_policy,
        automated_reasoning_policy, cross_region_details, created_at, updated_at, status_reasons,
        failure_recommendations, blocked_input_messaging, blocked_outputs_messaging, kms_key_arn
    }
}

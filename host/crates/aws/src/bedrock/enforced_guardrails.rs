//! Guardrails that the account enforces on every call.

use aws_sdk_bedrock::types;
use opencite_bindings::aws::bedrock::enforced_guardrails::{
    self, AccountEnforcedGuardrailOutputConfiguration,
    AccountEnforcedGuardrailOutputConfigurationPages,
};
use wasmtime::component::Resource;

use crate::into_wit::{IntoWit, records};
use crate::session::{Session, listing_resource};

impl enforced_guardrails::Host for Session {
    async fn list_enforced_guardrails_configuration(
        &mut self,
    ) -> wasmtime::Result<Resource<AccountEnforcedGuardrailOutputConfigurationPages>> {
        let request = self.bedrock().list_enforced_guardrails_configuration();
        self.listing(
            "bedrock:ListEnforcedGuardrailsConfiguration",
            (),
            request.into_paginator().send(),
            |page| (page.guardrails_config.into_wit(), page.next_token),
        )
    }
}

listing_resource!(
    enforced_guardrails::HostAccountEnforcedGuardrailOutputConfigurationPages,
    AccountEnforcedGuardrailOutputConfigurationPages,
    AccountEnforcedGuardrailOutputConfiguration
);

records! {
    enforced_guardrails::AccountEnforcedGuardrailOutputConfiguration of types::AccountEnforcedGuardrailOutputConfiguration {
        config_id, guardrail_arn, guardrail_id, selective_content_guarding, guardrail_version,
        created_at, created_by, updated_at, updated_by, owner, model_enforcement
    }
    enforced_guardrails::ModelEnforcement of types::ModelEnforcement {
        included_models, excluded_models
    }
    enforced_guardrails::SelectiveContentGuarding of types::SelectiveContentGuarding {
        system, messages
    }
}

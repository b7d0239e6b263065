//! Prompt routers: names under which one of several models is called, by the prompt.

use aws_sdk_bedrock::operation::get_prompt_router::GetPromptRouterOutput;
use aws_sdk_bedrock::types;
use opencite_bindings::aws::bedrock::prompt_routers::{
    self, PromptRouterDetail, PromptRouterPages, PromptRouterSummary,
};
use opencite_bindings::aws::types::AwsError;
use wasmtime::component::Resource;

use super::MAX_RESULTS;
use crate::into_wit::{IntoWit, records};
use crate::session::{Session, listing_resource};

impl prompt_routers::Host for Session {
    async fn list_prompt_routers(&mut self) -> wasmtime::Result<Resource<PromptRouterPages>> {
        let request = self
            .bedrock()
            .list_prompt_routers()
            .max_results(MAX_RESULTS);
        self.listing(
            "bedrock:ListPromptRouters",
            (),
            request.into_paginator().send(),
            |page| (page.prompt_router_summaries.into_wit(), page.next_token),
        )
    }

    async fn get_prompt_router(
        &mut self,
        prompt_router_arns: Vec<String>,
    ) -> wasmtime::Result<Vec<Result<PromptRouterDetail, AwsError>>> {
        let client = self.bedrock();
        let get = |id| client.get_prompt_router().prompt_router_arn(id).send();
        Ok(self
            .each("bedrock:GetPromptRouter", prompt_router_arns, get)
            .await)
    }
}

listing_resource!(
    prompt_routers::HostPromptRouterPages,
    PromptRouterPages,
    PromptRouterSummary
);

records! {
    prompt_routers::PromptRouterSummary of types::PromptRouterSummary {
        prompt_router_name, routing_criteria, description, created_at, updated_at,
        prompt_router_arn, models, fallback_model, status, type_ = r#type
    }
    prompt_routers::PromptRouterTargetModel of types::PromptRouterTargetModel { model_arn }
    prompt_routers::RoutingCriteria of types::RoutingCriteria { response_quality_difference }
    prompt_routers::PromptRouterDetail of GetPromptRouterOutput {
        prompt_router_name, routing_criteria, description, created_at, updated_at,
        prompt_router_arn, models, fallback_model, status, type_ = r#type
    }
}

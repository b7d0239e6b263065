//! Jobs that optimize prompts.

use aws_sdk_bedrock::operation::get_advanced_prompt_optimization_job::GetAdvancedPromptOptimizationJobOutput;
use aws_sdk_bedrock::types;
use opencite_bindings::aws::bedrock::prompt_optimization_jobs::{
    self, AdvancedPromptOptimizationJobDetail, AdvancedPromptOptimizationJobPages,
    AdvancedPromptOptimizationJobSummary,
};
use opencite_bindings::aws::types::AwsError;
use wasmtime::component::Resource;

use super::MAX_RESULTS;
use crate::into_wit::{IntoWit, records};
use crate::session::{Session, listing_resource};

impl prompt_optimization_jobs::Host for Session {
    async fn list_advanced_prompt_optimization_jobs(
        &mut self,
    ) -> wasmtime::Result<Resource<AdvancedPromptOptimizationJobPages>> {
        let request = self
            .bedrock()
            .list_advanced_prompt_optimization_jobs()
            .max_results(MAX_RESULTS);
        self.listing(
            "bedrock:ListAdvancedPromptOptimizationJobs",
            (),
            request.into_paginator().send(),
            |page| (page.job_summaries.into_wit(), page.next_token),
        )
    }

    async fn get_advanced_prompt_optimization_job(
        &mut self,
        job_identifiers: Vec<String>,
    ) -> wasmtime::Result<Vec<Result<AdvancedPromptOptimizationJobDetail, AwsError>>> {
        let client = self.bedrock();
        let get = |id| {
            client
                .get_advanced_prompt_optimization_job()
                .job_identifier(id)
                .send()
        };
        Ok(self
            .each(
                "bedrock:GetAdvancedPromptOptimizationJob",
                job_identifiers,
                get,
            )
            .await)
    }
}

listing_resource!(
    prompt_optimization_jobs::HostAdvancedPromptOptimizationJobPages,
    AdvancedPromptOptimizationJobPages,
    AdvancedPromptOptimizationJobSummary
);

records! {
    prompt_optimization_jobs::AdvancedPromptOptimizationInputConfig of types::AdvancedPromptOptimizationInputConfig {
        s3_uri
    }
    prompt_optimization_jobs::AdvancedPromptOptimizationJobSummary of types::AdvancedPromptOptimizationJobSummary {
        job_arn, job_name, job_status, creation_time, last_modified_time
    }
    prompt_optimization_jobs::AdvancedPromptOptimizationOutputConfig of types::AdvancedPromptOptimizationOutputConfig {
        s3_uri
    }
    prompt_optimization_jobs::InferenceConfiguration of types::InferenceConfiguration {
        max_tokens, temperature, top_p, stop_sequences
    }
    prompt_optimization_jobs::ModelConfiguration of types::ModelConfiguration {
        model_id, inference_config
    }
    prompt_optimization_jobs::AdvancedPromptOptimizationJobDetail of GetAdvancedPromptOptimizationJobOutput {
        job_arn, job_name, job_description, job_status, input_config, output_config,
        encryption_key_arn, creation_time, last_modified_time, failure_message, model_configurations
    }
}

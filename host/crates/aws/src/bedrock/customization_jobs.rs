//! Jobs that customize models.

use aws_sdk_bedrock::operation::get_model_customization_job::GetModelCustomizationJobOutput;
use aws_sdk_bedrock::types;
use opencite_bindings::aws::bedrock::customization_jobs::{
    self, ModelCustomizationJobDetail, ModelCustomizationJobPages, ModelCustomizationJobSummary,
};
use opencite_bindings::aws::types::AwsError;
use wasmtime::component::Resource;

use super::MAX_RESULTS;
use crate::into_wit::{IntoWit, records};
use crate::session::{Session, listing_resource};

impl customization_jobs::Host for Session {
    async fn list_model_customization_jobs(
        &mut self,
    ) -> wasmtime::Result<Resource<ModelCustomizationJobPages>> {
        let request = self
            .bedrock()
            .list_model_customization_jobs()
            .max_results(MAX_RESULTS);
        self.listing(
            "bedrock:ListModelCustomizationJobs",
            (),
            request.into_paginator().send(),
            |page| {
                (
                    page.model_customization_job_summaries.into_wit(),
                    page.next_token,
                )
            },
        )
    }

    async fn get_model_customization_job(
        &mut self,
        job_identifiers: Vec<String>,
    ) -> wasmtime::Result<Vec<Result<ModelCustomizationJobDetail, AwsError>>> {
        let client = self.bedrock();
        let get = |id| {
            client
                .get_model_customization_job()
                .job_identifier(id)
                .send()
        };
        Ok(self
            .each("bedrock:GetModelCustomizationJob", job_identifiers, get)
            .await)
    }
}

listing_resource!(
    customization_jobs::HostModelCustomizationJobPages,
    ModelCustomizationJobPages,
    ModelCustomizationJobSummary
);

records! {
    customization_jobs::DataProcessingDetails of types::DataProcessingDetails {
        status, creation_time, last_modified_time
    }
    customization_jobs::ModelCustomizationJobSummary of types::ModelCustomizationJobSummary {
        job_arn, base_model_arn, job_name, status, status_details, last_modified_time,
        creation_time, end_time, custom_model_arn, custom_model_name, customization_type
    }
    customization_jobs::StatusDetails of types::StatusDetails {
        validation_details, data_processing_details, training_details
    }
    customization_jobs::TrainingDetails of types::TrainingDetails {
        status, creation_time, last_modified_time
    }
    customization_jobs::ValidationDetails of types::ValidationDetails {
        status, creation_time, last_modified_time
    }
    customization_jobs::ModelCustomizationJobDetail of GetModelCustomizationJobOutput {
        job_arn, job_name, output_model_name, output_model_arn, role_arn, status, status_details,
        failure_message, creation_time, last_modified_time, end_time, base_model_arn,
        hyper_parameters, training_data_config, validation_data_config, output_data_config,
        customization_type, output_model_kms_key_arn, training_metrics, validation_metrics,
        vpc_config, customization_config
    }
}

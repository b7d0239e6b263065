//! Whether and where calls of models are logged.

use aws_sdk_bedrock::operation::get_model_invocation_logging_configuration::GetModelInvocationLoggingConfigurationOutput;
use aws_sdk_bedrock::types;
use opencite_bindings::aws::bedrock::invocation_logging::{
    self, ModelInvocationLoggingConfigurationDetail,
};
use opencite_bindings::aws::types::AwsError;

use crate::into_wit::{IntoWit, records};
use crate::session::Session;

impl invocation_logging::Host for Session {
    async fn get_model_invocation_logging_configuration(
        &mut self,
    ) -> wasmtime::Result<Result<ModelInvocationLoggingConfigurationDetail, AwsError>> {
        Ok(self
            .one(
                "bedrock:GetModelInvocationLoggingConfiguration",
                Box::pin(
                    self.bedrock()
                        .get_model_invocation_logging_configuration()
                        .send(),
                ),
            )
            .await)
    }
}

records! {
    invocation_logging::CloudWatchConfig of types::CloudWatchConfig {
        log_group_name, role_arn, large_data_delivery_s3_config
    }
    invocation_logging::LoggingConfig of types::LoggingConfig {
        cloud_watch_config, s3_config, text_data_delivery_enabled, image_data_delivery_enabled,
        embedding_data_delivery_enabled, video_data_delivery_enabled, audio_data_delivery_enabled
    }
    invocation_logging::S3Config of types::S3Config { bucket_name, key_prefix }
    invocation_logging::ModelInvocationLoggingConfigurationDetail of GetModelInvocationLoggingConfigurationOutput {
        logging_config
    }
}

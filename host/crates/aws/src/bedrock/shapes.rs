//! The shapes that several families share.

use aws_sdk_bedrock::types;
use opencite_bindings::aws::bedrock::shapes;

use crate::into_wit::{IntoWit, records, unions};

records! {
    shapes::DistillationConfig of types::DistillationConfig { teacher_model_config }
    shapes::InvocationLogsConfig of types::InvocationLogsConfig {
        use_prompt_response, invocation_log_source, request_metadata_filters
    }
    shapes::LambdaGraderConfig of types::LambdaGraderConfig { lambda_arn }
    shapes::OutputDataConfig of types::OutputDataConfig { s3_uri }
    shapes::RequestMetadataBaseFilters of types::RequestMetadataBaseFilters { equals, not_equals }
    shapes::RftConfig of types::RftConfig { grader_config, hyper_parameters }
    shapes::RftHyperParameters of types::RftHyperParameters {
        epoch_count, batch_size, learning_rate, max_prompt_length, training_sample_per_prompt,
        inference_max_tokens, reasoning_effort, eval_interval
    }
    shapes::S3DataSource of types::S3DataSource { s3_uri }
    shapes::TeacherModelConfig of types::TeacherModelConfig {
        teacher_model_identifier, max_response_length_for_inference
    }
    shapes::TrainingDataConfig of types::TrainingDataConfig { s3_uri, invocation_logs_config }
    shapes::TrainingMetrics of types::TrainingMetrics { training_loss }
    shapes::ValidationDataConfig of types::ValidationDataConfig { validators }
    shapes::Validator of types::Validator { s3_uri }
    shapes::ValidatorMetric of types::ValidatorMetric { validation_loss }
    shapes::VpcConfig of types::VpcConfig { subnet_ids, security_group_ids }
}

unions! {
    shapes::CustomizationConfig of types::CustomizationConfig {
        DistillationConfig => distillation_config, RftConfig => rft_config
    }
    shapes::GraderConfig of types::GraderConfig { LambdaGrader => lambda_grader }
    shapes::InvocationLogSource of types::InvocationLogSource { S3Uri => s3_uri }
    shapes::ModelDataSource of types::ModelDataSource { S3DataSource => s3_data_source }
    shapes::RequestMetadataFilters of types::RequestMetadataFilters {
        AndAll => and_all, Equals => equals, NotEquals => not_equals, OrAll => or_all
    }
}

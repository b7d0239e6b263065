//! The things that shapes shared by several kinds speak of.

use opencite_plugin_sdk::aws::bedrock::shapes::{
    CustomizationConfig, ModelDataSource, OutputDataConfig, TrainingDataConfig,
    ValidationDataConfig, VpcConfig,
};

/// The network that something runs in.
pub(crate) fn network(vpc: Option<&VpcConfig>) -> impl Iterator<Item = (&'static str, &str)> {
    vpc.into_iter().flat_map(|vpc| {
        let subnets = vpc.subnet_ids.iter().map(|id| ("subnet", id));
        let groups = vpc.security_group_ids.iter();
        let groups = groups.map(|id| ("security-group", id));
        subnets.chain(groups).map(|(kind, id)| (kind, id.as_str()))
    })
}

/// Where training and validation read from.
pub(crate) fn inputs<'a>(
    training: Option<&'a TrainingDataConfig>,
    validation: Option<&'a ValidationDataConfig>,
) -> impl Iterator<Item = &'a String> {
    let files = training.and_then(|data| data.s3_uri.as_ref());
    let logs = training.and_then(logs);
    let validators = validation.into_iter().flat_map(|data| &data.validators);
    let validation = validators.map(|validator| &validator.s3_uri);
    files.into_iter().chain(logs).chain(validation)
}

/// The logs of calls that a model is trained on.
fn logs(data: &TrainingDataConfig) -> Option<&String> {
    let logs = data.invocation_logs_config.as_ref()?;
    logs.invocation_log_source.as_ref()?.s3_uri.as_ref()
}

/// Where training writes to.
pub(crate) fn output(config: Option<&OutputDataConfig>) -> Option<&str> {
    Some(&config?.s3_uri)
}

/// The model that a distilled one learns from.
pub(crate) fn teacher(config: Option<&CustomizationConfig>) -> Option<&str> {
    let distillation = config?.distillation_config.as_ref()?;
    let teacher = distillation.teacher_model_config.as_ref()?;
    Some(&teacher.teacher_model_identifier)
}

/// The Lambda function that grades answers in reinforcement fine-tuning.
pub(crate) fn grader(config: Option<&CustomizationConfig>) -> Option<&str> {
    let grader = config?.rft_config.as_ref()?.grader_config.as_ref()?;
    Some(&grader.lambda_grader.as_ref()?.lambda_arn)
}

/// Where the files of an imported model come from.
pub(crate) fn model_files(source: Option<&ModelDataSource>) -> Option<&str> {
    Some(&source?.s3_data_source.as_ref()?.s3_uri)
}

//! The things that shapes shared by several kinds speak of.

use opencite_plugin_sdk::Asset;
use opencite_plugin_sdk::aws::sagemaker::shapes::{
    AdditionalModelDataSource, AsyncInferenceConfig, Channel, DataSource, DeployedImage,
    ExperimentConfig, InferenceSpecification, ModelDataSource, ModelPackageContainerDefinition,
    OutputDataConfig, ResourceConfig, S3ModelDataSource, TransformInput, UserContext, VpcConfig,
};

use crate::arn::sibling;

/// An edge: what the other thing is, and its id.
pub(crate) type Edge<'a> = (&'static str, &'a str);

/// The network that something runs in.
pub(crate) fn network(vpc: Option<&VpcConfig>) -> impl Iterator<Item = Edge<'_>> {
    vpc.into_iter()
        .flat_map(|vpc| place_in(&vpc.subnets, &vpc.security_group_ids))
}

/// The network that something runs in, where AWS has another shape for it.
pub(crate) fn place_in<'a>(
    subnets: &'a [String],
    security_groups: &'a [String],
) -> impl Iterator<Item = Edge<'a>> {
    let subnets = subnets.iter().map(|id| ("subnet", id.as_str()));
    let groups = security_groups.iter();
    subnets.chain(groups.map(|id| ("security-group", id.as_str())))
}

/// The person who made something, as a user of Studio.
pub(crate) fn maker(user: Option<&UserContext>) -> Option<&str> {
    user?.user_profile_arn.as_deref()
}

/// The experiment that a job belongs to.
pub(crate) fn part_of(asset: Asset, own: &str, config: Option<&ExperimentConfig>) -> Asset {
    let Some(config) = config else {
        return asset;
    };
    let experiment = sibling(own, "experiment", config.experiment_name.as_deref());
    let trial = sibling(own, "experiment-trial", config.trial_name.as_deref());
    asset
        .relation("experiment", experiment.as_deref())
        .relation("trial", trial.as_deref())
}

/// Where the files of a model are.
pub(crate) fn model_files(source: Option<&ModelDataSource>) -> Option<&str> {
    source?.s3_data_source.as_ref()?.s3_uri.as_deref()
}

/// What the files of a model are loaded from.
pub(crate) fn model_sources<'a>(
    source: Option<&'a ModelDataSource>,
    more: &'a [AdditionalModelDataSource],
) -> impl Iterator<Item = Edge<'a>> {
    let first = source.and_then(|source| source.s3_data_source.as_ref());
    let more = more
        .iter()
        .filter_map(|source| source.s3_data_source.as_ref());
    first.into_iter().chain(more).flat_map(stored_model)
}

fn stored_model(source: &S3ModelDataSource) -> impl Iterator<Item = Edge<'_>> {
    let files = source.s3_uri.as_deref().map(|uri| ("input-s3", uri));
    let hub = source.hub_access_config.as_ref();
    let content = hub.and_then(|hub| hub.hub_content_arn.as_deref());
    files
        .into_iter()
        .chain(content.map(|arn| ("hub-content", arn)))
}

/// What a model package offers to run.
pub(crate) fn specification(
    specification: Option<&InferenceSpecification>,
) -> impl Iterator<Item = Edge<'_>> {
    let containers = specification.map(|it| &it.containers);
    containers.into_iter().flatten().flat_map(package_container)
}

/// What a container of a model package is made of.
pub(crate) fn package_container(
    container: &ModelPackageContainerDefinition,
) -> impl Iterator<Item = Edge<'_>> {
    let image = container.image.as_deref();
    let data = container.model_data_url.as_deref();
    let more = container.additional_s3_data_source.as_ref();
    let more = more.and_then(|source| source.s3_uri.as_deref());
    let inputs = data.into_iter().chain(more).map(|uri| ("input-s3", uri));
    let source = container.model_data_source.as_ref();
    image
        .map(|image| ("container-image", image))
        .into_iter()
        .chain(inputs)
        .chain(model_sources(
            source,
            &container.additional_model_data_sources,
        ))
}

/// The image of a container that runs: as it was asked for, so that it is the image of the model.
pub(crate) fn deployed_image(image: &DeployedImage) -> Option<&str> {
    let asked_for = image.specified_image.as_deref();
    asked_for.or(image.resolved_image.as_deref())
}

/// Where asynchronous answers go, and who hears of them.
pub(crate) fn asynchronous(
    config: Option<&AsyncInferenceConfig>,
) -> impl Iterator<Item = Edge<'_>> {
    let output = config.and_then(|config| config.output_config.as_ref());
    output.into_iter().flat_map(|output| {
        let notified = output.notification_config.as_ref();
        [
            ("output-s3", output.s3_output_path.as_deref()),
            ("output-s3", output.s3_failure_path.as_deref()),
            ("kms-key", output.kms_key_id.as_deref()),
            ("topic", notified.and_then(|it| it.success_topic.as_deref())),
            ("topic", notified.and_then(|it| it.error_topic.as_deref())),
        ]
        .into_iter()
        .filter_map(|(kind, target)| Some((kind, target?)))
    })
}

/// What training reads.
pub(crate) fn channels(channels: &[Channel]) -> impl Iterator<Item = Edge<'_>> {
    channels
        .iter()
        .filter_map(|channel| channel.data_source.as_ref())
        .flat_map(data_source)
}

fn data_source(source: &DataSource) -> impl Iterator<Item = Edge<'_>> {
    let s3 = source.s3_data_source.as_ref();
    let hub = s3.and_then(|s3| s3.hub_access_config.as_ref());
    let files = source.file_system_data_source.as_ref();
    let dataset = source.dataset_source.as_ref();
    [
        ("input-s3", s3.and_then(|s3| s3.s3_uri.as_deref())),
        (
            "hub-content",
            hub.and_then(|hub| hub.hub_content_arn.as_deref()),
        ),
        (
            "file-system",
            files.and_then(|files| files.file_system_id.as_deref()),
        ),
        (
            "dataset",
            dataset.map(|dataset| dataset.dataset_arn.as_str()),
        ),
    ]
    .into_iter()
    .filter_map(|(kind, target)| Some((kind, target?)))
}

/// Where training writes to.
pub(crate) fn training_output(config: Option<&OutputDataConfig>) -> impl Iterator<Item = Edge<'_>> {
    config.into_iter().flat_map(|config| {
        let output = config
            .s3_output_path
            .as_deref()
            .map(|uri| ("output-s3", uri));
        let key = config.kms_key_id.as_deref().map(|id| ("kms-key", id));
        output.into_iter().chain(key)
    })
}

/// What training runs on.
pub(crate) fn training_resources(
    config: Option<&ResourceConfig>,
) -> impl Iterator<Item = Edge<'_>> {
    config.into_iter().flat_map(|config| {
        let key = config.volume_kms_key_id.as_deref();
        let plan = config.training_plan_arn.as_deref();
        let preferences = config.instance_preferences.iter();
        let plans = preferences.flat_map(|preference| &preference.training_plan_arns);
        let plans = plan.into_iter().chain(plans.map(String::as_str));
        key.map(|id| ("kms-key", id))
            .into_iter()
            .chain(plans.map(|arn| ("training-plan", arn)))
    })
}

/// What a batch transform reads.
pub(crate) fn transform_input(input: Option<&TransformInput>) -> Option<&str> {
    let source = input?.data_source.as_ref()?.s3_data_source.as_ref()?;
    source.s3_uri.as_deref()
}

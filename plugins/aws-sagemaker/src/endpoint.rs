//! Endpoints: where models answer. What one runs on, and which models, its configuration says: it is described as well,
//! and the host does not ask AWS again when `endpoint_config` wants it too.

use std::collections::{BTreeMap, BTreeSet};

use opencite_plugin_sdk::aws::sagemaker::endpoint_configs::{
    EndpointConfigDetail, ProductionVariant, describe_endpoint_config,
};
use opencite_plugin_sdk::aws::sagemaker::endpoints::{
    EndpointDetail, EndpointSummary, ProductionVariantSummary, describe_endpoint, list_endpoints,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, AwsError, Description, Properties, Scope, list_and_describe,
    try_list_and_describe,
};

use crate::arn::sibling;
use crate::endpoint_config;
use crate::shapes::{Edge, asynchronous, deployed_image};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "endpoint",
    title: "Endpoints",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_endpoints(), &DESCRIPTION),
    verify: || try_list_and_describe(&list_endpoints(), &DESCRIPTION),
};

const DESCRIPTION: Description<EndpointSummary, Deployment> = Description {
    actions: ["sagemaker:ListEndpoints", "sagemaker:DescribeEndpoint"],
    id: |endpoint| endpoint.endpoint_arn.as_deref().unwrap_or_default(),
    key: |endpoint| endpoint.endpoint_name.clone().unwrap_or_default(),
    describe,
    asset,
};

/// An endpoint as it runs, and what it is to run.
struct Deployment {
    endpoint: EndpointDetail,
    config: Config,
}

/// What is known of an endpoint's configuration.
enum Config {
    Known(Box<EndpointConfigDetail>),
    /// Endpoints go on without the configuration that they were made by.
    Deleted,
    /// AWS did not say.
    Unknown,
}

fn describe(names: &[String]) -> Vec<Result<Deployment, AwsError>> {
    let endpoints = describe_endpoint(names);
    let configs = configs(&endpoints);
    let deployment = |endpoint: EndpointDetail| Deployment {
        config: config(&endpoint, &configs),
        endpoint,
    };
    endpoints
        .into_iter()
        .map(|answer| answer.map(deployment))
        .collect()
}

type Configs = BTreeMap<String, Result<EndpointConfigDetail, AwsError>>;

/// The configurations of many endpoints.
fn configs(endpoints: &[Result<EndpointDetail, AwsError>]) -> Configs {
    let names = config_names(endpoints);
    let answers = describe_endpoint_config(&names);
    names.into_iter().zip(answers).collect()
}

/// Each once: endpoints may share one.
fn config_names(endpoints: &[Result<EndpointDetail, AwsError>]) -> Vec<String> {
    let names: BTreeSet<&String> = endpoints
        .iter()
        .filter_map(|answer| answer.as_ref().ok()?.endpoint_config_name.as_ref())
        .collect();
    names.into_iter().cloned().collect()
}

fn config(endpoint: &EndpointDetail, configs: &Configs) -> Config {
    let name = endpoint.endpoint_config_name.as_ref();
    match name.and_then(|name| configs.get(name)) {
        Some(Ok(config)) => Config::Known(Box::new(config.clone())),
        // SageMaker says that it could not find something as it says that a request is invalid.
        Some(Err(AwsError::NotFound(_) | AwsError::InvalidRequest(_))) => Config::Deleted,
        Some(Err(_)) | None => Config::Unknown,
    }
}

fn asset(endpoint: &EndpointSummary, deployment: Option<&Deployment>) -> Asset {
    let arn = endpoint.endpoint_arn.as_deref().unwrap_or_default();
    let name = endpoint.endpoint_name.as_deref().unwrap_or_default();
    let asset = Asset::new(arn, name)
        .status(endpoint.endpoint_status.as_deref())
        .created(endpoint.creation_time.as_deref())
        .modified(endpoint.last_modified_time.as_deref());
    let properties = Properties::default().record(endpoint);
    let Some(Deployment {
        endpoint: detail,
        config,
    }) = deployment
    else {
        return asset.properties(properties);
    };
    let asset = runs(asset, arn, detail);
    let properties = properties.record(detail);
    match config {
        Config::Known(config) => endpoint_config::set_up(asset, arn, config)
            .properties(configured(variants(properties, detail, config), config)),
        Config::Deleted => asset.properties(properties),
        Config::Unknown => asset.properties(properties).in_part(),
    }
}

/// What an endpoint itself names.
fn runs(asset: Asset, own: &str, endpoint: &EndpointDetail) -> Asset {
    let config = sibling(
        own,
        "endpoint-config",
        endpoint.endpoint_config_name.as_deref(),
    );
    let variants = endpoint.production_variants.iter();
    let images = variants
        .chain(&endpoint.shadow_production_variants)
        .flat_map(|variant| &variant.deployed_images);
    asset
        .relation("endpoint-config", config.as_deref())
        .relations("container-image", images.filter_map(deployed_image))
        .edges(data_capture(endpoint))
        .edges(asynchronous(endpoint.async_inference_config.as_ref()))
}

fn data_capture(endpoint: &EndpointDetail) -> impl Iterator<Item = Edge<'_>> {
    let capture = endpoint.data_capture_config.as_ref();
    let output = capture.and_then(|it| it.destination_s3_uri.as_deref());
    let key = capture.and_then(|it| it.kms_key_id.as_deref());
    output
        .map(|uri| ("output-s3", uri))
        .into_iter()
        .chain(key.map(|id| ("kms-key", id)))
}

/// Every variant as it was set up and as it runs.
fn variants(
    properties: Properties,
    endpoint: &EndpointDetail,
    config: &EndpointConfigDetail,
) -> Properties {
    let answering = joined(&config.production_variants, &endpoint.production_variants);
    let shadows = joined(
        &config.shadow_production_variants,
        &endpoint.shadow_production_variants,
    );
    properties
        .set("production_variants", answering)
        .set("shadow_production_variants", shadows)
}

fn joined(set_up: &[ProductionVariant], running: &[ProductionVariantSummary]) -> Vec<Properties> {
    let runs = |variant: &ProductionVariant| {
        let mut running = running.iter();
        running.find(|it| it.variant_name == variant.variant_name)
    };
    set_up
        .iter()
        .map(|variant| Properties::default().record(variant).record(&runs(variant)))
        .collect()
}

/// What the configuration adds, and the first variant by the names that people know.
fn configured(properties: Properties, config: &EndpointConfigDetail) -> Properties {
    let first = config.production_variants.first();
    properties
        .set("kms_key_id", &config.kms_key_id)
        .set("execution_role_arn", &config.execution_role_arn)
        .set("vpc_config", &config.vpc_config)
        .set("enable_network_isolation", config.enable_network_isolation)
        .set(
            "production_variants_count",
            config.production_variants.len(),
        )
        .set("variant_name", first.map(|it| &it.variant_name))
        .set("model_name", first.map(|it| &it.model_name))
        .set("instance_type", first.map(|it| &it.instance_type))
        .set(
            "initial_instance_count",
            first.map(|it| it.initial_instance_count),
        )
}

#[cfg(test)]
mod tests;

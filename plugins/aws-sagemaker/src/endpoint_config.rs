//! Endpoint configurations: what an endpoint runs, on what. They never change: an endpoint is given another.

use opencite_plugin_sdk::aws::sagemaker::endpoint_configs::{
    EndpointConfigDetail, EndpointConfigSummary, ProductionVariant, describe_endpoint_config,
    list_endpoint_configs,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

use crate::arn::siblings;
use crate::shapes::{Edge, asynchronous, network};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "endpoint_config",
    title: "Endpoint configurations",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_endpoint_configs(), &DESCRIPTION),
    verify: || try_list_and_describe(&list_endpoint_configs(), &DESCRIPTION),
};

const DESCRIPTION: Description<EndpointConfigSummary, EndpointConfigDetail> = Description {
    actions: [
        "sagemaker:ListEndpointConfigs",
        "sagemaker:DescribeEndpointConfig",
    ],
    id: |config| config.endpoint_config_arn.as_deref().unwrap_or_default(),
    key: |config| config.endpoint_config_name.clone().unwrap_or_default(),
    describe: describe_endpoint_config,
    asset,
};

fn asset(config: &EndpointConfigSummary, detail: Option<&EndpointConfigDetail>) -> Asset {
    let arn = config.endpoint_config_arn.as_deref().unwrap_or_default();
    let name = config.endpoint_config_name.as_deref().unwrap_or_default();
    let asset = Asset::new(arn, name)
        .created(config.creation_time.as_deref())
        .properties(Properties::default().record(config).record(&detail));
    match detail {
        Some(detail) => set_up(asset, arn, detail),
        None => asset,
    }
}

/// Everything that a configuration names: of itself, or of the endpoint that runs by it. `own` is the ARN of either.
pub(crate) fn set_up(asset: Asset, own: &str, config: &EndpointConfigDetail) -> Asset {
    let variants = variants(config);
    asset
        .relations("model", &siblings(own, "model", variants.flat_map(models)))
        .relation("role", config.execution_role_arn.as_deref())
        .relation("kms-key", config.kms_key_id.as_deref())
        .edges(self::variants(config).flat_map(resources))
        .edges(data_capture(config))
        .edges(asynchronous(config.async_inference_config.as_ref()))
        .edges(network(config.vpc_config.as_ref()))
}

/// All variants: those that answer, and those that only see the same questions.
fn variants(config: &EndpointConfigDetail) -> impl Iterator<Item = &ProductionVariant> {
    let shadows = &config.shadow_production_variants;
    config.production_variants.iter().chain(shadows)
}

fn models(variant: &ProductionVariant) -> impl Iterator<Item = &str> {
    let model = variant.model_name.as_deref();
    let pools = variant.instance_pools.iter();
    let others = pools.filter_map(|pool| pool.model_name_override.as_deref());
    model.into_iter().chain(others)
}

fn resources(variant: &ProductionVariant) -> impl Iterator<Item = Edge<'_>> {
    let reserved = variant.capacity_reservation_config.as_ref();
    let dump = variant.core_dump_config.as_ref();
    [
        (
            "capacity-reservation",
            reserved.and_then(|it| it.ml_reservation_arn.as_deref()),
        ),
        (
            "output-s3",
            dump.and_then(|it| it.destination_s3_uri.as_deref()),
        ),
        ("kms-key", dump.and_then(|it| it.kms_key_id.as_deref())),
    ]
    .into_iter()
    .filter_map(|(kind, target)| Some((kind, target?)))
}

fn data_capture(config: &EndpointConfigDetail) -> impl Iterator<Item = Edge<'_>> {
    let capture = config.data_capture_config.as_ref();
    [
        (
            "output-s3",
            capture.and_then(|it| it.destination_s3_uri.as_deref()),
        ),
        ("kms-key", capture.and_then(|it| it.kms_key_id.as_deref())),
    ]
    .into_iter()
    .filter_map(|(kind, target)| Some((kind, target?)))
}

#[cfg(test)]
mod tests;

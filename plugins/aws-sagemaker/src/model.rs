//! Models: containers and the artifacts that they load.

use opencite_plugin_sdk::aws::sagemaker::models::{
    ContainerDefinition, ModelDetail, ModelSummary, describe_model, list_models,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

use crate::arn::sibling;
use crate::shapes::{model_files, model_sources, network};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "model",
    title: "Models",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_models(), &DESCRIPTION),
    verify: || try_list_and_describe(&list_models(), &DESCRIPTION),
};

const DESCRIPTION: Description<ModelSummary, ModelDetail> = Description {
    actions: ["sagemaker:ListModels", "sagemaker:DescribeModel"],
    id: |model| model.model_arn.as_deref().unwrap_or_default(),
    key: |model| model.model_name.clone().unwrap_or_default(),
    describe: describe_model,
    asset,
};

fn asset(model: &ModelSummary, detail: Option<&ModelDetail>) -> Asset {
    let arn = model.model_arn.as_deref().unwrap_or_default();
    let name = model.model_name.as_deref().unwrap_or_default();
    let asset = Asset::new(arn, name)
        .created(model.creation_time.as_deref())
        .properties(properties(model, detail));
    match detail {
        Some(detail) => containers(detail)
            .fold(asset, |asset, container| loads(asset, arn, container))
            .relation("role", detail.execution_role_arn.as_deref())
            .edges(network(detail.vpc_config.as_ref())),
        None => asset,
    }
}

fn properties(model: &ModelSummary, detail: Option<&ModelDetail>) -> Properties {
    let first = detail.and_then(|detail| containers(detail).next());
    Properties::default()
        .record(model)
        .record(&detail)
        .by_name("primary_container.environment")
        .by_name("containers.environment")
        .rename("execution_role_arn", "execution_role")
        .set("container_image", first.and_then(|it| it.image.as_deref()))
        .set("model_data_url", first.and_then(data_url))
}

/// A model has one container, or several that run one after the other or side by side.
fn containers(model: &ModelDetail) -> impl Iterator<Item = &ContainerDefinition> {
    model.primary_container.iter().chain(&model.containers)
}

fn data_url(container: &ContainerDefinition) -> Option<&str> {
    let url = container.model_data_url.as_deref();
    url.or_else(|| model_files(container.model_data_source.as_ref()))
}

fn loads(asset: Asset, own: &str, container: &ContainerDefinition) -> Asset {
    let package = container.model_package_name.as_deref();
    let package = sibling(own, "model-package", package);
    let source = container.model_data_source.as_ref();
    asset
        .relation("container-image", container.image.as_deref())
        .relation("model-package", package.as_deref())
        .relation("input-s3", container.model_data_url.as_deref())
        .edges(model_sources(
            source,
            &container.additional_model_data_sources,
        ))
        .relation("lambda", credentials(container))
}

/// The Lambda function that knows how to sign in to a private registry.
fn credentials(container: &ContainerDefinition) -> Option<&str> {
    let config = container.image_config.as_ref()?;
    let config = config.repository_auth_config.as_ref()?;
    config.repository_credentials_provider_arn.as_deref()
}

#[cfg(test)]
mod tests;

//! Inference components: models that share the instances of an endpoint.

use opencite_plugin_sdk::aws::sagemaker::inference_components::{
    InferenceComponentDetail, InferenceComponentSpecificationSummary, InferenceComponentSummary,
    describe_inference_component, list_inference_components,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

use crate::arn::sibling;
use crate::shapes::deployed_image;

pub(crate) const KIND: AssetKind = AssetKind {
    name: "inference_component",
    title: "Inference components",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_inference_components(), &DESCRIPTION),
    verify: || try_list_and_describe(&list_inference_components(), &DESCRIPTION),
};

const DESCRIPTION: Description<InferenceComponentSummary, InferenceComponentDetail> = Description {
    actions: [
        "sagemaker:ListInferenceComponents",
        "sagemaker:DescribeInferenceComponent",
    ],
    id: |component| {
        component
            .inference_component_arn
            .as_deref()
            .unwrap_or_default()
    },
    key: |component| {
        component
            .inference_component_name
            .clone()
            .unwrap_or_default()
    },
    describe: describe_inference_component,
    asset,
};

fn asset(
    component: &InferenceComponentSummary,
    detail: Option<&InferenceComponentDetail>,
) -> Asset {
    let arn = component
        .inference_component_arn
        .as_deref()
        .unwrap_or_default();
    let name = component
        .inference_component_name
        .as_deref()
        .unwrap_or_default();
    let properties = Properties::default()
        .record(component)
        .record(&detail)
        .by_name("specification.container.environment")
        .by_name("specifications.container.environment");
    let asset = Asset::new(arn, name)
        .status(component.inference_component_status.as_deref())
        .created(component.creation_time.as_deref())
        .modified(component.last_modified_time.as_deref())
        .relation("endpoint", component.endpoint_arn.as_deref())
        .properties(properties);
    match detail {
        Some(detail) => specifications(detail).fold(asset, |asset, it| runs(asset, arn, it)),
        None => asset,
    }
}

fn specifications(
    component: &InferenceComponentDetail,
) -> impl Iterator<Item = &InferenceComponentSpecificationSummary> {
    component
        .specification
        .iter()
        .chain(&component.specifications)
}

fn runs(asset: Asset, own: &str, it: &InferenceComponentSpecificationSummary) -> Asset {
    let model = sibling(own, "model", it.model_name.as_deref());
    let base = it.base_inference_component_name.as_deref();
    let base = sibling(own, "inference-component", base);
    let container = it.container.as_ref();
    let image = container.and_then(|it| it.deployed_image.as_ref());
    asset
        .relation("model", model.as_deref())
        .relation("base-inference-component", base.as_deref())
        .relation("container-image", image.and_then(deployed_image))
        .relation(
            "input-s3",
            container.and_then(|it| it.artifact_url.as_deref()),
        )
}

#[cfg(test)]
mod tests;

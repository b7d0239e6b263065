//! Inference experiments: shadow tests on the traffic of an endpoint. The listing calls them by name only.

use opencite_plugin_sdk::aws::sagemaker::inference_experiments::{
    InferenceExperimentDetail, InferenceExperimentSummary, describe_inference_experiment,
    list_inference_experiments,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Identified, Properties, Scope, Unit, identified,
    list_and_describe, try_list_and_describe,
};

use crate::arn::{in_unit, sibling, siblings};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "inference_experiment",
    title: "Inference experiments",
    scope: Scope::Regional,
    discover: |unit| {
        let experiments = list_inference_experiments();
        list_and_describe(&identified(&experiments, |it| id(unit, it)), &DESCRIPTION)
    },
    verify: || {
        let experiments = list_inference_experiments();
        try_list_and_describe(&identified(&experiments, |_| String::new()), &DESCRIPTION)
    },
};

const DESCRIPTION: Description<Identified<InferenceExperimentSummary>, InferenceExperimentDetail> =
    Description {
        actions: [
            "sagemaker:ListInferenceExperiments",
            "sagemaker:DescribeInferenceExperiment",
        ],
        id: |experiment| &experiment.id,
        key: |experiment| experiment.item.name.clone().unwrap_or_default(),
        describe: describe_inference_experiment,
        asset,
    };

fn id(unit: &Unit, experiment: &InferenceExperimentSummary) -> String {
    in_unit(
        unit,
        "inference-experiment",
        experiment.name.as_deref().unwrap_or_default(),
    )
}

fn asset(
    experiment: &Identified<InferenceExperimentSummary>,
    detail: Option<&InferenceExperimentDetail>,
) -> Asset {
    let Identified { id, item } = experiment;
    let asset = Asset::new(id, item.name.as_deref().unwrap_or_default())
        .status(item.status.as_deref())
        .created(item.creation_time.as_deref())
        .modified(item.last_modified_time.as_deref())
        .relation("role", item.role_arn.as_deref())
        .properties(Properties::default().record(item).record(&detail));
    match detail {
        Some(detail) => set_up(asset, id, detail),
        None => asset,
    }
}

fn set_up(asset: Asset, own: &str, experiment: &InferenceExperimentDetail) -> Asset {
    let variants = experiment.model_variants.iter();
    let models = variants.filter_map(|variant| variant.model_name.as_deref());
    let endpoint = experiment.endpoint_metadata.as_ref();
    let config = endpoint.and_then(|it| it.endpoint_config_name.as_deref());
    let config = sibling(own, "endpoint-config", config);
    let endpoint = endpoint.and_then(|it| it.endpoint_name.as_deref());
    let endpoint = sibling(own, "endpoint", endpoint);
    let storage = experiment.data_storage_config.as_ref();
    asset
        .relation("endpoint", endpoint.as_deref())
        .relation("endpoint-config", config.as_deref())
        .relations("model", &siblings(own, "model", models))
        .relation(
            "output-s3",
            storage.and_then(|it| it.destination.as_deref()),
        )
        .relation("kms-key", storage.and_then(|it| it.kms_key.as_deref()))
        .relation("kms-key", experiment.kms_key.as_deref())
}

#[cfg(test)]
mod tests;

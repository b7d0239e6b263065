//! Foundation models: the catalogue of a region. Its listing says all that describing would.

use opencite_plugin_sdk::aws::bedrock::foundation_models::{
    FoundationModelSummary, list_foundation_models,
};
use opencite_plugin_sdk::{Asset, AssetKind, Properties, Scope, single, tried};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "model",
    title: "Foundation models",
    scope: Scope::Regional,
    discover: |_| single(list_foundation_models()?.iter().map(asset)),
    verify: || {
        vec![tried(
            "bedrock:ListFoundationModels",
            list_foundation_models(),
        )]
    },
};

fn asset(model: &FoundationModelSummary) -> Asset {
    let lifecycle = model.model_lifecycle.as_ref();
    Asset::new(
        &model.model_arn,
        model.model_name.as_ref().unwrap_or(&model.model_id),
    )
    .status(lifecycle.map(|lifecycle| lifecycle.status.as_str()))
    .properties(properties(model))
}

fn properties(model: &FoundationModelSummary) -> Properties {
    Properties::default()
        .record(model)
        .rename("provider_name", "provider")
        .gather(
            "modalities",
            &[
                ("input", "input_modalities"),
                ("output", "output_modalities"),
            ],
        )
        .rename("response_streaming_supported", "streaming_supported")
        .rename("customizations_supported", "customization_supported")
        .rename("inference_types_supported", "inference_types")
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn a_model_has_the_names_that_its_users_know() {
        let summary = json!({
            "model_arn": "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0",
            "model_id": "amazon.nova-lite-v1:0",
            "model_name": "Nova Lite",
            "provider_name": "Amazon",
            "input_modalities": ["TEXT", "IMAGE"],
            "output_modalities": ["TEXT"],
            "response_streaming_supported": true,
            "customizations_supported": ["FINE_TUNING"],
            "inference_types_supported": ["ON_DEMAND"],
            "model_lifecycle": {
                "status": "LEGACY",
                "start_of_life_time": "2024-12-03T00:00:00Z",
                "end_of_life_time": "2027-01-01T00:00:00Z",
                "legacy_time": "2026-07-01T00:00:00Z",
                "public_extended_access_time": "2026-10-01T00:00:00Z",
            },
        });
        let asset = asset(&from_value(summary).unwrap());
        insta::assert_snapshot!(asset, @r#"
        Nova Lite: arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0
        status: LEGACY
        customization_supported = ["FINE_TUNING"]
        inference_types = ["ON_DEMAND"]
        modalities = {"input":["TEXT","IMAGE"],"output":["TEXT"]}
        model_arn = "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0"
        model_id = "amazon.nova-lite-v1:0"
        model_lifecycle = {"end_of_life_time":"2027-01-01T00:00:00Z","legacy_time":"2026-07-01T00:00:00Z","public_extended_access_time":"2026-10-01T00:00:00Z","start_of_life_time":"2024-12-03T00:00:00Z","status":"LEGACY"}
        model_name = "Nova Lite"
        provider = "Amazon"
        streaming_supported = true
        "#);
    }

    #[test]
    fn a_model_without_a_name_is_known_by_its_id() {
        let summary = json!({
            "model_arn": "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0",
            "model_id": "amazon.nova-lite-v1:0",
            "input_modalities": [],
            "output_modalities": [],
            "customizations_supported": [],
            "inference_types_supported": [],
        });
        let asset = asset(&from_value(summary).unwrap());
        insta::assert_snapshot!(asset, @r#"
        amazon.nova-lite-v1:0: arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0
        customization_supported = []
        inference_types = []
        modalities = {"input":[],"output":[]}
        model_arn = "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0"
        model_id = "amazon.nova-lite-v1:0"
        "#);
    }
}

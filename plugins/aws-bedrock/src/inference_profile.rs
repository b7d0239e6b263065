//! Inference profiles: names under which models are called, across regions or for one application. The listing says all
//! that describing would.

use opencite_plugin_sdk::aws::bedrock::inference_profiles::{
    InferenceProfileSummary, list_inference_profiles,
};
use opencite_plugin_sdk::{Asset, AssetKind, Properties, Scope, list, try_list};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "inference_profile",
    title: "Inference profiles",
    scope: Scope::Regional,
    discover: |_| {
        list(&list_inference_profiles(Some("SYSTEM_DEFINED")), asset)?;
        list(&list_inference_profiles(Some("APPLICATION")), asset)
    },
    verify: || {
        try_list(
            "bedrock:ListInferenceProfiles",
            &list_inference_profiles(None),
        )
    },
};

fn asset(profile: &InferenceProfileSummary) -> Asset {
    let models = profile
        .models
        .iter()
        .filter_map(|model| model.model_arn.as_deref());
    Asset::new(
        &profile.inference_profile_arn,
        &profile.inference_profile_name,
    )
    .status(profile.status.as_str())
    .created(profile.created_at.as_deref())
    .modified(profile.updated_at.as_deref())
    .relations("model", models)
    .properties(Properties::default().record(profile))
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let summary = json!({
            "inference_profile_name": "claims",
            "description": "Routes claims",
            "created_at": "2026-03-01T08:00:00Z",
            "updated_at": "2026-03-02T09:30:00Z",
            "inference_profile_arn": "arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/i1",
            "models": [
                {
                    "model_arn": "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0",
                },
                {
                    "model_arn": "arn:aws:bedrock:us-west-2::foundation-model/amazon.nova-lite-v1:0",
                },
            ],
            "inference_profile_id": "i1",
            "status": "ACTIVE",
            "type_": "APPLICATION",
        });
        let asset = asset(&from_value(summary).unwrap());
        insta::assert_snapshot!(asset, @r#"
        claims: arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/i1
        status: ACTIVE
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        model -> arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0
        model -> arn:aws:bedrock:us-west-2::foundation-model/amazon.nova-lite-v1:0
        created_at = "2026-03-01T08:00:00Z"
        description = "Routes claims"
        inference_profile_arn = "arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/i1"
        inference_profile_id = "i1"
        inference_profile_name = "claims"
        models = [{"model_arn":"arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0"},{"model_arn":"arn:aws:bedrock:us-west-2::foundation-model/amazon.nova-lite-v1:0"}]
        status = "ACTIVE"
        type = "APPLICATION"
        updated_at = "2026-03-02T09:30:00Z"
        "#);
    }

    #[test]
    fn what_aws_leaves_out_is_absent() {
        let summary = json!({
            "inference_profile_name": "claims",
            "inference_profile_arn": "arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/i1",
            "models": [],
            "inference_profile_id": "i1",
            "status": "ACTIVE",
            "type_": "APPLICATION",
        });
        let asset = asset(&from_value(summary).unwrap());
        insta::assert_snapshot!(asset, @r#"
        claims: arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/i1
        status: ACTIVE
        inference_profile_arn = "arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/i1"
        inference_profile_id = "i1"
        inference_profile_name = "claims"
        models = []
        status = "ACTIVE"
        type = "APPLICATION"
        "#);
    }
}

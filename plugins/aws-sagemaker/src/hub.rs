//! Hubs: catalogues of models and notebooks. AWS's own public hub is among them, and is no asset of the account.

use opencite_plugin_sdk::aws::sagemaker::hubs::{HubDetail, HubSummary, describe_hub, list_hubs};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, only,
    try_list_and_describe,
};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "hub",
    title: "Hubs",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&only(&list_hubs(), is_own), &DESCRIPTION),
    verify: || try_list_and_describe(&only(&list_hubs(), is_own), &DESCRIPTION),
};

const DESCRIPTION: Description<HubSummary, HubDetail> = Description {
    actions: ["sagemaker:ListHubs", "sagemaker:DescribeHub"],
    id: |hub| hub.hub_arn.as_deref().unwrap_or_default(),
    key: |hub| hub.hub_name.clone().unwrap_or_default(),
    describe: describe_hub,
    asset,
};

/// AWS's public hub has the account `aws`.
fn is_own(hub: &HubSummary) -> bool {
    let account = hub.hub_arn.as_deref().and_then(|arn| arn.split(':').nth(4));
    account != Some("aws")
}

fn asset(hub: &HubSummary, detail: Option<&HubDetail>) -> Asset {
    let storage = detail.and_then(|detail| detail.s3_storage_config.as_ref());
    let output = storage.and_then(|storage| storage.s3_output_path.as_deref());
    let arn = hub.hub_arn.as_deref().unwrap_or_default();
    Asset::new(arn, hub.hub_name.as_deref().unwrap_or_default())
        .status(hub.hub_status.as_deref())
        .created(hub.creation_time.as_deref())
        .modified(hub.last_modified_time.as_deref())
        .relation("output-s3", output)
        .properties(Properties::default().record(hub).record(&detail))
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    fn summary(account: &str) -> HubSummary {
        from_value(json!({
            "hub_name": "models",
            "hub_arn": format!("arn:aws:sagemaker:us-east-1:{account}:hub/models"),
            "hub_status": "InService",
            "hub_search_keywords": ["nlp"],
            "creation_time": "2026-03-01T08:00:00Z",
            "last_modified_time": "2026-03-02T09:30:00Z",
        }))
        .unwrap()
    }

    #[test]
    fn everything_aws_says_is_mapped() {
        let detail = json!({
            "hub_search_keywords": ["nlp"],
            "hub_display_name": "Models",
            "s3_storage_config": {"s3_output_path": "s3://hub/models"},
            "failure_reason": "No such bucket",
        });
        let asset = asset(&summary("111122223333"), Some(&from_value(detail).unwrap()));
        insta::assert_snapshot!(asset, @r#"
        models: arn:aws:sagemaker:us-east-1:111122223333:hub/models
        status: InService
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        output-s3 -> s3://hub/models
        creation_time = "2026-03-01T08:00:00Z"
        failure_reason = "No such bucket"
        hub_arn = "arn:aws:sagemaker:us-east-1:111122223333:hub/models"
        hub_display_name = "Models"
        hub_name = "models"
        hub_search_keywords = ["nlp"]
        hub_status = "InService"
        last_modified_time = "2026-03-02T09:30:00Z"
        s3_storage_config = {"s3_output_path":"s3://hub/models"}
        "#);
    }

    #[test]
    fn the_public_hub_of_aws_is_no_asset_of_the_account() {
        assert!(is_own(&summary("111122223333")));
        assert!(!is_own(&summary("aws")));
    }
}

//! Feature groups: what models know of the things that they judge.

use opencite_plugin_sdk::aws::sagemaker::feature_groups::{
    FeatureGroupDetail, FeatureGroupSummary, describe_feature_group, list_feature_groups,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "feature_group",
    title: "Feature groups",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_feature_groups(), &DESCRIPTION),
    verify: || try_list_and_describe(&list_feature_groups(), &DESCRIPTION),
};

const DESCRIPTION: Description<FeatureGroupSummary, FeatureGroupDetail> = Description {
    actions: [
        "sagemaker:ListFeatureGroups",
        "sagemaker:DescribeFeatureGroup",
    ],
    id: |group| group.feature_group_arn.as_deref().unwrap_or_default(),
    key: |group| group.feature_group_name.clone().unwrap_or_default(),
    describe: describe_feature_group,
    asset,
};

fn asset(group: &FeatureGroupSummary, detail: Option<&FeatureGroupDetail>) -> Asset {
    let arn = group.feature_group_arn.as_deref().unwrap_or_default();
    let name = group.feature_group_name.as_deref().unwrap_or_default();
    let asset = Asset::new(arn, name)
        .status(group.feature_group_status.as_deref())
        .created(group.creation_time.as_deref())
        .modified(detail.and_then(|it| it.last_modified_time.as_deref()))
        .properties(Properties::default().record(group).record(&detail));
    match detail {
        Some(detail) => set_up(asset, detail),
        None => asset,
    }
}

fn set_up(asset: Asset, group: &FeatureGroupDetail) -> Asset {
    let online = group.online_store_config.as_ref();
    let online = online.and_then(|it| it.security_config.as_ref()?.kms_key_id.as_deref());
    let offline = group.offline_store_config.as_ref();
    let offline = offline.and_then(|it| it.s3_storage_config.as_ref());
    asset
        .relation("role", group.role_arn.as_deref())
        .relation("kms-key", online)
        .relation("output-s3", offline.and_then(|it| it.s3_uri.as_deref()))
        .relation("kms-key", offline.and_then(|it| it.kms_key_id.as_deref()))
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let summary = json!({
            "feature_group_name": "Customers",
            "feature_group_arn": "arn:aws:sagemaker:us-east-1:111122223333:feature-group/customers",
            "creation_time": "2026-03-01T08:00:00Z",
            "feature_group_status": "Created",
            "offline_store_status": {"status": "Active"},
        });
        let detail = json!({
            "feature_group_name": "Customers",
            "record_identifier_feature_name": "customer",
            "event_time_feature_name": "at",
            "feature_definitions": [{"feature_name": "age", "feature_type": "Integral"}],
            "last_modified_time": "2026-03-02T09:30:00Z",
            "online_store_config": {"enable_online_store": true, "security_config": {"kms_key_id": "arn:aws:kms:us-east-1:111122223333:key/online"}},
            "offline_store_config": {"s3_storage_config": {
                "s3_uri": "s3://features",
                "kms_key_id": "arn:aws:kms:us-east-1:111122223333:key/offline",
                "resolved_output_s3_uri": "s3://features/111122223333/customers",
            }},
            "role_arn": "arn:aws:iam::111122223333:role/features",
        });
        let asset = asset(
            &from_value(summary).unwrap(),
            Some(&from_value(detail).unwrap()),
        );
        insta::assert_snapshot!(asset, @r#"
        Customers: arn:aws:sagemaker:us-east-1:111122223333:feature-group/customers
        status: Created
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        role -> arn:aws:iam::111122223333:role/features
        kms-key -> arn:aws:kms:us-east-1:111122223333:key/online
        output-s3 -> s3://features
        kms-key -> arn:aws:kms:us-east-1:111122223333:key/offline
        creation_time = "2026-03-01T08:00:00Z"
        event_time_feature_name = "at"
        feature_definitions = [{"feature_name":"age","feature_type":"Integral"}]
        feature_group_arn = "arn:aws:sagemaker:us-east-1:111122223333:feature-group/customers"
        feature_group_name = "Customers"
        feature_group_status = "Created"
        last_modified_time = "2026-03-02T09:30:00Z"
        offline_store_config = {"s3_storage_config":{"kms_key_id":"arn:aws:kms:us-east-1:111122223333:key/offline","resolved_output_s3_uri":"s3://features/111122223333/customers","s3_uri":"s3://features"}}
        offline_store_status = {"status":"Active"}
        online_store_config = {"enable_online_store":true,"security_config":{"kms_key_id":"arn:aws:kms:us-east-1:111122223333:key/online"}}
        record_identifier_feature_name = "customer"
        role_arn = "arn:aws:iam::111122223333:role/features"
        "#);
    }
}

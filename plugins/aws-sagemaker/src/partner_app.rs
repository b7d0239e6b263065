//! Partner apps: others' products that run within SageMaker.

use opencite_plugin_sdk::aws::sagemaker::partner_apps::{
    PartnerAppDetail, PartnerAppSummary, describe_partner_app, list_partner_apps,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "partner_app",
    title: "Partner apps",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_partner_apps(), &DESCRIPTION),
    verify: || try_list_and_describe(&list_partner_apps(), &DESCRIPTION),
};

const DESCRIPTION: Description<PartnerAppSummary, PartnerAppDetail> = Description {
    actions: ["sagemaker:ListPartnerApps", "sagemaker:DescribePartnerApp"],
    id: |app| app.arn.as_deref().unwrap_or_default(),
    key: |app| app.arn.clone().unwrap_or_default(),
    describe: describe_partner_app,
    asset,
};

fn asset(app: &PartnerAppSummary, detail: Option<&PartnerAppDetail>) -> Asset {
    let arn = app.arn.as_deref().unwrap_or_default();
    let properties = Properties::default()
        .record(app)
        .record(&detail)
        .by_name("application_config.arguments");
    Asset::new(arn, app.name.as_deref().unwrap_or_default())
        .status(app.status.as_deref())
        .created(app.creation_time.as_deref())
        .modified(detail.and_then(|it| it.last_modified_time.as_deref()))
        .relation(
            "role",
            detail.and_then(|it| it.execution_role_arn.as_deref()),
        )
        .relation("kms-key", detail.and_then(|it| it.kms_key_id.as_deref()))
        .properties(properties)
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let summary = json!({
            "arn": "arn:aws:sagemaker:us-east-1:111122223333:partner-app/app-1",
            "name": "comet",
            "type_": "comet",
            "status": "Available",
            "creation_time": "2026-03-01T08:00:00Z",
        });
        let detail = json!({
            "arn": "arn:aws:sagemaker:us-east-1:111122223333:partner-app/app-1",
            "last_modified_time": "2026-03-02T09:30:00Z",
            "execution_role_arn": "arn:aws:iam::111122223333:role/partner",
            "kms_key_id": "arn:aws:kms:us-east-1:111122223333:key/k",
            "tier": "small",
            "application_config": {
                "admin_users": ["ana"],
                "arguments": [{"name": "license", "fingerprint": "ab12"}],
                "assigned_group_patterns": [],
                "role_group_assignments": [],
            },
        });
        let asset = asset(
            &from_value(summary).unwrap(),
            Some(&from_value(detail).unwrap()),
        );
        insta::assert_snapshot!(asset, @r#"
        comet: arn:aws:sagemaker:us-east-1:111122223333:partner-app/app-1
        status: Available
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        role -> arn:aws:iam::111122223333:role/partner
        kms-key -> arn:aws:kms:us-east-1:111122223333:key/k
        application_config = {"admin_users":["ana"],"arguments":{"license":{"fingerprint":"ab12"}},"assigned_group_patterns":[],"role_group_assignments":[]}
        arn = "arn:aws:sagemaker:us-east-1:111122223333:partner-app/app-1"
        creation_time = "2026-03-01T08:00:00Z"
        execution_role_arn = "arn:aws:iam::111122223333:role/partner"
        kms_key_id = "arn:aws:kms:us-east-1:111122223333:key/k"
        last_modified_time = "2026-03-02T09:30:00Z"
        name = "comet"
        status = "Available"
        tier = "small"
        type = "comet"
        "#);
    }
}

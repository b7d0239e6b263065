//! User profiles: people in a Studio domain. The listing names no ARNs.

use opencite_plugin_sdk::aws::sagemaker::user_profiles::{
    UserProfileDetail, UserProfileKey, UserProfileSummary, describe_user_profile,
    list_user_profiles,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Identified, Properties, Scope, Unit, identified,
    list_and_describe, try_list_and_describe,
};

use crate::arn::{in_unit, sibling};
use crate::studio;

pub(crate) const KIND: AssetKind = AssetKind {
    name: "user_profile",
    title: "User profiles of Studio",
    scope: Scope::Regional,
    discover: |unit| {
        let profiles = list_user_profiles();
        list_and_describe(&identified(&profiles, |it| arn(unit, it)), &DESCRIPTION)
    },
    verify: || {
        let profiles = list_user_profiles();
        try_list_and_describe(&identified(&profiles, |_| String::new()), &DESCRIPTION)
    },
};

type Listed = Identified<UserProfileSummary>;

const DESCRIPTION: Description<Listed, UserProfileDetail, UserProfileKey> = Description {
    actions: [
        "sagemaker:ListUserProfiles",
        "sagemaker:DescribeUserProfile",
    ],
    id: |profile| &profile.id,
    key: |profile| UserProfileKey {
        domain_id: profile.item.domain_id.clone().unwrap_or_default(),
        user_profile_name: profile.item.user_profile_name.clone().unwrap_or_default(),
    },
    describe: describe_user_profile,
    asset,
};

fn arn(unit: &Unit, profile: &UserProfileSummary) -> String {
    let domain = profile.domain_id.as_deref().unwrap_or_default();
    let name = profile.user_profile_name.as_deref().unwrap_or_default();
    in_unit(unit, "user-profile", &format!("{domain}/{name}"))
}

fn asset(listed: &Listed, detail: Option<&UserProfileDetail>) -> Asset {
    let (arn, profile) = (&listed.id, &listed.item);
    let domain = sibling(arn, "domain", profile.domain_id.as_deref());
    let asset = Asset::new(
        arn,
        profile.user_profile_name.as_deref().unwrap_or_default(),
    )
    .status(profile.status.as_deref())
    .created(profile.creation_time.as_deref())
    .modified(profile.last_modified_time.as_deref())
    .relation("domain", domain.as_deref())
    .properties(Properties::default().record(profile).record(&detail));
    studio::set_up(asset, arn, detail.and_then(|it| it.user_settings.as_ref()))
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let unit = Unit {
            asset_type: KIND.name.to_owned(),
            account: "111122223333".to_owned(),
            region: "us-east-1".to_owned(),
            partition: "aws".to_owned(),
        };
        let item: UserProfileSummary = from_value(json!({
            "domain_id": "d-1",
            "user_profile_name": "Ana",
            "status": "InService",
            "creation_time": "2026-03-01T08:00:00Z",
            "last_modified_time": "2026-03-02T09:30:00Z",
        }))
        .unwrap();
        let detail = json!({
            "domain_id": "d-1",
            "user_profile_arn": "arn:aws:sagemaker:us-east-1:111122223333:user-profile/d-1/ana",
            "user_profile_name": "Ana",
            "single_sign_on_user_value": "ana@ardent.example",
            "user_settings": {
                "execution_role": "arn:aws:iam::111122223333:role/studio",
                "security_groups": [],
                "custom_file_system_configs": [],
            },
        });
        let id = arn(&unit, &item);
        let asset = asset(&Identified { id, item }, Some(&from_value(detail).unwrap()));
        insta::assert_snapshot!(asset, @r#"
        Ana: arn:aws:sagemaker:us-east-1:111122223333:user-profile/d-1/ana
        status: InService
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        domain -> arn:aws:sagemaker:us-east-1:111122223333:domain/d-1
        role -> arn:aws:iam::111122223333:role/studio
        creation_time = "2026-03-01T08:00:00Z"
        domain_id = "d-1"
        last_modified_time = "2026-03-02T09:30:00Z"
        single_sign_on_user_value = "ana@ardent.example"
        status = "InService"
        user_profile_arn = "arn:aws:sagemaker:us-east-1:111122223333:user-profile/d-1/ana"
        user_profile_name = "Ana"
        user_settings = {"custom_file_system_configs":[],"execution_role":"arn:aws:iam::111122223333:role/studio","security_groups":[]}
        "#);
    }
}

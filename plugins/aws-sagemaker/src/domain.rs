//! Studio domains: where people work, with whom they share it, and what they may use there.

use opencite_plugin_sdk::aws::sagemaker::domains::{
    DefaultSpaceSettings, DomainDetail, DomainSummary, describe_domain, list_domains,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

use crate::shapes::place_in;
use crate::studio::{self, file_systems};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "domain",
    title: "Studio domains",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_domains(), &DESCRIPTION),
    verify: || try_list_and_describe(&list_domains(), &DESCRIPTION),
};

const DESCRIPTION: Description<DomainSummary, DomainDetail> = Description {
    actions: ["sagemaker:ListDomains", "sagemaker:DescribeDomain"],
    id: |domain| domain.domain_arn.as_deref().unwrap_or_default(),
    key: |domain| domain.domain_id.clone().unwrap_or_default(),
    describe: describe_domain,
    asset,
};

fn asset(domain: &DomainSummary, detail: Option<&DomainDetail>) -> Asset {
    let arn = domain.domain_arn.as_deref().unwrap_or_default();
    let name = domain.domain_name.as_deref().unwrap_or_default();
    let asset = Asset::new(arn, name)
        .status(domain.status.as_deref())
        .created(domain.creation_time.as_deref())
        .modified(domain.last_modified_time.as_deref())
        .properties(Properties::default().record(domain).record(&detail));
    match detail {
        Some(detail) => set_up(asset, arn, detail),
        None => asset,
    }
}

fn set_up(asset: Asset, own: &str, domain: &DomainDetail) -> Asset {
    let settings = domain.domain_settings.as_ref();
    let groups = settings.map_or(&[][..], |settings| &settings.security_group_ids);
    let r_studio = settings.and_then(|it| it.r_studio_server_pro_domain_settings.as_ref());
    let asset = asset
        .relation("kms-key", domain.kms_key_id.as_deref())
        .relation("vpc", domain.vpc_id.as_deref())
        .edges(place_in(&domain.subnet_ids, groups))
        .relation("file-system", domain.home_efs_file_system_id.as_deref())
        .relation(
            "role",
            r_studio.and_then(|it| it.domain_execution_role_arn.as_deref()),
        );
    let asset = studio::set_up(asset, own, domain.default_user_settings.as_ref());
    shared_spaces(asset, domain.default_space_settings.as_ref())
}

fn shared_spaces(asset: Asset, settings: Option<&DefaultSpaceSettings>) -> Asset {
    let Some(settings) = settings else {
        return asset;
    };
    asset
        .relation("role", settings.execution_role.as_deref())
        .relations("security-group", &settings.security_groups)
        .edges(file_systems(&settings.custom_file_system_configs))
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    fn summary() -> DomainSummary {
        from_value(json!({
            "domain_arn": "arn:aws:sagemaker:us-east-1:111122223333:domain/d-1",
            "domain_id": "d-1",
            "domain_name": "retention",
            "status": "InService",
            "creation_time": "2026-03-01T08:00:00Z",
            "last_modified_time": "2026-03-02T09:30:00Z",
            "url": "https://d-1.studio.us-east-1.sagemaker.aws",
        }))
        .unwrap()
    }

    #[test]
    fn everything_aws_says_is_mapped() {
        let detail = json!({
            "domain_id": "d-1",
            "home_efs_file_system_id": "fs-1",
            "auth_mode": "SSO",
            "default_user_settings": {
                "execution_role": "arn:aws:iam::111122223333:role/studio",
                "security_groups": ["sg-2"],
                "custom_file_system_configs": [],
            },
            "domain_settings": {
                "security_group_ids": ["sg-1"],
                "r_studio_server_pro_domain_settings": {"domain_execution_role_arn": "arn:aws:iam::111122223333:role/rstudio"},
            },
            "app_network_access_type": "VpcOnly",
            "subnet_ids": ["subnet-1"],
            "vpc_id": "vpc-1",
            "kms_key_id": "arn:aws:kms:us-east-1:111122223333:key/k",
            "default_space_settings": {
                "execution_role": "arn:aws:iam::111122223333:role/space",
                "security_groups": ["sg-3"],
                "custom_file_system_configs": [{"f_sx_lustre_file_system_config": {"file_system_id": "fs-2"}}],
            },
        });
        let asset = asset(&summary(), Some(&from_value(detail).unwrap()));
        insta::assert_snapshot!(asset, @r#"
        retention: arn:aws:sagemaker:us-east-1:111122223333:domain/d-1
        status: InService
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        kms-key -> arn:aws:kms:us-east-1:111122223333:key/k
        vpc -> vpc-1
        subnet -> subnet-1
        security-group -> sg-1
        file-system -> fs-1
        role -> arn:aws:iam::111122223333:role/rstudio
        role -> arn:aws:iam::111122223333:role/studio
        security-group -> sg-2
        role -> arn:aws:iam::111122223333:role/space
        security-group -> sg-3
        file-system -> fs-2
        app_network_access_type = "VpcOnly"
        auth_mode = "SSO"
        creation_time = "2026-03-01T08:00:00Z"
        default_space_settings = {"custom_file_system_configs":[{"f_sx_lustre_file_system_config":{"file_system_id":"fs-2"}}],"execution_role":"arn:aws:iam::111122223333:role/space","security_groups":["sg-3"]}
        default_user_settings = {"custom_file_system_configs":[],"execution_role":"arn:aws:iam::111122223333:role/studio","security_groups":["sg-2"]}
        domain_arn = "arn:aws:sagemaker:us-east-1:111122223333:domain/d-1"
        domain_id = "d-1"
        domain_name = "retention"
        domain_settings = {"r_studio_server_pro_domain_settings":{"domain_execution_role_arn":"arn:aws:iam::111122223333:role/rstudio"},"security_group_ids":["sg-1"]}
        home_efs_file_system_id = "fs-1"
        kms_key_id = "arn:aws:kms:us-east-1:111122223333:key/k"
        last_modified_time = "2026-03-02T09:30:00Z"
        status = "InService"
        subnet_ids = ["subnet-1"]
        url = "https://d-1.studio.us-east-1.sagemaker.aws"
        vpc_id = "vpc-1"
        "#);
    }

    #[test]
    fn a_domain_that_cannot_be_described_is_what_the_listing_says() {
        insta::assert_snapshot!(asset(&summary(), None), @r#"
        retention: arn:aws:sagemaker:us-east-1:111122223333:domain/d-1
        status: InService
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        creation_time = "2026-03-01T08:00:00Z"
        domain_arn = "arn:aws:sagemaker:us-east-1:111122223333:domain/d-1"
        domain_id = "d-1"
        domain_name = "retention"
        last_modified_time = "2026-03-02T09:30:00Z"
        status = "InService"
        url = "https://d-1.studio.us-east-1.sagemaker.aws"
        "#);
    }
}

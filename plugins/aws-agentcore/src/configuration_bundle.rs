//! Configuration bundles: what agents and tools are told, kept apart from them. What a bundle says is shown as a
//! fingerprint. The listing tells of no change of a bundle but a new version, so its versions are listed with it.

use opencite_plugin_sdk::aws::agentcore::configuration_bundles::{
    ConfigurationBundleDetail, ConfigurationBundleSummary, ConfigurationBundleVersionSummary,
    get_configuration_bundle, list_configuration_bundle_versions, list_configuration_bundles,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Check, Children, Description, Parent, Properties, Scope, list_and_describe,
    one_a_page, try_children, try_list_and_describe, with_children,
};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "configuration_bundle",
    title: "Configuration bundles",
    scope: Scope::Regional,
    discover: |_| {
        let bundles = list_configuration_bundles();
        list_and_describe(&with_children(&bundles, &VERSIONS), &DESCRIPTION)
    },
    verify,
};

fn verify() -> Vec<Check> {
    let bundles = list_configuration_bundles();
    let bundles = one_a_page(&bundles);
    let bundles = with_children(&bundles, &VERSIONS);
    let mut checks = try_list_and_describe(&bundles, &DESCRIPTION);
    checks.extend(try_children(
        "bedrock-agentcore:ListConfigurationBundleVersions",
        &list_configuration_bundles(),
        &VERSIONS,
    ));
    checks
}

type Listed = Parent<ConfigurationBundleSummary, ConfigurationBundleVersionSummary>;

pub(crate) const VERSIONS: Children<ConfigurationBundleSummary, ConfigurationBundleVersionSummary> =
    Children {
        key: |bundle| bundle.bundle_id.clone(),
        list: list_configuration_bundle_versions,
    };

const DESCRIPTION: Description<Listed, ConfigurationBundleDetail> = Description {
    actions: [
        "bedrock-agentcore:ListConfigurationBundles",
        "bedrock-agentcore:GetConfigurationBundle",
    ],
    id: |bundle| &bundle.item.bundle_arn,
    key: |bundle| bundle.item.bundle_id.clone(),
    describe: get_configuration_bundle,
    asset: |bundle, detail| asset(&bundle.item, detail),
};

fn asset(bundle: &ConfigurationBundleSummary, detail: Option<&ConfigurationBundleDetail>) -> Asset {
    let created = detail.map(|detail| detail.created_at.as_str());
    Asset::new(&bundle.bundle_arn, &bundle.bundle_name)
        .created(created.or(bundle.created_at.as_deref()))
        .modified(detail.map(|detail| detail.updated_at.as_str()))
        .relation(
            "kms-key",
            detail.and_then(|detail| detail.kms_key_arn.as_deref()),
        )
        .properties(
            Properties::default()
                .record(bundle)
                .record(&detail)
                .by_name("components"),
        )
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let summary = json!({
            "bundle_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:configuration-bundle/prompts-c1",
            "bundle_id": "prompts-c1",
            "bundle_name": "prompts",
            "description": "What the claims agent is told",
        });
        let detail = json!({
            "bundle_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:configuration-bundle/prompts-c1",
            "bundle_id": "prompts-c1",
            "bundle_name": "prompts",
            "version_id": "v1",
            "components": [{"name": "claims", "value": {"configuration": "ab12"}}],
            "lineage_metadata": {"parent_version_ids": [], "branch_name": "main"},
            "created_at": "2026-03-01T08:00:00Z",
            "updated_at": "2026-03-02T09:30:00Z",
            "kms_key_arn": "arn:aws:kms:us-east-1:111122223333:key/k",
        });
        let asset = asset(
            &from_value(summary).unwrap(),
            Some(&from_value(detail).unwrap()),
        );
        insta::assert_snapshot!(asset, @r#"
        prompts: arn:aws:bedrock-agentcore:us-east-1:111122223333:configuration-bundle/prompts-c1
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        kms-key -> arn:aws:kms:us-east-1:111122223333:key/k
        bundle_arn = "arn:aws:bedrock-agentcore:us-east-1:111122223333:configuration-bundle/prompts-c1"
        bundle_id = "prompts-c1"
        bundle_name = "prompts"
        components = {"claims":{"configuration":"ab12"}}
        created_at = "2026-03-01T08:00:00Z"
        description = "What the claims agent is told"
        kms_key_arn = "arn:aws:kms:us-east-1:111122223333:key/k"
        lineage_metadata = {"branch_name":"main","parent_version_ids":[]}
        updated_at = "2026-03-02T09:30:00Z"
        version_id = "v1"
        "#);
    }
}

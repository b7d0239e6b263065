//! Versions of configuration bundles. The listing says who made a version of which, and why.

use opencite_plugin_sdk::aws::agentcore::configuration_bundles::{
    ConfigurationBundleSummary, ConfigurationBundleVersionSummary, list_configuration_bundles,
};
use opencite_plugin_sdk::{Asset, AssetKind, Properties, Scope, each_child, list, try_children};

use crate::configuration_bundle::VERSIONS;

pub(crate) const KIND: AssetKind = AssetKind {
    name: "configuration_bundle_version",
    title: "Versions of configuration bundles",
    scope: Scope::Regional,
    discover: |_| {
        let bundles = list_configuration_bundles();
        list(&each_child(&bundles, &VERSIONS), |version| {
            asset(&version.parent, &version.item)
        })
    },
    verify: || {
        try_children(
            "bedrock-agentcore:ListConfigurationBundleVersions",
            &list_configuration_bundles(),
            &VERSIONS,
        )
    },
};

/// AWS has no ARN for a version.
fn asset(
    bundle: &ConfigurationBundleSummary,
    version: &ConfigurationBundleVersionSummary,
) -> Asset {
    let lineage = version.lineage_metadata.as_ref();
    let parents = lineage.map(|lineage| &lineage.parent_version_ids);
    let parents = parents.into_iter().flatten();
    let parents: Vec<_> = parents
        .map(|id| version_id(&version.bundle_arn, id))
        .collect();
    Asset::new(
        version_id(&version.bundle_arn, &version.version_id),
        format!("{}/{}", bundle.bundle_name, version.version_id),
    )
    .created(version.version_created_at.as_str())
    .relation("configuration-bundle", version.bundle_arn.as_str())
    .relations("parent-version", &parents)
    .properties(Properties::default().record(version))
}

fn version_id(bundle: &str, version: &str) -> String {
    format!("{bundle}/version/{version}")
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let bundle = json!({
            "bundle_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:configuration-bundle/prompts-c1",
            "bundle_id": "prompts-c1",
            "bundle_name": "prompts",
        });
        let version = json!({
            "bundle_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:configuration-bundle/prompts-c1",
            "bundle_id": "prompts-c1",
            "version_id": "v2",
            "lineage_metadata": {
                "parent_version_ids": ["v1"],
                "branch_name": "main",
                "created_by": {"name": "recommendation"},
                "commit_message": "Shorter",
            },
            "version_created_at": "2026-03-02T09:30:00Z",
        });
        let asset = asset(&from_value(bundle).unwrap(), &from_value(version).unwrap());
        insta::assert_snapshot!(asset, @r#"
        prompts/v2: arn:aws:bedrock-agentcore:us-east-1:111122223333:configuration-bundle/prompts-c1/version/v2
        created: 2026-03-02T09:30:00Z
        configuration-bundle -> arn:aws:bedrock-agentcore:us-east-1:111122223333:configuration-bundle/prompts-c1
        parent-version -> arn:aws:bedrock-agentcore:us-east-1:111122223333:configuration-bundle/prompts-c1/version/v1
        bundle_arn = "arn:aws:bedrock-agentcore:us-east-1:111122223333:configuration-bundle/prompts-c1"
        bundle_id = "prompts-c1"
        lineage_metadata = {"branch_name":"main","commit_message":"Shorter","created_by":{"name":"recommendation"},"parent_version_ids":["v1"]}
        version_created_at = "2026-03-02T09:30:00Z"
        version_id = "v2"
        "#);
    }
}

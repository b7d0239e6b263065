//! Versions of harnesses. What a version was set up with is not to be had: AWS describes the latest only.

use opencite_plugin_sdk::aws::agentcore::harnesses::{
    HarnessSummary, HarnessVersionSummary, list_harness_versions, list_harnesses,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Children, Properties, Scope, each_child, list, try_children,
};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "harness_version",
    title: "Versions of harnesses",
    scope: Scope::Regional,
    discover: |_| {
        list(&each_child(&list_harnesses(), &VERSIONS), |version| {
            asset(&version.parent.arn, &version.item)
        })
    },
    verify: || {
        try_children(
            "bedrock-agentcore:ListHarnessVersions",
            &list_harnesses(),
            &VERSIONS,
        )
    },
};

const VERSIONS: Children<HarnessSummary, HarnessVersionSummary> = Children {
    key: |harness| harness.harness_id.clone(),
    list: list_harness_versions,
};

/// AWS has no ARN for a version.
pub(crate) fn version_id(harness: &str, version: &str) -> String {
    format!("{harness}/version/{version}")
}

fn asset(harness: &str, version: &HarnessVersionSummary) -> Asset {
    let number = &version.harness_version;
    Asset::new(
        version_id(harness, number),
        format!("{}/{number}", version.harness_name),
    )
    .status(version.status.as_str())
    .created(version.created_at.as_str())
    .modified(version.updated_at.as_str())
    .relation("harness", harness)
    .properties(Properties::default().record(version))
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let harness = "arn:aws:bedrock-agentcore:us-east-1:111122223333:harness/claims-h1";
        let version = json!({
            "harness_id": "claims-h1",
            "harness_name": "claims",
            "arn": harness,
            "harness_version": "1",
            "status": "READY",
            "created_at": "2026-03-01T08:00:00Z",
            "updated_at": "2026-03-02T09:30:00Z",
        });
        insta::assert_snapshot!(asset(harness, &from_value(version).unwrap()), @r#"
        claims/1: arn:aws:bedrock-agentcore:us-east-1:111122223333:harness/claims-h1/version/1
        status: READY
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        harness -> arn:aws:bedrock-agentcore:us-east-1:111122223333:harness/claims-h1
        arn = "arn:aws:bedrock-agentcore:us-east-1:111122223333:harness/claims-h1"
        created_at = "2026-03-01T08:00:00Z"
        harness_id = "claims-h1"
        harness_name = "claims"
        harness_version = "1"
        status = "READY"
        updated_at = "2026-03-02T09:30:00Z"
        "#);
    }
}

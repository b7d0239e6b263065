//! Versions of datasets. The listing says all that describing would.

use opencite_plugin_sdk::aws::agentcore::datasets::{
    DatasetSummary, DatasetVersionSummary, list_dataset_versions, list_datasets,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Children, Properties, Scope, each_child, list, try_children,
};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "dataset_version",
    title: "Versions of datasets",
    scope: Scope::Regional,
    discover: |_| {
        list(&each_child(&list_datasets(), &VERSIONS), |version| {
            asset(&version.parent, &version.item)
        })
    },
    verify: || {
        try_children(
            "bedrock-agentcore:ListDatasetVersions",
            &list_datasets(),
            &VERSIONS,
        )
    },
};

const VERSIONS: Children<DatasetSummary, DatasetVersionSummary> = Children {
    key: |dataset| dataset.dataset_id.clone(),
    list: list_dataset_versions,
};

/// AWS has no ARN for a version.
fn asset(dataset: &DatasetSummary, version: &DatasetVersionSummary) -> Asset {
    let number = &version.dataset_version;
    Asset::new(
        format!("{}/version/{number}", dataset.dataset_arn),
        format!("{}/{number}", dataset.dataset_name),
    )
    .created(version.created_at.as_str())
    .relation("dataset", dataset.dataset_arn.as_str())
    .properties(
        Properties::default()
            .record(version)
            .set("dataset_name", &dataset.dataset_name),
    )
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let dataset = json!({
            "dataset_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:dataset/claims-d1",
            "dataset_id": "claims-d1",
            "dataset_name": "claims",
            "status": "ACTIVE",
            "schema_type": "CUSTOM",
            "example_count": 120,
            "created_at": "2026-03-01T08:00:00Z",
            "updated_at": "2026-03-02T09:30:00Z",
        });
        let version = json!({
            "dataset_version": "3",
            "example_count": 110,
            "created_at": "2026-03-02T08:00:00Z",
        });
        let asset = asset(&from_value(dataset).unwrap(), &from_value(version).unwrap());
        insta::assert_snapshot!(asset, @r#"
        claims/3: arn:aws:bedrock-agentcore:us-east-1:111122223333:dataset/claims-d1/version/3
        created: 2026-03-02T08:00:00Z
        dataset -> arn:aws:bedrock-agentcore:us-east-1:111122223333:dataset/claims-d1
        created_at = "2026-03-02T08:00:00Z"
        dataset_name = "claims"
        dataset_version = "3"
        example_count = 110
        "#);
    }
}

//! Datasets: examples that agents are judged by.

use opencite_plugin_sdk::aws::agentcore::datasets::{
    DatasetDetail, DatasetSummary, get_dataset, list_datasets,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "dataset",
    title: "Datasets",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_datasets(), &DESCRIPTION),
    verify: || try_list_and_describe(&list_datasets(), &DESCRIPTION),
};

const DESCRIPTION: Description<DatasetSummary, DatasetDetail> = Description {
    actions: [
        "bedrock-agentcore:ListDatasets",
        "bedrock-agentcore:GetDataset",
    ],
    id: |dataset| &dataset.dataset_arn,
    key: |dataset| dataset.dataset_id.clone(),
    describe: get_dataset,
    asset,
};

fn asset(dataset: &DatasetSummary, detail: Option<&DatasetDetail>) -> Asset {
    let key = detail.and_then(|detail| detail.kms_key_arn.as_deref());
    Asset::new(&dataset.dataset_arn, &dataset.dataset_name)
        .status(dataset.status.as_str())
        .created(dataset.created_at.as_str())
        .modified(dataset.updated_at.as_str())
        .relation("kms-key", key)
        .properties(
            Properties::default()
                .record(dataset)
                .record(&detail)
                .by_name("tags"),
        )
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    fn described() -> Asset {
        let summary = json!({
            "dataset_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:dataset/claims-d1",
            "dataset_id": "claims-d1",
            "dataset_name": "claims",
            "description": "Claims and right answers",
            "status": "ACTIVE",
            "draft_status": "MODIFIED",
            "schema_type": "CUSTOM",
            "example_count": 120,
            "created_at": "2026-03-01T08:00:00Z",
            "updated_at": "2026-03-02T09:30:00Z",
        });
        let detail = json!({
            "dataset_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:dataset/claims-d1",
            "dataset_id": "claims-d1",
            "dataset_version": "DRAFT",
            "dataset_name": "claims",
            "status": "ACTIVE",
            "schema_type": "CUSTOM",
            "kms_key_arn": "arn:aws:kms:us-east-1:111122223333:key/k",
            "example_count": 120,
            "created_at": "2026-03-01T08:00:00Z",
            "updated_at": "2026-03-02T09:30:00Z",
            "tags": [{"key": "owner", "value": "claims"}],
        });
        asset(
            &from_value(summary).unwrap(),
            Some(&from_value(detail).unwrap()),
        )
    }

    #[test]
    fn everything_aws_says_is_mapped() {
        insta::assert_snapshot!(described(), @r#"
        claims: arn:aws:bedrock-agentcore:us-east-1:111122223333:dataset/claims-d1
        status: ACTIVE
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        kms-key -> arn:aws:kms:us-east-1:111122223333:key/k
        created_at = "2026-03-01T08:00:00Z"
        dataset_arn = "arn:aws:bedrock-agentcore:us-east-1:111122223333:dataset/claims-d1"
        dataset_id = "claims-d1"
        dataset_name = "claims"
        dataset_version = "DRAFT"
        description = "Claims and right answers"
        draft_status = "MODIFIED"
        example_count = 120
        kms_key_arn = "arn:aws:kms:us-east-1:111122223333:key/k"
        schema_type = "CUSTOM"
        status = "ACTIVE"
        tags = {"owner":"claims"}
        updated_at = "2026-03-02T09:30:00Z"
        "#);
    }
}

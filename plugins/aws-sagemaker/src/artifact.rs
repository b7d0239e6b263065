//! Artifacts: what lineage knows of data, images and models. The listing says all that describing would.

use opencite_plugin_sdk::aws::sagemaker::artifacts::{ArtifactSummary, list_artifacts};
use opencite_plugin_sdk::{Asset, AssetKind, Properties, Scope, list, try_list};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "artifact",
    title: "Artifacts",
    scope: Scope::Regional,
    discover: |_| list(&list_artifacts(), asset),
    verify: || try_list("sagemaker:ListArtifacts", &list_artifacts()),
};

/// Many have no name: people know such an artifact by where it is.
fn asset(artifact: &ArtifactSummary) -> Asset {
    let arn = artifact.artifact_arn.as_deref().unwrap_or_default();
    let name = artifact
        .artifact_name
        .as_deref()
        .filter(|it| !it.is_empty());
    let source = artifact.source.as_ref();
    let source = source.and_then(|it| it.source_uri.as_deref());
    Asset::new(arn, name.or(source).unwrap_or(arn))
        .created(artifact.creation_time.as_deref())
        .modified(artifact.last_modified_time.as_deref())
        .relation("source", source)
        .properties(Properties::default().record(artifact))
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    const ARN: &str = "arn:aws:sagemaker:us-east-1:111122223333:artifact/4f1e";

    #[test]
    fn everything_aws_says_is_mapped() {
        let artifact = json!({
            "artifact_arn": ARN,
            "artifact_name": "weights",
            "source": {"source_uri": "s3://weights/churn", "source_types": [{"source_id_type": "S3ETag", "value": "e1"}]},
            "artifact_type": "Model",
            "creation_time": "2026-03-01T08:00:00Z",
            "last_modified_time": "2026-03-02T09:30:00Z",
        });
        insta::assert_snapshot!(asset(&from_value(artifact).unwrap()), @r#"
        weights: arn:aws:sagemaker:us-east-1:111122223333:artifact/4f1e
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        source -> s3://weights/churn
        artifact_arn = "arn:aws:sagemaker:us-east-1:111122223333:artifact/4f1e"
        artifact_name = "weights"
        artifact_type = "Model"
        creation_time = "2026-03-01T08:00:00Z"
        last_modified_time = "2026-03-02T09:30:00Z"
        source = {"source_types":[{"source_id_type":"S3ETag","value":"e1"}],"source_uri":"s3://weights/churn"}
        "#);
    }

    #[test]
    fn an_artifact_without_a_name_is_known_by_where_it_is() {
        let artifact = json!({
            "artifact_arn": ARN,
            "source": {"source_uri": "s3://weights/churn", "source_types": []},
        });
        let shown = asset(&from_value(artifact).unwrap()).to_string();
        assert!(shown.starts_with("s3://weights/churn: "), "{shown}");
        let shown = asset(&from_value(json!({ "artifact_arn": ARN })).unwrap()).to_string();
        assert!(shown.starts_with(&format!("{ARN}: ")), "{shown}");
    }
}

//! `MLflow` apps: where experiments are written down, without a server to keep.

use opencite_plugin_sdk::aws::sagemaker::mlflow_apps::{
    MlflowAppDetail, MlflowAppSummary, describe_mlflow_app, list_mlflow_apps,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

use crate::arn::siblings;
use crate::shapes::maker;

pub(crate) const KIND: AssetKind = AssetKind {
    name: "mlflow_app",
    title: "MLflow apps",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_mlflow_apps(), &DESCRIPTION),
    verify: || try_list_and_describe(&list_mlflow_apps(), &DESCRIPTION),
};

const DESCRIPTION: Description<MlflowAppSummary, MlflowAppDetail> = Description {
    actions: ["sagemaker:ListMlflowApps", "sagemaker:DescribeMlflowApp"],
    id: |app| app.arn.as_deref().unwrap_or_default(),
    key: |app| app.arn.clone().unwrap_or_default(),
    describe: describe_mlflow_app,
    asset,
};

fn asset(app: &MlflowAppSummary, detail: Option<&MlflowAppDetail>) -> Asset {
    let arn = app.arn.as_deref().unwrap_or_default();
    let asset = Asset::new(arn, app.name.as_deref().unwrap_or_default())
        .status(app.status.as_deref())
        .created(app.creation_time.as_deref())
        .modified(app.last_modified_time.as_deref())
        .properties(Properties::default().record(app).record(&detail));
    match detail {
        Some(detail) => set_up(asset, arn, detail),
        None => asset,
    }
}

fn set_up(asset: Asset, own: &str, app: &MlflowAppDetail) -> Asset {
    let domains = app.default_domain_id_list.iter().map(String::as_str);
    asset
        .relation("role", app.role_arn.as_deref())
        .relation("kms-key", app.kms_key_id.as_deref())
        .relation("output-s3", app.artifact_store_uri.as_deref())
        .relations("domain", &siblings(own, "domain", domains))
        .relation("user-profile", maker(app.created_by.as_ref()))
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let summary = json!({
            "arn": "arn:aws:sagemaker:us-east-1:111122223333:mlflow-app/app-1",
            "name": "retention",
            "status": "Created",
            "creation_time": "2026-03-01T08:00:00Z",
            "last_modified_time": "2026-03-02T09:30:00Z",
            "mlflow_version": "3.0",
        });
        let detail = json!({
            "arn": "arn:aws:sagemaker:us-east-1:111122223333:mlflow-app/app-1",
            "artifact_store_uri": "s3://mlflow",
            "role_arn": "arn:aws:iam::111122223333:role/mlflow",
            "kms_key_id": "arn:aws:kms:us-east-1:111122223333:key/k",
            "default_domain_id_list": ["d-1"],
        });
        let asset = asset(
            &from_value(summary).unwrap(),
            Some(&from_value(detail).unwrap()),
        );
        insta::assert_snapshot!(asset, @r#"
        retention: arn:aws:sagemaker:us-east-1:111122223333:mlflow-app/app-1
        status: Created
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        role -> arn:aws:iam::111122223333:role/mlflow
        kms-key -> arn:aws:kms:us-east-1:111122223333:key/k
        output-s3 -> s3://mlflow
        domain -> arn:aws:sagemaker:us-east-1:111122223333:domain/d-1
        arn = "arn:aws:sagemaker:us-east-1:111122223333:mlflow-app/app-1"
        artifact_store_uri = "s3://mlflow"
        creation_time = "2026-03-01T08:00:00Z"
        default_domain_id_list = ["d-1"]
        kms_key_id = "arn:aws:kms:us-east-1:111122223333:key/k"
        last_modified_time = "2026-03-02T09:30:00Z"
        mlflow_version = "3.0"
        name = "retention"
        role_arn = "arn:aws:iam::111122223333:role/mlflow"
        status = "Created"
        "#);
    }
}

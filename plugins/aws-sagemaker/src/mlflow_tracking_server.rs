//! `MLflow` tracking servers: where experiments are written down.

use opencite_plugin_sdk::aws::sagemaker::mlflow_tracking_servers::{
    MlflowTrackingServerDetail, TrackingServerSummary, describe_mlflow_tracking_server,
    list_mlflow_tracking_servers,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

use crate::shapes::maker;

pub(crate) const KIND: AssetKind = AssetKind {
    name: "mlflow_tracking_server",
    title: "MLflow tracking servers",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_mlflow_tracking_servers(), &DESCRIPTION),
    verify: || try_list_and_describe(&list_mlflow_tracking_servers(), &DESCRIPTION),
};

const DESCRIPTION: Description<TrackingServerSummary, MlflowTrackingServerDetail> = Description {
    actions: [
        "sagemaker:ListMlflowTrackingServers",
        "sagemaker:DescribeMlflowTrackingServer",
    ],
    id: |server| server.tracking_server_arn.as_deref().unwrap_or_default(),
    key: |server| server.tracking_server_name.clone().unwrap_or_default(),
    describe: describe_mlflow_tracking_server,
    asset,
};

fn asset(server: &TrackingServerSummary, detail: Option<&MlflowTrackingServerDetail>) -> Asset {
    let arn = server.tracking_server_arn.as_deref().unwrap_or_default();
    let name = server.tracking_server_name.as_deref().unwrap_or_default();
    Asset::new(arn, name)
        .status(server.tracking_server_status.as_deref())
        .created(server.creation_time.as_deref())
        .modified(server.last_modified_time.as_deref())
        .relation("role", detail.and_then(|it| it.role_arn.as_deref()))
        .relation(
            "output-s3",
            detail.and_then(|it| it.artifact_store_uri.as_deref()),
        )
        .relation(
            "user-profile",
            detail.and_then(|it| maker(it.created_by.as_ref())),
        )
        .properties(Properties::default().record(server).record(&detail))
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let summary = json!({
            "tracking_server_arn": "arn:aws:sagemaker:us-east-1:111122223333:mlflow-tracking-server/retention",
            "tracking_server_name": "retention",
            "creation_time": "2026-03-01T08:00:00Z",
            "last_modified_time": "2026-03-02T09:30:00Z",
            "tracking_server_status": "Created",
            "is_active": "Active",
            "mlflow_version": "3.0",
        });
        let detail = json!({
            "tracking_server_name": "retention",
            "artifact_store_uri": "s3://mlflow",
            "tracking_server_size": "Small",
            "role_arn": "arn:aws:iam::111122223333:role/mlflow",
            "created_by": {"user_profile_arn": "arn:aws:sagemaker:us-east-1:111122223333:user-profile/d-1/ana"},
        });
        let asset = asset(
            &from_value(summary).unwrap(),
            Some(&from_value(detail).unwrap()),
        );
        insta::assert_snapshot!(asset, @r#"
        retention: arn:aws:sagemaker:us-east-1:111122223333:mlflow-tracking-server/retention
        status: Created
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        role -> arn:aws:iam::111122223333:role/mlflow
        output-s3 -> s3://mlflow
        user-profile -> arn:aws:sagemaker:us-east-1:111122223333:user-profile/d-1/ana
        artifact_store_uri = "s3://mlflow"
        created_by = {"user_profile_arn":"arn:aws:sagemaker:us-east-1:111122223333:user-profile/d-1/ana"}
        creation_time = "2026-03-01T08:00:00Z"
        is_active = "Active"
        last_modified_time = "2026-03-02T09:30:00Z"
        mlflow_version = "3.0"
        role_arn = "arn:aws:iam::111122223333:role/mlflow"
        tracking_server_arn = "arn:aws:sagemaker:us-east-1:111122223333:mlflow-tracking-server/retention"
        tracking_server_name = "retention"
        tracking_server_size = "Small"
        tracking_server_status = "Created"
        "#);
    }
}

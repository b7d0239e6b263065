//! How model package groups are mapped.

use serde_json::{from_value, json};

use super::*;

#[test]
fn a_listed_group_says_all_there_is() {
    let summary = json!({
        "model_package_group_name": "Churn",
        "model_package_group_arn": "arn:aws:sagemaker:us-east-1:111122223333:model-package-group/churn",
        "model_package_group_description": "Who leaves",
        "creation_time": "2026-03-01T08:00:00Z",
        "model_package_group_status": "Completed",
        "managed_configuration": {"managed_storage_type": "Restricted"},
    });
    let asset = asset(&from_value(summary).unwrap());
    insta::assert_snapshot!(asset, @r#"
    Churn: arn:aws:sagemaker:us-east-1:111122223333:model-package-group/churn
    status: Completed
    created: 2026-03-01T08:00:00Z
    creation_time = "2026-03-01T08:00:00Z"
    managed_configuration = {"managed_storage_type":"Restricted"}
    model_package_group_arn = "arn:aws:sagemaker:us-east-1:111122223333:model-package-group/churn"
    model_package_group_description = "Who leaves"
    model_package_group_name = "Churn"
    model_package_group_status = "Completed"
    "#);
}

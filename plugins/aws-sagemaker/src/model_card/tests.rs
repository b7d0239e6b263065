//! How model cards are mapped.

use serde_json::{from_value, json};

use super::*;

#[test]
fn of_the_text_of_a_card_only_a_fingerprint_is_known() {
    let summary = json!({
        "model_card_name": "churn",
        "model_card_arn": "arn:aws:sagemaker:us-east-1:111122223333:model-card/churn",
        "model_card_status": "Approved",
        "creation_time": "2026-03-01T08:00:00Z",
        "last_modified_time": "2026-03-02T09:30:00Z",
    });
    let detail = json!({
        "model_card_name": "churn",
        "model_card_version": 4,
        "content": "ab12",
        "model_card_status": "Approved",
        "security_config": {"kms_key_id": "arn:aws:kms:us-east-1:111122223333:key/cards"},
        "created_by": {
            "user_profile_arn": "arn:aws:sagemaker:us-east-1:111122223333:user-profile/d-1/ana",
        },
        "last_modified_by": {"iam_identity": {"arn": "arn:aws:sts::111122223333:assumed-role/ml/ben"}},
    });
    let asset = asset(
        &from_value(summary).unwrap(),
        Some(&from_value(detail).unwrap()),
    );
    insta::assert_snapshot!(asset, @r#"
    churn: arn:aws:sagemaker:us-east-1:111122223333:model-card/churn
    status: Approved
    created: 2026-03-01T08:00:00Z
    modified: 2026-03-02T09:30:00Z
    kms-key -> arn:aws:kms:us-east-1:111122223333:key/cards
    user-profile -> arn:aws:sagemaker:us-east-1:111122223333:user-profile/d-1/ana
    content = "ab12"
    created_by = {"user_profile_arn":"arn:aws:sagemaker:us-east-1:111122223333:user-profile/d-1/ana"}
    creation_time = "2026-03-01T08:00:00Z"
    last_modified_by = {"iam_identity":{"arn":"arn:aws:sts::111122223333:assumed-role/ml/ben"}}
    last_modified_time = "2026-03-02T09:30:00Z"
    model_card_arn = "arn:aws:sagemaker:us-east-1:111122223333:model-card/churn"
    model_card_name = "churn"
    model_card_status = "Approved"
    model_card_version = 4
    security_config = {"kms_key_id":"arn:aws:kms:us-east-1:111122223333:key/cards"}
    "#);
}

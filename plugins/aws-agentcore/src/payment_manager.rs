//! Payment managers: what lets agents pay.

use opencite_plugin_sdk::aws::agentcore::payment_managers::{
    PaymentManagerDetail, PaymentManagerSummary, get_payment_manager, list_payment_managers,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "payment_manager",
    title: "Payment managers",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_payment_managers(), &DESCRIPTION),
    verify: || try_list_and_describe(&list_payment_managers(), &DESCRIPTION),
};

const DESCRIPTION: Description<PaymentManagerSummary, PaymentManagerDetail> = Description {
    actions: [
        "bedrock-agentcore:ListPaymentManagers",
        "bedrock-agentcore:GetPaymentManager",
    ],
    id: |manager| &manager.payment_manager_arn,
    key: |manager| manager.payment_manager_id.clone(),
    describe: get_payment_manager,
    asset,
};

fn asset(manager: &PaymentManagerSummary, detail: Option<&PaymentManagerDetail>) -> Asset {
    let identity = detail.and_then(|detail| detail.workload_identity_details.as_ref());
    let created = detail.map(|detail| detail.created_at.as_str());
    Asset::new(&manager.payment_manager_arn, &manager.name)
        .status(manager.status.as_str())
        .created(created.or(manager.created_at.as_deref()))
        .modified(manager.last_updated_at.as_str())
        .relation("role", manager.role_arn.as_str())
        .relation("kms-key", manager.kms_key_arn.as_deref())
        .relation(
            "workload-identity",
            identity.map(|identity| identity.workload_identity_arn.as_str()),
        )
        .properties(
            Properties::default()
                .record(manager)
                .record(&detail)
                .by_name("tags"),
        )
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let summary = json!({
            "payment_manager_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:payment-manager/shop-p1",
            "payment_manager_id": "shop-p1",
            "name": "shop",
            "description": "Pays for data",
            "authorizer_type": "AWS_IAM",
            "role_arn": "arn:aws:iam::111122223333:role/payments",
            "status": "READY",
            "last_updated_at": "2026-03-02T09:30:00Z",
            "kms_key_arn": "arn:aws:kms:us-east-1:111122223333:key/k",
        });
        let detail = json!({
            "payment_manager_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:payment-manager/shop-p1",
            "payment_manager_id": "shop-p1",
            "name": "shop",
            "authorizer_type": "AWS_IAM",
            "role_arn": "arn:aws:iam::111122223333:role/payments",
            "workload_identity_details": {"workload_identity_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:workload-identity-directory/default/workload-identity/shop"},
            "created_at": "2026-03-01T08:00:00Z",
            "last_updated_at": "2026-03-02T09:30:00Z",
            "status": "READY",
            "tags": [{"key": "owner", "value": "claims"}],
        });
        let asset = asset(
            &from_value(summary).unwrap(),
            Some(&from_value(detail).unwrap()),
        );
        insta::assert_snapshot!(asset, @r#"
        shop: arn:aws:bedrock-agentcore:us-east-1:111122223333:payment-manager/shop-p1
        status: READY
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        role -> arn:aws:iam::111122223333:role/payments
        kms-key -> arn:aws:kms:us-east-1:111122223333:key/k
        workload-identity -> arn:aws:bedrock-agentcore:us-east-1:111122223333:workload-identity-directory/default/workload-identity/shop
        authorizer_type = "AWS_IAM"
        created_at = "2026-03-01T08:00:00Z"
        description = "Pays for data"
        kms_key_arn = "arn:aws:kms:us-east-1:111122223333:key/k"
        last_updated_at = "2026-03-02T09:30:00Z"
        name = "shop"
        payment_manager_arn = "arn:aws:bedrock-agentcore:us-east-1:111122223333:payment-manager/shop-p1"
        payment_manager_id = "shop-p1"
        role_arn = "arn:aws:iam::111122223333:role/payments"
        status = "READY"
        tags = {"owner":"claims"}
        workload_identity_details = {"workload_identity_arn":"arn:aws:bedrock-agentcore:us-east-1:111122223333:workload-identity-directory/default/workload-identity/shop"}
        "#);
    }
}

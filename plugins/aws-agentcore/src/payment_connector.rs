//! Payment connectors: how a payment manager reaches a provider of payments.

use opencite_plugin_sdk::aws::agentcore::payment_managers::{
    CredentialsProviderConfiguration, PaymentConnectorDetail, PaymentConnectorKey,
    PaymentConnectorSummary, PaymentManagerSummary, get_payment_connector, list_payment_connectors,
    list_payment_managers,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Check, Child, Children, Description, Identified, Properties, Scope,
    each_child, identified, list_and_describe, one_a_page, try_children, try_list_and_describe,
};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "payment_connector",
    title: "Payment connectors",
    scope: Scope::Regional,
    discover: |_| {
        let managers = list_payment_managers();
        let connectors = each_child(&managers, &CONNECTORS);
        list_and_describe(&identified(&connectors, connector_id), &DESCRIPTION)
    },
    verify,
};

fn verify() -> Vec<Check> {
    let mut checks = try_children(
        "bedrock-agentcore:ListPaymentConnectors",
        &list_payment_managers(),
        &CONNECTORS,
    );
    let managers = list_payment_managers();
    let managers = one_a_page(&managers);
    let connectors = each_child(&managers, &CONNECTORS);
    checks.extend(try_list_and_describe(
        &identified(&connectors, connector_id),
        &DESCRIPTION,
    ));
    checks
}

type Listed = Identified<Child<PaymentManagerSummary, PaymentConnectorSummary>>;

const CONNECTORS: Children<PaymentManagerSummary, PaymentConnectorSummary> = Children {
    key: |manager| manager.payment_manager_id.clone(),
    list: list_payment_connectors,
};

const DESCRIPTION: Description<Listed, PaymentConnectorDetail, PaymentConnectorKey> = Description {
    actions: [
        "bedrock-agentcore:ListPaymentManagers",
        "bedrock-agentcore:GetPaymentConnector",
    ],
    id: |connector| &connector.id,
    key: |connector| PaymentConnectorKey {
        payment_manager_id: connector.item.parent.payment_manager_id.clone(),
        payment_connector_id: connector.item.item.payment_connector_id.clone(),
    },
    describe: get_payment_connector,
    asset,
};

/// AWS has no ARN for a connector.
fn connector_id(connector: &Child<PaymentManagerSummary, PaymentConnectorSummary>) -> String {
    let manager = &connector.parent.payment_manager_arn;
    format!(
        "{manager}/connector/{}",
        connector.item.payment_connector_id
    )
}

fn asset(listed: &Listed, detail: Option<&PaymentConnectorDetail>) -> Asset {
    let Child { parent, item } = &listed.item;
    let providers = detail.map(|detail| &detail.credential_provider_configurations);
    let providers = providers.into_iter().flatten().filter_map(provider);
    Asset::new(&listed.id, &item.name)
        .status(item.status.as_str())
        .created(detail.map(|detail| detail.created_at.as_str()))
        .modified(item.last_updated_at.as_str())
        .relation("payment-manager", parent.payment_manager_arn.as_str())
        .relations("credential-provider", providers)
        .properties(Properties::default().record(item).record(&detail))
}

fn provider(configuration: &CredentialsProviderConfiguration) -> Option<&String> {
    let coinbase = configuration.coinbase_cdp.as_ref();
    let provider = coinbase.or(configuration.stripe_privy.as_ref())?;
    Some(&provider.credential_provider_arn)
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let manager = json!({
            "payment_manager_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:payment-manager/shop-p1",
            "payment_manager_id": "shop-p1",
            "name": "shop",
            "authorizer_type": "AWS_IAM",
            "role_arn": "arn:aws:iam::111122223333:role/payments",
            "status": "READY",
            "last_updated_at": "2026-03-02T09:30:00Z",
        });
        let connector = json!({
            "payment_connector_id": "wallet-c1",
            "name": "wallet",
            "type_": "CoinbaseCDP",
            "status": "READY",
            "last_updated_at": "2026-03-02T09:30:00Z",
        });
        let detail = json!({
            "payment_connector_id": "wallet-c1",
            "name": "wallet",
            "description": "The wallet of the shop",
            "type_": "CoinbaseCDP",
            "credential_provider_configurations": [{"coinbase_cdp": {
                "credential_provider_arn": "arn:aws:acps:us-east-1:111122223333:token-vault/default/paymentcredentialprovider/wallet",
            }}],
            "created_at": "2026-03-01T08:00:00Z",
            "last_updated_at": "2026-03-02T09:30:00Z",
            "status": "READY",
        });
        let child = Child {
            parent: from_value(manager).unwrap(),
            item: from_value(connector).unwrap(),
        };
        let listed = Identified {
            id: connector_id(&child),
            item: child,
        };
        let asset = asset(&listed, Some(&from_value(detail).unwrap()));
        insta::assert_snapshot!(asset, @r#"
        wallet: arn:aws:bedrock-agentcore:us-east-1:111122223333:payment-manager/shop-p1/connector/wallet-c1
        status: READY
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        payment-manager -> arn:aws:bedrock-agentcore:us-east-1:111122223333:payment-manager/shop-p1
        credential-provider -> arn:aws:acps:us-east-1:111122223333:token-vault/default/paymentcredentialprovider/wallet
        created_at = "2026-03-01T08:00:00Z"
        credential_provider_configurations = [{"coinbase_cdp":{"credential_provider_arn":"arn:aws:acps:us-east-1:111122223333:token-vault/default/paymentcredentialprovider/wallet"}}]
        description = "The wallet of the shop"
        last_updated_at = "2026-03-02T09:30:00Z"
        name = "wallet"
        payment_connector_id = "wallet-c1"
        status = "READY"
        type = "CoinbaseCDP"
        "#);
    }
}

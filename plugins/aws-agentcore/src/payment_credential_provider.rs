//! Payment credential providers: with what agents pay. The secrets stay in the vault; AWS names where.

use opencite_plugin_sdk::aws::agentcore::credential_providers::{
    PaymentCredentialProviderDetail, PaymentCredentialProviderItem,
    PaymentProviderConfigurationOutput, Secret, get_payment_credential_provider,
    list_payment_credential_providers,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "payment_credential_provider",
    title: "Payment credential providers",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_payment_credential_providers(), &DESCRIPTION),
    verify: || try_list_and_describe(&list_payment_credential_providers(), &DESCRIPTION),
};

const DESCRIPTION: Description<PaymentCredentialProviderItem, PaymentCredentialProviderDetail> =
    Description {
        actions: [
            "bedrock-agentcore:ListPaymentCredentialProviders",
            "bedrock-agentcore:GetPaymentCredentialProvider",
        ],
        id: |provider| &provider.credential_provider_arn,
        key: |provider| provider.name.clone(),
        describe: get_payment_credential_provider,
        asset,
    };

fn asset(
    provider: &PaymentCredentialProviderItem,
    detail: Option<&PaymentCredentialProviderDetail>,
) -> Asset {
    let config = detail.and_then(|detail| detail.provider_configuration_output.as_ref());
    Asset::new(&provider.credential_provider_arn, &provider.name)
        .created(provider.created_time.as_str())
        .modified(provider.last_updated_time.as_str())
        .relations("secret", config.into_iter().flat_map(secrets))
        .properties(
            Properties::default()
                .record(provider)
                .record(&detail)
                .by_name("tags"),
        )
}

fn secrets(config: &PaymentProviderConfigurationOutput) -> impl Iterator<Item = &String> {
    let coinbase = config.coinbase_cdp_configuration.as_ref();
    let coinbase = coinbase.map(|it| [&it.api_key_secret_arn, &it.wallet_secret_arn]);
    let stripe = config.stripe_privy_configuration.as_ref();
    let stripe = stripe.map(|it| [&it.app_secret_arn, &it.authorization_private_key_arn]);
    let secrets = coinbase.into_iter().chain(stripe).flatten().flatten();
    secrets.map(|Secret { secret_arn }| secret_arn)
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let summary = json!({
            "name": "wallet",
            "credential_provider_vendor": "CoinbaseCDP",
            "credential_provider_arn": "arn:aws:acps:us-east-1:111122223333:token-vault/default/paymentcredentialprovider/wallet",
            "created_time": "2026-03-01T08:00:00Z",
            "last_updated_time": "2026-03-02T09:30:00Z",
        });
        let detail = json!({
            "name": "wallet",
            "credential_provider_arn": "arn:aws:acps:us-east-1:111122223333:token-vault/default/paymentcredentialprovider/wallet",
            "credential_provider_vendor": "CoinbaseCDP",
            "provider_configuration_output": {"coinbase_cdp_configuration": {
                "api_key_id": "k1",
                "api_key_secret_arn": {"secret_arn": "arn:aws:secretsmanager:us-east-1:111122223333:secret:api-a1"},
                "wallet_secret_arn": {"secret_arn": "arn:aws:secretsmanager:us-east-1:111122223333:secret:wallet-a1"},
            }},
            "created_time": "2026-03-01T08:00:00Z",
            "last_updated_time": "2026-03-02T09:30:00Z",
            "tags": [{"key": "owner", "value": "claims"}],
        });
        let asset = asset(
            &from_value(summary).unwrap(),
            Some(&from_value(detail).unwrap()),
        );
        insta::assert_snapshot!(asset, @r#"
        wallet: arn:aws:acps:us-east-1:111122223333:token-vault/default/paymentcredentialprovider/wallet
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        secret -> arn:aws:secretsmanager:us-east-1:111122223333:secret:api-a1
        secret -> arn:aws:secretsmanager:us-east-1:111122223333:secret:wallet-a1
        created_time = "2026-03-01T08:00:00Z"
        credential_provider_arn = "arn:aws:acps:us-east-1:111122223333:token-vault/default/paymentcredentialprovider/wallet"
        credential_provider_vendor = "CoinbaseCDP"
        last_updated_time = "2026-03-02T09:30:00Z"
        name = "wallet"
        provider_configuration_output = {"coinbase_cdp_configuration":{"api_key_id":"k1","api_key_secret_arn":{"secret_arn":"arn:aws:secretsmanager:us-east-1:111122223333:secret:api-a1"},"wallet_secret_arn":{"secret_arn":"arn:aws:secretsmanager:us-east-1:111122223333:secret:wallet-a1"}}}
        tags = {"owner":"claims"}
        "#);
    }
}

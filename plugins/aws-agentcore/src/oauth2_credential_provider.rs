//! OAuth 2 credential providers: how agents act for people elsewhere. Their secrets stay in the vault; AWS names where.

use opencite_plugin_sdk::aws::agentcore::credential_providers::{
    Oauth2CredentialProviderDetail, Oauth2CredentialProviderItem, Oauth2ProviderConfigOutput,
    get_oauth2_credential_provider, list_oauth2_credential_providers,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

use crate::shapes::private_network;

pub(crate) const KIND: AssetKind = AssetKind {
    name: "oauth2_credential_provider",
    title: "OAuth 2 credential providers",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_oauth2_credential_providers(), &DESCRIPTION),
    verify: || try_list_and_describe(&list_oauth2_credential_providers(), &DESCRIPTION),
};

const DESCRIPTION: Description<Oauth2CredentialProviderItem, Oauth2CredentialProviderDetail> =
    Description {
        actions: [
            "bedrock-agentcore:ListOauth2CredentialProviders",
            "bedrock-agentcore:GetOauth2CredentialProvider",
        ],
        id: |provider| &provider.credential_provider_arn,
        key: |provider| provider.name.clone(),
        describe: get_oauth2_credential_provider,
        asset,
    };

fn asset(
    provider: &Oauth2CredentialProviderItem,
    detail: Option<&Oauth2CredentialProviderDetail>,
) -> Asset {
    let asset = Asset::new(&provider.credential_provider_arn, &provider.name)
        .created(provider.created_time.as_str())
        .modified(provider.last_updated_time.as_str())
        .properties(Properties::default().record(provider).record(&detail));
    match detail {
        Some(detail) => set_up(asset, detail),
        None => asset,
    }
}

fn set_up(asset: Asset, provider: &Oauth2CredentialProviderDetail) -> Asset {
    let secret = provider.client_secret_arn.as_ref();
    let config = provider.oauth2_provider_config_output.as_ref();
    let custom = config.and_then(|config| config.custom_oauth2_provider_config.as_ref());
    asset
        .status(provider.status.as_deref())
        .relation("secret", secret.map(|secret| secret.secret_arn.as_str()))
        .relation("kms-key", config.and_then(signing_key))
        .edges(private_network(
            custom.and_then(|custom| custom.private_endpoint.as_ref()),
        ))
}

/// The key that signs in place of a secret.
fn signing_key(config: &Oauth2ProviderConfigOutput) -> Option<&str> {
    let custom = config.custom_oauth2_provider_config.as_ref()?;
    let source = custom.private_key_jwt_config.as_ref()?;
    let key = source.private_key_source.as_ref()?;
    Some(&key.kms_key_source.as_ref()?.kms_key_arn)
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let summary = json!({
            "name": "crm",
            "credential_provider_vendor": "CustomOauth2",
            "credential_provider_arn": "arn:aws:acps:us-east-1:111122223333:token-vault/default/oauth2credentialprovider/crm",
            "created_time": "2026-03-01T08:00:00Z",
            "last_updated_time": "2026-03-02T09:30:00Z",
        });
        let detail = json!({
            "client_secret_arn": {"secret_arn": "arn:aws:secretsmanager:us-east-1:111122223333:secret:crm-a1"},
            "client_secret_source": "MANAGED",
            "name": "crm",
            "credential_provider_arn": "arn:aws:acps:us-east-1:111122223333:token-vault/default/oauth2credentialprovider/crm",
            "credential_provider_vendor": "CustomOauth2",
            "callback_url": "https://bedrock-agentcore.us-east-1.amazonaws.com/identities/oauth2/callback",
            "oauth2_provider_config_output": {"custom_oauth2_provider_config": {
                "oauth_discovery": {"discovery_url": "https://login.example/.well-known/openid-configuration"},
                "client_id": "c1",
                "private_endpoint_overrides": [],
                "private_key_jwt_config": {
                    "private_key_source": {"kms_key_source": {"kms_key_arn": "arn:aws:kms:us-east-1:111122223333:key/k"}},
                    "signing_algorithm": "RS256",
                    "additional_header_claims": [],
                    "additional_payload_claims": [],
                },
            }},
            "created_time": "2026-03-01T08:00:00Z",
            "last_updated_time": "2026-03-02T09:30:00Z",
            "status": "READY",
        });
        let asset = asset(
            &from_value(summary).unwrap(),
            Some(&from_value(detail).unwrap()),
        );
        insta::assert_snapshot!(asset, @r#"
        crm: arn:aws:acps:us-east-1:111122223333:token-vault/default/oauth2credentialprovider/crm
        status: READY
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        secret -> arn:aws:secretsmanager:us-east-1:111122223333:secret:crm-a1
        kms-key -> arn:aws:kms:us-east-1:111122223333:key/k
        callback_url = "https://bedrock-agentcore.us-east-1.amazonaws.com/identities/oauth2/callback"
        client_secret_arn = {"secret_arn":"arn:aws:secretsmanager:us-east-1:111122223333:secret:crm-a1"}
        client_secret_source = "MANAGED"
        created_time = "2026-03-01T08:00:00Z"
        credential_provider_arn = "arn:aws:acps:us-east-1:111122223333:token-vault/default/oauth2credentialprovider/crm"
        credential_provider_vendor = "CustomOauth2"
        last_updated_time = "2026-03-02T09:30:00Z"
        name = "crm"
        oauth2_provider_config_output = {"custom_oauth2_provider_config":{"client_id":"c1","oauth_discovery":{"discovery_url":"https://login.example/.well-known/openid-configuration"},"private_endpoint_overrides":[],"private_key_jwt_config":{"additional_header_claims":[],"additional_payload_claims":[],"private_key_source":{"kms_key_source":{"kms_key_arn":"arn:aws:kms:us-east-1:111122223333:key/k"}},"signing_algorithm":"RS256"}}}
        status = "READY"
        "#);
    }
}

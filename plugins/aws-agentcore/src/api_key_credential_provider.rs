//! API key credential providers: keys that agents call others with. The keys stay in the vault; AWS names where.

use opencite_plugin_sdk::aws::agentcore::credential_providers::{
    ApiKeyCredentialProviderDetail, ApiKeyCredentialProviderItem, get_api_key_credential_provider,
    list_api_key_credential_providers,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "api_key_credential_provider",
    title: "API key credential providers",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_api_key_credential_providers(), &DESCRIPTION),
    verify: || try_list_and_describe(&list_api_key_credential_providers(), &DESCRIPTION),
};

const DESCRIPTION: Description<ApiKeyCredentialProviderItem, ApiKeyCredentialProviderDetail> =
    Description {
        actions: [
            "bedrock-agentcore:ListApiKeyCredentialProviders",
            "bedrock-agentcore:GetApiKeyCredentialProvider",
        ],
        id: |provider| &provider.credential_provider_arn,
        key: |provider| provider.name.clone(),
        describe: get_api_key_credential_provider,
        asset,
    };

fn asset(
    provider: &ApiKeyCredentialProviderItem,
    detail: Option<&ApiKeyCredentialProviderDetail>,
) -> Asset {
    let secret = detail.and_then(|detail| detail.api_key_secret_arn.as_ref());
    Asset::new(&provider.credential_provider_arn, &provider.name)
        .created(provider.created_time.as_str())
        .modified(provider.last_updated_time.as_str())
        .relation("secret", secret.map(|secret| secret.secret_arn.as_str()))
        .properties(Properties::default().record(provider).record(&detail))
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let summary = json!({
            "name": "weather",
            "credential_provider_arn": "arn:aws:acps:us-east-1:111122223333:token-vault/default/apikeycredentialprovider/weather",
            "created_time": "2026-03-01T08:00:00Z",
            "last_updated_time": "2026-03-02T09:30:00Z",
        });
        let detail = json!({
            "api_key_secret_arn": {"secret_arn": "arn:aws:secretsmanager:us-east-1:111122223333:secret:weather-a1"},
            "api_key_secret_json_key": "key",
            "api_key_secret_source": "EXTERNAL",
            "name": "weather",
            "credential_provider_arn": "arn:aws:acps:us-east-1:111122223333:token-vault/default/apikeycredentialprovider/weather",
            "created_time": "2026-03-01T08:00:00Z",
            "last_updated_time": "2026-03-02T09:30:00Z",
        });
        let asset = asset(
            &from_value(summary).unwrap(),
            Some(&from_value(detail).unwrap()),
        );
        insta::assert_snapshot!(asset, @r#"
        weather: arn:aws:acps:us-east-1:111122223333:token-vault/default/apikeycredentialprovider/weather
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        secret -> arn:aws:secretsmanager:us-east-1:111122223333:secret:weather-a1
        api_key_secret_arn = {"secret_arn":"arn:aws:secretsmanager:us-east-1:111122223333:secret:weather-a1"}
        api_key_secret_json_key = "key"
        api_key_secret_source = "EXTERNAL"
        created_time = "2026-03-01T08:00:00Z"
        credential_provider_arn = "arn:aws:acps:us-east-1:111122223333:token-vault/default/apikeycredentialprovider/weather"
        last_updated_time = "2026-03-02T09:30:00Z"
        name = "weather"
        "#);
    }
}

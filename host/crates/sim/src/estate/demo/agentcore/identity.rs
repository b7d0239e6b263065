//! Who agents are, and the secrets that are kept for them: where they lie, never what they are.

use serde_json::json;

use crate::estate::demo::Modelled;
use crate::estate::{Place, Record};

pub(super) fn all(at: &Place) -> Vec<Modelled> {
    let secret = |name: &str| {
        let (region, account) = (at.region(), at.account());
        json!({"secretArn": format!("arn:aws:secretsmanager:{region}:{account}:secret:bedrock-agentcore-{name}-a1b2c3")})
    };
    let created = "2026-06-10T06:00:00Z";
    let identity = Record::new(json!({
        "name": "claims_agent-Q7w2E5r8T1",
        "allowedResourceOauth2ReturnUrls": ["https://claims.ardent.example/callback"],
        "createdTime": created,
        "lastUpdatedTime": created,
    }));
    let oauth2 = Record::new(json!({
        "name": "github",
        "credentialProviderVendor": "GithubOauth2",
        "clientSecretArn": secret("github"),
        "callbackUrl": format!("https://bedrock-agentcore.{}.amazonaws.com/identities/oauth2/callback", at.region()),
        "oauth2ProviderConfigOutput": {"githubOauth2ProviderConfig": {
            "oauthDiscovery": {"authorizationServerMetadata": {
                "issuer": "https://github.com",
                "authorizationEndpoint": "https://github.com/login/oauth/authorize",
                "tokenEndpoint": "https://github.com/login/oauth/access_token",
            }},
            "clientId": "Iv1.ardent",
        }},
        "createdTime": created,
        "lastUpdatedTime": created,
    }));
    let key = Record::new(json!({
        "name": "weather",
        "apiKeySecretArn": secret("weather"),
        "createdTime": created,
        "lastUpdatedTime": created,
    }));
    let vault = Record::new(json!({
        "tokenVaultId": "default",
        "kmsConfiguration": {"keyType": "CustomerManagedKey", "kmsKeyArn": at.kms_key(3)},
        "lastModifiedDate": created,
    }));
    vec![
        ("bedrock-agentcore:workload_identity", vec![identity]),
        ("bedrock-agentcore:oauth2_credential_provider", vec![oauth2]),
        ("bedrock-agentcore:api_key_credential_provider", vec![key]),
        ("bedrock-agentcore:token_vault", vec![vault]),
    ]
}

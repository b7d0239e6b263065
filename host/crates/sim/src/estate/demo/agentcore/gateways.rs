//! A gateway to the tools of the company, with a target of each kind, and the policy that guards it.

use serde_json::{Value, json};

use super::arn;
use crate::estate::demo::Modelled;
use crate::estate::{Place, Record};

const GATEWAY: &str = "company-tools-k2j5h8g1f4";

pub(super) fn all(at: &Place) -> Vec<Modelled> {
    let engine = Record::new(json!({
        "policyEngineId": "tool_guard-m3n6b9v2c5",
        "name": "tool_guard",
        "status": "ACTIVE",
        "statusReasons": [],
        "createdAt": "2026-06-30T08:00:00Z",
        "updatedAt": "2026-06-30T08:00:00Z",
    }));
    vec![
        (
            "bedrock-agentcore:gateway",
            vec![gateway(at).tag("owner", "platform")],
        ),
        ("bedrock-agentcore:gateway_target", targets(at)),
        ("bedrock-agentcore:policy_engine", vec![engine]),
    ]
}

fn gateway(at: &Place) -> Record {
    Record::new(json!({
        "gatewayId": GATEWAY,
        "name": "company-tools",
        "description": "Tools that agents may use",
        "gatewayUrl": format!("https://{GATEWAY}.gateway.bedrock-agentcore.{}.amazonaws.com/mcp", at.region()),
        "status": "READY",
        "createdAt": "2026-07-01T08:00:00Z",
        "updatedAt": "2026-08-12T08:00:00Z",
        "roleArn": at.role("AgentCoreGateway"),
        "protocolType": "MCP",
        "protocolConfiguration": {"mcp": {"searchType": "SEMANTIC", "supportedVersions": ["2025-06-18"]}},
        "authorizerType": "CUSTOM_JWT",
        "authorizerConfiguration": {"customJWTAuthorizer": {
            "discoveryUrl": "https://login.ardent.example/.well-known/openid-configuration",
        }},
        "kmsKeyArn": at.kms_key(3),
        "policyEngineConfiguration": {"arn": arn(at, "policy-engine/tool_guard-m3n6b9v2c5"), "mode": "ENFORCE"},
    }))
}

fn targets(at: &Place) -> Vec<Record> {
    let lambda = json!({"mcp": {"lambda": {
        "lambdaArn": format!("arn:aws:lambda:{}:{}:function:claim-lookup", at.region(), at.account()),
        "toolSchema": {"inlinePayload": [{
            "name": "lookup_claim",
            "description": "Finds a claim by its number",
            "inputSchema": {"type": "object", "properties": {"number": {"type": "string"}}, "required": ["number"]},
        }]},
    }}});
    let open_api =
        json!({"mcp": {"openApiSchema": {"s3": {"uri": "s3://ardent-apis/weather.json"}}}});
    let server = json!({"mcp": {"mcpServer": {
        "endpoint": "https://mcp.partner.example/mcp",
        "listingMode": "DEFAULT",
    }}});
    let key = format!(
        "arn:aws:acps:{}:{}:token-vault/default/apikeycredentialprovider/weather",
        at.region(),
        at.account()
    );
    vec![
        target(at, "L1k4J7h0G3", "claim-lookup", &lambda, &json!({"credentialProviderType": "GATEWAY_IAM_ROLE"}))
            .with(json!({"targetType": "LAMBDA"})),
        target(at, "W5e8R1t4Y7", "weather", &open_api, &json!({
            "credentialProviderType": "API_KEY",
            "credentialProvider": {"apiKeyCredentialProvider": {"providerArn": key, "credentialLocation": "HEADER"}},
        }))
        .with(json!({"targetType": "OPEN_API_SCHEMA"})),
        target(at, "P2o5I8u1Y4", "repair-shops", &server, &json!({"credentialProviderType": "JWT_PASSTHROUGH"}))
            .with(json!({
                "targetType": "MCP_SERVER",
                "listingMode": "DEFAULT",
                "lastSynchronizedAt": "2026-08-31T04:00:00Z",
            })),
    ]
}

fn target(at: &Place, id: &str, name: &str, configuration: &Value, credentials: &Value) -> Record {
    Record::new(json!({
        "gatewayIdentifier": GATEWAY,
        "gatewayArn": arn(at, &format!("gateway/{GATEWAY}")),
        "targetId": id,
        "name": name,
        "status": "READY",
        "createdAt": "2026-07-01T08:30:00Z",
        "updatedAt": "2026-08-12T08:30:00Z",
        "targetConfiguration": configuration,
        "credentialProviderConfigurations": [credentials],
    }))
}

//! The kinds of resources of `AgentCore`: what the model does not say of each.

use crate::estate::Shape;
use crate::modelled::Kind;

const PLAIN: Kind = Kind {
    service: "bedrock-agentcore",
    arn_service: "bedrock-agentcore",
    title: "name",
    status: "status",
    modified: "updatedAt",
    ..Kind::PLAIN
};

const fn shape(aliases: &'static [&'static str]) -> Shape {
    Shape {
        created: "createdAt",
        aliases,
        version: None,
    }
}

/// The same for what keeps secrets, whose times have other names.
const fn kept(aliases: &'static [&'static str]) -> Shape {
    Shape {
        created: "createdTime",
        ..shape(aliases)
    }
}

/// A kind by its name and its two operations.
macro_rules! kind {
    ($name:literal, $list:literal, $describe:literal $(, $field:ident: $value:expr)*) => {
        Kind { name: $name, list: $list, describe: $describe, $($field: $value,)* ..PLAIN }
    };
}

/// What AWS makes up of a name and ten characters of its own.
macro_rules! named {
    ($name:literal, $list:literal, $describe:literal, $title:literal, $id:literal, $arn:literal, $type:literal
        $(, $field:ident: $value:expr)*) => {
        Kind {
            $($field: $value,)*
            ..kind!($name, $list, $describe, title: $title, ids: &[($id, $id)], shape: shape(&[$arn, $id]), made: &[
                ($title, concat!($name, "_{#6}")),
                ($id, concat!("{", $title, "}-{#10}")),
                ($arn, concat!($type, "/{", $id, "}")),
            ])
        }
    };
}

#[rustfmt::skip]
pub(super) static KINDS: &[Kind] = &[
    named!("agent_runtime", "ListAgentRuntimes", "GetAgentRuntime", "agentRuntimeName", "agentRuntimeId",
        "agentRuntimeArn", "runtime", modified: "lastUpdatedAt"),
    kind!("agent_runtime_version", "ListAgentRuntimeVersions", "GetAgentRuntime",
        title: "agentRuntimeName", modified: "lastUpdatedAt", parent: Some(("agentRuntimeId", "agent_runtime")),
        ids: &[("agentRuntimeId", "agentRuntimeId"), ("agentRuntimeVersion", "agentRuntimeVersion")],
        shape: shape(&["agentRuntimeId/agentRuntimeVersion"]),
        made: &[("agentRuntimeVersion", "{+}"), ("agentRuntimeArn", "runtime/{agentRuntimeId}")]),
    kind!("agent_runtime_endpoint", "ListAgentRuntimeEndpoints", "GetAgentRuntimeEndpoint",
        modified: "lastUpdatedAt", parent: Some(("agentRuntimeId", "agent_runtime")),
        ids: &[("agentRuntimeId", "agentRuntimeId"), ("endpointName", "name")],
        shape: shape(&["agentRuntimeEndpointArn", "agentRuntimeId/name"]),
        made: &[("name", "endpoint_{#6}"), ("id", "{name}-{#10}"), ("agentRuntimeArn", "runtime/{agentRuntimeId}"),
            ("agentRuntimeEndpointArn", "runtime/{agentRuntimeId}/runtime-endpoint/{name}")]),
    kind!("memory", "ListMemories", "GetMemory", ids: &[("memoryId", "id")], shape: shape(&["arn", "id"]),
        made: &[("name", "memory_{#6}"), ("id", "{name}-{#10}"), ("arn", "memory/{id}")],
        options: &[("view", &["full", "without_decryption"])]),
    kind!("gateway", "ListGateways", "GetGateway", ids: &[("gatewayIdentifier", "gatewayId")],
        shape: shape(&["gatewayArn", "gatewayId"]),
        made: &[("name", "gateway-{#6}"), ("gatewayId", "{name}-{#10}"), ("gatewayArn", "gateway/{gatewayId}")]),
    kind!("gateway_target", "ListGatewayTargets", "GetGatewayTarget",
        parent: Some(("gatewayIdentifier", "gateway")),
        ids: &[("gatewayIdentifier", "gatewayIdentifier"), ("targetId", "targetId")],
        shape: shape(&["gatewayIdentifier/targetId"]),
        made: &[("name", "target-{#6}"), ("targetId", "{#10}"), ("gatewayArn", "gateway/{gatewayIdentifier}")]),
    kind!("gateway_rule", "ListGatewayRules", "GetGatewayRule", parent: Some(("gatewayIdentifier", "gateway")),
        title: "ruleId", ids: &[("gatewayIdentifier", "gatewayIdentifier"), ("ruleId", "ruleId")],
        shape: shape(&["gatewayIdentifier/ruleId"]),
        made: &[("ruleId", "5130c0de-0000-4000-8000-{#12}"), ("gatewayArn", "gateway/{gatewayIdentifier}")]),
    kind!("gateway_rate_limit", "ListGatewayRateLimits", "GetGatewayRateLimit",
        parent: Some(("gatewayIdentifier", "gateway")), title: "rateLimitId",
        ids: &[("gatewayIdentifier", "gatewayIdentifier"), ("rateLimitId", "rateLimitId")],
        shape: shape(&["gatewayIdentifier/rateLimitId"]), made: &[("rateLimitId", "limit-{#6}")]),
    named!("browser", "ListBrowsers", "GetBrowser", "name", "browserId", "browserArn", "browser-custom",
        modified: "lastUpdatedAt"),
    named!("browser_profile", "ListBrowserProfiles", "GetBrowserProfile", "name", "profileId", "profileArn",
        "browser-profile", modified: "lastUpdatedAt"),
    named!("code_interpreter", "ListCodeInterpreters", "GetCodeInterpreter", "name", "codeInterpreterId",
        "codeInterpreterArn", "code-interpreter-custom", modified: "lastUpdatedAt"),
    kind!("workload_identity", "ListWorkloadIdentities", "GetWorkloadIdentity", ids: &[("name", "name")],
        shape: kept(&["workloadIdentityArn", "name"]), modified: "lastUpdatedTime",
        made: &[("workloadIdentityArn", "workload-identity-directory/default/workload-identity/{name}")]),
    kind!("oauth2_credential_provider", "ListOauth2CredentialProviders", "GetOauth2CredentialProvider",
        arn_service: "acps", ids: &[("name", "name")], shape: kept(&["credentialProviderArn", "name"]),
        modified: "lastUpdatedTime",
        made: &[("credentialProviderArn", "token-vault/default/oauth2credentialprovider/{name}")]),
    kind!("api_key_credential_provider", "ListApiKeyCredentialProviders", "GetApiKeyCredentialProvider",
        arn_service: "acps", ids: &[("name", "name")], shape: kept(&["credentialProviderArn", "name"]),
        modified: "lastUpdatedTime",
        made: &[("credentialProviderArn", "token-vault/default/apikeycredentialprovider/{name}")]),
    kind!("payment_credential_provider", "ListPaymentCredentialProviders", "GetPaymentCredentialProvider",
        arn_service: "acps", ids: &[("name", "name")], shape: kept(&["credentialProviderArn", "name"]),
        modified: "lastUpdatedTime",
        made: &[("credentialProviderArn", "token-vault/default/paymentcredentialprovider/{name}")]),
    kind!("payment_manager", "ListPaymentManagers", "GetPaymentManager",
        ids: &[("paymentManagerId", "paymentManagerId")], modified: "lastUpdatedAt",
        shape: shape(&["paymentManagerArn", "paymentManagerId"]),
        made: &[("name", "payments{#6}"), ("paymentManagerId", "{name}-{#10}"),
            ("paymentManagerArn", "payment-manager/{paymentManagerId}")]),
    kind!("payment_connector", "ListPaymentConnectors", "GetPaymentConnector", modified: "lastUpdatedAt",
        parent: Some(("paymentManagerId", "payment_manager")),
        ids: &[("paymentManagerId", "paymentManagerId"), ("paymentConnectorId", "paymentConnectorId")],
        shape: shape(&["paymentManagerId/paymentConnectorId"]),
        made: &[("name", "connector_{#6}"), ("paymentConnectorId", "{name}-{#10}")]),
    named!("policy_engine", "ListPolicyEngines", "GetPolicyEngine", "name", "policyEngineId", "policyEngineArn",
        "policy-engine"),
    kind!("policy", "ListPolicies", "GetPolicy", parent: Some(("policyEngineId", "policy_engine")),
        ids: &[("policyEngineId", "policyEngineId"), ("policyId", "policyId")],
        shape: shape(&["policyArn", "policyEngineId/policyId"]), refused: &["targetResourceScope"],
        made: &[("name", "policy_{#6}"), ("policyId", "{name}-{#10}"),
            ("policyArn", "policy-engine/{policyEngineId}/policy/{policyId}")]),
    kind!("registry", "ListRegistries", "GetRegistry", ids: &[("registryId", "registryId")],
        shape: shape(&["registryArn", "registryId"]),
        made: &[("registryId", "{#12}"), ("registryArn", "registry/{registryId}")]),
    kind!("registry_record", "ListRegistryRecords", "GetRegistryRecord", parent: Some(("registryId", "registry")),
        ids: &[("registryId", "registryId"), ("recordId", "recordId")],
        shape: shape(&["recordArn", "registryId/recordId"]),
        made: &[("recordId", "{#12}"), ("registryArn", "registry/{registryId}"),
            ("recordArn", "registry/{registryId}/record/{recordId}")]),
    named!("evaluator", "ListEvaluators", "GetEvaluator", "evaluatorName", "evaluatorId", "evaluatorArn", "evaluator",
        options: &[("includedData", &["ALL_DATA"])]),
    named!("online_evaluation_config", "ListOnlineEvaluationConfigs", "GetOnlineEvaluationConfig",
        "onlineEvaluationConfigName", "onlineEvaluationConfigId", "onlineEvaluationConfigArn",
        "online-evaluation-config"),
    named!("dataset", "ListDatasets", "GetDataset", "datasetName", "datasetId", "datasetArn", "dataset",
        refused: &["filter"]),
    kind!("dataset_version", "ListDatasetVersions", "GetDataset", parent: Some(("datasetId", "dataset")),
        title: "datasetName", ids: &[("datasetId", "datasetId"), ("datasetVersion", "datasetVersion")],
        shape: shape(&["datasetId/datasetVersion"]), refused: &["filter"],
        made: &[("datasetVersion", "{+}"), ("datasetArn", "dataset/{datasetId}")]),
    named!("configuration_bundle", "ListConfigurationBundles", "GetConfigurationBundle", "bundleName", "bundleId",
        "bundleArn", "configuration-bundle", refused: &["branchName"]),
    kind!("configuration_bundle_version", "ListConfigurationBundleVersions", "GetConfigurationBundleVersion",
        parent: Some(("bundleId", "configuration_bundle")), title: "bundleName",
        ids: &[("bundleId", "bundleId"), ("versionId", "versionId")], shape: shape(&["bundleId/versionId"]),
        refused: &["filter"],
        made: &[("versionId", "5130c0de-0000-4000-8000-{#12}"), ("bundleArn", "configuration-bundle/{bundleId}")]),
    named!("harness", "ListHarnesses", "GetHarness", "harnessName", "harnessId", "arn", "harness"),
    kind!("harness_version", "ListHarnessVersions", "GetHarness", parent: Some(("harnessId", "harness")),
        title: "harnessName", ids: &[("harnessId", "harnessId"), ("harnessVersion", "harnessVersion")],
        shape: shape(&["harnessId/harnessVersion"]),
        made: &[("harnessVersion", "{+}"), ("arn", "harness/{harnessId}")]),
    kind!("harness_endpoint", "ListHarnessEndpoints", "GetHarnessEndpoint", parent: Some(("harnessId", "harness")),
        title: "endpointName", ids: &[("harnessId", "harnessId"), ("endpointName", "endpointName")],
        shape: shape(&["arn", "harnessId/endpointName"]),
        made: &[("endpointName", "endpoint_{#6}"), ("arn", "harness/{harnessId}/harness-endpoint/{endpointName}")]),
    named!("capacity_provider", "ListCapacityProviders", "GetCapacityProvider", "name", "capacityProviderId",
        "capacityProviderArn", "capacity-provider", modified: "lastUpdatedAt"),
    kind!("consent_portal", "ListConsentPortals", "GetConsentPortal",
        ids: &[("consentPortalIdentifier", "consentPortalId")],
        shape: shape(&["consentPortalArn", "consentPortalId"]),
        made: &[("consentPortalId", "{name}-{#10}"), ("consentPortalArn", "consent-portal/{consentPortalId}")]),
    kind!("agent_insight_store", "ListAgentInsightStores", "GetAgentInsightStore", title: "agentInsightStoreId",
        ids: &[("agentInsightStoreId", "agentInsightStoreId")],
        shape: shape(&["agentInsightStoreArn", "agentInsightStoreId"]),
        made: &[("agentInsightStoreArn", "agent-insight-store/{agentInsightStoreId}")]),
    // There is one, and nothing lists it.
    kind!("token_vault", "", "GetTokenVault", title: "tokenVaultId", ids: &[("tokenVaultId", "tokenVaultId")],
        shape: Shape { created: "lastModifiedDate", ..shape(&["tokenVaultId"]) },
        made: &[("tokenVaultId", "default")], default: Some(("tokenVaultId", "default"))),
];

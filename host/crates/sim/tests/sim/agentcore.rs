//! The real client of `AgentCore` against the simulator: every operation is read by the SDK's own model.

use aws_credential_types::Credentials;
use aws_sdk_bedrockagentcorecontrol::Client;
use aws_sdk_bedrockagentcorecontrol::config::{BehaviorVersion, Region};
use opencite_sim::{Estate, Sim};

use crate::modelled::{self, assert_nothing_refused, family};
use crate::sdk_fields::Fields;

type Seen = modelled::Seen<Client>;

fn client(sim: &Sim) -> Client {
    let keys = Credentials::new(
        sim.access_key_id(),
        sim.secret_access_key(),
        None,
        None,
        "test",
    );
    let config = aws_sdk_bedrockagentcorecontrol::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(keys)
        .endpoint_url(sim.endpoint_url())
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .build();
    Client::from_conf(config)
}

async fn started(estate: Estate) -> (Sim, Client) {
    let sim = Sim::builder().estate(estate).start().await.expect("starts");
    let client = client(&sim);
    (sim, client)
}

#[rustfmt::skip]
async fn families_1(seen: &mut Seen) {
    family!(seen, "agent_runtime", list_agent_runtimes, get_agent_runtime, set_agent_runtime_id "agentRuntimeId");
    family!(seen, "agent_runtime_version", list_agent_runtime_versions [set_agent_runtime_id "agentRuntimeId"],
        get_agent_runtime, set_agent_runtime_id "agentRuntimeId", set_agent_runtime_version "agentRuntimeVersion");
    family!(seen, "agent_runtime_endpoint", list_agent_runtime_endpoints [set_agent_runtime_id "agentRuntimeId"],
        get_agent_runtime_endpoint, set_agent_runtime_id "agentRuntimeId", set_endpoint_name "name");
    family!(seen, "memory", list_memories, get_memory, set_memory_id "id");
    family!(seen, "gateway", list_gateways, get_gateway, set_gateway_identifier "gatewayId");
    family!(seen, "gateway_target", list_gateway_targets [set_gateway_identifier "gatewayIdentifier"],
        get_gateway_target, set_gateway_identifier "gatewayIdentifier", set_target_id "targetId");
    family!(seen, "gateway_rule", list_gateway_rules [set_gateway_identifier "gatewayIdentifier"],
        get_gateway_rule, set_gateway_identifier "gatewayIdentifier", set_rule_id "ruleId");
    family!(seen, "gateway_rate_limit", list_gateway_rate_limits [set_gateway_identifier "gatewayIdentifier"],
        get_gateway_rate_limit, set_gateway_identifier "gatewayIdentifier", set_rate_limit_id "rateLimitId");
    family!(seen, "browser", list_browsers, get_browser, set_browser_id "browserId");
    family!(seen, "browser_profile", list_browser_profiles, get_browser_profile, set_profile_id "profileId");
    family!(seen, "code_interpreter", list_code_interpreters,
        get_code_interpreter, set_code_interpreter_id "codeInterpreterId");
    family!(seen, "workload_identity", list_workload_identities, get_workload_identity, set_name "name");
}

#[rustfmt::skip]
async fn families_2(seen: &mut Seen) {
    family!(seen, "oauth2_credential_provider", list_oauth2_credential_providers,
        get_oauth2_credential_provider, set_name "name");
    family!(seen, "api_key_credential_provider", list_api_key_credential_providers,
        get_api_key_credential_provider, set_name "name");
    family!(seen, "payment_credential_provider", list_payment_credential_providers,
        get_payment_credential_provider, set_name "name");
    family!(seen, "payment_manager", list_payment_managers,
        get_payment_manager, set_payment_manager_id "paymentManagerId");
    family!(seen, "payment_connector", list_payment_connectors [set_payment_manager_id "paymentManagerId"],
        get_payment_connector,
        set_payment_manager_id "paymentManagerId", set_payment_connector_id "paymentConnectorId");
    family!(seen, "policy_engine", list_policy_engines, get_policy_engine, set_policy_engine_id "policyEngineId");
    family!(seen, "policy", list_policies [set_policy_engine_id "policyEngineId"],
        get_policy, set_policy_engine_id "policyEngineId", set_policy_id "policyId");
    family!(seen, "registry", list_registries, get_registry, set_registry_id "registryId");
    family!(seen, "registry_record", list_registry_records [set_registry_id "registryId"],
        get_registry_record, set_registry_id "registryId", set_record_id "recordId");
    family!(seen, "evaluator", list_evaluators, get_evaluator, set_evaluator_id "evaluatorId");
    family!(seen, "online_evaluation_config", list_online_evaluation_configs,
        get_online_evaluation_config, set_online_evaluation_config_id "onlineEvaluationConfigId");
    family!(seen, "dataset", list_datasets, get_dataset, set_dataset_id "datasetId");
}

#[rustfmt::skip]
async fn families_3(seen: &mut Seen) {
    family!(seen, "dataset_version", list_dataset_versions [set_dataset_id "datasetId"],
        get_dataset, set_dataset_id "datasetId", set_dataset_version "datasetVersion");
    family!(seen, "configuration_bundle", list_configuration_bundles,
        get_configuration_bundle, set_bundle_id "bundleId");
    family!(seen, "configuration_bundle_version", list_configuration_bundle_versions [set_bundle_id "bundleId"],
        get_configuration_bundle_version, set_bundle_id "bundleId", set_version_id "versionId");
    family!(seen, "harness", list_harnesses, get_harness, set_harness_id "harnessId");
    family!(seen, "harness_version", list_harness_versions [set_harness_id "harnessId"],
        get_harness, set_harness_id "harnessId", set_harness_version "harnessVersion");
    family!(seen, "harness_endpoint", list_harness_endpoints [set_harness_id "harnessId"],
        get_harness_endpoint, set_harness_id "harnessId", set_endpoint_name "endpointName");
    family!(seen, "capacity_provider", list_capacity_providers,
        get_capacity_provider, set_capacity_provider_id "capacityProviderId");
    family!(seen, "consent_portal", list_consent_portals,
        get_consent_portal, set_consent_portal_identifier "consentPortalId");
}

#[tokio::test]
async fn every_answer_is_read_and_fills_every_field() {
    let estate = modelled::estate("bedrock-agentcore", 40);
    let (sim, client) = started(estate.clone()).await;
    let mut seen = Seen {
        client,
        estate,
        fields: Fields::default(),
    };
    families_1(&mut seen).await;
    families_2(&mut seen).await;
    families_3(&mut seen).await;
    let vault = seen.client.get_token_vault().send().await.expect("vault");
    seen.fields.note(&vault);
    assert_eq!(seen.fields.never_filled(), Vec::<&str>::new());
    assert_eq!(seen.fields.unknown_values(), Vec::<&str>::new());
    assert_nothing_refused(&sim);
}

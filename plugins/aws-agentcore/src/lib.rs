//! Discovers the AI assets of Amazon Bedrock AgentCore: agents and what they run in, remember, reach and obey.
//!
//! One module a kind of asset, each with a `KIND`, which says how AWS's listing is walked, and a pure mapping from
//! AWS's records to an [`Asset`](opencite_plugin_sdk::Asset).

mod agent_runtime;
mod agent_runtime_endpoint;
mod agent_runtime_version;
mod api_key_credential_provider;
mod arn;
mod browser;
mod browser_profile;
mod capacity_provider;
mod code_interpreter;
mod configuration_bundle;
mod configuration_bundle_version;
mod consent_portal;
mod dataset;
mod dataset_version;
mod evaluator;
mod gateway;
mod gateway_rate_limit;
mod gateway_rule;
mod gateway_target;
mod harness;
mod harness_endpoint;
mod harness_version;
mod memory;
mod oauth2_credential_provider;
mod online_evaluation_config;
mod payment_connector;
mod payment_credential_provider;
mod payment_manager;
mod policy;
mod policy_engine;
mod registry;
mod registry_record;
mod shapes;
mod system_resources;
mod token_vault;
mod workload_identity;

use opencite_plugin_sdk::{AssetKind, ConfigField, Plugin};

struct AwsAgentcore;

impl Plugin for AwsAgentcore {
    const ID: &'static str = "aws_agentcore";
    const VERSION: &'static str = env!("CARGO_PKG_VERSION");
    const TITLE: &'static str = "Amazon Bedrock AgentCore";
    const KINDS: &'static [AssetKind] = &[
        agent_runtime::KIND,
        agent_runtime_version::KIND,
        agent_runtime_endpoint::KIND,
        memory::KIND,
        gateway::KIND,
        gateway_target::KIND,
        gateway_rule::KIND,
        gateway_rate_limit::KIND,
        browser::KIND,
        browser_profile::KIND,
        code_interpreter::KIND,
        workload_identity::KIND,
        oauth2_credential_provider::KIND,
        api_key_credential_provider::KIND,
        payment_credential_provider::KIND,
        token_vault::KIND,
        payment_manager::KIND,
        payment_connector::KIND,
        policy_engine::KIND,
        policy::KIND,
        registry::KIND,
        registry_record::KIND,
        evaluator::KIND,
        online_evaluation_config::KIND,
        dataset::KIND,
        dataset_version::KIND,
        configuration_bundle::KIND,
        configuration_bundle_version::KIND,
        harness::KIND,
        harness_version::KIND,
        harness_endpoint::KIND,
        capacity_provider::KIND,
        consent_portal::KIND,
    ];

    fn config() -> Vec<ConfigField> {
        vec![system_resources::FIELD]
    }
}

opencite_plugin_sdk::export!(AwsAgentcore);

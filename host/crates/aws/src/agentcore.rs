//! Amazon Bedrock AgentCore: its control plane: its operations and the mapping of its answers, a module a family of resources.
//!
//! Written by `wit/generate.py`, as is the WIT.

// generated: agentcore
mod agent_runtimes;
mod browser_profiles;
mod browsers;
mod capacity_providers;
mod code_interpreters;
mod configuration_bundles;
mod consent_portals;
mod credential_providers;
mod datasets;
mod enums;
mod evaluators;
mod gateways;
mod harnesses;
mod memories;
mod online_evaluation_configs;
mod payment_managers;
mod policy_engines;
mod registries;
mod shapes;
mod token_vaults;
mod workload_identities;
// end: agentcore

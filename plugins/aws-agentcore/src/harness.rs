//! Harnesses: agents that are set up, not written: a model, its tools, its memory and the runtime they run in.

use opencite_plugin_sdk::aws::agentcore::harnesses::{
    Harness, HarnessDetail, HarnessHook, HarnessHookTarget, HarnessMemoryConfiguration,
    HarnessModelConfiguration, HarnessSkill, HarnessSummary, HarnessTool, get_harness,
    list_harnesses,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

use crate::shapes::{Edge, agent_files, agent_network};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "harness",
    title: "Harnesses",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_harnesses(), &DESCRIPTION),
    verify: || try_list_and_describe(&list_harnesses(), &DESCRIPTION),
};

const DESCRIPTION: Description<HarnessSummary, HarnessDetail> = Description {
    actions: [
        "bedrock-agentcore:ListHarnesses",
        "bedrock-agentcore:GetHarness",
    ],
    id: |harness| &harness.arn,
    key: |harness| harness.harness_id.clone(),
    describe: get_harness,
    asset: |harness, detail| asset(harness, detail.and_then(|detail| detail.harness.as_ref())),
};

fn asset(harness: &HarnessSummary, detail: Option<&Harness>) -> Asset {
    let asset = Asset::new(&harness.arn, &harness.harness_name)
        .status(harness.status.as_str())
        .created(harness.created_at.as_str())
        .modified(harness.updated_at.as_str())
        .properties(
            Properties::default()
                .record(harness)
                .record(&detail)
                .by_name("environment_variables"),
        );
    match detail {
        Some(detail) => set_up(asset, detail),
        None => asset,
    }
}

fn set_up(asset: Asset, harness: &Harness) -> Asset {
    let image = harness.environment_artifact.as_ref();
    let image = image.and_then(|artifact| artifact.container_configuration.as_ref());
    asset
        .relation("role", harness.execution_role_arn.as_str())
        .edges(harness.model.iter().flat_map(model))
        .edges(harness.memory.iter().flat_map(memory))
        .edges(harness.tools.iter().flat_map(tool))
        .edges(harness.skills.iter().filter_map(skill))
        .edges(harness.hooks.iter().filter_map(hook))
        .relation(
            "container-image",
            image.map(|image| image.container_uri.as_str()),
        )
        .edges(environment(harness))
}

/// The model, and what keeps the key to it.
fn model(config: &HarnessModelConfiguration) -> impl Iterator<Item = Edge<'_>> {
    let HarnessModelConfiguration {
        bedrock_model_config: bedrock,
        gemini_model_config: gemini,
        lite_llm_model_config: lite_llm,
        open_ai_model_config: open_ai,
    } = config;
    let bedrock = bedrock.as_ref().map(|it| (&it.model_id, None));
    let gemini = gemini
        .as_ref()
        .map(|it| (&it.model_id, Some(&it.api_key_arn)));
    let open_ai = open_ai
        .as_ref()
        .map(|it| (&it.model_id, Some(&it.api_key_arn)));
    let lite_llm = lite_llm
        .as_ref()
        .map(|it| (&it.model_id, it.api_key_arn.as_ref()));
    let used = bedrock.or(gemini).or(open_ai).or(lite_llm);
    used.into_iter().flat_map(|(model, key)| {
        let key = key.map(|key| ("credential-provider", key.as_str()));
        [("model", model.as_str())].into_iter().chain(key)
    })
}

fn memory(config: &HarnessMemoryConfiguration) -> impl Iterator<Item = Edge<'_>> {
    let own = config.agent_core_memory_configuration.as_ref();
    let managed = config.managed_memory_configuration.as_ref();
    let own = own.map(|own| ("memory", own.arn.as_str()));
    let key = managed.and_then(|managed| managed.encryption_key_arn.as_deref());
    let managed = managed.and_then(|managed| managed.arn.as_deref());
    let managed = managed.map(|memory| ("memory", memory));
    own.into_iter()
        .chain(managed)
        .chain(key.map(|key| ("kms-key", key)))
}

fn tool(tool: &HarnessTool) -> impl Iterator<Item = Edge<'_>> {
    let config = tool.config.as_ref();
    let browser =
        config.and_then(|config| config.agent_core_browser.as_ref()?.browser_arn.as_ref());
    let interpreter = config.and_then(|config| {
        let interpreter = config.agent_core_code_interpreter.as_ref()?;
        interpreter.code_interpreter_arn.as_ref()
    });
    let gateway = config.and_then(|config| config.agent_core_gateway.as_ref());
    let oauth = gateway.and_then(|gateway| gateway.outbound_auth.as_ref()?.oauth.as_ref());
    let edges = [
        ("browser", browser),
        ("code-interpreter", interpreter),
        ("gateway", gateway.map(|gateway| &gateway.gateway_arn)),
        (
            "credential-provider",
            oauth.map(|oauth| &oauth.provider_arn),
        ),
    ];
    edges
        .into_iter()
        .filter_map(|(kind, arn)| Some((kind, arn?.as_str())))
}

/// Where a skill comes from.
fn skill(skill: &HarnessSkill) -> Option<Edge<'_>> {
    let s3 = skill.s3.as_ref();
    let git = skill.git.as_ref().and_then(|git| git.auth.as_ref());
    let s3 = s3.map(|s3| ("input-s3", s3.uri.as_str()));
    s3.or_else(|| git.map(|auth| ("credential-provider", auth.credential_arn.as_str())))
}

/// Who is asked or told along the way.
fn hook(hook: &HarnessHook) -> Option<Edge<'_>> {
    let after = hook.after_invocation.as_ref().map(|it| &it.target);
    let after = after.or_else(|| hook.after_tool_call.as_ref().map(|it| &it.target));
    let before = hook.before_invocation.as_ref().map(|it| &it.target);
    let before = before.or_else(|| hook.before_tool_call.as_ref().map(|it| &it.target));
    let HarnessHookTarget {
        event_bridge,
        lambda,
        sns,
    } = after.or(before)?.as_ref()?;
    let bus = event_bridge
        .as_ref()
        .map(|it| ("event-bus", it.arn.as_str()));
    let lambda = lambda.as_ref().map(|it| ("lambda", it.arn.as_str()));
    let topic = sns.as_ref().map(|it| ("topic", it.arn.as_str()));
    bus.or(lambda).or(topic)
}

/// The runtime that the harness runs in, and what that runs with.
fn environment(harness: &Harness) -> impl Iterator<Item = Edge<'_>> {
    let environment = harness.environment.as_ref();
    let runtime = environment.and_then(|it| it.agent_core_runtime_environment.as_ref());
    runtime.into_iter().flat_map(|runtime| {
        let itself = ("agent-runtime", runtime.agent_runtime_arn.as_str());
        let network = agent_network(runtime.network_configuration.as_ref());
        let files = agent_files(&runtime.filesystem_configurations);
        [itself].into_iter().chain(network).chain(files)
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, from_value, json};

    use super::*;

    fn summary() -> HarnessSummary {
        from_value(json!({
            "harness_id": "claims-h1",
            "harness_name": "claims",
            "arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:harness/claims-h1",
            "status": "READY",
            "created_at": "2026-03-01T08:00:00Z",
            "updated_at": "2026-03-02T09:30:00Z",
            "harness_version": "2",
        }))
        .unwrap()
    }

    /// What AWS always says of a harness, and `more`.
    fn detail(more: &Value) -> Harness {
        let mut detail = json!({
            "harness_id": "claims-h1",
            "harness_name": "claims",
            "arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:harness/claims-h1",
            "status": "READY",
            "execution_role_arn": "arn:aws:iam::111122223333:role/harness",
            "created_at": "2026-03-01T08:00:00Z",
            "updated_at": "2026-03-02T09:30:00Z",
            "system_prompt": [],
            "tools": [],
            "skills": [],
            "allowed_tools": [],
            "environment_variables": [],
            "hooks": [],
        });
        for (name, value) in more.as_object().unwrap() {
            detail[name] = value.clone();
        }
        from_value(detail).unwrap()
    }

    fn tools() -> Value {
        json!([
                {"type_": "agentcore_gateway", "name": "tools", "config": {"agent_core_gateway": {
                    "gateway_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:gateway/tools-g1",
                    "outbound_auth": {"oauth": {
                        "provider_arn": "arn:aws:acps:us-east-1:111122223333:token-vault/default/oauth2credentialprovider/github",
                        "scopes": [],
                        "custom_parameters": [],
                        "grant_type": "CLIENT_CREDENTIALS",
                    }},
                }}},
                {"type_": "agentcore_browser", "config": {"agent_core_browser": {"browser_arn": "arn:aws:bedrock-agentcore:us-east-1:aws:browser/aws.browser.v1"}}},
                {"type_": "agentcore_code_interpreter", "config": {"agent_core_code_interpreter": {"code_interpreter_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:code-interpreter-custom/tables-i1"}}},
        ])
    }

    #[test]
    fn everything_aws_says_is_mapped() {
        let detail = detail(&json!({
            "model": {"open_ai_model_config": {
                "model_id": "gpt-4o",
                "api_key_arn": "arn:aws:acps:us-east-1:111122223333:token-vault/default/apikeycredentialprovider/openai",
            }},
            "system_prompt": [{"text": "You help with claims"}],
            "tools": tools(),
            "skills": [
                {"s3": {"uri": "s3://skills/claims"}},
                {"git": {"url": "https://git.example/skills", "auth": {"credential_arn": "arn:aws:acps:us-east-1:111122223333:token-vault/default/apikeycredentialprovider/git"}}},
            ],
            "environment": {"agent_core_runtime_environment": {
                "agent_runtime_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/claims-a1",
                "agent_runtime_name": "claims",
                "agent_runtime_id": "claims-a1",
                "network_configuration": {"network_mode": "VPC", "network_mode_config": {"security_groups": ["sg-1"], "subnets": ["subnet-1"]}},
                "filesystem_configurations": [],
            }},
            "environment_artifact": {"container_configuration": {"container_uri": "111122223333.dkr.ecr.us-east-1.amazonaws.com/claims:2"}},
            "environment_variables": [{"name": "API_KEY", "fingerprint": "ab12"}],
            "memory": {"managed_memory_configuration": {
                "arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:memory/claims-m1",
                "strategies": ["SEMANTIC"],
                "encryption_key_arn": "arn:aws:kms:us-east-1:111122223333:key/k",
            }},
            "hooks": [
                {"before_tool_call": {"name": "check", "target": {"lambda": {"arn": "arn:aws:lambda:us-east-1:111122223333:function:check", "timeout_seconds": 5, "failure_mode": "FAIL"}}}},
                {"after_invocation": {"name": "tell", "target": {"sns": {"arn": "arn:aws:sns:us-east-1:111122223333:done"}}}},
            ],
        }));
        insta::assert_snapshot!(asset(&summary(), Some(&detail)), @r#"
        claims: arn:aws:bedrock-agentcore:us-east-1:111122223333:harness/claims-h1
        status: READY
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        role -> arn:aws:iam::111122223333:role/harness
        model -> gpt-4o
        credential-provider -> arn:aws:acps:us-east-1:111122223333:token-vault/default/apikeycredentialprovider/openai
        memory -> arn:aws:bedrock-agentcore:us-east-1:111122223333:memory/claims-m1
        kms-key -> arn:aws:kms:us-east-1:111122223333:key/k
        gateway -> arn:aws:bedrock-agentcore:us-east-1:111122223333:gateway/tools-g1
        credential-provider -> arn:aws:acps:us-east-1:111122223333:token-vault/default/oauth2credentialprovider/github
        browser -> arn:aws:bedrock-agentcore:us-east-1:aws:browser/aws.browser.v1
        code-interpreter -> arn:aws:bedrock-agentcore:us-east-1:111122223333:code-interpreter-custom/tables-i1
        input-s3 -> s3://skills/claims
        credential-provider -> arn:aws:acps:us-east-1:111122223333:token-vault/default/apikeycredentialprovider/git
        lambda -> arn:aws:lambda:us-east-1:111122223333:function:check
        topic -> arn:aws:sns:us-east-1:111122223333:done
        container-image -> 111122223333.dkr.ecr.us-east-1.amazonaws.com/claims:2
        agent-runtime -> arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/claims-a1
        subnet -> subnet-1
        security-group -> sg-1
        allowed_tools = []
        arn = "arn:aws:bedrock-agentcore:us-east-1:111122223333:harness/claims-h1"
        created_at = "2026-03-01T08:00:00Z"
        environment = {"agent_core_runtime_environment":{"agent_runtime_arn":"arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/claims-a1","agent_runtime_id":"claims-a1","agent_runtime_name":"claims","filesystem_configurations":[],"network_configuration":{"network_mode":"VPC","network_mode_config":{"security_groups":["sg-1"],"subnets":["subnet-1"]}}}}
        environment_artifact = {"container_configuration":{"container_uri":"111122223333.dkr.ecr.us-east-1.amazonaws.com/claims:2"}}
        environment_variables = {"API_KEY":{"fingerprint":"ab12"}}
        execution_role_arn = "arn:aws:iam::111122223333:role/harness"
        harness_id = "claims-h1"
        harness_name = "claims"
        harness_version = "2"
        hooks = [{"before_tool_call":{"name":"check","target":{"lambda":{"arn":"arn:aws:lambda:us-east-1:111122223333:function:check","failure_mode":"FAIL","timeout_seconds":5}}}},{"after_invocation":{"name":"tell","target":{"sns":{"arn":"arn:aws:sns:us-east-1:111122223333:done"}}}}]
        memory = {"managed_memory_configuration":{"arn":"arn:aws:bedrock-agentcore:us-east-1:111122223333:memory/claims-m1","encryption_key_arn":"arn:aws:kms:us-east-1:111122223333:key/k","strategies":["SEMANTIC"]}}
        model = {"open_ai_model_config":{"api_key_arn":"arn:aws:acps:us-east-1:111122223333:token-vault/default/apikeycredentialprovider/openai","model_id":"gpt-4o"}}
        skills = [{"s3":{"uri":"s3://skills/claims"}},{"git":{"auth":{"credential_arn":"arn:aws:acps:us-east-1:111122223333:token-vault/default/apikeycredentialprovider/git"},"url":"https://git.example/skills"}}]
        status = "READY"
        system_prompt = [{"text":"You help with claims"}]
        tools = [{"config":{"agent_core_gateway":{"gateway_arn":"arn:aws:bedrock-agentcore:us-east-1:111122223333:gateway/tools-g1","outbound_auth":{"oauth":{"custom_parameters":[],"grant_type":"CLIENT_CREDENTIALS","provider_arn":"arn:aws:acps:us-east-1:111122223333:token-vault/default/oauth2credentialprovider/github","scopes":[]}}}},"name":"tools","type":"agentcore_gateway"},{"config":{"agent_core_browser":{"browser_arn":"arn:aws:bedrock-agentcore:us-east-1:aws:browser/aws.browser.v1"}},"type":"agentcore_browser"},{"config":{"agent_core_code_interpreter":{"code_interpreter_arn":"arn:aws:bedrock-agentcore:us-east-1:111122223333:code-interpreter-custom/tables-i1"}},"type":"agentcore_code_interpreter"}]
        updated_at = "2026-03-02T09:30:00Z"
        "#);
    }

    #[test]
    fn what_aws_leaves_out_is_absent() {
        insta::assert_snapshot!(asset(&summary(), Some(&detail(&json!({})))), @r#"
        claims: arn:aws:bedrock-agentcore:us-east-1:111122223333:harness/claims-h1
        status: READY
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        role -> arn:aws:iam::111122223333:role/harness
        allowed_tools = []
        arn = "arn:aws:bedrock-agentcore:us-east-1:111122223333:harness/claims-h1"
        created_at = "2026-03-01T08:00:00Z"
        environment_variables = {}
        execution_role_arn = "arn:aws:iam::111122223333:role/harness"
        harness_id = "claims-h1"
        harness_name = "claims"
        harness_version = "2"
        hooks = []
        skills = []
        status = "READY"
        system_prompt = []
        tools = []
        updated_at = "2026-03-02T09:30:00Z"
        "#);
    }
}

//! Policy engines: what decides whether agents may use tools. The listing says all that describing would.

use opencite_plugin_sdk::aws::agentcore::policy_engines::{PolicyEngine, list_policy_engines};
use opencite_plugin_sdk::{Asset, AssetKind, Properties, Scope, list, try_list};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "policy_engine",
    title: "Policy engines",
    scope: Scope::Regional,
    discover: |_| list(&list_policy_engines(), asset),
    verify: || {
        try_list(
            "bedrock-agentcore:ListPolicyEngines",
            &list_policy_engines(),
        )
    },
};

fn asset(engine: &PolicyEngine) -> Asset {
    Asset::new(&engine.policy_engine_arn, &engine.name)
        .status(engine.status.as_str())
        .created(engine.created_at.as_str())
        .modified(engine.updated_at.as_str())
        .relation("kms-key", engine.encryption_key_arn.as_deref())
        .properties(Properties::default().record(engine))
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let engine = json!({
            "policy_engine_id": "guard-p1",
            "name": "guard",
            "created_at": "2026-03-01T08:00:00Z",
            "updated_at": "2026-03-02T09:30:00Z",
            "policy_engine_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:policy-engine/guard-p1",
            "status": "ACTIVE",
            "encryption_key_arn": "arn:aws:kms:us-east-1:111122223333:key/k",
            "description": "Guards tools",
            "status_reasons": [],
        });
        insta::assert_snapshot!(asset(&from_value(engine).unwrap()), @r#"
        guard: arn:aws:bedrock-agentcore:us-east-1:111122223333:policy-engine/guard-p1
        status: ACTIVE
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        kms-key -> arn:aws:kms:us-east-1:111122223333:key/k
        created_at = "2026-03-01T08:00:00Z"
        description = "Guards tools"
        encryption_key_arn = "arn:aws:kms:us-east-1:111122223333:key/k"
        name = "guard"
        policy_engine_arn = "arn:aws:bedrock-agentcore:us-east-1:111122223333:policy-engine/guard-p1"
        policy_engine_id = "guard-p1"
        status = "ACTIVE"
        status_reasons = []
        updated_at = "2026-03-02T09:30:00Z"
        "#);
    }
}

//! Policies of policy engines. The listing says all that describing would.

use opencite_plugin_sdk::aws::agentcore::policy_engines::{
    Policy, PolicyEngine, list_policies, list_policy_engines,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Children, Properties, Scope, each_child, list, try_children,
};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "policy",
    title: "Policies for tools",
    scope: Scope::Regional,
    discover: |_| {
        list(&each_child(&list_policy_engines(), &POLICIES), |policy| {
            asset(&policy.parent.policy_engine_arn, &policy.item)
        })
    },
    verify: || {
        try_children(
            "bedrock-agentcore:ListPolicies",
            &list_policy_engines(),
            &POLICIES,
        )
    },
};

const POLICIES: Children<PolicyEngine, Policy> = Children {
    key: |engine| engine.policy_engine_id.clone(),
    list: list_policies,
};

fn asset(engine: &str, policy: &Policy) -> Asset {
    Asset::new(&policy.policy_arn, &policy.name)
        .status(policy.status.as_str())
        .created(policy.created_at.as_str())
        .modified(policy.updated_at.as_str())
        .relation("policy-engine", engine)
        .properties(Properties::default().record(policy))
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let engine = "arn:aws:bedrock-agentcore:us-east-1:111122223333:policy-engine/guard-p1";
        let policy = json!({
            "policy_id": "read-q1",
            "name": "read",
            "policy_engine_id": "guard-p1",
            "created_at": "2026-03-01T08:00:00Z",
            "updated_at": "2026-03-02T09:30:00Z",
            "policy_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:policy-engine/guard-p1/policy/read-q1",
            "status": "ACTIVE",
            "enforcement_mode": "ENFORCE",
            "definition": {"cedar": {"statement": "permit(principal, action, resource);"}},
            "description": "All may read",
            "status_reasons": [],
        });
        insta::assert_snapshot!(asset(engine, &from_value(policy).unwrap()), @r#"
        read: arn:aws:bedrock-agentcore:us-east-1:111122223333:policy-engine/guard-p1/policy/read-q1
        status: ACTIVE
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        policy-engine -> arn:aws:bedrock-agentcore:us-east-1:111122223333:policy-engine/guard-p1
        created_at = "2026-03-01T08:00:00Z"
        definition = {"cedar":{"statement":"permit(principal, action, resource);"}}
        description = "All may read"
        enforcement_mode = "ENFORCE"
        name = "read"
        policy_arn = "arn:aws:bedrock-agentcore:us-east-1:111122223333:policy-engine/guard-p1/policy/read-q1"
        policy_engine_id = "guard-p1"
        policy_id = "read-q1"
        status = "ACTIVE"
        status_reasons = []
        updated_at = "2026-03-02T09:30:00Z"
        "#);
    }
}

//! Automated Reasoning policies: rules that answers are checked against.

use opencite_plugin_sdk::aws::bedrock::automated_reasoning_policies::{
    AutomatedReasoningPolicyDetail, AutomatedReasoningPolicySummary,
    get_automated_reasoning_policy, list_automated_reasoning_policies,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "automated_reasoning_policy",
    title: "Automated Reasoning policies",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_automated_reasoning_policies(), &DESCRIPTION),
    verify: || try_list_and_describe(&list_automated_reasoning_policies(), &DESCRIPTION),
};

const DESCRIPTION: Description<AutomatedReasoningPolicySummary, AutomatedReasoningPolicyDetail> =
    Description {
        actions: [
            "bedrock:ListAutomatedReasoningPolicies",
            "bedrock:GetAutomatedReasoningPolicy",
        ],
        id: |policy| &policy.policy_arn,
        key: |policy| policy.policy_arn.clone(),
        describe: get_automated_reasoning_policy,
        asset,
    };

fn asset(
    policy: &AutomatedReasoningPolicySummary,
    detail: Option<&AutomatedReasoningPolicyDetail>,
) -> Asset {
    Asset::new(&policy.policy_arn, &policy.name)
        .created(policy.created_at.as_str())
        .modified(policy.updated_at.as_str())
        .relation(
            "kms-key",
            detail.and_then(|detail| detail.kms_key_arn.as_deref()),
        )
        .properties(Properties::default().record(policy).record(&detail))
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let summary = json!({
            "policy_arn": "arn:aws:bedrock:us-east-1:111122223333:automated-reasoning-policy/a1",
            "name": "claims-rules",
            "description": "Routes claims",
            "version": "DRAFT",
            "policy_id": "a1",
            "created_at": "2026-03-01T08:00:00Z",
            "updated_at": "2026-03-02T09:30:00Z",
        });
        let detail = json!({
            "policy_arn": "arn:aws:bedrock:us-east-1:111122223333:automated-reasoning-policy/a1",
            "name": "claims-rules",
            "version": "DRAFT",
            "policy_id": "a1",
            "definition_hash": "5f2c",
            "kms_key_arn": "arn:aws:kms:us-east-1:111122223333:key/k",
            "updated_at": "2026-03-02T09:30:00Z",
        });
        let asset = asset(
            &from_value(summary).unwrap(),
            Some(&from_value(detail).unwrap()),
        );
        insta::assert_snapshot!(asset, @r#"
        claims-rules: arn:aws:bedrock:us-east-1:111122223333:automated-reasoning-policy/a1
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        kms-key -> arn:aws:kms:us-east-1:111122223333:key/k
        created_at = "2026-03-01T08:00:00Z"
        definition_hash = "5f2c"
        description = "Routes claims"
        kms_key_arn = "arn:aws:kms:us-east-1:111122223333:key/k"
        name = "claims-rules"
        policy_arn = "arn:aws:bedrock:us-east-1:111122223333:automated-reasoning-policy/a1"
        policy_id = "a1"
        updated_at = "2026-03-02T09:30:00Z"
        version = "DRAFT"
        "#);
    }

    #[test]
    fn what_aws_leaves_out_is_absent() {
        let summary = json!({
            "policy_arn": "arn:aws:bedrock:us-east-1:111122223333:automated-reasoning-policy/a1",
            "name": "claims-rules",
            "version": "DRAFT",
            "policy_id": "a1",
            "created_at": "2026-03-01T08:00:00Z",
            "updated_at": "2026-03-02T09:30:00Z",
        });
        let detail = json!({
            "policy_arn": "arn:aws:bedrock:us-east-1:111122223333:automated-reasoning-policy/a1",
            "name": "claims-rules",
            "version": "DRAFT",
            "policy_id": "a1",
            "definition_hash": "5f2c",
            "updated_at": "2026-03-02T09:30:00Z",
        });
        let asset = asset(
            &from_value(summary).unwrap(),
            Some(&from_value(detail).unwrap()),
        );
        insta::assert_snapshot!(asset, @r#"
        claims-rules: arn:aws:bedrock:us-east-1:111122223333:automated-reasoning-policy/a1
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        created_at = "2026-03-01T08:00:00Z"
        definition_hash = "5f2c"
        name = "claims-rules"
        policy_arn = "arn:aws:bedrock:us-east-1:111122223333:automated-reasoning-policy/a1"
        policy_id = "a1"
        updated_at = "2026-03-02T09:30:00Z"
        version = "DRAFT"
        "#);
    }
}

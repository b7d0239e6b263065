//! Guardrails that the account enforces on every call.

use opencite_plugin_sdk::aws::bedrock::enforced_guardrails::{
    AccountEnforcedGuardrailOutputConfiguration, list_enforced_guardrails_configuration,
};
use opencite_plugin_sdk::{Asset, AssetKind, Properties, Scope, list, try_list};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "enforced_guardrail",
    title: "Enforced guardrails",
    scope: Scope::Regional,
    discover: |_| list(&list_enforced_guardrails_configuration(), asset),
    verify: || {
        try_list(
            "bedrock:ListEnforcedGuardrailsConfiguration",
            &list_enforced_guardrails_configuration(),
        )
    },
};

/// AWS promises no field. The account has one such configuration unless AWS tells them apart by an id.
fn asset(enforced: &AccountEnforcedGuardrailOutputConfiguration) -> Asset {
    let arn = enforced.guardrail_arn.as_deref();
    let id = enforced.config_id.as_deref().or(arn).unwrap_or(KIND.name);
    Asset::new(id, enforced.guardrail_id.as_deref().unwrap_or(id))
        .created(enforced.created_at.as_deref())
        .modified(enforced.updated_at.as_deref())
        .relation("guardrail", arn)
        .properties(Properties::default().record(enforced))
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let summary = json!({
            "config_id": "c1",
            "guardrail_arn": "arn:aws:bedrock:us-east-1:111122223333:guardrail/g1",
            "guardrail_id": "g1",
            "selective_content_guarding": {
                "system": "COMPREHENSIVE",
                "messages": "SELECTIVE",
            },
            "guardrail_version": "1",
            "created_at": "2026-03-01T08:00:00Z",
            "created_by": "arn:aws:iam::111122223333:role/admin",
            "updated_at": "2026-03-02T09:30:00Z",
            "updated_by": "arn:aws:iam::111122223333:role/admin",
            "owner": "ACCOUNT",
            "model_enforcement": {
                "included_models": ["ALL"],
                "excluded_models": ["amazon.nova-lite-v1:0"],
            },
        });
        let asset = asset(&from_value(summary).unwrap());
        insta::assert_snapshot!(asset, @r#"
        g1: c1
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        guardrail -> arn:aws:bedrock:us-east-1:111122223333:guardrail/g1
        config_id = "c1"
        created_at = "2026-03-01T08:00:00Z"
        created_by = "arn:aws:iam::111122223333:role/admin"
        guardrail_arn = "arn:aws:bedrock:us-east-1:111122223333:guardrail/g1"
        guardrail_id = "g1"
        guardrail_version = "1"
        model_enforcement = {"excluded_models":["amazon.nova-lite-v1:0"],"included_models":["ALL"]}
        owner = "ACCOUNT"
        selective_content_guarding = {"messages":"SELECTIVE","system":"COMPREHENSIVE"}
        updated_at = "2026-03-02T09:30:00Z"
        updated_by = "arn:aws:iam::111122223333:role/admin"
        "#);
    }

    #[test]
    fn a_configuration_of_which_aws_says_nothing_still_counts() {
        let summary = json!({});
        let asset = asset(&from_value(summary).unwrap());
        insta::assert_snapshot!(asset, @r#"
        enforced_guardrail: enforced_guardrail
        "#);
    }
}

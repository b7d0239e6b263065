//! Guardrails: what models may be asked and may answer. The draft of each, as that is what a listing names.

use opencite_plugin_sdk::aws::bedrock::guardrails::{
    GuardrailDetail, GuardrailReference, GuardrailSummary, get_guardrail, list_guardrails,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, AwsError, Description, Properties, Scope, list_and_describe,
    try_list_and_describe,
};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "guardrail",
    title: "Guardrails",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_guardrails(None), &DESCRIPTION),
    verify: || try_list_and_describe(&list_guardrails(None), &DESCRIPTION),
};

const DESCRIPTION: Description<GuardrailSummary, GuardrailDetail> = Description {
    actions: ["bedrock:ListGuardrails", "bedrock:GetGuardrail"],
    id: |guardrail| &guardrail.arn,
    key: |guardrail| guardrail.arn.clone(),
    describe: describe_drafts,
    asset,
};

fn describe_drafts(arns: &[String]) -> Vec<Result<GuardrailDetail, AwsError>> {
    let draft = |arn: &String| GuardrailReference {
        guardrail_identifier: arn.clone(),
        guardrail_version: None,
    };
    get_guardrail(&arns.iter().map(draft).collect::<Vec<_>>())
}

fn asset(guardrail: &GuardrailSummary, detail: Option<&GuardrailDetail>) -> Asset {
    let key = detail.and_then(|detail| detail.kms_key_arn.as_deref());
    let policies = policies(detail).into_iter().flatten();
    Asset::new(&guardrail.arn, &guardrail.name)
        .status(guardrail.status.as_str())
        .created(guardrail.created_at.as_str())
        .modified(guardrail.updated_at.as_str())
        .relation("guardrail-profile", profile(guardrail))
        .relation("kms-key", key)
        .relations(
            "automated-reasoning-policy",
            policies.map(|arn| policy(arn)),
        )
        .properties(Properties::default().record(guardrail).record(&detail))
}

fn profile(guardrail: &GuardrailSummary) -> Option<&str> {
    let details = guardrail.cross_region_details.as_ref()?;
    details.guardrail_profile_arn.as_deref()
}

fn policies(detail: Option<&GuardrailDetail>) -> Option<&Vec<String>> {
    Some(&detail?.automated_reasoning_policy.as_ref()?.policies)
}

/// A policy without its version: `arn:aws:bedrock:us-east-1:111122223333:automated-reasoning-policy/a1:2`.
fn policy(arn: &str) -> &str {
    match arn.rsplit_once(':') {
        Some((policy, version)) if !version.contains('/') => policy,
        _ => arn,
    }
}

#[cfg(test)]
mod tests;

//! Consent portals: where people allow agents to act for them.

use opencite_plugin_sdk::aws::agentcore::consent_portals::{
    ConsentPortalDetail, ConsentPortalSource, ConsentPortalSummary, get_consent_portal,
    list_consent_portals,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

use crate::arn::sibling;

pub(crate) const KIND: AssetKind = AssetKind {
    name: "consent_portal",
    title: "Consent portals",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_consent_portals(), &DESCRIPTION),
    verify: || try_list_and_describe(&list_consent_portals(), &DESCRIPTION),
};

const DESCRIPTION: Description<ConsentPortalSummary, ConsentPortalDetail> = Description {
    actions: [
        "bedrock-agentcore:ListConsentPortals",
        "bedrock-agentcore:GetConsentPortal",
    ],
    id: |portal| &portal.consent_portal_arn,
    key: |portal| portal.consent_portal_id.clone(),
    describe: get_consent_portal,
    asset,
};

fn asset(portal: &ConsentPortalSummary, detail: Option<&ConsentPortalDetail>) -> Asset {
    let sources = portal.sources.iter();
    let gateways = sources.filter_map(|source| gateway(&portal.consent_portal_arn, source));
    let sign_in = detail.and_then(|detail| detail.idp_config.as_ref());
    Asset::new(&portal.consent_portal_arn, &portal.name)
        .status(portal.status.as_str())
        .created(portal.created_at.as_str())
        .modified(portal.updated_at.as_str())
        .relation(
            "role",
            detail.map(|detail| detail.execution_role_arn.as_str()),
        )
        .relation(
            "credential-provider",
            sign_in.map(|sign_in| sign_in.credential_provider_arn.as_str()),
        )
        .relations("gateway", &gateways.collect::<Vec<_>>())
        .properties(Properties::default().record(portal).record(&detail))
}

/// A gateway is named by its id or by its ARN.
fn gateway(own: &str, source: &ConsentPortalSource) -> Option<String> {
    let id = &source.identifier;
    match source.type_.as_str() {
        "agentcore-gateway" if id.starts_with("arn:") => Some(id.clone()),
        "agentcore-gateway" => sibling(own, &format!("gateway/{id}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let sources = json!([
            {"identifier": "tools-g1", "type_": "agentcore-gateway"},
            {"identifier": "arn:aws:bedrock-agentcore:us-east-1:444455556666:gateway/shared-g2", "type_": "agentcore-gateway"},
            {"identifier": "x", "type_": "something-new"},
        ]);
        let summary = json!({
            "sources": sources,
            "consent_portal_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:consent-portal/people-c1",
            "consent_portal_id": "people-c1",
            "created_at": "2026-03-01T08:00:00Z",
            "name": "people",
            "portal_url": "https://people-c1.example",
            "status": "READY",
            "updated_at": "2026-03-02T09:30:00Z",
        });
        let detail = json!({
            "sources": sources,
            "consent_portal_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:consent-portal/people-c1",
            "consent_portal_id": "people-c1",
            "created_at": "2026-03-01T08:00:00Z",
            "execution_role_arn": "arn:aws:iam::111122223333:role/portal",
            "idp_config": {
                "credential_provider_arn": "arn:aws:acps:us-east-1:111122223333:token-vault/default/oauth2credentialprovider/login",
                "scopes": ["openid"],
            },
            "name": "people",
            "status": "READY",
            "updated_at": "2026-03-02T09:30:00Z",
        });
        let asset = asset(
            &from_value(summary).unwrap(),
            Some(&from_value(detail).unwrap()),
        );
        insta::assert_snapshot!(asset, @r#"
        people: arn:aws:bedrock-agentcore:us-east-1:111122223333:consent-portal/people-c1
        status: READY
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        role -> arn:aws:iam::111122223333:role/portal
        credential-provider -> arn:aws:acps:us-east-1:111122223333:token-vault/default/oauth2credentialprovider/login
        gateway -> arn:aws:bedrock-agentcore:us-east-1:111122223333:gateway/tools-g1
        gateway -> arn:aws:bedrock-agentcore:us-east-1:444455556666:gateway/shared-g2
        consent_portal_arn = "arn:aws:bedrock-agentcore:us-east-1:111122223333:consent-portal/people-c1"
        consent_portal_id = "people-c1"
        created_at = "2026-03-01T08:00:00Z"
        execution_role_arn = "arn:aws:iam::111122223333:role/portal"
        idp_config = {"credential_provider_arn":"arn:aws:acps:us-east-1:111122223333:token-vault/default/oauth2credentialprovider/login","scopes":["openid"]}
        name = "people"
        portal_url = "https://people-c1.example"
        sources = [{"identifier":"tools-g1","type":"agentcore-gateway"},{"identifier":"arn:aws:bedrock-agentcore:us-east-1:444455556666:gateway/shared-g2","type":"agentcore-gateway"},{"identifier":"x","type":"something-new"}]
        status = "READY"
        updated_at = "2026-03-02T09:30:00Z"
        "#);
    }
}

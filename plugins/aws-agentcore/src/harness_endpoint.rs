//! Endpoints of harnesses: what callers call, and the version that answers. The listing says all that describing would.

use opencite_plugin_sdk::aws::agentcore::harnesses::{
    HarnessEndpoint, HarnessSummary, list_harness_endpoints, list_harnesses,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Children, Properties, Scope, each_child, list, try_children,
};

use crate::harness_version::version_id;

pub(crate) const KIND: AssetKind = AssetKind {
    name: "harness_endpoint",
    title: "Endpoints of harnesses",
    scope: Scope::Regional,
    discover: |_| {
        list(&each_child(&list_harnesses(), &ENDPOINTS), |endpoint| {
            asset(&endpoint.parent.arn, &endpoint.item)
        })
    },
    verify: || {
        try_children(
            "bedrock-agentcore:ListHarnessEndpoints",
            &list_harnesses(),
            &ENDPOINTS,
        )
    },
};

const ENDPOINTS: Children<HarnessSummary, HarnessEndpoint> = Children {
    key: |harness| harness.harness_id.clone(),
    list: list_harness_endpoints,
};

/// People know it by both names.
fn asset(harness: &str, endpoint: &HarnessEndpoint) -> Asset {
    let live = endpoint.live_version.as_ref();
    let target = endpoint.target_version.as_ref();
    let target = target.filter(|&target| live != Some(target));
    let version = |version: &String| version_id(harness, version);
    Asset::new(
        &endpoint.arn,
        format!("{}/{}", endpoint.harness_name, endpoint.endpoint_name),
    )
    .status(endpoint.status.as_str())
    .created(endpoint.created_at.as_str())
    .modified(endpoint.updated_at.as_str())
    .relation("harness", harness)
    .relation("harness-version", live.map(version).as_deref())
    .relation("harness-version", target.map(version).as_deref())
    .properties(Properties::default().record(endpoint))
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let harness = "arn:aws:bedrock-agentcore:us-east-1:111122223333:harness/claims-h1";
        let endpoint = json!({
            "harness_id": "claims-h1",
            "harness_name": "claims",
            "endpoint_name": "canary",
            "arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:harness/claims-h1/harness-endpoint/canary",
            "status": "UPDATING",
            "created_at": "2026-03-01T08:00:00Z",
            "updated_at": "2026-03-02T09:30:00Z",
            "live_version": "1",
            "target_version": "2",
        });
        insta::assert_snapshot!(asset(harness, &from_value(endpoint).unwrap()), @r#"
        claims/canary: arn:aws:bedrock-agentcore:us-east-1:111122223333:harness/claims-h1/harness-endpoint/canary
        status: UPDATING
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        harness -> arn:aws:bedrock-agentcore:us-east-1:111122223333:harness/claims-h1
        harness-version -> arn:aws:bedrock-agentcore:us-east-1:111122223333:harness/claims-h1/version/1
        harness-version -> arn:aws:bedrock-agentcore:us-east-1:111122223333:harness/claims-h1/version/2
        arn = "arn:aws:bedrock-agentcore:us-east-1:111122223333:harness/claims-h1/harness-endpoint/canary"
        created_at = "2026-03-01T08:00:00Z"
        endpoint_name = "canary"
        harness_id = "claims-h1"
        harness_name = "claims"
        live_version = "1"
        status = "UPDATING"
        target_version = "2"
        updated_at = "2026-03-02T09:30:00Z"
        "#);
    }
}

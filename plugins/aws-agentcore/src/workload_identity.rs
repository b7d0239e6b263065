//! Workload identities: who agents are to others. The listing tells of no change: `scan --full` asks again.

use opencite_plugin_sdk::aws::agentcore::workload_identities::{
    WorkloadIdentityDetail, WorkloadIdentityType, get_workload_identity, list_workload_identities,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "workload_identity",
    title: "Workload identities",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_workload_identities(), &DESCRIPTION),
    verify: || try_list_and_describe(&list_workload_identities(), &DESCRIPTION),
};

const DESCRIPTION: Description<WorkloadIdentityType, WorkloadIdentityDetail> = Description {
    actions: [
        "bedrock-agentcore:ListWorkloadIdentities",
        "bedrock-agentcore:GetWorkloadIdentity",
    ],
    id: |identity| &identity.workload_identity_arn,
    key: |identity| identity.name.clone(),
    describe: get_workload_identity,
    asset,
};

fn asset(identity: &WorkloadIdentityType, detail: Option<&WorkloadIdentityDetail>) -> Asset {
    Asset::new(&identity.workload_identity_arn, &identity.name)
        .created(detail.map(|detail| detail.created_time.as_str()))
        .modified(detail.map(|detail| detail.last_updated_time.as_str()))
        .properties(Properties::default().record(identity).record(&detail))
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let summary = json!({
            "name": "claims",
            "workload_identity_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:workload-identity-directory/default/workload-identity/claims",
        });
        let detail = json!({
            "name": "claims",
            "workload_identity_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:workload-identity-directory/default/workload-identity/claims",
            "allowed_resource_oauth2_return_urls": ["https://claims.example/callback"],
            "created_time": "2026-03-01T08:00:00Z",
            "last_updated_time": "2026-03-02T09:30:00Z",
        });
        let asset = asset(
            &from_value(summary).unwrap(),
            Some(&from_value(detail).unwrap()),
        );
        insta::assert_snapshot!(asset, @r#"
        claims: arn:aws:bedrock-agentcore:us-east-1:111122223333:workload-identity-directory/default/workload-identity/claims
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        allowed_resource_oauth2_return_urls = ["https://claims.example/callback"]
        created_time = "2026-03-01T08:00:00Z"
        last_updated_time = "2026-03-02T09:30:00Z"
        name = "claims"
        workload_identity_arn = "arn:aws:bedrock-agentcore:us-east-1:111122223333:workload-identity-directory/default/workload-identity/claims"
        "#);
    }
}

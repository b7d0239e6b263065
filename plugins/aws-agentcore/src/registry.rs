//! Registries: where agents, MCP servers and skills are made known.

use opencite_plugin_sdk::aws::agentcore::registries::{
    RegistryDetail, RegistrySummary, get_registry, list_registries,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "registry",
    title: "Registries",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_registries(), &DESCRIPTION),
    verify: || try_list_and_describe(&list_registries(), &DESCRIPTION),
};

const DESCRIPTION: Description<RegistrySummary, RegistryDetail> = Description {
    actions: [
        "bedrock-agentcore:ListRegistries",
        "bedrock-agentcore:GetRegistry",
    ],
    id: |registry| &registry.registry_arn,
    key: |registry| registry.registry_id.clone(),
    describe: get_registry,
    asset,
};

fn asset(registry: &RegistrySummary, detail: Option<&RegistryDetail>) -> Asset {
    Asset::new(&registry.registry_arn, &registry.name)
        .status(registry.status.as_str())
        .created(registry.created_at.as_str())
        .modified(registry.updated_at.as_str())
        .properties(Properties::default().record(registry).record(&detail))
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let summary = json!({
            "name": "company",
            "description": "Agents of the company",
            "registry_id": "r1",
            "registry_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:registry/r1",
            "authorizer_type": "AWS_IAM",
            "status": "READY",
            "created_at": "2026-03-01T08:00:00Z",
            "updated_at": "2026-03-02T09:30:00Z",
        });
        let detail = json!({
            "name": "company",
            "registry_id": "r1",
            "registry_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:registry/r1",
            "approval_configuration": {"auto_approval": true},
            "status": "READY",
            "created_at": "2026-03-01T08:00:00Z",
            "updated_at": "2026-03-02T09:30:00Z",
        });
        let asset = asset(
            &from_value(summary).unwrap(),
            Some(&from_value(detail).unwrap()),
        );
        insta::assert_snapshot!(asset, @r#"
        company: arn:aws:bedrock-agentcore:us-east-1:111122223333:registry/r1
        status: READY
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        approval_configuration = {"auto_approval":true}
        authorizer_type = "AWS_IAM"
        created_at = "2026-03-01T08:00:00Z"
        description = "Agents of the company"
        name = "company"
        registry_arn = "arn:aws:bedrock-agentcore:us-east-1:111122223333:registry/r1"
        registry_id = "r1"
        status = "READY"
        updated_at = "2026-03-02T09:30:00Z"
        "#);
    }
}

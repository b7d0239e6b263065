//! Records of registries: agents, MCP servers and skills that are made known.

use opencite_plugin_sdk::aws::agentcore::registries::{
    RegistryRecordCredentialProviderConfiguration, RegistryRecordDetail, RegistryRecordKey,
    RegistryRecordSummary, RegistrySummary, get_registry_record, list_registries,
    list_registry_records,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Check, Child, Children, Description, Properties, Scope, each_child,
    list_and_describe, one_a_page, try_children, try_list_and_describe,
};

use crate::shapes::Edge;

pub(crate) const KIND: AssetKind = AssetKind {
    name: "registry_record",
    title: "Records of registries",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&each_child(&list_registries(), &RECORDS), &DESCRIPTION),
    verify,
};

fn verify() -> Vec<Check> {
    let action = "bedrock-agentcore:ListRegistryRecords";
    let mut checks = try_children(action, &list_registries(), &RECORDS);
    let registries = list_registries();
    let registries = one_a_page(&registries);
    let records = each_child(&registries, &RECORDS);
    checks.extend(try_list_and_describe(&records, &DESCRIPTION));
    checks
}

type Listed = Child<RegistrySummary, RegistryRecordSummary>;

const RECORDS: Children<RegistrySummary, RegistryRecordSummary> = Children {
    key: |registry| registry.registry_id.clone(),
    list: list_registry_records,
};

const DESCRIPTION: Description<Listed, RegistryRecordDetail, RegistryRecordKey> = Description {
    actions: [
        "bedrock-agentcore:ListRegistries",
        "bedrock-agentcore:GetRegistryRecord",
    ],
    id: |record| &record.item.record_arn,
    key: |record| RegistryRecordKey {
        registry_id: record.parent.registry_id.clone(),
        record_id: record.item.record_id.clone(),
    },
    describe: get_registry_record,
    asset: |record, detail| asset(&record.item, detail),
};

fn asset(record: &RegistryRecordSummary, detail: Option<&RegistryRecordDetail>) -> Asset {
    let from_url = detail.and_then(|detail| {
        let source = detail.synchronization_configuration.as_ref()?;
        source.from_url.as_ref()
    });
    let credentials = from_url.map(|source| &source.credential_provider_configurations);
    Asset::new(&record.record_arn, &record.name)
        .status(record.status.as_str())
        .created(record.created_at.as_str())
        .modified(record.updated_at.as_str())
        .relation("registry", record.registry_arn.as_str())
        .edges(credentials.into_iter().flatten().filter_map(reached_with))
        .properties(Properties::default().record(record).record(&detail))
}

/// What the source of a record is reached with.
fn reached_with(configuration: &RegistryRecordCredentialProviderConfiguration) -> Option<Edge<'_>> {
    let provider = configuration.credential_provider.as_ref()?;
    let iam = provider.iam_credential_provider.as_ref();
    let role = iam.and_then(|iam| Some(("role", iam.role_arn.as_deref()?)));
    let oauth = provider.oauth_credential_provider.as_ref();
    role.or_else(|| oauth.map(|oauth| ("credential-provider", oauth.provider_arn.as_str())))
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let summary = json!({
            "registry_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:registry/r1",
            "record_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:registry/r1/record/c1",
            "record_id": "c1",
            "name": "claims",
            "description": "Answers questions about claims",
            "descriptor_type": "A2A",
            "record_version": "1.0",
            "status": "APPROVED",
            "created_at": "2026-03-01T08:00:00Z",
            "updated_at": "2026-03-02T09:30:00Z",
        });
        let detail = json!({
            "registry_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:registry/r1",
            "record_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:registry/r1/record/c1",
            "record_id": "c1",
            "name": "claims",
            "descriptor_type": "A2A",
            "descriptors": {"a2_a": {"agent_card": {"schema_version": "0.3", "inline_content": "{}"}}},
            "status": "APPROVED",
            "created_at": "2026-03-01T08:00:00Z",
            "updated_at": "2026-03-02T09:30:00Z",
            "synchronization_type": "FROM_URL",
            "synchronization_configuration": {"from_url": {
                "url": "https://agents.example/claims",
                "credential_provider_configurations": [
                    {"credential_provider_type": "IAM", "credential_provider": {"iam_credential_provider": {"role_arn": "arn:aws:iam::111122223333:role/registry"}}},
                    {"credential_provider_type": "OAUTH", "credential_provider": {"oauth_credential_provider": {
                        "provider_arn": "arn:aws:acps:us-east-1:111122223333:token-vault/default/oauth2credentialprovider/github",
                        "scopes": [],
                        "custom_parameters": [],
                    }}},
                ],
            }},
        });
        let asset = asset(
            &from_value(summary).unwrap(),
            Some(&from_value(detail).unwrap()),
        );
        insta::assert_snapshot!(asset, @r#"
        claims: arn:aws:bedrock-agentcore:us-east-1:111122223333:registry/r1/record/c1
        status: APPROVED
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        registry -> arn:aws:bedrock-agentcore:us-east-1:111122223333:registry/r1
        role -> arn:aws:iam::111122223333:role/registry
        credential-provider -> arn:aws:acps:us-east-1:111122223333:token-vault/default/oauth2credentialprovider/github
        created_at = "2026-03-01T08:00:00Z"
        description = "Answers questions about claims"
        descriptor_type = "A2A"
        descriptors = {"a2_a":{"agent_card":{"inline_content":"{}","schema_version":"0.3"}}}
        name = "claims"
        record_arn = "arn:aws:bedrock-agentcore:us-east-1:111122223333:registry/r1/record/c1"
        record_id = "c1"
        record_version = "1.0"
        registry_arn = "arn:aws:bedrock-agentcore:us-east-1:111122223333:registry/r1"
        status = "APPROVED"
        synchronization_configuration = {"from_url":{"credential_provider_configurations":[{"credential_provider":{"iam_credential_provider":{"role_arn":"arn:aws:iam::111122223333:role/registry"}},"credential_provider_type":"IAM"},{"credential_provider":{"oauth_credential_provider":{"custom_parameters":[],"provider_arn":"arn:aws:acps:us-east-1:111122223333:token-vault/default/oauth2credentialprovider/github","scopes":[]}},"credential_provider_type":"OAUTH"}],"url":"https://agents.example/claims"}}
        synchronization_type = "FROM_URL"
        updated_at = "2026-03-02T09:30:00Z"
        "#);
    }
}

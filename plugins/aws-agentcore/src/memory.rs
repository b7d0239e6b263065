//! Memories: what agents keep between sessions. The listing knows a memory by its id; a description tells its name.

use opencite_plugin_sdk::aws::agentcore::memories::{
    ConsolidationConfiguration, ExtractionConfiguration, Memory, MemoryDetail, MemoryStrategy,
    MemorySummary, ReflectionConfiguration, get_memory, list_memories,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

use crate::arn::bucket;
use crate::shapes::Edge;

pub(crate) const KIND: AssetKind = AssetKind {
    name: "memory",
    title: "Memories",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_memories(), &DESCRIPTION),
    verify: || try_list_and_describe(&list_memories(), &DESCRIPTION),
};

const DESCRIPTION: Description<MemorySummary, MemoryDetail> = Description {
    actions: [
        "bedrock-agentcore:ListMemories",
        "bedrock-agentcore:GetMemory",
    ],
    id: arn,
    key: |memory| memory.id.clone().unwrap_or_default(),
    describe: get_memory,
    asset: |memory, detail| asset(memory, detail.and_then(|detail| detail.memory.as_ref())),
};

fn arn(memory: &MemorySummary) -> &str {
    memory.arn.as_deref().unwrap_or_default()
}

fn asset(memory: &MemorySummary, detail: Option<&Memory>) -> Asset {
    let id = memory.id.as_deref().unwrap_or_default();
    let name = detail.map_or(id, |detail| &detail.name);
    let properties = Properties::default()
        .record(memory)
        .record(&detail)
        .rename("id", "memory_id")
        .rename("created_at", "creation_time")
        .rename("updated_at", "last_modified");
    let status = detail.map(|detail| detail.status.as_str());
    let asset = Asset::new(arn(memory), name)
        .status(memory.status.as_deref().or(status))
        .created(memory.created_at.as_str())
        .modified(memory.updated_at.as_str())
        .relation("managed-by", memory.managed_by_resource_arn.as_deref())
        .properties(properties);
    match detail {
        Some(detail) => set_up(asset, detail),
        None => asset,
    }
}

fn set_up(asset: Asset, memory: &Memory) -> Asset {
    let payloads = memory.strategies.iter().filter_map(payload_bucket);
    let payloads: Vec<_> = payloads
        .filter_map(|name| bucket(&memory.arn, name))
        .collect();
    asset
        .relation("role", memory.memory_execution_role_arn.as_deref())
        .relation("kms-key", memory.encryption_key_arn.as_deref())
        .edges(memory.strategies.iter().flat_map(models))
        .relations("topic", memory.strategies.iter().filter_map(topic))
        .relations("bucket", &payloads)
        .relations("stream", streams(memory))
}

/// The models that a strategy works with in place of AWS's own.
fn models(strategy: &MemoryStrategy) -> impl Iterator<Item = Edge<'_>> {
    let configuration = strategy.configuration.as_ref();
    let extraction = configuration.and_then(|it| extracting(it.extraction.as_ref()?));
    let consolidation = configuration.and_then(|it| consolidating(it.consolidation.as_ref()?));
    let reflection = configuration.and_then(|it| reflecting(it.reflection.as_ref()?));
    [extraction, consolidation, reflection]
        .into_iter()
        .flatten()
        .map(|model| ("model", model))
}

fn extracting(extraction: &ExtractionConfiguration) -> Option<&str> {
    let custom = extraction.custom_extraction_configuration.as_ref()?;
    let semantic = custom.semantic_extraction_override.as_ref();
    let wishes = custom.user_preference_extraction_override.as_ref();
    let episodic = custom.episodic_extraction_override.as_ref();
    let model = semantic.map(|it| &it.model_id);
    let model = model.or_else(|| wishes.map(|it| &it.model_id));
    let model = model.or_else(|| episodic.map(|it| &it.model_id));
    model.map(String::as_str)
}

fn consolidating(consolidation: &ConsolidationConfiguration) -> Option<&str> {
    let custom = consolidation.custom_consolidation_configuration.as_ref()?;
    let semantic = custom.semantic_consolidation_override.as_ref();
    let summary = custom.summary_consolidation_override.as_ref();
    let wishes = custom.user_preference_consolidation_override.as_ref();
    let episodic = custom.episodic_consolidation_override.as_ref();
    let model = semantic.map(|it| &it.model_id);
    let model = model.or_else(|| summary.map(|it| &it.model_id));
    let model = model.or_else(|| wishes.map(|it| &it.model_id));
    let model = model.or_else(|| episodic.map(|it| &it.model_id));
    model.map(String::as_str)
}

fn reflecting(reflection: &ReflectionConfiguration) -> Option<&str> {
    let custom = reflection.custom_reflection_configuration.as_ref()?;
    Some(&custom.episodic_reflection_override.as_ref()?.model_id)
}

/// Where a strategy that the account runs itself is told of new events.
fn topic(strategy: &MemoryStrategy) -> Option<&String> {
    let own = strategy.configuration.as_ref()?;
    let own = own.self_managed_configuration.as_ref()?;
    Some(&own.invocation_configuration.as_ref()?.topic_arn)
}

fn payload_bucket(strategy: &MemoryStrategy) -> Option<&String> {
    let own = strategy.configuration.as_ref()?;
    let own = own.self_managed_configuration.as_ref()?;
    let invocation = own.invocation_configuration.as_ref()?;
    Some(&invocation.payload_delivery_bucket_name)
}

/// The Kinesis streams that changes go to.
fn streams(memory: &Memory) -> impl Iterator<Item = &String> {
    let delivery = memory.stream_delivery_resources.iter();
    let kinesis = delivery
        .flat_map(|delivery| &delivery.resources)
        .filter_map(|resource| resource.kinesis.as_ref());
    kinesis.map(|kinesis| &kinesis.data_stream_arn)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, from_value, json};

    use super::*;

    fn summary() -> MemorySummary {
        from_value(json!({
            "arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:memory/claims-m1",
            "id": "claims-m1",
            "status": "ACTIVE",
            "created_at": "2026-03-01T08:00:00Z",
            "updated_at": "2026-03-02T09:30:00Z",
            "managed_by_resource_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:harness/claims-h1",
        }))
        .unwrap()
    }

    /// A strategy that the account runs itself.
    fn own_strategy() -> Value {
        json!({
            "strategy_id": "own-s2",
            "name": "own",
            "type_": "CUSTOM",
            "namespace_templates": [],
            "configuration": {"self_managed_configuration": {
                "trigger_conditions": [],
                "historical_context_window_size": 4,
                "invocation_configuration": {
                    "topic_arn": "arn:aws:sns:us-east-1:111122223333:events",
                    "payload_delivery_bucket_name": "events",
                },
            }},
        })
    }

    #[test]
    fn everything_aws_says_is_mapped() {
        let detail = json!({
            "arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:memory/claims-m1",
            "id": "claims-m1",
            "name": "claims",
            "description": "What callers said",
            "encryption_key_arn": "arn:aws:kms:us-east-1:111122223333:key/k",
            "memory_execution_role_arn": "arn:aws:iam::111122223333:role/memory",
            "event_expiry_duration": 90,
            "status": "ACTIVE",
            "failure_reason": "The key was disabled",
            "created_at": "2026-03-01T08:00:00Z",
            "updated_at": "2026-03-02T09:30:00Z",
            "strategies": [
                {
                    "strategy_id": "facts-s1",
                    "name": "facts",
                    "type_": "SEMANTIC",
                    "namespace_templates": ["/facts/{actorId}"],
                    "configuration": {
                        "extraction": {"custom_extraction_configuration": {
                            "semantic_extraction_override": {"append_to_prompt": "Facts only", "model_id": "amazon.nova-lite-v1:0"},
                        }},
                        "consolidation": {"custom_consolidation_configuration": {
                            "summary_consolidation_override": {"append_to_prompt": "Short", "model_id": "amazon.nova-pro-v1:0"},
                        }},
                        "reflection": {"custom_reflection_configuration": {
                            "episodic_reflection_override": {"append_to_prompt": "", "model_id": "amazon.nova-premier-v1:0", "namespace_templates": []},
                        }},
                    },
                },
                own_strategy(),
            ],
            "indexed_keys": [{"key": "claim", "type_": "STRING"}],
            "namespace_keys": [],
            "stream_delivery_resources": {"resources": [{"kinesis": {
                "data_stream_arn": "arn:aws:kinesis:us-east-1:111122223333:stream/changes",
                "content_configurations": [],
            }}]},
        });
        let asset = asset(&summary(), Some(&from_value(detail).unwrap()));
        insta::assert_snapshot!(asset, @r#"
        claims: arn:aws:bedrock-agentcore:us-east-1:111122223333:memory/claims-m1
        status: ACTIVE
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        managed-by -> arn:aws:bedrock-agentcore:us-east-1:111122223333:harness/claims-h1
        role -> arn:aws:iam::111122223333:role/memory
        kms-key -> arn:aws:kms:us-east-1:111122223333:key/k
        model -> amazon.nova-lite-v1:0
        model -> amazon.nova-pro-v1:0
        model -> amazon.nova-premier-v1:0
        topic -> arn:aws:sns:us-east-1:111122223333:events
        bucket -> arn:aws:s3:::events
        stream -> arn:aws:kinesis:us-east-1:111122223333:stream/changes
        arn = "arn:aws:bedrock-agentcore:us-east-1:111122223333:memory/claims-m1"
        creation_time = "2026-03-01T08:00:00Z"
        description = "What callers said"
        encryption_key_arn = "arn:aws:kms:us-east-1:111122223333:key/k"
        event_expiry_duration = 90
        failure_reason = "The key was disabled"
        indexed_keys = [{"key":"claim","type":"STRING"}]
        last_modified = "2026-03-02T09:30:00Z"
        managed_by_resource_arn = "arn:aws:bedrock-agentcore:us-east-1:111122223333:harness/claims-h1"
        memory_execution_role_arn = "arn:aws:iam::111122223333:role/memory"
        memory_id = "claims-m1"
        name = "claims"
        namespace_keys = []
        status = "ACTIVE"
        strategies = [{"configuration":{"consolidation":{"custom_consolidation_configuration":{"summary_consolidation_override":{"append_to_prompt":"Short","model_id":"amazon.nova-pro-v1:0"}}},"extraction":{"custom_extraction_configuration":{"semantic_extraction_override":{"append_to_prompt":"Facts only","model_id":"amazon.nova-lite-v1:0"}}},"reflection":{"custom_reflection_configuration":{"episodic_reflection_override":{"append_to_prompt":"","model_id":"amazon.nova-premier-v1:0","namespace_templates":[]}}}},"name":"facts","namespace_templates":["/facts/{actorId}"],"strategy_id":"facts-s1","type":"SEMANTIC"},{"configuration":{"self_managed_configuration":{"historical_context_window_size":4,"invocation_configuration":{"payload_delivery_bucket_name":"events","topic_arn":"arn:aws:sns:us-east-1:111122223333:events"},"trigger_conditions":[]}},"name":"own","namespace_templates":[],"strategy_id":"own-s2","type":"CUSTOM"}]
        stream_delivery_resources = {"resources":[{"kinesis":{"content_configurations":[],"data_stream_arn":"arn:aws:kinesis:us-east-1:111122223333:stream/changes"}}]}
        "#);
    }

    #[test]
    fn what_aws_leaves_out_is_absent() {
        let summary = json!({
            "arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:memory/claims-m1",
            "id": "claims-m1",
            "created_at": "2026-03-01T08:00:00Z",
            "updated_at": "2026-03-01T08:00:00Z",
        });
        let detail = json!({
            "arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:memory/claims-m1",
            "id": "claims-m1",
            "name": "claims",
            "event_expiry_duration": 90,
            "status": "CREATING",
            "created_at": "2026-03-01T08:00:00Z",
            "updated_at": "2026-03-01T08:00:00Z",
            "strategies": [],
            "indexed_keys": [],
            "namespace_keys": [],
        });
        let asset = asset(
            &from_value(summary).unwrap(),
            Some(&from_value(detail).unwrap()),
        );
        insta::assert_snapshot!(asset, @r#"
        claims: arn:aws:bedrock-agentcore:us-east-1:111122223333:memory/claims-m1
        status: CREATING
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-01T08:00:00Z
        arn = "arn:aws:bedrock-agentcore:us-east-1:111122223333:memory/claims-m1"
        creation_time = "2026-03-01T08:00:00Z"
        event_expiry_duration = 90
        indexed_keys = []
        last_modified = "2026-03-01T08:00:00Z"
        memory_id = "claims-m1"
        name = "claims"
        namespace_keys = []
        status = "CREATING"
        strategies = []
        "#);
    }

    #[test]
    fn a_memory_that_cannot_be_described_has_its_id_for_a_name() {
        insta::assert_snapshot!(asset(&summary(), None), @r#"
        claims-m1: arn:aws:bedrock-agentcore:us-east-1:111122223333:memory/claims-m1
        status: ACTIVE
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        managed-by -> arn:aws:bedrock-agentcore:us-east-1:111122223333:harness/claims-h1
        arn = "arn:aws:bedrock-agentcore:us-east-1:111122223333:memory/claims-m1"
        creation_time = "2026-03-01T08:00:00Z"
        last_modified = "2026-03-02T09:30:00Z"
        managed_by_resource_arn = "arn:aws:bedrock-agentcore:us-east-1:111122223333:harness/claims-h1"
        memory_id = "claims-m1"
        status = "ACTIVE"
        "#);
    }
}

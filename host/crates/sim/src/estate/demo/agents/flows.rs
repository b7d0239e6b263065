//! Flows: one that takes claims in, and one that is not finished.

use serde_json::{Value, json};

use super::knowledge::HANDBOOK;
use super::{claims, prompts};
use crate::estate::demo::Modelled;
use crate::estate::{Place, Record};

const INTAKE: &str = "FL0WINT4K1";
const DIGEST: &str = "FL0WD1G3S2";

pub(super) fn all(at: &Place) -> Vec<Modelled> {
    let (intake, digest) = (intake(at), digest(at));
    let versions = vec![
        version(&intake, "2026-07-10T12:00:00Z"),
        version(&digest, "2026-08-02T12:00:00Z"),
    ];
    vec![
        ("bedrock-agent:flow_version", versions),
        (
            "bedrock-agent:flow",
            vec![intake.tag("owner", "claims-automation"), digest],
        ),
        ("bedrock-agent:flow_alias", aliases()),
    ]
}

fn flow(at: &Place, id: &str, name: &str, settings: Value) -> Record {
    Record::new(json!({
        "id": id,
        "name": name,
        "arn": at.arn("flow", id),
        "version": "DRAFT",
        "executionRoleArn": at.role("BedrockFlows"),
        "createdAt": "2026-07-09T12:00:00Z",
        "updatedAt": "2026-08-28T12:00:00Z",
    }))
    .with(settings)
}

/// The first version of a flow, which was good when it was made.
fn version(flow: &Record, created: &str) -> Record {
    flow.clone().with(json!({
        "version": "1",
        "status": "Prepared",
        "createdAt": created,
        "updatedAt": null,
        "validations": null,
    }))
}

fn intake(at: &Place) -> Record {
    let prompt = format!("{}:1", at.arn("prompt", prompts::SUMMARY));
    let guardrail = json!({"guardrailIdentifier": "cl41mgu4rd01", "guardrailVersion": "2"});
    let nodes = json!([
        node("claim", "Input", &json!({"input": {}}), &[], "document"),
        node(
            "summary",
            "Prompt",
            &json!({"prompt": {
                "sourceConfiguration": {"resource": {"promptArn": prompt}},
                "guardrailConfiguration": guardrail,
            }}),
            &["claim"],
            "modelCompletion"
        ),
        node(
            "desk",
            "Agent",
            &json!({"agent": {"agentAliasArn": claims::alias_arn(at, claims::LIVE)}}),
            &["agentInputText"],
            "agentResponse"
        ),
        node(
            "answer",
            "Output",
            &json!({"output": {}}),
            &["document"],
            ""
        ),
    ]);
    let connections = json!([
        data("claim", "document", "summary", "claim"),
        data("summary", "modelCompletion", "desk", "agentInputText"),
        data("desk", "agentResponse", "answer", "document"),
    ]);
    flow(
        at,
        INTAKE,
        "claim-intake",
        json!({
            "description": "Sums a claim up and gives it to the desk",
            "customerEncryptionKeyArn": at.kms_key(4),
            "status": "Prepared",
            "definition": {"nodes": nodes, "connections": connections},
            "validations": [],
        }),
    )
}

fn digest(at: &Place) -> Record {
    let search =
        json!({"knowledgeBase": {"knowledgeBaseId": HANDBOOK, "modelId": "amazon.nova-pro-v1:0"}});
    flow(
        at,
        DIGEST,
        "weekly-digest",
        json!({
            "status": "NotPrepared",
            "definition": {
                "nodes": [
                    node("week", "Input", &json!({"input": {}}), &[], "document"),
                    node("search", "KnowledgeBase", &search, &["retrievalQuery"], "outputText"),
                ],
                "connections": [data("week", "document", "search", "retrievalQuery")],
            },
            "validations": [{
                "type": "MissingEndingNodes",
                "severity": "Error",
                "message": "The flow has no node of the type Output.",
                "details": {"missingEndingNodes": {}},
            }],
        }),
    )
}

/// A node that takes texts and gives one, or none where the output has no name.
fn node(name: &str, kind: &str, configuration: &Value, inputs: &[&str], output: &str) -> Value {
    let inputs = inputs
        .iter()
        .map(|input| json!({"name": input, "type": "String", "expression": "$.data"}));
    let output = Some(output).filter(|output| !output.is_empty());
    let outputs = output.map(|output| json!({"name": output, "type": "String"}));
    json!({
        "name": name,
        "type": kind,
        "configuration": configuration,
        "inputs": inputs.collect::<Vec<Value>>(),
        "outputs": outputs.into_iter().collect::<Vec<Value>>(),
    })
}

fn data(source: &str, output: &str, target: &str, input: &str) -> Value {
    json!({
        "type": "Data",
        "name": format!("{source}To{target}"),
        "source": source,
        "target": target,
        "configuration": {"data": {"sourceOutput": output, "targetInput": input}},
    })
}

fn aliases() -> Vec<Record> {
    vec![
        test_alias(INTAKE),
        alias(INTAKE, "L1V3FL0W01", "live", "1").with(json!({
            "description": "What the claims portal starts",
            "concurrencyConfiguration": {"type": "Manual", "maxConcurrency": 10},
        })),
        test_alias(DIGEST),
        alias(DIGEST, "L1V3FL0W02", "live", "1"),
    ]
}

/// The alias of the draft that every flow has from its beginning.
fn test_alias(flow: &str) -> Record {
    alias(flow, "TSTALIASID", "TSTALIAS", "DRAFT")
}

fn alias(flow: &str, id: &str, name: &str, version: &str) -> Record {
    Record::new(json!({
        "flowId": flow,
        "id": id,
        "name": name,
        "routingConfiguration": [{"flowVersion": version}],
        "createdAt": "2026-08-02T12:05:00Z",
        "updatedAt": "2026-08-02T12:05:00Z",
    }))
}

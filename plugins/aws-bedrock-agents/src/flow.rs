//! Flows, as they are being worked on: their drafts.

use opencite_plugin_sdk::request::{Listing, Record, Tokens, get_each};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Scope, identified, list_and_describe, try_list_and_describe,
};

use crate::service::{self, Item, operation, path};

/// The most things in a page of flows, their versions and aliases, and of prompts.
pub(crate) const PAGE: u32 = 1000;

pub(crate) const KIND: AssetKind = AssetKind {
    name: "flow",
    title: "Flows",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&identified(&list(), arn), &DESCRIPTION),
    verify: || try_list_and_describe(&identified(&list(), arn), &DESCRIPTION),
};

const DESCRIPTION: Description<Item, Record> = Description {
    actions: ["bedrock:ListFlows", "bedrock:GetFlow"],
    id: |flow| &flow.id,
    key: |flow| path(&["flows", flow.item.text("id"), ""]),
    describe: |paths| get_each(&operation("GetFlow", ""), paths),
    asset,
};

/// All flows.
pub(crate) fn list() -> Listing {
    service::listing(
        operation("ListFlows", "flowSummaries"),
        "/flows/",
        Tokens::Query(PAGE),
    )
}

pub(crate) fn arn(record: &Record) -> String {
    record.text("arn").to_owned()
}

fn asset(flow: &Item, detail: Option<&Record>) -> Asset {
    let asset = service::asset(
        &flow.id,
        flow.item.text("name"),
        "status",
        [Some(&flow.item), detail],
    );
    match detail {
        Some(detail) => set_up(asset, detail),
        None => asset,
    }
}

/// What a flow or a version of it runs as, and calls.
pub(crate) fn set_up(asset: Asset, flow: &Record) -> Asset {
    let nodes = |rest: &str| flow.texts(&format!("definition.nodes.configuration.{rest}"));
    asset
        .relation("role", flow.maybe("execution_role_arn"))
        .relation("kms-key", flow.maybe("customer_encryption_key_arn"))
        .relations("agent-alias", nodes("agent.agent_alias_arn"))
        .relations("knowledge-base", nodes("knowledge_base.knowledge_base_id"))
        .relations("model", nodes("knowledge_base.model_id"))
        .relations("lambda", nodes("lambda_function.lambda_arn"))
        .relations(
            "prompt",
            nodes("prompt.source_configuration.resource.prompt_arn"),
        )
        .relations(
            "model",
            nodes("prompt.source_configuration.inline.model_id"),
        )
        .relations(
            "guardrail",
            nodes("prompt.guardrail_configuration.guardrail_identifier"),
        )
}

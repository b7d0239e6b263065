//! Prompts that are kept for use, with their versions: each an asset of its own.

use opencite_plugin_sdk::request::{Listing, Operation, Record, Tokens, get_each, with_query};
use opencite_plugin_sdk::{
    Asset, AssetKind, Check, Child, Children, Description, Scope, each_child, identified,
    list_and_describe, one_a_page, try_list_and_describe,
};

use crate::flow::{PAGE, arn};
use crate::service::{self, Item, Part, children, list_below, operation, path};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "prompt",
    title: "Prompts and their versions",
    scope: Scope::Regional,
    discover: |_| {
        let prompts = list();
        let prompts = identified(&prompts, arn);
        list_and_describe(
            &identified(&each_child(&prompts, &VERSIONS), id),
            &DESCRIPTION,
        )
    },
    verify,
};

fn verify() -> Vec<Check> {
    let prompts = list();
    let prompts = one_a_page(&prompts);
    let prompts = identified(&prompts, arn);
    try_list_and_describe(
        &identified(&each_child(&prompts, &VERSIONS), id),
        &DESCRIPTION,
    )
}

/// The draft and the versions of a prompt: the same listing, asked for one of them.
const VERSIONS: Children<Item, Record> = children(
    |prompt| with_query("/prompts/", "promptIdentifier", prompt.item.text("id")),
    |targets| list_below(LIST, Tokens::Query(PAGE), targets),
);

const LIST: Operation = operation("ListPrompts", "promptSummaries");

const DESCRIPTION: Description<Part, Record> = Description {
    actions: ["bedrock:ListPrompts", "bedrock:GetPrompt"],
    id: |prompt| &prompt.id,
    key: |prompt| {
        let item = &prompt.item.item;
        let at = path(&["prompts", item.text("id"), ""]);
        match item.text("version") {
            "DRAFT" | "" => at,
            version => with_query(&at, "promptVersion", version),
        }
    },
    describe: |targets| get_each(&operation("GetPrompt", ""), targets),
    asset,
};

/// The drafts of all prompts.
fn list() -> Listing {
    service::listing(LIST, "/prompts/", Tokens::Query(PAGE))
}

/// A version has an ARN of its own: that of the prompt, with the number.
fn id(prompt: &Child<Item, Record>) -> String {
    arn(&prompt.item)
}

fn asset(prompt: &Part, detail: Option<&Record>) -> Asset {
    let Child { parent, item } = &prompt.item;
    let is_draft = prompt.id == parent.id;
    let name = match item.text("version") {
        version if !is_draft => format!("{}/{version}", item.text("name")),
        _ => item.text("name").to_owned(),
    };
    let said = detail.unwrap_or(item);
    service::asset(&prompt.id, &name, "status", [Some(item), detail])
        .relations("prompt", (!is_draft).then_some(parent.id.as_str()))
        .relations("model", said.texts("variants.model_id"))
        .relations(
            "agent-alias",
            said.texts("variants.gen_ai_resource.agent.agent_identifier"),
        )
        .relation("kms-key", said.maybe("customer_encryption_key_arn"))
}

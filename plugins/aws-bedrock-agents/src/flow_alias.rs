//! Aliases of flows: what is called, and which version answers.

use opencite_plugin_sdk::request::{Record, Tokens, get_each};
use opencite_plugin_sdk::{
    Asset, AssetKind, Check, Child, Children, Description, Scope, each_child, identified,
    list_and_describe, one_a_page, try_children, try_list_and_describe,
};

use crate::flow::{self, PAGE, arn};
use crate::service::{self, Item, Part, children, list_below, operation, path};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "flow_alias",
    title: "Aliases of flows",
    scope: Scope::Regional,
    discover: |_| {
        let flows = flow::list();
        let flows = identified(&flows, arn);
        list_and_describe(&identified(&each_child(&flows, &ALIASES), id), &DESCRIPTION)
    },
    verify,
};

fn verify() -> Vec<Check> {
    let flows = flow::list();
    let flows = identified(&flows, arn);
    let mut checks = try_children("bedrock:ListFlowAliases", &flows, &ALIASES);
    let flows = flow::list();
    let flows = one_a_page(&flows);
    let flows = identified(&flows, arn);
    checks.extend(try_list_and_describe(
        &identified(&each_child(&flows, &ALIASES), id),
        &DESCRIPTION,
    ));
    checks
}

const ALIASES: Children<Item, Record> = children(
    |flow| path(&["flows", flow.item.text("id"), "aliases"]),
    |paths| {
        list_below(
            operation("ListFlowAliases", "flowAliasSummaries"),
            Tokens::Query(PAGE),
            paths,
        )
    },
);

const DESCRIPTION: Description<Part, Record> = Description {
    actions: ["bedrock:ListFlows", "bedrock:GetFlowAlias"],
    id: |alias| &alias.id,
    key: |alias| {
        let Child { parent, item } = &alias.item;
        path(&["flows", parent.item.text("id"), "aliases", item.text("id")])
    },
    describe: |paths| get_each(&operation("GetFlowAlias", ""), paths),
    asset,
};

fn id(alias: &Child<Item, Record>) -> String {
    arn(&alias.item)
}

fn asset(alias: &Part, detail: Option<&Record>) -> Asset {
    let Child { parent, item } = &alias.item;
    let name = format!("{}/{}", parent.item.text("name"), item.text("name"));
    let versions = detail
        .unwrap_or(item)
        .texts("routing_configuration.flow_version");
    let version = |number: &str| format!("{}/version/{number}", parent.id);
    let versions: Vec<String> = versions
        .into_iter()
        .filter(|number| *number != "DRAFT")
        .map(version)
        .collect();
    service::asset(&alias.id, &name, "status", [Some(item), detail])
        .relation("flow", parent.id.as_str())
        .relations("flow-version", &versions)
}

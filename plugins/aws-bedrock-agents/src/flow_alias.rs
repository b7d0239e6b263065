//! Aliases of flows: what is called, and which version answers.

use opencite_plugin_sdk::request::{Record, Tokens, get_each};
use opencite_plugin_sdk::{Asset, AssetKind, Child, Description, Scope};

use crate::below::Below;
use crate::flow::{self, PAGE, arn};
use crate::service::{self, Item, Part, children, list_below, operation, path, released};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "flow_alias",
    title: "Aliases of flows",
    scope: Scope::Regional,
    discover: |_| ALIASES.discover(arn),
    verify: || ALIASES.verify(),
};

const ALIASES: Below = Below {
    parents: flow::list,
    action: "bedrock:ListFlowAliases",
    children: children(
        |flow| path(&["flows", flow.item.text("id"), "aliases"]),
        |paths| {
            list_below(
                operation("ListFlowAliases", "flowAliasSummaries"),
                Tokens::Query(PAGE),
                paths,
            )
        },
    ),
    id,
    description: Description {
        actions: ["bedrock:ListFlows", "bedrock:GetFlowAlias"],
        id: |alias| &alias.id,
        key: |alias| {
            let Child { parent, item } = &alias.item;
            path(&["flows", parent.item.text("id"), "aliases", item.text("id")])
        },
        describe: |paths| get_each(&operation("GetFlowAlias", ""), paths),
        asset,
    },
};

fn id(alias: &Child<Item, Record>) -> String {
    arn(&alias.item)
}

fn asset(alias: &Part, detail: Option<&Record>) -> Asset {
    let Child { parent, item } = &alias.item;
    let name = format!("{}/{}", parent.item.text("name"), item.text("name"));
    let routed = detail.unwrap_or(item);
    let versions = routed.texts("routing_configuration.flow_version");
    service::asset(&alias.id, &name, "status", [Some(item), detail])
        .relation("flow", parent.id.as_str())
        .relations("flow-version", &released(&parent.id, versions))
}

//! Versions of flows, which never change.

use opencite_plugin_sdk::request::{Record, Tokens, get_each};
use opencite_plugin_sdk::{Asset, AssetKind, Child, Description, Scope};

use crate::below::Below;
use crate::flow::{self, PAGE, arn, set_up};
use crate::service::{self, Item, Part, children, list_below, operation, path};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "flow_version",
    title: "Versions of flows",
    scope: Scope::Regional,
    discover: |_| VERSIONS.discover(arn),
    verify: || VERSIONS.verify(),
};

const VERSIONS: Below = Below {
    parents: flow::list,
    action: "bedrock:ListFlowVersions",
    children: children(
        |flow| path(&["flows", flow.item.text("id"), "versions"]),
        |paths| {
            list_below(
                operation("ListFlowVersions", "flowVersionSummaries"),
                Tokens::Query(PAGE),
                paths,
            )
        },
    ),
    id,
    description: Description {
        actions: ["bedrock:ListFlows", "bedrock:GetFlowVersion"],
        id: |version| &version.id,
        key: |version| {
            let Child { parent, item } = &version.item;
            path(&[
                "flows",
                parent.item.text("id"),
                "versions",
                item.text("version"),
                "",
            ])
        },
        describe: |paths| get_each(&operation("GetFlowVersion", ""), paths),
        asset,
    },
};

/// A version has the ARN of its flow.
fn id(version: &Child<Item, Record>) -> String {
    format!(
        "{}/version/{}",
        version.parent.id,
        version.item.text("version")
    )
}

fn asset(version: &Part, detail: Option<&Record>) -> Asset {
    let Child { parent, item } = &version.item;
    let name = format!("{}/{}", parent.item.text("name"), item.text("version"));
    let asset = service::asset(&version.id, &name, "status", [Some(item), detail])
        .relation("flow", parent.id.as_str());
    match detail {
        Some(detail) => set_up(asset, detail),
        None => asset,
    }
}

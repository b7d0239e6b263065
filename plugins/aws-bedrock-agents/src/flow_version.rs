//! Versions of flows, which never change.

use opencite_plugin_sdk::request::{Record, Tokens, get_each};
use opencite_plugin_sdk::{
    Asset, AssetKind, Check, Child, Children, Description, Scope, each_child, identified,
    list_and_describe, one_a_page, try_children, try_list_and_describe,
};

use crate::flow::{self, PAGE, arn, set_up};
use crate::service::{self, Item, Part, children, list_below, operation, path};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "flow_version",
    title: "Versions of flows",
    scope: Scope::Regional,
    discover: |_| {
        let flows = flow::list();
        let flows = identified(&flows, arn);
        list_and_describe(
            &identified(&each_child(&flows, &VERSIONS), id),
            &DESCRIPTION,
        )
    },
    verify,
};

fn verify() -> Vec<Check> {
    let flows = flow::list();
    let flows = identified(&flows, arn);
    let mut checks = try_children("bedrock:ListFlowVersions", &flows, &VERSIONS);
    let flows = flow::list();
    let flows = one_a_page(&flows);
    let flows = identified(&flows, arn);
    checks.extend(try_list_and_describe(
        &identified(&each_child(&flows, &VERSIONS), id),
        &DESCRIPTION,
    ));
    checks
}

const VERSIONS: Children<Item, Record> = children(
    |flow| path(&["flows", flow.item.text("id"), "versions"]),
    |paths| {
        list_below(
            operation("ListFlowVersions", "flowVersionSummaries"),
            Tokens::Query(PAGE),
            paths,
        )
    },
);

const DESCRIPTION: Description<Part, Record> = Description {
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

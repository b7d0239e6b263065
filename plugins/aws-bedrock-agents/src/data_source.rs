//! Data sources: what knowledge bases are filled from.

use opencite_plugin_sdk::request::{Record, Tokens, get_each};
use opencite_plugin_sdk::{Asset, AssetKind, Child, Description, Pages, Scope, each_child};

use crate::below::Below;
use crate::knowledge_base::{self, base_id};
use crate::service::{self, Item, PAGE, Part, children, list_below, operation, path};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "data_source",
    title: "Data sources of knowledge bases",
    scope: Scope::Regional,
    discover: |unit| SOURCES.discover(|base| knowledge_base::id(unit, base)),
    verify: || SOURCES.verify(),
};

const SOURCES: Below = Below {
    parents: knowledge_base::list,
    action: "bedrock:ListDataSources",
    children: children(
        |base| path(&["knowledgebases", base_id(&base.item), "datasources", ""]),
        |paths| {
            list_below(
                operation("ListDataSources", "dataSourceSummaries"),
                Tokens::Body(PAGE),
                paths,
            )
        },
    ),
    id,
    description: Description {
        actions: ["bedrock:ListKnowledgeBases", "bedrock:GetDataSource"],
        id: |source| &source.id,
        key: |source| of_source(&source.item, &[]),
        describe: |paths| get_each(&operation("GetDataSource", "dataSource"), paths),
        asset,
    },
};

/// All data sources of all knowledge bases.
pub(crate) fn each_source<P: Pages<Item = Item>>(
    bases: &P,
) -> impl Pages<Item = Child<Item, Record>> + use<'_, P> {
    each_child(bases, &SOURCES.children)
}

/// AWS has no ARN for a data source.
pub(crate) fn id(source: &Child<Item, Record>) -> String {
    format!(
        "{}/data-source/{}",
        source.parent.id,
        source.item.text("data_source_id")
    )
}

/// A path below a data source.
pub(crate) fn of_source(source: &Child<Item, Record>, below: &[&str]) -> String {
    let (base, id) = (
        base_id(&source.parent.item),
        source.item.text("data_source_id"),
    );
    let parts = ["knowledgebases", base, "datasources", id].into_iter();
    path(&parts.chain(below.iter().copied()).collect::<Vec<_>>())
}

fn asset(source: &Part, detail: Option<&Record>) -> Asset {
    let Child { parent, item } = &source.item;
    let asset = service::asset(
        &source.id,
        item.text("name"),
        "status",
        [Some(item), detail],
    )
    .relation("knowledge-base", parent.id.as_str());
    let Some(detail) = detail else {
        return asset;
    };
    asset
        .relation(
            "bucket",
            detail.maybe("data_source_configuration.s3_configuration.bucket_arn"),
        )
        .relation(
            "kms-key",
            detail.maybe("server_side_encryption_configuration.kms_key_arn"),
        )
        .relations("secret", secrets(detail))
}

/// What keeps the keys to pages and files of others.
fn secrets(source: &Record) -> Vec<&str> {
    let services = ["confluence", "salesforce", "share_point"].iter();
    let paths = services.map(|service| {
        format!("data_source_configuration.{service}_configuration.source_configuration.credentials_secret_arn")
    });
    paths.filter_map(|path| source.maybe(&path)).collect()
}

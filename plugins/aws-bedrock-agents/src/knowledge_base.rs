//! Knowledge bases: what is embedded by which model, and where it is kept.

use opencite_plugin_sdk::request::{Listing, Record, Tokens, get_each};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Scope, Unit, identified, list_and_describe,
    try_list_and_describe,
};

use crate::service::{self, Item, PAGE, arn, operation, path};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "knowledge_base",
    title: "Knowledge bases",
    scope: Scope::Regional,
    discover: |unit| {
        let bases = list();
        list_and_describe(&identified(&bases, |base| id(unit, base)), &DESCRIPTION)
    },
    verify: || {
        let bases = list();
        try_list_and_describe(
            &identified(&bases, |base| base_id(base).to_owned()),
            &DESCRIPTION,
        )
    },
};

const DESCRIPTION: Description<Item, Record> = Description {
    actions: ["bedrock:ListKnowledgeBases", "bedrock:GetKnowledgeBase"],
    id: |base| &base.id,
    key: |base| path(&["knowledgebases", base_id(&base.item)]),
    describe: |paths| get_each(&operation("GetKnowledgeBase", "knowledgeBase"), paths),
    asset,
};

/// All knowledge bases.
pub(crate) fn list() -> Listing {
    let operation = operation("ListKnowledgeBases", "knowledgeBaseSummaries");
    service::listing(operation, "/knowledgebases/", Tokens::Body(PAGE))
}

/// The ARN of a knowledge base, which its listing does not say.
pub(crate) fn id(unit: &Unit, base: &Record) -> String {
    arn(unit, &format!("knowledge-base/{}", base_id(base)))
}

pub(crate) fn base_id(base: &Record) -> &str {
    base.text("knowledge_base_id")
}

/// Where AWS keeps the vectors, by the fields that name it.
const STORES: [(&str, &str); 9] = [
    (
        "collection",
        "storage_configuration.opensearch_serverless_configuration.collection_arn",
    ),
    (
        "vector-store",
        "storage_configuration.opensearch_managed_cluster_configuration.domain_arn",
    ),
    (
        "vector-store",
        "storage_configuration.rds_configuration.resource_arn",
    ),
    (
        "vector-store",
        "storage_configuration.s3_vectors_configuration.vector_bucket_arn",
    ),
    (
        "vector-store",
        "storage_configuration.neptune_analytics_configuration.graph_arn",
    ),
    (
        "secret",
        "storage_configuration.pinecone_configuration.credentials_secret_arn",
    ),
    (
        "secret",
        "storage_configuration.rds_configuration.credentials_secret_arn",
    ),
    (
        "secret",
        "storage_configuration.mongo_db_atlas_configuration.credentials_secret_arn",
    ),
    (
        "secret",
        "storage_configuration.redis_enterprise_cloud_configuration.credentials_secret_arn",
    ),
];

fn asset(base: &Item, detail: Option<&Record>) -> Asset {
    let asset = service::asset(
        &base.id,
        base.item.text("name"),
        "status",
        [Some(&base.item), detail],
    );
    let Some(detail) = detail else {
        return asset;
    };
    let model =
        "knowledge_base_configuration.vector_knowledge_base_configuration.embedding_model_arn";
    let kendra =
        "knowledge_base_configuration.kendra_knowledge_base_configuration.kendra_index_arn";
    let stores = STORES
        .iter()
        .filter_map(|(kind, path)| Some((*kind, detail.maybe(path)?)));
    asset
        .relation("model", detail.maybe(model))
        .relation("role", detail.maybe("role_arn"))
        .relation("index", detail.maybe(kendra))
        .edges(stores)
}

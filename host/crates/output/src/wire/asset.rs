//! An asset in JSON.

use opencite_core::{AssetRecord, Properties, Relation, Timestamp};
use serde::Serialize;

#[derive(Serialize)]
pub(crate) struct AssetWire<'a> {
    plugin: &'a str,
    #[serde(rename = "type")]
    asset_type: &'a str,
    id: &'a str,
    name: &'a str,
    account: &'a str,
    region: &'a str,
    status: Option<&'a str>,
    properties: &'a Properties,
    relations: Vec<RelationWire<'a>>,
    first_seen: Timestamp,
    last_seen: Timestamp,
}

#[derive(Serialize)]
pub(crate) struct RelationWire<'a> {
    kind: &'a str,
    target: &'a str,
}

impl<'a> From<&'a AssetRecord> for AssetWire<'a> {
    fn from(asset: &'a AssetRecord) -> Self {
        Self {
            plugin: asset.unit.plugin.as_str(),
            asset_type: asset.unit.asset_type.as_str(),
            id: asset.id.as_str(),
            name: &asset.name,
            account: asset.unit.account.as_str(),
            region: asset.unit.region.as_str(),
            status: asset.status.as_deref(),
            properties: &asset.properties,
            relations: asset.relations.iter().map(RelationWire::from).collect(),
            first_seen: asset.first_seen,
            last_seen: asset.last_seen,
        }
    }
}

impl<'a> From<&'a Relation> for RelationWire<'a> {
    fn from(relation: &'a Relation) -> Self {
        Self {
            kind: &relation.kind,
            target: &relation.target,
        }
    }
}

//! One entry of the export.

use opencite_core::{AssetRecord, UsageReport};
use serde_json::{Value, json};

use super::Object;
use super::shape::{List, Shape};

/// The entry of an asset; nothing where something is not known that every such entry must have.
pub(super) fn of(asset: &AssetRecord, shape: Shape, usage: Option<&UsageReport>) -> Option<Object> {
    let mut entry = Object::new();
    let mut put = |key: &str, value: Value| entry.insert(key.to_owned(), value);
    put("id", json!(id(asset)));
    put("name", json!(asset.name));
    put("type", json!(shape.kind));
    put("discovery_source", json!(shape.source));
    put("region", json!(asset.unit.region.as_str()));
    put("account_id", json!(asset.unit.account.as_str()));
    put("first_seen", json!(asset.first_seen));
    put("last_seen", json!(asset.last_seen));
    put("metadata", Value::Object(picked(asset, shape.metadata)));
    if let Some(status) = &asset.status {
        put("status", json!(status));
    }
    if shape.list == List::Tools {
        put("server_id", json!(server(asset)?));
    }
    if let Some(calls) = usage.and_then(|usage| calls(asset, shape, usage)) {
        put("usage", calls);
    }
    entry.extend(picked(asset, shape.fields));
    Some(entry)
}

/// What the Python program knew the asset by, where that is unique; the ARN otherwise.
pub(super) fn id(asset: &AssetRecord) -> &str {
    let is_catalogue =
        asset.unit.plugin.as_str() == "aws_bedrock" && asset.unit.asset_type.as_str() == "model";
    let model_id = asset
        .properties
        .as_map()
        .get("model_id")
        .and_then(Value::as_str);
    model_id
        .filter(|_| is_catalogue)
        .unwrap_or(asset.id.as_str())
}

fn picked(asset: &AssetRecord, names: &[&str]) -> Object {
    let known = names
        .iter()
        .filter_map(|name| Some((*name, field(asset, name)?)));
    known
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

/// A property, or the time that every asset has where a plugin gave it no such name.
fn field(asset: &AssetRecord, name: &str) -> Option<Value> {
    let time = match name {
        "creation_time" => asset.created,
        "last_modified" | "last_modified_time" => asset.modified,
        _ => None,
    };
    let property = asset.properties.as_map().get(name).cloned();
    property.or_else(|| time.map(|time| json!(time)))
}

/// The gateway that a target belongs to.
fn server(target: &AssetRecord) -> Option<&str> {
    let gateway = target
        .relations
        .iter()
        .find(|edge| edge.kind == "gateway")?;
    Some(&gateway.target)
}

/// How often a model was called, over all accounts and regions of the report.
fn calls(asset: &AssetRecord, shape: Shape, usage: &UsageReport) -> Option<Value> {
    if shape.list != List::Models {
        return None;
    }
    let row = usage
        .models
        .iter()
        .find(|row| row.key.as_deref() == Some(id(asset)))?;
    Some(json!({
        "total_calls": row.counts.invocations,
        "first_seen": row.first_seen,
        "last_seen": row.last_seen,
    }))
}

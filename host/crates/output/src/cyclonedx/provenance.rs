//! Where an asset is, and how it is known: what `CycloneDX` has no field for.

use opencite_core::{AssetRecord, Timestamp};
use serde::Serialize;

/// A name and a value.
#[derive(Serialize)]
pub(super) struct Property {
    name: String,
    value: String,
}

impl Property {
    pub(super) fn new(name: &str, value: &impl ToString) -> Self {
        Self {
            name: format!("opencite:{name}"),
            value: value.to_string(),
        }
    }
}

/// What is known of an asset's origin.
pub(super) fn of(asset: &AssetRecord) -> Vec<Property> {
    let unit = &asset.unit;
    let mut properties = vec![
        Property::new("plugin", &unit.plugin),
        Property::new("type", &unit.asset_type),
        Property::new("account", &unit.account),
        Property::new("region", &unit.region),
        Property::new("id", &asset.id),
        Property::new("first_seen", &asset.first_seen),
        Property::new("last_seen", &asset.last_seen),
    ];
    let told = |name, time: Option<Timestamp>| time.map(|time| Property::new(name, &time));
    properties.extend(
        asset
            .status
            .as_ref()
            .map(|status| Property::new("status", status)),
    );
    properties.extend(told("created", asset.created));
    properties.extend(told("modified", asset.modified));
    let relation = asset.relations.iter().map(|edge| {
        let name = format!("relation:{}", edge.kind);
        Property::new(&name, &edge.target)
    });
    properties.extend(relation);
    properties
}

/// A text among an asset's properties, by the first of some names that has one. A number is a text too.
pub(super) fn text(asset: &AssetRecord, names: &[&str]) -> Option<String> {
    let properties = asset.properties.as_map();
    names.iter().find_map(|name| scalar(properties.get(*name)?))
}

/// A value that is one word: a secret, of which only a fingerprint is known, is not.
pub(super) fn scalar(value: &serde_json::Value) -> Option<String> {
    match value {
        serde_json::Value::String(text) => Some(text.clone()),
        serde_json::Value::Number(number) => Some(number.to_string()),
        serde_json::Value::Bool(is) => Some(is.to_string()),
        _ => None,
    }
}

/// An address that every reader takes for one: RFC 3986's letters and nothing else.
pub(super) fn address(text: &str) -> Option<&str> {
    let is_letter =
        |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?@!$&'()*+,;=".contains(&byte);
    let has_scheme = text.split_once("://").is_some_and(|(scheme, rest)| {
        !rest.is_empty()
            && !scheme.is_empty()
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric())
    });
    (has_scheme && text.bytes().all(is_letter)).then_some(text)
}

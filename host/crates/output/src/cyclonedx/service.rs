//! A service of a bill of materials.

use opencite_core::AssetRecord;
use serde::Serialize;

use super::component::{Supplier, description, version};
use super::graph::reference;
use super::provenance::{self, Property, address, text};

#[derive(Serialize)]
pub(super) struct Service {
    #[serde(rename = "bom-ref")]
    reference: String,
    provider: Supplier,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    endpoints: Vec<String>,
    properties: Vec<Property>,
}

/// Properties that hold the address that a service is called at.
const ADDRESSES: [&str; 3] = ["gateway_url", "tracking_server_url", "url"];

impl Service {
    pub(super) fn of(asset: &AssetRecord) -> Self {
        let endpoint = text(asset, &ADDRESSES).filter(|text| address(text).is_some());
        Self {
            reference: reference(asset),
            provider: Supplier::named("Amazon Web Services".to_owned()),
            name: asset.name.clone(),
            version: version(asset),
            description: description(asset),
            endpoints: endpoint.into_iter().collect(),
            properties: provenance::of(asset),
        }
    }
}

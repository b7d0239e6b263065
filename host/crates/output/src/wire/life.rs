//! The life of an asset in JSON.

use opencite_core::{AssetLife, FieldChange, LifeEvent, LifeEventKind, Timestamp};
use serde::Serialize;

use super::{Each, FieldWire};

#[derive(Serialize)]
pub(crate) struct LifeWire<'a> {
    plugin: &'a str,
    #[serde(rename = "type")]
    asset_type: &'a str,
    account: &'a str,
    region: &'a str,
    id: &'a str,
    name: &'a str,
    looked: Option<Timestamp>,
    events: Each<'a, LifeEvent, EventWire<'a>>,
}

#[derive(Serialize)]
pub(crate) struct EventWire<'a> {
    scan: i64,
    at: Timestamp,
    event: &'static str,
    /// Only of a change.
    #[serde(skip_serializing_if = "Option::is_none")]
    fields: Option<Each<'a, FieldChange, FieldWire<'a>>>,
}

impl<'a> From<&'a AssetLife> for LifeWire<'a> {
    fn from(life: &'a AssetLife) -> Self {
        Self {
            plugin: life.unit.plugin.as_str(),
            asset_type: life.unit.asset_type.as_str(),
            account: life.unit.account.as_str(),
            region: life.unit.region.as_str(),
            id: life.id.as_str(),
            name: &life.name,
            looked: life.looked,
            events: life.events.as_slice().into(),
        }
    }
}

impl<'a> From<&'a LifeEvent> for EventWire<'a> {
    fn from(event: &'a LifeEvent) -> Self {
        let (name, fields) = match &event.kind {
            LifeEventKind::Appeared => ("appeared", None),
            LifeEventKind::Changed(fields) => ("changed", Some(fields.as_slice().into())),
            LifeEventKind::Gone => ("gone", None),
            LifeEventKind::AgedOut => ("aged_out", None),
        };
        Self {
            scan: event.scan.0,
            at: event.at,
            event: name,
            fields,
        }
    }
}

//! A unit in JSON.

use opencite_core::{UnitError, UnitRecord};
use serde::Serialize;

#[derive(Serialize)]
pub(crate) struct UnitWire<'a> {
    plugin: &'a str,
    #[serde(rename = "type")]
    asset_type: &'a str,
    account: &'a str,
    region: &'a str,
    outcome: &'static str,
    assets: u64,
    requests: u64,
    error: Option<ErrorWire<'a>>,
}

#[derive(Serialize)]
pub(crate) struct ErrorWire<'a> {
    kind: &'static str,
    code: Option<&'a str>,
    operation: Option<String>,
    message: &'a str,
    /// The IAM action to grant: only where that is the cure.
    #[serde(skip_serializing_if = "Option::is_none")]
    action: Option<String>,
    attempts: u32,
    request_id: Option<&'a str>,
}

impl<'a> From<&'a UnitRecord> for UnitWire<'a> {
    fn from(unit: &'a UnitRecord) -> Self {
        Self {
            plugin: unit.key.plugin.as_str(),
            asset_type: unit.key.asset_type.as_str(),
            account: unit.key.account.as_str(),
            region: unit.key.region.as_str(),
            outcome: unit.outcome.kind().as_str(),
            assets: unit.assets,
            requests: unit.requests,
            error: unit.outcome.error().map(ErrorWire::from),
        }
    }
}

impl<'a> From<&'a UnitError> for ErrorWire<'a> {
    fn from(error: &'a UnitError) -> Self {
        Self {
            kind: error.kind.as_str(),
            code: error.code.as_deref(),
            operation: error.operation.as_ref().map(ToString::to_string),
            message: &error.message,
            action: error.missing_action().map(ToString::to_string),
            attempts: error.attempts,
            request_id: error.request_id.as_deref(),
        }
    }
}

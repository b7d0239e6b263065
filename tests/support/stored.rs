//! What the program says that it has stored.

use std::fmt;

use serde::Deserialize;
use serde_json::Value;

/// Where an asset is, and of which type: what the estate and the program must agree on.
pub(crate) type Place = (String, String, String);

/// One of `assets --format json`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[expect(clippy::struct_field_names, reason = "the program's own word")]
pub(crate) struct Asset {
    #[serde(rename = "type")]
    pub(crate) asset_type: String,
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) account: String,
    pub(crate) region: String,
    pub(crate) status: Option<String>,
    pub(crate) properties: Value,
    pub(crate) relations: Value,
    pub(crate) first_seen: String,
    pub(crate) last_seen: String,
}

/// One of `units --format json`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Unit {
    #[serde(rename = "type")]
    pub(crate) asset_type: String,
    pub(crate) account: String,
    pub(crate) region: String,
    pub(crate) outcome: String,
    pub(crate) assets: u64,
    pub(crate) requests: u64,
    pub(crate) error: Option<UnitError>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct UnitError {
    pub(crate) kind: String,
    pub(crate) code: Option<String>,
    pub(crate) operation: Option<String>,
    pub(crate) message: String,
    pub(crate) action: Option<String>,
}

impl Asset {
    pub(crate) fn place(&self) -> Place {
        let Self {
            region,
            asset_type,
            id,
            ..
        } = self.clone();
        (region, asset_type, id)
    }
}

/// The answer, in one line: `failed: access-denied AccessDeniedException bedrock:ListCustomModels`.
impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.outcome)?;
        let Some(error) = &self.error else {
            return Ok(());
        };
        let said = [&error.code, &error.operation];
        let said = said.into_iter().flatten().map(|text| format!(" {text}"));
        write!(f, ": {}{}", error.kind, said.collect::<String>())
    }
}

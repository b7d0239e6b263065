//! Which assets need not be described again.

use std::collections::HashMap;

use opencite_core::{AssetId, ContentHash, UnitKey};
use rusqlite::{Connection, Row, named_params};

use crate::failure::Failure;
use crate::{builds, row, units};

/// The version tokens of a unit's live assets that this very plugin build described.
pub(crate) fn known(
    connection: &Connection,
    key: &UnitKey,
    plugin_digest: &ContentHash,
) -> Result<HashMap<AssetId, String>, Failure> {
    let (Some(unit), Some(build)) = (
        units::find(connection, key)?,
        builds::find(connection, plugin_digest)?,
    ) else {
        return Ok(HashMap::new());
    };
    connection
        .prepare_cached(
            "SELECT asset.asset_id, asset.version_token
             FROM asset_version AS live INDEXED BY asset_version_live
             CROSS JOIN asset ON asset.id = live.asset
             WHERE live.unit = :unit AND live.to_scan IS NULL AND asset.described_by = :build",
        )?
        .query_and_then(named_params! { ":unit": unit, ":build": build }, token)?
        .collect()
}

fn token(row: &Row<'_>) -> Result<(AssetId, String), Failure> {
    let id = row::parsed(row, "asset_id", |text| AssetId::new(text))?;
    Ok((id, row.get("version_token")?))
}

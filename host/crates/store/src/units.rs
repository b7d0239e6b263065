//! Units: interned by their keys.

use opencite_core::{AccountId, AssetType, PluginId, Region, UnitKey};
use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, named_params};

use crate::failure::Failure;
use crate::row;

/// The row of a unit, where it has run before.
pub(crate) fn find(connection: &Connection, key: &UnitKey) -> Result<Option<i64>, Failure> {
    Ok(connection
        .prepare_cached(
            "SELECT id FROM unit
             WHERE plugin = :plugin AND asset_type = :asset_type
               AND account = :account AND region = :region",
        )?
        .query_row(
            named_params! {
                ":plugin": key.plugin.as_str(),
                ":asset_type": key.asset_type.as_str(),
                ":account": key.account.as_str(),
                ":region": key.region.as_str(),
            },
            |row| row.get("id"),
        )
        .optional()?)
}

/// The row of a unit, made when it is missing.
pub(crate) fn intern(tx: &Transaction<'_>, key: &UnitKey) -> Result<i64, Failure> {
    if let Some(unit) = find(tx, key)? {
        return Ok(unit);
    }
    tx.prepare_cached(
        "INSERT INTO unit (plugin, asset_type, account, region)
         VALUES (:plugin, :asset_type, :account, :region)",
    )?
    .execute(named_params! {
        ":plugin": key.plugin.as_str(),
        ":asset_type": key.asset_type.as_str(),
        ":account": key.account.as_str(),
        ":region": key.region.as_str(),
    })?;
    Ok(tx.last_insert_rowid())
}

/// The row of a unit whose type is a source of usage, made when it is missing.
pub(crate) fn intern_source(tx: &Transaction<'_>, key: &UnitKey) -> Result<i64, Failure> {
    let unit = intern(tx, key)?;
    tx.prepare_cached("UPDATE unit SET usage = 1 WHERE id = :unit AND NOT usage")?
        .execute(named_params! { ":unit": unit })?;
    Ok(unit)
}

/// The key in a row that has the columns of the table.
pub(crate) fn key(row: &Row<'_>) -> Result<UnitKey, Failure> {
    Ok(UnitKey {
        plugin: row::parsed(row, "plugin", |text| PluginId::new(text))?,
        asset_type: row::parsed(row, "asset_type", |text| AssetType::new(text))?,
        account: row::parsed(row, "account", |text| AccountId::new(text))?,
        region: row::parsed(row, "region", Region::unlisted)?,
    })
}

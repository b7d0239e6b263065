//! What is different between two scans, found by where intervals begin and end.

use std::ops::ControlFlow;

use opencite_core::{AssetRecord, ScanId};
use rusqlite::{Connection, named_params};

use crate::failure::Failure;
use crate::filter::AssetFilter;
use crate::{assets, scans};

/// An asset at two scans, with another content at each, or there only at one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssetChange {
    /// The asset at the first scan. Where it is gone at the second, its `last_seen` is of the last
    /// complete run that had it.
    pub before: Option<AssetRecord>,
    /// The asset at the second scan.
    pub after: Option<AssetRecord>,
}

/// The versions of an asset at two scans, by their rows, where they are different.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair {
    pub(crate) unit: i64,
    pub(crate) before: Option<i64>,
    pub(crate) after: Option<i64>,
}

/// Versions are sought by where they begin: an asset with thousands of them costs no more than one with two.
pub(crate) const CHANGED: &str = "
    WITH chosen AS MATERIALIZED (
        SELECT id FROM unit
        WHERE (:plugin IS NULL OR plugin = :plugin)
          AND (:asset_type IS NULL OR asset_type = :asset_type)
          AND (:account IS NULL OR account = :account)
          AND (:region IS NULL OR region = :region)
    ), touched AS (
        SELECT version.asset
        FROM chosen CROSS JOIN asset_version AS version ON version.unit = chosen.id
        WHERE version.from_scan > min(:from, :to) AND version.from_scan <= max(:from, :to)
        UNION
        SELECT version.asset
        FROM chosen CROSS JOIN asset_version AS version ON version.unit = chosen.id
        WHERE version.to_scan > min(:from, :to) AND version.to_scan <= max(:from, :to)
    )
    SELECT unit.id AS unit, before.id AS before, after.id AS after
    FROM touched
    CROSS JOIN asset ON asset.id = touched.asset
    CROSS JOIN unit ON unit.id = asset.unit
    LEFT JOIN asset_version AS before ON before.asset = touched.asset
        AND before.from_scan = (SELECT max(from_scan) FROM asset_version
                                WHERE asset = touched.asset AND from_scan <= :from)
        AND (before.to_scan IS NULL OR before.to_scan > :from)
    LEFT JOIN asset_version AS after ON after.asset = touched.asset
        AND after.from_scan = (SELECT max(from_scan) FROM asset_version
                               WHERE asset = touched.asset AND from_scan <= :to)
        AND (after.to_scan IS NULL OR after.to_scan > :to)
    WHERE before.content_hash IS NOT after.content_hash
    ORDER BY unit.asset_type, coalesce(after.name, before.name), asset.asset_id,
             unit.plugin, unit.account, unit.region";

/// Calls `each` with what is different between two scans, sorted by type, name and id, until it
/// breaks off.
pub(crate) fn each(
    connection: &Connection,
    filter: &AssetFilter,
    (from, to): (ScanId, ScanId),
    each: &mut dyn FnMut(AssetChange) -> ControlFlow<()>,
) -> Result<(), Failure> {
    let known_at = from.max(to);
    let record = |version: Option<i64>| {
        version
            .map(|version| assets::record(connection, version, known_at))
            .transpose()
    };
    each_pair(connection, filter, (from, to), &mut |pair| {
        Ok(each(AssetChange {
            before: record(pair.before)?,
            after: record(pair.after)?,
        }))
    })
}

/// Calls `each` with the versions that are different at two scans, sorted by type, name and id,
/// until it breaks off.
pub(crate) fn each_pair(
    connection: &Connection,
    filter: &AssetFilter,
    (from, to): (ScanId, ScanId),
    each: &mut dyn FnMut(Pair) -> Result<ControlFlow<()>, Failure>,
) -> Result<(), Failure> {
    scans::one(connection, from)?;
    scans::one(connection, to)?;
    let mut statement = connection.prepare_cached(CHANGED)?;
    let mut rows = statement.query(named_params! {
        ":plugin": filter.plugin(),
        ":asset_type": filter.asset_type(),
        ":account": filter.account(),
        ":region": filter.region(),
        ":from": from.0,
        ":to": to.0,
    })?;
    while let Some(row) = rows.next()? {
        let pair = Pair {
            unit: row.get("unit")?,
            before: row.get("before")?,
            after: row.get("after")?,
        };
        if each(pair)?.is_break() {
            break;
        }
    }
    Ok(())
}

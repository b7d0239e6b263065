//! Reads assets as they were at a scan.

use std::ops::ControlFlow;

use opencite_core::{AssetId, AssetRecord, Properties, Relation, ScanId};
use rusqlite::{Connection, Row, named_params};
use serde::Deserialize;

use crate::failure::Failure;
use crate::filter::AssetFilter;
use crate::{row, scans, units};

/// The versions that hold at a scan: those that are live and had begun, and those that ended later.
/// So the present costs what is there, and the past what has changed since.
pub(crate) const AT: &str = "
    WITH chosen AS MATERIALIZED (
        SELECT id FROM unit
        WHERE (:plugin IS NULL OR plugin = :plugin)
          AND (:asset_type IS NULL OR asset_type = :asset_type)
          AND (:account IS NULL OR account = :account)
          AND (:region IS NULL OR region = :region)
    ), held AS (
        SELECT version.id, version.unit, version.asset, version.name
        FROM chosen CROSS JOIN asset_version AS version INDEXED BY asset_version_live
            ON version.unit = chosen.id
        WHERE version.to_scan IS NULL AND version.from_scan <= :at
        UNION ALL
        SELECT version.id, version.unit, version.asset, version.name
        FROM chosen CROSS JOIN asset_version AS version ON version.unit = chosen.id
        WHERE version.to_scan > :at AND version.from_scan <= :at
    )
    SELECT held.id AS version
    FROM held CROSS JOIN unit ON unit.id = held.unit CROSS JOIN asset ON asset.id = held.asset
    ORDER BY unit.asset_type, held.name, asset.asset_id, unit.plugin, unit.account, unit.region";

/// A version with all that goes into a record, as known at a scan. An asset was last seen by the
/// latest complete run of its unit while the version held, or by a later partial one that wrote it. Where that run has
/// been removed, the version says when it ended.
pub(crate) const RECORD: &str = "
    SELECT unit.*, asset.asset_id, version.name, version.status, version.created, version.modified,
           version.relations, version.properties,
           asset.first_seen,
           CASE WHEN version.to_scan <= :at AND version.last_seen IS NOT NULL THEN version.last_seen
                WHEN last.outcome = 'complete' THEN last.finished
                ELSE coalesce(version.began, last.finished) END AS last_seen
    FROM asset_version AS version
    CROSS JOIN asset ON asset.id = version.asset
    CROSS JOIN unit ON unit.id = version.unit
    CROSS JOIN unit_run AS last ON last.unit = version.unit AND last.scan = max(
        version.from_scan,
        coalesce((SELECT max(scan) FROM unit_run
                  WHERE unit = version.unit AND outcome = 'complete'
                    AND scan <= min(:at, coalesce(version.to_scan - 1, :at))), 0))
    WHERE version.id = :version";

/// Calls `each` with the assets that were there at a scan, or are there now, sorted by type, name
/// and id, until it breaks off.
pub(crate) fn each(
    connection: &Connection,
    filter: &AssetFilter,
    at: Option<ScanId>,
    each: &mut dyn FnMut(AssetRecord) -> ControlFlow<()>,
) -> Result<(), Failure> {
    let at = match at {
        Some(scan) => scans::one(connection, scan)?.id,
        None => ScanId(i64::MAX),
    };
    let mut statement = connection.prepare_cached(AT)?;
    let mut rows = statement.query(named_params! {
        ":plugin": filter.plugin(),
        ":asset_type": filter.asset_type(),
        ":account": filter.account(),
        ":region": filter.region(),
        ":at": at.0,
    })?;
    while let Some(row) = rows.next()? {
        if each(record(connection, row.get("version")?, at)?).is_break() {
            break;
        }
    }
    Ok(())
}

/// The record of a version, as known at a scan.
pub(crate) fn record(
    connection: &Connection,
    version: i64,
    at: ScanId,
) -> Result<AssetRecord, Failure> {
    connection
        .prepare_cached(RECORD)?
        .query_row(named_params! { ":version": version, ":at": at.0 }, |row| {
            Ok(record_row(row))
        })?
}

fn record_row(row: &Row<'_>) -> Result<AssetRecord, Failure> {
    Ok(AssetRecord {
        unit: units::key(row)?,
        id: row::parsed(row, "asset_id", |text| AssetId::new(text))?,
        name: row.get("name")?,
        status: row.get("status")?,
        created: row::optional_time(row, "created")?,
        modified: row::optional_time(row, "modified")?,
        properties: row::parsed(row, "properties", Properties::parse)?,
        relations: row::parsed(row, "relations", relations)?,
        first_seen: row::time(row, "first_seen")?,
        last_seen: row::time(row, "last_seen")?,
    })
}

/// A relation as it is stored.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredRelation {
    kind: String,
    target: String,
}

fn relations(text: &str) -> Result<Vec<Relation>, serde_json::Error> {
    let stored: Vec<StoredRelation> = serde_json::from_str(text)?;
    Ok(stored
        .into_iter()
        .map(|StoredRelation { kind, target }| Relation { kind, target })
        .collect())
}

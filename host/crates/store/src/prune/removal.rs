//! Removes scans in one transaction: first what points to them moves to the scans that stay, then they go.
//!
//! A version holds from its first scan up to the one that ended it. Both move to the next kept scan that wrote anything
//! of the unit: a version that then holds at no scan goes. All of it is done by statements over whole tables, so that
//! memory does not grow with the history.

use std::collections::BTreeSet;

use opencite_core::ScanId;
use rusqlite::{Transaction, named_params};

use super::{MOVED, array};
use crate::failure::Failure;

/// What was removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pruned {
    /// Scans.
    pub scans: u64,
    /// Runs of units.
    pub runs: u64,
    /// Versions of assets.
    pub versions: u64,
    /// Assets that were there at none of the kept scans.
    pub assets: u64,
}

pub(super) fn remove(tx: &Transaction<'_>, removed: &BTreeSet<ScanId>) -> Result<Pruned, Failure> {
    let removed = array(removed);
    find_moved(tx, &removed)?;
    let dropped = drop_versions(tx)?;
    keep_last_seen(tx, &removed)?;
    move_versions(tx)?;
    let joined = join_versions(tx)?;
    let assets = settle_assets(tx)?;
    keep_simulated(tx, &removed)?;
    let runs = delete(
        tx,
        "DELETE FROM unit_run WHERE scan IN (SELECT value FROM json_each(:removed))",
        &removed,
    )?;
    let scans = delete(
        tx,
        "DELETE FROM scan WHERE id IN (SELECT value FROM json_each(:removed))",
        &removed,
    )?;
    check_references(tx)?;
    tx.execute_batch("DROP TABLE temp.moved; DROP TABLE temp.touched; DROP TABLE temp.joined")?;
    Ok(Pruned {
        scans,
        runs,
        versions: dropped + joined,
        assets,
    })
}

fn delete(tx: &Transaction<'_>, sql: &str, removed: &str) -> Result<u64, Failure> {
    let rows = tx.execute(sql, named_params! { ":removed": removed })?;
    Ok(number(rows))
}

fn number(rows: usize) -> u64 {
    rows.try_into().unwrap_or(u64::MAX)
}

/// Where versions begin and end from now on, and the assets that this concerns.
fn find_moved(tx: &Transaction<'_>, removed: &str) -> Result<(), Failure> {
    tx.execute_batch(
        "CREATE TEMP TABLE moved (unit INTEGER, old INTEGER, new INTEGER, PRIMARY KEY (unit, old))
             STRICT, WITHOUT ROWID;
         CREATE TEMP TABLE touched (asset INTEGER PRIMARY KEY) STRICT;",
    )?;
    tx.execute(
        &format!("INSERT INTO temp.moved {MOVED}"),
        named_params! { ":removed": removed },
    )?;
    tx.execute_batch(
        "INSERT OR IGNORE INTO temp.touched
         SELECT version.asset FROM temp.moved CROSS JOIN asset_version AS version
             ON version.unit = moved.unit AND version.from_scan = moved.old;
         INSERT OR IGNORE INTO temp.touched
         SELECT version.asset FROM temp.moved CROSS JOIN asset_version AS version
             ON version.unit = moved.unit AND version.to_scan = moved.old;",
    )?;
    Ok(())
}

/// Removes the versions that hold at none of the kept scans.
fn drop_versions(tx: &Transaction<'_>) -> Result<u64, Failure> {
    let dropped = tx.execute(
        "DELETE FROM asset_version AS version
         WHERE asset IN (SELECT asset FROM temp.touched) AND to_scan IS NOT NULL
           AND coalesce((SELECT new FROM temp.moved WHERE unit = version.unit AND old = from_scan), from_scan)
             = coalesce((SELECT new FROM temp.moved WHERE unit = version.unit AND old = to_scan), to_scan)",
        [],
    )?;
    Ok(number(dropped))
}

/// Takes down when an asset that is gone was last seen, where the run that saw it goes.
fn keep_last_seen(tx: &Transaction<'_>, removed: &str) -> Result<(), Failure> {
    tx.execute(
        "UPDATE asset_version
         SET last_seen = iif(run.outcome = 'complete', run.finished, coalesce(began, run.finished))
         FROM (SELECT version.id, version.unit,
                      max(version.from_scan,
                          coalesce((SELECT max(scan) FROM unit_run
                                    WHERE unit_run.unit = version.unit AND outcome = 'complete'
                                      AND scan < version.to_scan), 0)) AS scan
               FROM asset_version AS version
               WHERE version.to_scan IS NOT NULL AND version.last_seen IS NULL) AS seen
         CROSS JOIN unit_run AS run ON run.scan = seen.scan AND run.unit = seen.unit
         WHERE asset_version.id = seen.id
           AND seen.scan IN (SELECT value FROM json_each(:removed))",
        named_params! { ":removed": removed },
    )?;
    Ok(())
}

/// Lets versions begin and end at kept scans; takes down when they began.
fn move_versions(tx: &Transaction<'_>) -> Result<(), Failure> {
    tx.execute_batch(
        "UPDATE asset_version AS version
         SET began = run.finished
         FROM unit_run AS run
         WHERE version.asset IN (SELECT asset FROM temp.touched) AND version.began IS NULL
           AND EXISTS (SELECT 1 FROM temp.moved WHERE unit = version.unit AND old = version.from_scan)
           AND run.scan = version.from_scan AND run.unit = version.unit;
         UPDATE asset_version AS version
         SET from_scan = coalesce((SELECT new FROM temp.moved WHERE unit = version.unit AND old = from_scan),
                                  from_scan),
             to_scan = coalesce((SELECT new FROM temp.moved WHERE unit = version.unit AND old = to_scan), to_scan)
         WHERE asset IN (SELECT asset FROM temp.touched)",
    )?;
    Ok(())
}

/// Makes one of versions that follow each other with the same content: what was different between them is gone.
///
/// Only up to the live one: those that have ended say when they were last seen. And only where a complete run saw the
/// later one, because a version that a partial run began says when that was.
fn join_versions(tx: &Transaction<'_>) -> Result<u64, Failure> {
    tx.execute_batch(
        "CREATE TEMP TABLE joined (id INTEGER PRIMARY KEY, first INTEGER, is_last INTEGER, detail TEXT) STRICT;
         INSERT INTO temp.joined
         SELECT id, first, is_last, detail FROM (
             SELECT id, first_value(id) OVER same AS first, to_scan IS NULL AS is_last, detail,
                    max(to_scan IS NULL) OVER (PARTITION BY asset, island) AS is_live
             FROM (SELECT *, sum(NOT continues) OVER (PARTITION BY asset ORDER BY from_scan) AS island
                   FROM (SELECT version.*,
                                lag(version.to_scan) OVER life IS version.from_scan
                                    AND lag(version.content_hash) OVER life IS version.content_hash
                                    AND run.outcome = 'complete' AS continues
                         FROM temp.touched
                         CROSS JOIN asset_version AS version ON version.asset = touched.asset
                         CROSS JOIN unit_run AS run
                             ON run.scan = version.from_scan AND run.unit = version.unit
                         WINDOW life AS (PARTITION BY version.asset ORDER BY version.from_scan)))
             WINDOW same AS (PARTITION BY asset, island ORDER BY from_scan))
         WHERE is_live AND NOT (first = id AND is_last)",
    )?;
    let joined = tx.execute(
        "DELETE FROM asset_version WHERE id IN (SELECT id FROM temp.joined WHERE id <> first)",
        [],
    )?;
    tx.execute(
        "UPDATE asset_version AS version
         SET to_scan = NULL, last_seen = NULL, detail = joined.detail
         FROM temp.joined WHERE joined.first = version.id AND joined.is_last",
        [],
    )?;
    Ok(number(joined))
}

/// Removes assets without versions, and says of the others by which scan they are known now.
fn settle_assets(tx: &Transaction<'_>) -> Result<u64, Failure> {
    let gone = tx.execute(
        "DELETE FROM asset
         WHERE id IN (SELECT asset FROM temp.touched)
           AND NOT EXISTS (SELECT 1 FROM asset_version WHERE asset = asset.id)",
        [],
    )?;
    tx.execute(
        "UPDATE asset SET first_scan = (SELECT min(from_scan) FROM asset_version WHERE asset = asset.id)
         WHERE id IN (SELECT asset FROM temp.touched)",
        [],
    )?;
    Ok(number(gone))
}

/// What a scan of the simulated account found may still be there: a later scan says so in its place.
fn keep_simulated(tx: &Transaction<'_>, removed: &str) -> Result<(), Failure> {
    tx.execute(
        "UPDATE scan SET simulated = 1
         WHERE id = (SELECT min(kept.id) FROM scan AS kept
                     WHERE kept.id NOT IN (SELECT value FROM json_each(:removed))
                       AND kept.id > (SELECT min(gone.id) FROM scan AS gone
                                      WHERE gone.simulated
                                        AND gone.id IN (SELECT value FROM json_each(:removed))))",
        named_params! { ":removed": removed },
    )?;
    Ok(())
}

fn check_references(tx: &Transaction<'_>) -> Result<(), Failure> {
    for table in ["asset", "asset_version", "unit_run", "scan_tag"] {
        if tx
            .prepare(&format!("PRAGMA foreign_key_check({table})"))?
            .exists([])?
        {
            let detail = format!("a row of {table} points to a scan that was to be removed");
            return Err(Failure::Damaged(detail));
        }
    }
    Ok(())
}

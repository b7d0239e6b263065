//! Which scan is meant.

use opencite_core::{ScanId, ScanRecord, ScanRef, Timestamp};
use rusqlite::{Connection, named_params};

use super::tags;
use crate::StoreError;
use crate::failure::Failure;
use crate::{row, scans};

/// The scan that is meant.
pub(super) fn resolve(connection: &Connection, wanted: &ScanRef) -> Result<ScanRecord, Failure> {
    let scan = match wanted {
        ScanRef::Number(scan) => return number(connection, *scan),
        ScanRef::Tag(tag) => tags::require(connection, tag)?,
        ScanRef::Time(time) => ended_by(connection, *time)?,
        ScanRef::Latest => latest(connection)?,
        ScanRef::Previous => previous(connection)?,
    };
    scans::one(connection, scan)
}

/// The scan of that number.
pub(super) fn number(connection: &Connection, scan: ScanId) -> Result<ScanRecord, Failure> {
    match scans::one(connection, scan) {
        Err(Failure::Refused(StoreError::NoSuchScan { .. })) => {
            Err(unknown(connection, scan)?.into())
        }
        known => known,
    }
}

fn unknown(connection: &Connection, scan: ScanId) -> Result<StoreError, Failure> {
    let only = |sql| found(connection, sql, &scan.0);
    let before = only("SELECT max(id) AS id FROM scan WHERE id < :by")?;
    let after = only("SELECT min(id) AS id FROM scan WHERE id > :by")?;
    let distance = |other: &ScanId| other.0.abs_diff(scan.0);
    Ok(StoreError::UnknownScan {
        scan,
        nearest: before.into_iter().chain(after).min_by_key(distance),
        newest: scans::latest(connection)?.map(|scan| scan.id),
    })
}

/// Of the scans that had ended by then, the one that began last.
fn ended_by(connection: &Connection, time: Timestamp) -> Result<ScanId, Failure> {
    const LAST: &str = "SELECT id FROM scan WHERE finished IS NOT NULL AND finished <= :by ORDER BY id DESC LIMIT 1";
    if let Some(scan) = found(connection, LAST, &row::time_text(time))? {
        return Ok(scan);
    }
    let oldest = oldest_ended(connection)?;
    Err(StoreError::NoScanBefore { time, oldest }.into())
}

fn latest(connection: &Connection) -> Result<ScanId, Failure> {
    if let Some(latest) = ended(connection)?.first() {
        return Ok(*latest);
    }
    let begun = scans::latest(connection)?.map(|scan| scan.id);
    Err(StoreError::NoScanEnded { begun }.into())
}

fn previous(connection: &Connection) -> Result<ScanId, Failure> {
    match ended(connection)?[..] {
        [_, previous, ..] => Ok(previous),
        [only] => Err(StoreError::NoPreviousScan { only }.into()),
        [] => latest(connection),
    }
}

/// The last two scans that have ended, the last one first.
fn ended(connection: &Connection) -> Result<Vec<ScanId>, Failure> {
    let scans: Result<Vec<_>, rusqlite::Error> = connection
        .prepare_cached("SELECT id FROM scan WHERE finished IS NOT NULL ORDER BY id DESC LIMIT 2")?
        .query_map([], |row| row.get("id").map(ScanId))?
        .collect();
    Ok(scans?)
}

fn oldest_ended(connection: &Connection) -> Result<Option<(ScanId, Timestamp)>, Failure> {
    connection
        .prepare_cached(
            "SELECT id, finished FROM scan WHERE finished IS NOT NULL ORDER BY id LIMIT 1",
        )?
        .query_and_then([], |row| {
            Ok((ScanId(row.get("id")?), row::time(row, "finished")?))
        })?
        .next()
        .transpose()
}

/// The one scan that a query finds by a value; it may find NULL.
fn found(
    connection: &Connection,
    sql: &str,
    by: &dyn rusqlite::ToSql,
) -> Result<Option<ScanId>, Failure> {
    let id: Option<Option<i64>> = connection
        .prepare_cached(sql)?
        .query_map(named_params! { ":by": by }, |row| row.get("id"))?
        .next()
        .transpose()?;
    Ok(id.flatten().map(ScanId))
}

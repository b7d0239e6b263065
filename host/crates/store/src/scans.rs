//! Scans: begun, finished, listed.

use opencite_core::{OutcomeKind, ScanId, ScanOutcome, ScanRecord, ScanTag, Timestamp, UnitCounts};
use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, named_params};

use crate::StoreError;
use crate::failure::Failure;
use crate::history::tags;
use crate::row;

/// What is known of a scan when it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewScan {
    /// When it begins.
    pub started: Timestamp,
    /// The version of the program that scans.
    pub program_version: String,
    /// Whether it is the built-in simulated account that is scanned.
    pub simulated: bool,
    /// A name for the scan, that no other has.
    pub tag: Option<ScanTag>,
}

pub(crate) fn begin(tx: &Transaction<'_>, new: &NewScan) -> Result<ScanId, Failure> {
    tx.execute(
        "INSERT INTO scan (started, program_version, simulated)
         VALUES (:started, :program_version, :simulated)",
        named_params! {
            ":started": row::time_text(new.started),
            ":program_version": new.program_version,
            ":simulated": new.simulated,
        },
    )?;
    let scan = ScanId(tx.last_insert_rowid());
    if let Some(tag) = &new.tag {
        tags::set(tx, scan, tag)?;
    }
    Ok(scan)
}

pub(crate) fn finish(
    tx: &Transaction<'_>,
    scan: ScanId,
    outcome: ScanOutcome,
    finished: Timestamp,
    error: Option<&str>,
) -> Result<(), Failure> {
    require_unfinished(tx, scan)?;
    tx.execute(
        "UPDATE scan SET finished = :finished, outcome = :outcome, error = :error WHERE id = :scan",
        named_params! {
            ":scan": scan.0,
            ":finished": row::time_text(finished),
            ":outcome": outcome.as_str(),
            ":error": error,
        },
    )?;
    Ok(())
}

/// Intervals run from scan to scan, so nothing is added to a scan once another has begun.
pub(crate) fn require_recording(tx: &Transaction<'_>, scan: ScanId) -> Result<(), Failure> {
    require_unfinished(tx, scan)?;
    let newest = ScanId(
        tx.prepare_cached("SELECT max(id) AS newest FROM scan")?
            .query_row([], |row| row.get("newest"))?,
    );
    if newest > scan {
        return Err(StoreError::ScanSuperseded {
            scan,
            newer: newest,
        }
        .into());
    }
    Ok(())
}

fn require_unfinished(tx: &Transaction<'_>, scan: ScanId) -> Result<(), Failure> {
    let finished: Option<bool> = tx
        .prepare_cached("SELECT finished IS NOT NULL AS finished FROM scan WHERE id = :scan")?
        .query_row(named_params! { ":scan": scan.0 }, |row| row.get("finished"))
        .optional()?;
    match finished {
        None => Err(StoreError::NoSuchScan { scan }.into()),
        Some(true) => Err(StoreError::ScanFinished { scan }.into()),
        Some(false) => Ok(()),
    }
}

/// Adds a unit's run to the sums of its scan.
pub(crate) fn count(
    tx: &Transaction<'_>,
    scan: ScanId,
    outcome: OutcomeKind,
    assets: u64,
    requests: u64,
) -> Result<(), Failure> {
    tx.prepare_cached(
        "UPDATE scan
         SET complete = complete + (:outcome = 'complete'),
             partial = partial + (:outcome = 'partial'),
             failed = failed + (:outcome = 'failed'),
             skipped = skipped + (:outcome = 'skipped'),
             assets = assets + :assets, requests = requests + :requests
         WHERE id = :scan",
    )?
    .execute(named_params! {
        ":scan": scan.0,
        ":outcome": outcome.as_str(),
        ":assets": row::stored_count(assets),
        ":requests": row::stored_count(requests),
    })?;
    Ok(())
}

pub(crate) fn all(connection: &Connection) -> Result<Vec<ScanRecord>, Failure> {
    let mut statement = connection.prepare_cached(&selected("ORDER BY id"))?;
    statement.query_and_then([], record)?.collect()
}

pub(crate) fn one(connection: &Connection, scan: ScanId) -> Result<ScanRecord, Failure> {
    connection
        .prepare_cached(&selected("WHERE id = :scan"))?
        .query_and_then(named_params! { ":scan": scan.0 }, record)?
        .next()
        .unwrap_or(Err(StoreError::NoSuchScan { scan }.into()))
}

pub(crate) fn latest(connection: &Connection) -> Result<Option<ScanRecord>, Failure> {
    connection
        .prepare_cached(&selected("ORDER BY id DESC LIMIT 1"))?
        .query_and_then([], record)?
        .next()
        .transpose()
}

/// Whether a scan up to this one was of the simulated account: what it found may still be there.
pub(crate) fn simulated(connection: &Connection, at: ScanId) -> Result<bool, Failure> {
    one(connection, at)?;
    Ok(connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM scan WHERE id <= :at AND simulated) AS simulated",
        )?
        .query_row(named_params! { ":at": at.0 }, |row| row.get("simulated"))?)
}

/// A query of scans: what [`record`] reads, of those that `which` chooses.
fn selected(which: &str) -> String {
    format!(
        "SELECT scan.*, (SELECT coalesce(group_concat(tag, ' ' ORDER BY tag), '')
                         FROM scan_tag WHERE scan_tag.scan = scan.id) AS tags
         FROM scan {which}"
    )
}

fn record(row: &Row<'_>) -> Result<ScanRecord, Failure> {
    let outcome = |name: &str| ScanOutcome::from_name(name).ok_or(());
    Ok(ScanRecord {
        id: ScanId(row.get("id")?),
        started: row::time(row, "started")?,
        finished: row::optional_time(row, "finished")?,
        outcome: row::optional(row, "outcome", outcome)?,
        error: row.get("error")?,
        units: UnitCounts {
            complete: row::count(row, "complete")?,
            partial: row::count(row, "partial")?,
            failed: row::count(row, "failed")?,
            skipped: row::count(row, "skipped")?,
        },
        assets: row::count(row, "assets")?,
        requests: row::count(row, "requests")?,
        tags: row::parsed(row, "tags", tags::parse)?,
    })
}

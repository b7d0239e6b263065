//! Runs: what came of a unit in a scan.

use opencite_core::{
    ErrorKind, IamAction, Outcome, OutcomeKind, ScanId, Timestamp, UnitError, UnitKey, UnitRecord,
};
use rusqlite::{Connection, Row, Transaction, named_params};

use crate::StoreError;
use crate::failure::Failure;
use crate::{row, units};

/// A unit's run, by the rows that it belongs to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Run {
    pub(crate) scan: ScanId,
    pub(crate) unit: i64,
    pub(crate) plugin_build: i64,
    /// When it ended: what it saw was there then.
    pub(crate) finished: Timestamp,
}

/// How a run ended.
#[derive(Debug, Clone, Copy)]
pub(crate) struct End<'a> {
    pub(crate) outcome: &'a Outcome,
    /// Assets seen; of a source of usage, what was reported.
    pub(crate) assets: u64,
    pub(crate) requests: u64,
    pub(crate) started: Timestamp,
    pub(crate) finished: Timestamp,
    pub(crate) listed_since: Option<Timestamp>,
}

/// A unit runs once in a scan.
pub(crate) fn refuse_second(tx: &Transaction<'_>, run: Run, key: &UnitKey) -> Result<(), Failure> {
    let again = tx
        .prepare_cached("SELECT 1 FROM unit_run WHERE scan = :scan AND unit = :unit")?
        .exists(named_params! { ":scan": run.scan.0, ":unit": run.unit })?;
    if again {
        let unit = Box::new(key.clone());
        return Err(StoreError::RecordedTwice {
            scan: run.scan,
            unit,
        }
        .into());
    }
    Ok(())
}

pub(crate) fn insert(tx: &Transaction<'_>, run: Run, end: End<'_>) -> Result<(), Failure> {
    let error = end.outcome.error();
    let operation = error.and_then(|error| error.operation.as_ref());
    tx.prepare_cached(
        "INSERT INTO unit_run (scan, unit, plugin_build, outcome, assets, requests, started,
             finished, listed_since, error_kind, error_code, error_operation, error_message, error_request_id,
             error_attempts)
         VALUES (:scan, :unit, :plugin_build, :outcome, :assets, :requests, :started,
             :finished, :listed_since, :error_kind, :error_code, :error_operation, :error_message,
             :error_request_id, :error_attempts)",
    )?
    .execute(named_params! {
        ":scan": run.scan.0,
        ":unit": run.unit,
        ":plugin_build": run.plugin_build,
        ":outcome": end.outcome.kind().as_str(),
        ":assets": row::stored_count(end.assets),
        ":requests": row::stored_count(end.requests),
        ":started": row::time_text(end.started),
        ":finished": row::time_text(end.finished),
        ":listed_since": end.listed_since.map(row::time_text),
        ":error_kind": error.map(|error| error.kind.as_str()),
        ":error_code": error.and_then(|error| error.code.as_deref()),
        ":error_operation": operation.map(IamAction::to_string),
        ":error_message": error.map(|error| error.message.as_str()),
        ":error_request_id": error.and_then(|error| error.request_id.as_deref()),
        ":error_attempts": error.map(|error| error.attempts),
    })?;
    Ok(())
}

/// The runs of a scan, sorted by unit.
pub(crate) fn of_scan(connection: &Connection, scan: ScanId) -> Result<Vec<UnitRecord>, Failure> {
    connection
        .prepare_cached(
            "SELECT * FROM unit_run JOIN unit ON unit.id = unit_run.unit
             WHERE scan = :scan
             ORDER BY plugin, asset_type, account, region",
        )?
        .query_and_then(named_params! { ":scan": scan.0 }, record)?
        .collect()
}

pub(crate) const LATEST: &str = "
    SELECT * FROM unit CROSS JOIN unit_run ON unit_run.unit = unit.id
    WHERE scan = (SELECT max(scan) FROM unit_run WHERE unit = unit.id AND scan <= :at)
    ORDER BY plugin, asset_type, account, region";

/// The latest run of every unit up to a scan, sorted by unit.
pub(crate) fn latest(connection: &Connection, at: ScanId) -> Result<Vec<UnitRecord>, Failure> {
    connection
        .prepare_cached(LATEST)?
        .query_and_then(named_params! { ":at": at.0 }, record)?
        .collect()
}

/// The run in a row that has the columns of the table and of the unit.
pub(crate) fn record(row: &Row<'_>) -> Result<UnitRecord, Failure> {
    Ok(UnitRecord {
        scan: ScanId(row.get("scan")?),
        key: units::key(row)?,
        outcome: outcome(row)?,
        assets: row::count(row, "assets")?,
        requests: row::count(row, "requests")?,
        started: row::time(row, "started")?,
        finished: row::time(row, "finished")?,
        listed_since: row::optional_time(row, "listed_since")?,
    })
}

/// The outcome in a row that has the columns of the table.
pub(crate) fn outcome(row: &Row<'_>) -> Result<Outcome, Failure> {
    let kind = row::parsed(row, "outcome", |name| {
        OutcomeKind::from_name(name).ok_or(())
    })?;
    Ok(match kind {
        OutcomeKind::Complete => Outcome::Complete,
        OutcomeKind::Partial => Outcome::Partial(error(row)?),
        OutcomeKind::Failed => Outcome::Failed(error(row)?),
        OutcomeKind::Skipped => Outcome::Skipped(error(row)?),
    })
}

fn error(row: &Row<'_>) -> Result<UnitError, Failure> {
    let kind: String = row.get("error_kind")?;
    Ok(UnitError {
        // A later version of this program may know more kinds.
        kind: ErrorKind::from_name(&kind).unwrap_or(ErrorKind::Other),
        code: row.get("error_code")?,
        operation: row::optional(row, "error_operation", action)?,
        message: row.get("error_message")?,
        request_id: row.get("error_request_id")?,
        attempts: row.get("error_attempts")?,
    })
}

fn action(text: &str) -> Result<IamAction, ()> {
    let (service, operation) = text.split_once(':').ok_or(())?;
    Ok(IamAction::new(service, operation))
}

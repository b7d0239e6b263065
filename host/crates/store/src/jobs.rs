//! What scheduled jobs have done.

use std::collections::BTreeMap;

use opencite_core::{ScanId, ScanOutcome, Timestamp, UnitKey};
use rusqlite::{Connection, Row, Transaction, named_params};

use crate::deliveries::{self, NewDelivery};
use crate::failure::Failure;
use crate::{Store, StoreError, row, units};

/// What is known of a scheduled job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobRecord {
    /// Its name.
    pub name: String,
    /// The time of its timetable that it ran for last.
    pub due: Option<Timestamp>,
    /// When it last began.
    pub started: Option<Timestamp>,
    /// When that run ended; nothing while it runs, and when it was killed.
    pub finished: Option<Timestamp>,
    /// How that run ended.
    pub outcome: Option<ScanOutcome>,
    /// What went wrong in it.
    pub error: Option<String>,
}

/// How a run of a job ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobEnd {
    /// When.
    pub finished: Timestamp,
    /// How.
    pub outcome: ScanOutcome,
    /// What went wrong.
    pub error: Option<String>,
}

impl Store {
    /// All jobs that ever ran, by name.
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub fn jobs(&self) -> Result<Vec<JobRecord>, StoreError> {
        self.read(all)
    }

    /// Notes that a job begins; `due` is the time of its timetable that it runs for.
    ///
    /// # Errors
    ///
    /// When the database cannot be written.
    pub fn begin_job(
        &mut self,
        name: &str,
        due: Option<Timestamp>,
        started: Timestamp,
    ) -> Result<(), StoreError> {
        self.write(|tx| begin(tx, name, due, started))
    }

    /// Notes how a job ended.
    ///
    /// # Errors
    ///
    /// When the database cannot be written.
    pub fn end_job(&mut self, name: &str, ended: &JobEnd) -> Result<(), StoreError> {
        self.write(|tx| end(tx, name, ended))
    }

    /// Up to which scan a job has reported the changes of each unit. A scan that was pruned is told as the one before it.
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub fn reported(&self, name: &str) -> Result<BTreeMap<UnitKey, ScanId>, StoreError> {
        self.read(|connection| reported(connection, name))
    }

    /// Notes that a job has reported what changed up to a scan, as far as units were complete after it, together with
    /// what is to be sent of it: both, or nothing.
    ///
    /// # Errors
    ///
    /// When the database cannot be written.
    pub fn report_job(
        &mut self,
        name: &str,
        scan: ScanId,
        reports: &[NewDelivery],
    ) -> Result<(), StoreError> {
        self.write(|tx| {
            for report in reports {
                deliveries::add(tx, report)?;
            }
            set_reported(tx, name, scan)
        })
    }
}

fn all(connection: &Connection) -> Result<Vec<JobRecord>, Failure> {
    connection
        .prepare_cached("SELECT * FROM job ORDER BY name")?
        .query_and_then([], record)?
        .collect()
}

fn begin(
    tx: &Transaction<'_>,
    name: &str,
    due: Option<Timestamp>,
    started: Timestamp,
) -> Result<(), Failure> {
    tx.execute(
        "INSERT INTO job (name, due, started) VALUES (:name, :due, :started)
         ON CONFLICT (name) DO UPDATE
         SET due = coalesce(excluded.due, due), started = excluded.started,
             finished = NULL, outcome = NULL, error = NULL",
        named_params! {
            ":name": name,
            ":due": due.map(row::time_text),
            ":started": row::time_text(started),
        },
    )?;
    Ok(())
}

fn end(tx: &Transaction<'_>, name: &str, end: &JobEnd) -> Result<(), Failure> {
    tx.execute(
        "UPDATE job SET finished = :finished, outcome = :outcome, error = :error
         WHERE name = :name",
        named_params! {
            ":name": name,
            ":finished": row::time_text(end.finished),
            ":outcome": end.outcome.as_str(),
            ":error": end.error,
        },
    )?;
    Ok(())
}

/// Units that are not complete keep what was noted of them.
fn set_reported(tx: &Transaction<'_>, name: &str, scan: ScanId) -> Result<(), Failure> {
    tx.execute(
        "INSERT INTO job_unit (job, unit, scan)
         SELECT :name, run.unit, :scan
         FROM unit CROSS JOIN unit_run AS run ON run.unit = unit.id
         WHERE NOT unit.usage AND run.outcome = 'complete'
           AND run.scan = (SELECT max(scan) FROM unit_run WHERE unit = unit.id AND scan <= :scan)
         ON CONFLICT (job, unit) DO UPDATE SET scan = excluded.scan",
        named_params! { ":name": name, ":scan": scan.0 },
    )?;
    Ok(())
}

fn reported(connection: &Connection, name: &str) -> Result<BTreeMap<UnitKey, ScanId>, Failure> {
    connection
        .prepare_cached(
            "SELECT unit.*, (SELECT max(id) FROM scan WHERE id <= job_unit.scan) AS reported
             FROM job_unit CROSS JOIN unit ON unit.id = job_unit.unit
             WHERE job = :name AND reported IS NOT NULL",
        )?
        .query_and_then(named_params! { ":name": name }, |row| {
            Ok((units::key(row)?, ScanId(row.get("reported")?)))
        })?
        .collect()
}

fn record(row: &Row<'_>) -> Result<JobRecord, Failure> {
    let outcome = |name: &str| ScanOutcome::from_name(name).ok_or(());
    Ok(JobRecord {
        name: row.get("name")?,
        due: row::optional_time(row, "due")?,
        started: row::optional_time(row, "started")?,
        finished: row::optional_time(row, "finished")?,
        outcome: row::optional(row, "outcome", outcome)?,
        error: row.get("error")?,
    })
}

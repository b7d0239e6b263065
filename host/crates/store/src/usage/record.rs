//! Records what a unit learned of usage, in one transaction with its run.

use opencite_core::{OutcomeKind, ScanId, UsageResult};
use rusqlite::Transaction;

use super::calls::{Calls, Written};
use super::measurements::{Measurements, Taken};
use super::{buckets, coverage, places, retention};
use crate::failure::Failure;
use crate::runs::{self, End, Run};
use crate::{builds, scans, units};

/// What a unit's usage changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct UsageChanges {
    /// Calls that no source had told of.
    pub added: u64,
    /// Calls of which more is known now.
    pub filled: u64,
    /// Calls of which nothing new was told.
    pub unchanged: u64,
    /// Calls of a time whose calls have been removed. They were not stored and not counted: whether they were counted
    /// before their time was removed is not known any more.
    pub late: u64,
    /// Measurements that are new, or of another number than before.
    pub measured: u64,
    /// Measurements that were known.
    pub measured_before: u64,
}

impl UsageChanges {
    /// How much was reported.
    pub fn reported(&self) -> u64 {
        let calls = self.added + self.filled + self.unchanged + self.late;
        calls + self.measured + self.measured_before
    }
}

/// Records what a unit learned of usage.
///
/// Whatever a complete or partial unit tells is true, and nothing follows from what it does not tell: what it handed in
/// all of, it says. Of the others only is taken down that the unit ran.
pub(super) fn record(
    tx: &Transaction<'_>,
    scan: ScanId,
    result: &UsageResult,
) -> Result<UsageChanges, Failure> {
    scans::require_recording(tx, scan)?;
    let run = Run {
        scan,
        unit: units::intern_source(tx, &result.key)?,
        plugin_build: builds::intern(tx, &result.plugin_digest)?,
        finished: result.finished,
    };
    runs::refuse_second(tx, run, &result.key)?;
    let changes = match result.outcome.kind() {
        OutcomeKind::Complete | OutcomeKind::Partial => store(tx, run, result)?,
        OutcomeKind::Failed | OutcomeKind::Skipped => UsageChanges::default(),
    };
    let end = End {
        outcome: &result.outcome,
        assets: changes.reported(),
        requests: result.requests,
        started: result.started,
        finished: result.finished,
        listed_since: None,
    };
    runs::insert(tx, run, end)?;
    // What was reported are no assets: they are not part of the scan's sum.
    scans::count(tx, scan, result.outcome.kind(), 0, result.requests)?;
    Ok(changes)
}

fn store(tx: &Transaction<'_>, run: Run, result: &UsageResult) -> Result<UsageChanges, Failure> {
    let place = places::intern(tx, &result.key)?;
    let calls = store_calls(tx, place, result)?;
    let measured = store_measurements(tx, place, result)?;
    coverage::add(tx, run.unit, &result.covered)?;
    Ok(UsageChanges {
        added: calls.added,
        filled: calls.filled,
        unchanged: calls.unchanged,
        late: calls.late,
        measured: measured.changed,
        measured_before: measured.unchanged,
    })
}

fn store_calls(tx: &Transaction<'_>, place: i64, result: &UsageResult) -> Result<Written, Failure> {
    if result.invocations.is_empty() {
        return Ok(Written::default());
    }
    let mut calls = Calls::new(tx, place, retention::frozen_before(tx)?)?;
    for invocation in &result.invocations {
        calls.write(tx, invocation)?;
    }
    let written = calls.finish();
    buckets::recount(tx, place, &written.touched)?;
    Ok(written)
}

fn store_measurements(
    tx: &Transaction<'_>,
    place: i64,
    result: &UsageResult,
) -> Result<Taken, Failure> {
    let mut measurements = Measurements::of(place);
    for measurement in &result.measurements {
        measurements.take(tx, &result.key, measurement)?;
    }
    measurements.finish(tx)
}

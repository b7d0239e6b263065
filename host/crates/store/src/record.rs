//! Records what came of a unit, in one transaction.

use opencite_core::{OutcomeKind, ScanId, UnitResult};
use rusqlite::Transaction;

use crate::StoreError;
use crate::failure::Failure;
use crate::reconcile::{self, Fate, Reconciliation};
use crate::runs::{self, End, Run};
use crate::sightings::{self, Sighting, Sightings};
use crate::{builds, scans, units, versions};

/// What a unit's result changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct UnitChanges {
    /// Assets that were not there before, or not any more.
    pub added: u64,
    /// Assets with another content.
    pub changed: u64,
    /// Assets seen as they were.
    pub unchanged: u64,
    /// Assets that are not there any more.
    pub gone: u64,
}

impl UnitChanges {
    /// How many assets were seen.
    pub fn seen(&self) -> u64 {
        self.added + self.changed + self.unchanged
    }
}

/// Records what came of a unit.
///
/// A complete result is the whole truth about the unit; a partial one is the truth about what it
/// names; of the others only is taken down that the unit ran.
pub(crate) fn record(
    tx: &Transaction<'_>,
    scan: ScanId,
    result: &UnitResult,
) -> Result<UnitChanges, Failure> {
    scans::require_recording(tx, scan)?;
    let run = Run {
        scan,
        unit: units::intern(tx, &result.key)?,
        plugin_build: builds::intern(tx, &result.plugin_digest)?,
        finished: result.finished,
    };
    runs::refuse_second(tx, run, &result.key)?;
    let outcome = result.outcome.kind();
    let changes = match outcome {
        OutcomeKind::Complete => store(tx, run, result, true)?,
        OutcomeKind::Partial => store(tx, run, result, false)?,
        OutcomeKind::Failed | OutcomeKind::Skipped => UnitChanges::default(),
    };
    let end = End {
        outcome: &result.outcome,
        assets: changes.seen(),
        requests: result.requests,
        started: result.started,
        finished: result.finished,
        listed_since: result.listed_since,
    };
    runs::insert(tx, run, end)?;
    scans::count(tx, scan, outcome, changes.seen(), result.requests)?;
    Ok(changes)
}

fn store(
    tx: &Transaction<'_>,
    run: Run,
    result: &UnitResult,
    exhaustive: bool,
) -> Result<UnitChanges, Failure> {
    let mut sightings = sightings::of(result)?;
    let reconciliation = reconcile::reconcile(tx, run, &mut sightings, exhaustive)?;
    let changes = apply(tx, run, reconciliation)?;
    let added = add(tx, run, result, sightings)?;
    Ok(UnitChanges { added, ..changes })
}

fn apply(
    tx: &Transaction<'_>,
    run: Run,
    reconciliation: Reconciliation<'_>,
) -> Result<UnitChanges, Failure> {
    let mut changes = UnitChanges {
        unchanged: reconciliation.same,
        ..UnitChanges::default()
    };
    for (live, fate) in reconciliation.fates {
        match fate {
            Fate::Gone => {
                versions::close(tx, run, live)?;
                changes.gone += 1;
            }
            Fate::Changed(asset) => {
                versions::replace(tx, run, live, asset)?;
                changes.changed += 1;
            }
            Fate::Retold(asset) => {
                versions::retell(tx, run, live, asset)?;
                changes.unchanged += 1;
            }
        }
    }
    Ok(changes)
}

/// Stores what was seen and not there before.
fn add(
    tx: &Transaction<'_>,
    run: Run,
    result: &UnitResult,
    sightings: Sightings<'_>,
) -> Result<u64, Failure> {
    let mut added = 0;
    for sighting in sightings.into_values() {
        match sighting {
            Sighting::Described(asset) => versions::add(tx, run, asset)?,
            Sighting::Kept(id) => {
                let unit = Box::new(result.key.clone());
                return Err(StoreError::KeptUnknown {
                    unit,
                    asset: id.clone(),
                }
                .into());
            }
        }
        added += 1;
    }
    Ok(added)
}

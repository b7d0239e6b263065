//! Removes scans, so that what is left is as it was: [`PrunePlan`] says which and why, [`removal`] does it.
//!
//! The state after a scan is, for each unit, what the latest runs up to it found. So that the state after a kept scan
//! stays, three runs of each unit are kept with it: the latest, the latest complete one, and the latest one that wrote
//! anything. A scan that is kept only for those, [`KeepReason::Basis`], answers for the state after it by what is left:
//! for units that it does not vouch for, by their older runs.

mod removal;

use opencite_core::{KeepReason, Retention, ScanId, ScanTag, Selection};
use rusqlite::{Connection, Row, named_params};
use serde_json::json;

pub use removal::Pruned;

use crate::failure::Failure;
use crate::{Store, StoreError, row, scans};

/// Which scans are to be removed, and why the others are not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrunePlan {
    /// The rule.
    pub retention: Retention,
    /// What it says of each scan, with those that the kept ones rest on.
    pub scans: Selection,
    /// What is removed with the scans.
    pub frees: PruneRows,
}

/// Rows that are removed with scans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PruneRows {
    /// Runs of units.
    pub runs: u64,
    /// Versions of assets that were there at none of the kept scans; a few more may turn out to be the same as the
    /// version before them.
    pub versions: u64,
}

impl Store {
    /// Which scans a rule would remove. Reads, and changes nothing.
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub fn prune_plan(&self, retention: &Retention) -> Result<PrunePlan, StoreError> {
        self.read(|connection| plan(connection, retention))
    }

    /// Removes the scans of a plan, all or none. Take the [`ScanLock`](crate::ScanLock) first.
    ///
    /// What was there at each kept scan, what differs between any two of them, and when an asset was first seen stay as
    /// they were. Usage stays too: it has a retention of its own.
    ///
    /// # Errors
    ///
    /// [`StoreError::PlanOutdated`] when the same rule would choose other scans by now, and when the database cannot be
    /// written.
    pub fn prune(&mut self, chosen: &PrunePlan) -> Result<Pruned, StoreError> {
        let path = self.path().to_owned();
        // To remove a scan, all that may point to it would be searched, for each scan again. It is checked once, after.
        self.set_foreign_keys(false)?;
        let pruned = self.write(|tx| {
            if plan(tx, &chosen.retention)? != *chosen {
                return Err(StoreError::PlanOutdated { path }.into());
            }
            removal::remove(tx, &chosen.scans.removed)
        });
        self.set_foreign_keys(true)?;
        pruned
    }
}

fn plan(connection: &Connection, retention: &Retention) -> Result<PrunePlan, Failure> {
    let mut selection = retention.select(&scans::all(connection)?, &tags(connection)?);
    for (basis, reason) in bases(connection, &selection)? {
        selection.keep([basis], &reason);
    }
    Ok(PrunePlan {
        retention: *retention,
        frees: rows(connection, &selection)?,
        scans: selection,
    })
}

fn tags(connection: &Connection) -> Result<Vec<(ScanTag, ScanId)>, Failure> {
    let tag = |row: &Row<'_>| {
        let tag = row::parsed(row, "tag", |text| ScanTag::new(text))?;
        Ok((tag, ScanId(row.get("scan")?)))
    };
    connection
        .prepare_cached("SELECT tag, scan FROM scan_tag ORDER BY tag")?
        .query_and_then([], tag)?
        .collect()
}

/// Scans as a JSON array, which is how a statement takes many of them.
fn array<'a>(scans: impl IntoIterator<Item = &'a ScanId>) -> String {
    let numbers: Vec<_> = scans.into_iter().map(|scan| scan.0).collect();
    json!(numbers).to_string()
}

/// The scans that kept ones rest on, with the newest of those.
pub(crate) const BASES: &str = "
    WITH kept AS MATERIALIZED (SELECT value AS scan FROM json_each(:kept)),
    basis AS (
        SELECT kept.scan AS of, unit.id AS unit,
               (SELECT max(scan) FROM unit_run AS run
                WHERE run.unit = unit.id AND run.scan <= kept.scan) AS scan
        FROM unit CROSS JOIN kept
        UNION ALL
        SELECT kept.scan, unit.id,
               (SELECT max(scan) FROM unit_run AS run
                WHERE run.unit = unit.id AND run.scan <= kept.scan AND run.outcome = 'complete')
        FROM unit CROSS JOIN kept WHERE NOT unit.usage
        UNION ALL
        SELECT kept.scan, unit.id,
               (SELECT scan FROM unit_run AS run
                WHERE run.unit = unit.id AND run.scan <= kept.scan
                  AND run.outcome IN ('complete', 'partial')
                ORDER BY run.scan DESC LIMIT 1)
        FROM unit CROSS JOIN kept WHERE NOT unit.usage
    )
    SELECT scan, max(of) AS of, units
    FROM (SELECT scan, of, count(DISTINCT unit) AS units FROM basis
          WHERE scan IS NOT NULL AND scan NOT IN (SELECT scan FROM kept) GROUP BY scan, of)
    GROUP BY scan ORDER BY scan";

fn bases(
    connection: &Connection,
    selection: &Selection,
) -> Result<Vec<(ScanId, KeepReason)>, Failure> {
    let basis = |row: &Row<'_>| {
        let reason = KeepReason::Basis {
            of: ScanId(row.get("of")?),
            units: row::count(row, "units")?,
        };
        Ok((ScanId(row.get("scan")?), reason))
    };
    let kept = array(selection.kept.keys());
    connection
        .prepare_cached(BASES)?
        .query_and_then(named_params! { ":kept": kept }, basis)?
        .collect()
}

/// For each unit and scan that is removed, the next kept scan that wrote anything of the unit.
const MOVED: &str = "
    SELECT unit, scan AS old, new
    FROM (SELECT unit, scan,
                 min(iif(scan IN (SELECT value FROM json_each(:removed)), NULL, scan))
                     OVER (PARTITION BY unit ORDER BY scan DESC) AS new
          FROM unit_run WHERE outcome IN ('complete', 'partial'))
    WHERE new <> scan";

fn rows(connection: &Connection, selection: &Selection) -> Result<PruneRows, Failure> {
    let sql = format!(
        "WITH moved AS MATERIALIZED ({MOVED})
         SELECT (SELECT coalesce(sum(complete + partial + failed + skipped), 0) FROM scan
                 WHERE id IN (SELECT value FROM json_each(:removed))) AS runs,
                (SELECT count(*) FROM asset_version AS version
                 LEFT JOIN moved AS began ON began.unit = version.unit AND began.old = version.from_scan
                 LEFT JOIN moved AS ended ON ended.unit = version.unit AND ended.old = version.to_scan
                 WHERE version.to_scan IS NOT NULL
                   AND coalesce(began.new, version.from_scan) = coalesce(ended.new, version.to_scan))
                    AS versions"
    );
    let removed = array(&selection.removed);
    connection
        .prepare_cached(&sql)?
        .query_row(named_params! { ":removed": removed }, |row| {
            Ok(rows_row(row))
        })?
}

fn rows_row(row: &Row<'_>) -> Result<PruneRows, Failure> {
    Ok(PruneRows {
        runs: row::count(row, "runs")?,
        versions: row::count(row, "versions")?,
    })
}

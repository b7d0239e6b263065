//! Units that several inputs have: their runs, in the order of all scans.

use std::collections::{BTreeMap, HashSet};

use opencite_core::ScanId;
use rusqlite::types::Value;
use rusqlite::{
    Connection, OptionalExtension as _, Row, Transaction, named_params, params_from_iter,
};

use super::ScanMap;
use super::rows::Numbers;
use crate::failure::Failure;

/// An input, with the new numbers of what is in it.
pub(super) struct History<'a> {
    pub(super) from: &'a Connection,
    pub(super) scans: ScanMap,
    pub(super) units: Numbers,
    pub(super) builds: Numbers,
}

/// A run of a unit in one of the inputs.
#[derive(Debug, Clone, Copy)]
struct Run {
    input: usize,
    old: ScanId,
    is_complete: bool,
}

/// Puts a unit's runs together: after a complete run, the state is what its input said.
pub(super) fn unit(
    tx: &Transaction<'_>,
    unit: i64,
    histories: &[History<'_>],
) -> Result<(), Failure> {
    // The input that the state is of: then what its next run changed is all that changes.
    let mut current = None;
    for (scan, run) in runs(unit, histories)? {
        let Some(history) = histories.get(run.input) else {
            continue;
        };
        let Some(old_unit) = old_unit(history, unit) else {
            continue;
        };
        let step = Step {
            tx,
            from: history.from,
            old: (old_unit, run.old),
            new: (unit, scan),
        };
        if current == Some(run.input) {
            step.close_ended()?;
            step.put(BEGAN)?;
        } else if run.is_complete {
            step.become_all()?;
            current = Some(run.input);
        } else {
            step.put(BEGAN)?;
            current = None;
        }
    }
    Ok(())
}

fn old_unit(history: &History<'_>, new: i64) -> Option<i64> {
    let mut units = history.units.iter();
    units.find_map(|(old, unit)| (*unit == new).then_some(*old))
}

/// The runs that wrote anything, by their new scans. Of a scan that several inputs have, the first one's.
fn runs(unit: i64, histories: &[History<'_>]) -> Result<BTreeMap<ScanId, Run>, Failure> {
    let mut runs = BTreeMap::new();
    for (input, history) in histories.iter().enumerate() {
        let Some(old_unit) = old_unit(history, unit) else {
            continue;
        };
        for (old, is_complete) in runs_of(history.from, old_unit)? {
            if let Some(new) = history.scans.get(&old) {
                runs.entry(*new).or_insert(Run {
                    input,
                    old,
                    is_complete,
                });
            }
        }
    }
    Ok(runs)
}

fn runs_of(connection: &Connection, unit: i64) -> Result<Vec<(ScanId, bool)>, Failure> {
    let run = |row: &Row<'_>| Ok((ScanId(row.get("scan")?), row.get("is_complete")?));
    let runs = connection
        .prepare_cached(
            "SELECT scan, outcome = 'complete' AS is_complete FROM unit_run
             WHERE unit = :unit AND outcome IN ('complete', 'partial')",
        )?
        .query_map(named_params! { ":unit": unit }, run)?
        .collect::<Result<_, _>>()?;
    Ok(runs)
}

/// What an input had of an asset: its id, when it was first seen, and its version.
const BEGAN: &str = "
    SELECT asset.asset_id, asset.first_seen, version.content_hash, version.detail, version.name, version.status,
           version.created, version.modified, version.relations, version.properties, version.began
    FROM asset_version AS version JOIN asset ON asset.id = version.asset
    WHERE version.unit = :unit AND version.from_scan = :scan";

const HELD: &str = "
    SELECT asset.asset_id, asset.first_seen, version.content_hash, version.detail, version.name, version.status,
           version.created, version.modified, version.relations, version.properties, NULL AS began
    FROM asset_version AS version JOIN asset ON asset.id = version.asset
    WHERE version.unit = :unit AND version.from_scan <= :scan
      AND (version.to_scan IS NULL OR version.to_scan > :scan)";

/// What a run does to the state.
struct Step<'a> {
    tx: &'a Transaction<'a>,
    from: &'a Connection,
    /// Unit and scan in the input.
    old: (i64, ScanId),
    /// Unit and scan in the output.
    new: (i64, ScanId),
}

impl Step<'_> {
    /// Makes the state that of the input.
    fn become_all(&self) -> Result<(), Failure> {
        let there = self.put(HELD)?;
        for (id, version) in self.live()? {
            if !there.contains(&id) {
                self.close(version)?;
            }
        }
        Ok(())
    }

    /// The live assets of the unit, with their versions.
    fn live(&self) -> Result<Vec<(String, i64)>, Failure> {
        let live = self
            .tx
            .prepare_cached(
                "SELECT asset.asset_id, version.id
                 FROM asset_version AS version JOIN asset ON asset.id = version.asset
                 WHERE version.unit = :unit AND version.to_scan IS NULL",
            )?
            .query_map(named_params! { ":unit": self.new.0 }, |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?
            .collect::<Result<_, _>>()?;
        Ok(live)
    }

    /// Ends what ended in the input.
    fn close_ended(&self) -> Result<(), Failure> {
        let (unit, scan) = self.old;
        let mut ended = self.from.prepare_cached(
            "SELECT asset.asset_id FROM asset_version AS version JOIN asset ON asset.id = version.asset
             WHERE version.unit = :unit AND version.to_scan = :scan",
        )?;
        let mut rows = ended.query(named_params! { ":unit": unit, ":scan": scan.0 })?;
        while let Some(row) = rows.next()? {
            let id: String = row.get(0)?;
            if let Some((version, _)) = self.live_version(&id)? {
                self.close(version)?;
            }
        }
        Ok(())
    }

    fn close(&self, version: i64) -> Result<(), Failure> {
        self.tx
            .prepare_cached("UPDATE asset_version SET to_scan = :scan WHERE id = :version")?
            .execute(named_params! { ":scan": self.new.1.0, ":version": version })?;
        Ok(())
    }

    /// Adds or changes what a statement selects of the input. Returns the ids.
    fn put(&self, select: &str) -> Result<HashSet<String>, Failure> {
        let (unit, scan) = self.old;
        let mut select = self.from.prepare_cached(select)?;
        let mut rows = select.query(named_params! { ":unit": unit, ":scan": scan.0 })?;
        let mut put = HashSet::new();
        while let Some(row) = rows.next()? {
            let id: String = row.get("asset_id")?;
            self.put_one(&id, row)?;
            put.insert(id);
        }
        Ok(put)
    }

    fn put_one(&self, id: &str, row: &Row<'_>) -> Result<(), Failure> {
        let hash: Vec<u8> = row.get("content_hash")?;
        match self.live_version(id)? {
            Some((_, live)) if live == hash => return Ok(()),
            Some((version, _)) => self.close(version)?,
            None => {}
        }
        let asset = self.intern(id, &row.get::<_, String>("first_seen")?)?;
        let (unit, scan) = self.new;
        let own = [unit, asset, scan.0].map(Value::Integer);
        let content = (2..11).map(|column| row.get(column));
        let content = content.collect::<Result<Vec<Value>, _>>()?;
        self.tx
            .prepare_cached(
                "INSERT INTO asset_version (unit, asset, from_scan, content_hash, detail, name, status, created,
                     modified, relations, properties, began)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            )?
            .execute(params_from_iter(own.into_iter().chain(content)))?;
        Ok(())
    }

    /// The live version of an asset, and the hash of its content.
    fn live_version(&self, id: &str) -> Result<Option<(i64, Vec<u8>)>, Failure> {
        Ok(self
            .tx
            .prepare_cached(
                "SELECT version.id, version.content_hash
                 FROM asset JOIN asset_version AS version
                     ON version.unit = asset.unit AND version.asset = asset.id AND version.to_scan IS NULL
                 WHERE asset.unit = :unit AND asset.asset_id = :id",
            )?
            .query_row(named_params! { ":unit": self.new.0, ":id": id }, |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?)
    }

    /// The row of an asset: first seen by whichever input saw it first. Without a version token, it is described anew.
    fn intern(&self, id: &str, first_seen: &str) -> Result<i64, Failure> {
        let (unit, scan) = self.new;
        Ok(self
            .tx
            .prepare_cached(
                "INSERT INTO asset (unit, asset_id, first_scan, first_seen)
                 VALUES (:unit, :id, :scan, :first_seen)
                 ON CONFLICT (unit, asset_id) DO UPDATE
                 SET first_seen = min(first_seen, excluded.first_seen)
                 RETURNING id",
            )?
            .query_row(
                named_params! {
                    ":unit": unit,
                    ":id": id,
                    ":scan": scan.0,
                    ":first_seen": first_seen,
                },
                |row| row.get(0),
            )?)
    }
}

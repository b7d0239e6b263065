//! Scans, units and assets.

use std::collections::{BTreeMap, BTreeSet};

use opencite_core::ScanId;
use rusqlite::types::Value;
use rusqlite::{Connection, Transaction};

use super::ScanMap;
use super::interleave::{self, History};
use super::rows::{Copier, Numbers, renumber};
use super::source::Source;
use crate::failure::Failure;

/// Copies scans, units, runs and assets.
pub(super) fn copy(
    tx: &Transaction<'_>,
    sources: &[Source],
    maps: &[ScanMap],
) -> Result<(), Failure> {
    let mut taken = BTreeSet::new();
    let mut histories = Vec::new();
    for (source, scans) in sources.iter().zip(maps) {
        let copier = Copier {
            from: source.connection(),
            into: tx,
        };
        let fresh = fresh(scans, &mut taken);
        copy_scans(copier, &fresh)?;
        let units = copy_units(copier)?;
        let builds = copy_builds(copier)?;
        copy_runs(copier, &fresh, &units, &builds)?;
        histories.push(History {
            from: source.connection(),
            scans: scans.clone(),
            units,
            builds,
        });
    }
    let shared = shared(&histories);
    for history in &histories {
        copy_assets(tx, history, &shared)?;
    }
    shared
        .iter()
        .try_for_each(|unit| interleave::unit(tx, *unit, &histories))
}

/// The scans that no input before had.
fn fresh(scans: &ScanMap, taken: &mut BTreeSet<ScanId>) -> ScanMap {
    let new = scans.iter().filter(|(_, new)| taken.insert(**new));
    new.map(|(old, new)| (*old, *new)).collect()
}

fn mapped(scans: &ScanMap) -> impl Fn(i64) -> Option<i64> {
    |old| scans.get(&ScanId(old)).map(|new| new.0)
}

fn copy_scans(copier: Copier<'_>, fresh: &ScanMap) -> Result<(), Failure> {
    copier.rows(
        &among(
            "SELECT id, started, finished, outcome, error, program_version, simulated, complete, partial, failed,
                    skipped, assets, requests FROM scan WHERE id IN",
            fresh,
        ),
        "INSERT INTO scan (id, started, finished, outcome, error, program_version, simulated, complete, partial,
             failed, skipped, assets, requests)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        |values| renumber(values, 0, mapped(fresh)),
    )
}

/// A statement about some scans.
fn among(sql: &str, scans: &ScanMap) -> String {
    let numbers: Vec<_> = scans.keys().map(ToString::to_string).collect();
    format!("{sql} ({})", numbers.join(", "))
}

fn copy_units(copier: Copier<'_>) -> Result<Numbers, Failure> {
    copier.known(
        "SELECT id, plugin, asset_type, account, region, usage FROM unit ORDER BY id",
        "INSERT INTO unit (plugin, asset_type, account, region, usage) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT DO UPDATE SET usage = max(usage, excluded.usage) RETURNING id",
        |_| Ok(()),
    )
}

fn copy_builds(copier: Copier<'_>) -> Result<Numbers, Failure> {
    copier.known(
        "SELECT id, digest FROM plugin_build ORDER BY id",
        "INSERT INTO plugin_build (digest) VALUES (?1)
         ON CONFLICT DO UPDATE SET digest = digest RETURNING id",
        |_| Ok(()),
    )
}

fn copy_runs(
    copier: Copier<'_>,
    fresh: &ScanMap,
    units: &Numbers,
    builds: &Numbers,
) -> Result<(), Failure> {
    copier.rows(
        &among(
            "SELECT scan, unit, plugin_build, outcome, assets, requests, started, finished, error_kind, error_code,
                    error_operation, error_message, error_request_id, error_attempts, listed_since
             FROM unit_run WHERE scan IN",
            fresh,
        ),
        "INSERT INTO unit_run (scan, unit, plugin_build, outcome, assets, requests, started, finished, error_kind,
             error_code, error_operation, error_message, error_request_id, error_attempts, listed_since)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        |values| {
            renumber(values, 0, mapped(fresh))?;
            renumber(values, 1, |unit| units.get(&unit).copied())?;
            renumber(values, 2, |build| builds.get(&build).copied())
        },
    )
}

/// The units that several inputs have, by their new numbers.
fn shared(histories: &[History<'_>]) -> BTreeSet<i64> {
    let mut inputs: BTreeMap<i64, usize> = BTreeMap::new();
    for unit in histories.iter().flat_map(|history| history.units.values()) {
        *inputs.entry(*unit).or_default() += 1;
    }
    let several = inputs.into_iter().filter(|(_, inputs)| *inputs > 1);
    several.map(|(unit, _)| unit).collect()
}

/// Copies the assets of units that no other input has. Their numbers grow by the same amount.
fn copy_assets(
    tx: &Transaction<'_>,
    history: &History<'_>,
    shared: &BTreeSet<i64>,
) -> Result<(), Failure> {
    let own = history
        .units
        .iter()
        .filter(|(_, new)| !shared.contains(new));
    let own: Vec<_> = own.map(|(old, _)| old.to_string()).collect();
    let own = own.join(", ");
    let offset = highest_asset(tx)?;
    let copier = Copier {
        from: history.from,
        into: tx,
    };
    let place = |values: &mut [Value], unit: usize, asset: usize| {
        renumber(values, unit, |unit| history.units.get(&unit).copied())?;
        renumber(values, asset, |asset| asset.checked_add(offset))
    };
    copier.rows(
        &format!(
            "SELECT id, unit, asset_id, first_scan, first_seen, version_token, described_by FROM asset
             WHERE unit IN ({own}) ORDER BY id"
        ),
        "INSERT INTO asset (id, unit, asset_id, first_scan, first_seen, version_token, described_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        |values| {
            place(values, 1, 0)?;
            renumber(values, 3, mapped(&history.scans))?;
            renumber(values, 6, |build| history.builds.get(&build).copied())
        },
    )?;
    copier.rows(
        &format!(
            "SELECT unit, asset, from_scan, to_scan, detail, content_hash, name, status, created, modified, relations,
                    properties, began, last_seen
             FROM asset_version WHERE unit IN ({own}) ORDER BY id"
        ),
        "INSERT INTO asset_version (unit, asset, from_scan, to_scan, detail, content_hash, name, status, created,
             modified, relations, properties, began, last_seen)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        |values| {
            place(values, 0, 1)?;
            renumber(values, 2, mapped(&history.scans))?;
            renumber(values, 3, mapped(&history.scans))
        },
    )
}

fn highest_asset(connection: &Connection) -> Result<i64, Failure> {
    let sql = "SELECT coalesce(max(id), 0) FROM asset";
    Ok(connection.query_row(sql, [], |row| row.get(0))?)
}

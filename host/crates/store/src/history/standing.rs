//! How units stood at two scans, and so whether they can be compared.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use opencite_core::{
    Comparison, IncomparableUnit, PluginId, ScanId, ScanRecord, Timestamp, UnitKey, UnitRecord,
    UnitState,
};
use rusqlite::{Connection, Row, named_params};

use crate::failure::Failure;
use crate::filter::AssetFilter;
use crate::runs;

/// How units stood at two scans.
#[derive(Debug, Default)]
pub(super) struct Standing {
    /// The units that are complete at both, by their rows.
    pub(super) complete: HashMap<i64, CompleteUnit>,
    /// How many units can be compared: those, and the ones in which there was nothing to ask at either.
    comparable: u64,
    incomparable: Vec<IncomparableUnit>,
    updated_plugins: BTreeSet<PluginId>,
}

/// What matters of a unit that is complete at both scans.
#[derive(Debug, Clone, Copy)]
pub(super) struct CompleteUnit {
    /// Since when the later run listed.
    pub(super) listed_since: Option<Timestamp>,
}

/// The latest run of each unit up to a scan. Sources of usage are not asked for assets.
pub(crate) const STATES: &str = "
    SELECT * FROM unit CROSS JOIN unit_run ON unit_run.unit = unit.id
    WHERE NOT unit.usage
      AND (:plugin IS NULL OR plugin = :plugin)
      AND (:asset_type IS NULL OR asset_type = :asset_type)
      AND (:account IS NULL OR account = :account)
      AND (:region IS NULL OR region = :region)
      AND scan = (SELECT max(scan) FROM unit_run WHERE unit = unit.id AND scan <= :at)
    ORDER BY plugin, asset_type, account, region";

/// How a unit stood at a scan.
#[derive(Debug, Clone)]
struct State {
    unit: i64,
    plugin_build: i64,
    run: UnitRecord,
}

impl Standing {
    /// How the units stood at two scans, the earlier one first.
    pub(super) fn between(
        connection: &Connection,
        filter: &AssetFilter,
        (from, to): (ScanId, ScanId),
    ) -> Result<Self, Failure> {
        let before = states(connection, filter, from)?;
        let mut before: BTreeMap<_, _> = before
            .into_iter()
            .map(|state| (state.unit, state))
            .collect();
        let mut standing = Self::default();
        for after in states(connection, filter, to)? {
            let before = before.remove(&after.unit);
            standing.add(before, after);
        }
        Ok(standing)
    }

    /// The comparison of two scans, without what is different.
    pub(super) fn into_comparison(
        self,
        (from, to): (ScanRecord, ScanRecord),
        simulated: bool,
    ) -> Comparison {
        Comparison {
            from,
            to,
            simulated,
            comparable: self.comparable,
            added: Vec::new(),
            removed: Vec::new(),
            aged_out: Vec::new(),
            changed: Vec::new(),
            ticked: Vec::new(),
            not_comparable: self.incomparable,
            updated_plugins: self.updated_plugins.into_iter().collect(),
        }
    }

    fn add(&mut self, before: Option<State>, after: State) {
        let unit = after.unit;
        let listed_since = after.run.listed_since;
        let key = after.run.key.clone();
        let updated = before
            .as_ref()
            .is_some_and(|before| before.plugin_build != after.plugin_build);
        let before = before.map_or(UnitState::NeverRun, |state| state.run.into());
        let after = UnitState::from(after.run);
        if before.is_complete() && after.is_complete() {
            self.complete.insert(unit, CompleteUnit { listed_since });
        } else if !(before.is_skipped() && after.is_skipped()) {
            return self.refuse(key, before, after);
        }
        self.comparable += 1;
        if updated {
            self.updated_plugins.insert(key.plugin);
        }
    }

    fn refuse(&mut self, key: UnitKey, from: UnitState, to: UnitState) {
        self.incomparable.push(IncomparableUnit { key, from, to });
    }
}

fn states(
    connection: &Connection,
    filter: &AssetFilter,
    at: ScanId,
) -> Result<Vec<State>, Failure> {
    connection
        .prepare_cached(STATES)?
        .query_and_then(
            named_params! {
                ":plugin": filter.plugin(),
                ":asset_type": filter.asset_type(),
                ":account": filter.account(),
                ":region": filter.region(),
                ":at": at.0,
            },
            state,
        )?
        .collect()
}

fn state(row: &Row<'_>) -> Result<State, Failure> {
    Ok(State {
        unit: row.get("unit")?,
        plugin_build: row.get("plugin_build")?,
        run: runs::record(row)?,
    })
}

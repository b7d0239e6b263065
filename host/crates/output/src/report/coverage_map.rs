//! The map of what was asked: asset types down, regions across, a map for each account.

use std::collections::{BTreeMap, BTreeSet};

use opencite_core::{AccountId, Outcome, UnitRecord};
use serde::Serialize;

use super::status::Tone;
use crate::trouble::{kind_title, kind_word};
use crate::words::{count, counted, number, title};

/// With more accounts than this, the maps are folded.
const MAX_OPEN: usize = 3;
/// The most maps: what is beyond is in the table of units.
const MAX_MAPS: usize = 20;

/// The map of an account.
#[derive(Debug, Serialize)]
pub(super) struct MapView {
    account: String,
    open: bool,
    regions: Vec<String>,
    rows: Vec<MapRow>,
}

#[derive(Debug, Serialize)]
struct MapRow {
    plugin: String,
    title: String,
    /// As many as there are regions; nothing where nothing was asked.
    cells: Vec<Option<Cell>>,
}

#[derive(Debug, Clone, Serialize)]
struct Cell {
    text: String,
    tone: Tone,
    hint: String,
}

type Grid<'a> = BTreeMap<(&'a str, &'a str), BTreeMap<&'a str, Cell>>;

pub(super) fn of(units: &[UnitRecord]) -> Vec<MapView> {
    let mut accounts: BTreeMap<&AccountId, Grid<'_>> = BTreeMap::new();
    for unit in units {
        let key = &unit.key;
        let rows = accounts.entry(&key.account).or_default();
        let row = rows
            .entry((key.plugin.as_str(), key.asset_type.as_str()))
            .or_default();
        row.insert(key.region.as_str(), Cell::of(unit));
    }
    let open = accounts.len() <= MAX_OPEN;
    accounts
        .into_iter()
        .take(MAX_MAPS)
        .map(|(account, grid)| MapView::of(account, &grid, open))
        .collect()
}

/// How many accounts have no map, where that is so.
pub(super) fn left_out(units: &[UnitRecord]) -> Option<String> {
    let accounts: BTreeSet<_> = units.iter().map(|unit| &unit.key.account).collect();
    let left_out = accounts.len().saturating_sub(MAX_MAPS);
    (left_out > 0).then(|| counted(number(left_out), "account"))
}

impl MapView {
    fn of(account: &AccountId, grid: &Grid<'_>, open: bool) -> Self {
        let regions: BTreeSet<_> = grid.values().flat_map(BTreeMap::keys).copied().collect();
        let row = |((plugin, asset_type), cells): (&(&str, &str), &BTreeMap<&str, Cell>)| MapRow {
            plugin: (*plugin).to_owned(),
            title: title(asset_type),
            cells: regions
                .iter()
                .map(|region| cells.get(region).cloned())
                .collect(),
        };
        Self {
            account: account.to_string(),
            open,
            rows: grid.iter().map(row).collect(),
            regions: regions.into_iter().map(str::to_owned).collect(),
        }
    }
}

impl Cell {
    fn of(unit: &UnitRecord) -> Self {
        let (text, tone) = match &unit.outcome {
            Outcome::Complete if unit.assets == 0 => ("0".to_owned(), Tone::Plain),
            Outcome::Complete => (count(unit.assets), Tone::Good),
            Outcome::Partial(error) => (
                format!("{}+ {}", count(unit.assets), kind_word(error.kind)),
                Tone::Busy,
            ),
            Outcome::Failed(error) => (kind_word(error.kind).to_owned(), Tone::Bad),
            Outcome::Skipped(_) => ("–".to_owned(), Tone::Plain),
        };
        Self {
            text,
            tone,
            hint: hint(unit),
        }
    }
}

fn hint(unit: &UnitRecord) -> String {
    match unit.outcome.error() {
        Some(error) => format!("{}: {}", unit.outcome.kind(), kind_title(error.kind)),
        None if unit.assets == 0 => "complete and empty".to_owned(),
        None => "complete".to_owned(),
    }
}

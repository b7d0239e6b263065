//! What the table of assets shows, column by column.

use std::collections::BTreeMap;

use opencite_core::{AssetRecord, UnitKey, printable};
use serde::Serialize;

use super::block::{Block, Room};
use super::texts::{Dictionary, second};
use crate::report::catalogue;
use crate::report::shelf::Shelf;
use crate::report::status::Tone;
use crate::words::title;

/// How many assets a block has: few enough for the page to stay alive between two.
const ROWS: usize = 10_000;
/// How many letters of a name the table has; the details have all.
pub(super) const MAX_LETTERS: usize = 200;

/// A unit: plugin, type, title of the type, account, region, and whether it is a catalogue.
type Unit<'a> = (&'a str, &'a str, String, &'a str, &'a str, bool);

/// The columns of some assets. A number of `-1` stands for nothing.
#[derive(Default, Serialize)]
struct Columns<'a> {
    name: Vec<String>,
    id: Vec<String>,
    unit: Vec<usize>,
    status: Vec<i64>,
    /// The texts that `status` has the numbers of, and their tones.
    statuses: Vec<(String, Tone)>,
    created: Vec<Option<i64>>,
    modified: Vec<Option<i64>>,
    first: Vec<i64>,
    last: Vec<i64>,
    /// The rows within the block that the scan cannot vouch for.
    stale: Vec<usize>,
    #[serde(skip)]
    words: Dictionary<'a>,
}

pub(super) fn units<'a>(shelf: &Shelf<'a>) -> Vec<Unit<'a>> {
    keys(shelf).into_keys().map(unit).collect()
}

pub(super) fn put(shelf: &Shelf<'_>, room: &mut Room) {
    let numbers = keys(shelf);
    for (block, rows) in shelf.rows.chunks(ROWS).enumerate() {
        let mut columns = Columns::default();
        for asset in rows {
            columns.push(asset, &numbers, shelf);
        }
        let columns = columns.finished();
        if !room.take(Block::of("index", block * ROWS, rows.len(), &columns)) {
            return;
        }
    }
}

/// The number of each unit that has assets.
fn keys<'a>(shelf: &Shelf<'a>) -> BTreeMap<&'a UnitKey, usize> {
    let mut keys: BTreeMap<_, _> = shelf.rows.iter().map(|asset| (&asset.unit, 0)).collect();
    for (number, place) in keys.values_mut().enumerate() {
        *place = number;
    }
    keys
}

fn unit(key: &UnitKey) -> Unit<'_> {
    (
        key.plugin.as_str(),
        key.asset_type.as_str(),
        title(key.asset_type.as_str()),
        key.account.as_str(),
        key.region.as_str(),
        catalogue::reason(key).is_some(),
    )
}

impl<'a> Columns<'a> {
    fn push(
        &mut self,
        asset: &'a AssetRecord,
        numbers: &BTreeMap<&UnitKey, usize>,
        report: &Shelf<'_>,
    ) {
        if report.freshness.as_of(asset).is_some() {
            self.stale.push(self.name.len());
        }
        let status = asset
            .status
            .as_deref()
            .map(|status| self.words.number(status));
        self.status.push(
            status
                .and_then(|number| number.try_into().ok())
                .unwrap_or(-1),
        );
        self.name.push(shortened(&asset.name));
        self.id.push(printable(asset.id.as_str()).into_owned());
        self.unit
            .push(numbers.get(&asset.unit).copied().unwrap_or_default());
        self.created.push(asset.created.map(second));
        self.modified.push(asset.modified.map(second));
        self.first.push(second(asset.first_seen));
        self.last.push(second(asset.last_seen));
    }

    fn finished(mut self) -> Self {
        let toned = |text: String| (text.clone(), Tone::of(&text));
        self.statuses = std::mem::take(&mut self.words.texts)
            .into_iter()
            .map(toned)
            .collect();
        self
    }
}

fn shortened(name: &str) -> String {
    if name.chars().nth(MAX_LETTERS).is_none() {
        return printable(name).into_owned();
    }
    let start: String = name.chars().take(MAX_LETTERS).collect();
    printable(&start).into_owned() + "…"
}

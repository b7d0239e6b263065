//! What is shown of an asset that is opened.

use std::collections::BTreeMap;

use opencite_core::{
    AssetId, AssetLife, AssetRecord, LifeEvent, LifeEventKind, Relation, UnitKey, printable,
};
use serde::{Serialize, Serializer};
use serde_json::Value;

use super::block::{Block, Room};
use super::index::MAX_LETTERS;
use super::texts::{Shown, second};
use crate::report::field::FieldView;
use crate::report::shelf::Shelf;

/// How many bytes of JSON a block has at least, unless it is the last: enough to be pressed well, and few enough to be
/// unpacked at once.
const BYTES: usize = 192 * 1024;
/// How many bytes of JSON all blocks have: what takes the time is pressing them, however small they become.
const ALL_BYTES: usize = 400 * 1024 * 1024;
/// How many events of a life are shown, and how many fields of an event.
const MAX_EVENTS: usize = 100;
const MAX_FIELDS: usize = 40;

/// The lives by unit and id.
type Lives<'a> = BTreeMap<(&'a UnitKey, &'a AssetId), &'a AssetLife>;

#[derive(Serialize)]
struct Details<'a> {
    properties: Object<'a>,
    /// The kind, the id of the target, and its row where the page has it.
    relations: Vec<(String, String, Option<usize>)>,
    /// Newest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    history: Vec<Event>,
    /// The whole name, where the table has only its start.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
}

struct Object<'a>(&'a serde_json::Map<String, Value>);

#[derive(Serialize)]
struct Event {
    at: i64,
    scan: String,
    kind: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fields: Vec<FieldView>,
    /// How many fields more.
    #[serde(skip_serializing_if = "is_nothing")]
    more: usize,
}

pub(super) fn put(shelf: &Shelf<'_>, room: &mut Room) {
    let lives = lives(shelf);
    let mut json = Vec::new();
    let mut first = 0;
    let mut pressed = 0;
    for (row, asset) in shelf.rows.iter().enumerate() {
        json.push(if row == first { b'[' } else { b',' });
        let details = Details::of(asset, shelf, &lives);
        serde_json::to_writer(&mut json, &details).expect("texts, numbers and lists are JSON");
        let count = row + 1 - first;
        if json.len() >= BYTES || row + 1 == shelf.rows.len() {
            json.push(b']');
            pressed += json.len();
            if pressed > ALL_BYTES || !room.take(Block::of_json("details", first, count, &json)) {
                return;
            }
            json.clear();
            first = row + 1;
        }
    }
}

fn lives<'a>(shelf: &Shelf<'a>) -> Lives<'a> {
    let lives = shelf.report.lives.iter();
    lives.map(|life| ((&life.unit, &life.id), life)).collect()
}

impl<'a> Details<'a> {
    fn of(asset: &'a AssetRecord, shelf: &Shelf<'_>, lives: &Lives<'_>) -> Self {
        let relation = |relation: &Relation| {
            let Relation { kind, target } = relation;
            (
                printable(kind).into_owned(),
                printable(target).into_owned(),
                shelf.target(asset, relation),
            )
        };
        let life = lives.get(&(&asset.unit, &asset.id));
        let is_cut = asset.name.chars().nth(MAX_LETTERS).is_some();
        Self {
            properties: Object(asset.properties.as_map()),
            relations: asset.relations.iter().map(relation).collect(),
            history: life.map(|life| history(life)).unwrap_or_default(),
            name: is_cut.then(|| printable(&asset.name).into_owned()),
        }
    }
}

fn history(life: &AssetLife) -> Vec<Event> {
    let newest = life.events.iter().rev().take(MAX_EVENTS);
    newest.map(Event::of).collect()
}

impl Event {
    fn of(event: &LifeEvent) -> Self {
        let (kind, fields) = match &event.kind {
            LifeEventKind::Appeared => ("appeared", &[][..]),
            LifeEventKind::Changed(fields) => ("changed", fields.as_slice()),
            LifeEventKind::Gone => ("gone", &[][..]),
            LifeEventKind::AgedOut => ("aged_out", &[][..]),
        };
        Self {
            at: second(event.at),
            scan: event.scan.to_string(),
            kind,
            fields: fields
                .iter()
                .take(MAX_FIELDS)
                .map(FieldView::printable)
                .collect(),
            more: fields.len().saturating_sub(MAX_FIELDS),
        }
    }
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(
            self.0
                .iter()
                .map(|(key, value)| (printable(key), Shown(value))),
        )
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference"
)]
fn is_nothing(count: &usize) -> bool {
    *count == 0
}

//! The assets of a document, by type.

use std::collections::BTreeMap;

use opencite_core::{AssetRecord, OutcomeKind, Relation, UnitRecord};
use serde::Serialize;

use super::moment::Moment;
use super::properties::PropertyTree;
use super::shelf::{Shelf, TypeShelf};
use super::short::short;
use crate::trouble::kind_title;
use crate::words::{count, listed, number, title, within_sentence};

/// How many places are named at a type that is not complete: the section on coverage has them all.
const MAX_PLACES: usize = 6;
/// How many assets of a type a document lists, and how many of them with all that is known. What is left out is counted
/// and said, and is in the CSV.
const MAX_ROWS: usize = 200;
const MAX_DETAILS: usize = 50;
const MAX_RELATIONS: usize = 50;
/// How many assets a document lists in all, and how many bytes of what is known of them it has.
const MAX_ALL_ROWS: usize = 10_000;
const MAX_ALL_BYTES: usize = 2_000_000;

/// The assets of a type.
#[derive(Debug, Serialize)]
pub(super) struct TypeView {
    plugin: String,
    asset_type: String,
    title: String,
    count: String,
    /// Why it is a catalogue, where it is one.
    reason: Option<&'static str>,
    /// "permission denied in 111122223333 us-east-1".
    gaps: Vec<String>,
    rows: Vec<AssetView>,
    /// How many assets are not listed, where that is so.
    left_out: Option<String>,
}

#[derive(Debug, Serialize)]
struct AssetView {
    name: String,
    id: String,
    region: String,
    account: String,
    status: Option<String>,
    created: Option<Moment>,
    first_seen: Moment,
    last_seen: Moment,
    /// When the asset was last seen, where the scan itself cannot vouch for it.
    as_of: Option<Moment>,
    /// Nothing beyond the first assets.
    details: Option<DetailsView>,
}

#[derive(Debug, Serialize)]
struct DetailsView {
    relations: Vec<RelationView>,
    properties: PropertyTree,
}

#[derive(Debug, Serialize)]
struct RelationView {
    kind: String,
    target: String,
}

/// The types of which somebody has something.
pub(super) fn own(shelf: &Shelf<'_>) -> Vec<TypeView> {
    views(shelf, |of_type| of_type.reason.is_none())
}

/// The types that list what is on offer.
pub(super) fn catalogue(shelf: &Shelf<'_>) -> Vec<TypeView> {
    views(shelf, |of_type| of_type.reason.is_some())
}

fn views(shelf: &Shelf<'_>, wanted: fn(&TypeShelf<'_>) -> bool) -> Vec<TypeView> {
    let types = shelf
        .types
        .iter()
        .filter(|of_type| !of_type.assets.is_empty() && wanted(of_type));
    let mut room = Room {
        rows: MAX_ALL_ROWS,
        bytes: MAX_ALL_BYTES,
    };
    let view = |of_type| TypeView::of(of_type, shelf, &mut room);
    types.map(view).collect()
}

/// What room there is in a document.
struct Room {
    rows: usize,
    bytes: usize,
}

impl Room {
    /// How many of some assets there is room for.
    fn rows(&mut self, assets: usize) -> usize {
        let rows = assets.min(MAX_ROWS).min(self.rows);
        self.rows -= rows;
        rows
    }

    /// What is known of an asset, while there is room.
    fn details(&mut self, asset: &AssetRecord) -> Option<DetailsView> {
        let details = DetailsView::of(asset);
        self.bytes = self.bytes.checked_sub(details.bytes())?;
        Some(details)
    }
}

impl TypeView {
    fn of(of_type: &TypeShelf<'_>, shelf: &Shelf<'_>, room: &mut Room) -> Self {
        let rows = rows(of_type, shelf, room);
        let left_out = of_type.assets.len() - rows.len();
        Self {
            plugin: of_type.plugin.to_owned(),
            asset_type: of_type.asset_type.to_owned(),
            title: title(of_type.asset_type),
            count: count(number(of_type.assets.len())),
            reason: of_type.reason,
            gaps: gaps(&of_type.units),
            rows,
            left_out: (left_out > 0).then(|| count(number(left_out))),
        }
    }
}

fn rows(of_type: &TypeShelf<'_>, shelf: &Shelf<'_>, room: &mut Room) -> Vec<AssetView> {
    let rows = room.rows(of_type.assets.len());
    let row = |(number, asset): (usize, &&AssetRecord)| {
        let has_details = of_type.reason.is_none() && number < MAX_DETAILS;
        AssetView {
            details: if has_details {
                room.details(asset)
            } else {
                None
            },
            ..AssetView::of(asset, shelf)
        }
    };
    (0..rows).zip(&of_type.assets).map(row).collect()
}

impl AssetView {
    fn of(asset: &AssetRecord, shelf: &Shelf<'_>) -> Self {
        Self {
            name: short(&asset.name),
            id: asset.id.to_string(),
            region: asset.unit.region.to_string(),
            account: asset.unit.account.to_string(),
            status: asset.status.as_deref().map(short),
            created: asset.created.map(Moment::from),
            first_seen: asset.first_seen.into(),
            last_seen: asset.last_seen.into(),
            as_of: shelf.freshness.as_of(asset).map(Moment::from),
            details: None,
        }
    }
}

impl DetailsView {
    fn of(asset: &AssetRecord) -> Self {
        let relation = |relation: &Relation| RelationView {
            kind: short(&relation.kind),
            target: short(&relation.target),
        };
        Self {
            relations: asset
                .relations
                .iter()
                .take(MAX_RELATIONS)
                .map(relation)
                .collect(),
            properties: PropertyTree::of(&asset.properties),
        }
    }

    fn bytes(&self) -> usize {
        let relations = self.relations.iter();
        let relations: usize = relations.map(|one| one.kind.len() + one.target.len()).sum();
        relations + self.properties.bytes()
    }
}

/// The latest runs that are not complete, by what kept them from it.
fn gaps(units: &[&UnitRecord]) -> Vec<String> {
    let mut gaps: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let missing = units
        .iter()
        .filter(|unit| unit.outcome.kind() != OutcomeKind::Skipped);
    for (unit, error) in missing.filter_map(|unit| Some((unit, unit.outcome.error()?))) {
        let place = format!("{} {}", unit.key.account, unit.key.region);
        gaps.entry(kind_title(error.kind)).or_default().push(place);
    }
    gaps.into_iter()
        .map(|(what, places)| gap(what, places))
        .collect()
}

fn gap(what: &str, mut places: Vec<String>) -> String {
    let left_out = places.len().saturating_sub(MAX_PLACES);
    places.truncate(MAX_PLACES);
    if left_out > 0 {
        places.push(format!("{left_out} more"));
    }
    format!("{} in {}", within_sentence(what), listed(&places))
}

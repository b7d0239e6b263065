//! What is worth a look: assets that stand out by what every asset has.

use std::cmp::Reverse;

use jiff::SignedDuration;
use opencite_core::{AssetRecord, Timestamp};
use serde::Serialize;

use super::link;
use super::moment::Moment;
use super::shelf::Shelf;
use super::short::short;
use super::status::Tone;
use crate::words::{count, number, title};

/// How many assets a list shows.
const MAX_ITEMS: usize = 8;
/// How far ahead an end is worth a look.
const SOON: SignedDuration = SignedDuration::from_hours(24 * 60);

/// A list of assets that stand out.
#[derive(Debug, Serialize)]
pub(super) struct NotableView {
    title: &'static str,
    why: &'static str,
    items: Vec<ItemView>,
    /// How many more there are, where that is so.
    left_out: Option<String>,
}

#[derive(Debug, Serialize)]
struct ItemView {
    name: String,
    link: String,
    what: String,
    region: String,
    account: String,
    /// The word that makes it stand out, where it is one.
    word: Option<String>,
    /// The time that makes it stand out, where it is one, and what it is the time of.
    time: Option<Moment>,
    time_word: &'static str,
}

struct Item<'a> {
    asset: &'a AssetRecord,
    word: Option<String>,
    time: Option<Timestamp>,
    time_word: &'static str,
}

/// The lists that have something on them.
pub(super) fn of(shelf: &Shelf<'_>) -> Vec<NotableView> {
    let lists = [
        list(
            "In trouble",
            "Their status says that something went wrong.",
            in_trouble(shelf),
        ),
        list(
            "Ending soon",
            "They expire within 60 days of this report.",
            ending(shelf),
        ),
        list("New", "This scan was the first to see them.", new(shelf)),
        list(
            "Made last",
            "The latest by the time that AWS says they were made.",
            made_last(shelf),
        ),
    ];
    lists.into_iter().flatten().collect()
}

fn list(title: &'static str, why: &'static str, items: Vec<Item<'_>>) -> Option<NotableView> {
    let left_out = items.len().saturating_sub(MAX_ITEMS);
    (!items.is_empty()).then(|| NotableView {
        title,
        why,
        items: items
            .into_iter()
            .take(MAX_ITEMS)
            .map(ItemView::of)
            .collect(),
        left_out: (left_out > 0).then(|| count(number(left_out))),
    })
}

fn in_trouble<'a>(shelf: &Shelf<'a>) -> Vec<Item<'a>> {
    let bad = |asset: &'a AssetRecord| {
        let status = asset
            .status
            .clone()
            .filter(|status| Tone::of(status) == Tone::Bad)?;
        Some(Item {
            word: Some(status),
            ..Item::made(asset)
        })
    };
    shelf.own().filter_map(bad).collect()
}

/// Assets with a property that is a time and is called an expiration.
fn ending<'a>(shelf: &Shelf<'a>) -> Vec<Item<'a>> {
    let now = shelf.inventory.generated;
    let ends = |asset: &'a AssetRecord| {
        let end = expiration(asset).filter(|end| *end >= now && end.duration_since(now) <= SOON)?;
        Some(Item {
            asset,
            word: None,
            time: Some(end),
            time_word: "expires",
        })
    };
    let mut items: Vec<_> = shelf.own().filter_map(ends).collect();
    items.sort_by_key(|item| item.time);
    items
}

fn expiration(asset: &AssetRecord) -> Option<Timestamp> {
    let named = asset
        .properties
        .as_map()
        .iter()
        .filter(|(key, _)| key.contains("expir"));
    named
        .filter_map(|(_, value)| value.as_str()?.parse().ok())
        .min()
}

/// In a first scan everything is new, which says nothing.
fn new<'a>(shelf: &Shelf<'a>) -> Vec<Item<'a>> {
    let began = shelf.inventory.scan.started;
    let (new, known): (Vec<_>, Vec<_>) = shelf.own().partition(|asset| asset.first_seen >= began);
    if known.is_empty() {
        return Vec::new();
    }
    new.into_iter().map(Item::made).collect()
}

fn made_last<'a>(shelf: &Shelf<'a>) -> Vec<Item<'a>> {
    let mut made: Vec<_> = shelf
        .own()
        .filter(|asset| asset.created.is_some())
        .collect();
    made.sort_by_key(|asset| Reverse(asset.created));
    made.truncate(MAX_ITEMS);
    made.into_iter().map(Item::made).collect()
}

impl<'a> Item<'a> {
    fn made(asset: &'a AssetRecord) -> Self {
        Self {
            asset,
            word: None,
            time: asset.created,
            time_word: "made",
        }
    }
}

impl ItemView {
    fn of(item: Item<'_>) -> Self {
        let Item {
            asset,
            word,
            time,
            time_word,
        } = item;
        Self {
            name: short(&asset.name),
            link: link::of(asset),
            what: title(asset.unit.asset_type.as_str()),
            region: asset.unit.region.to_string(),
            account: asset.unit.account.to_string(),
            word,
            time: time.map(Moment::from),
            time_word,
        }
    }
}

//! The numbers of a report: how much there is, and of what.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use opencite_core::AssetRecord;
use serde::Serialize;

use super::bar::{self, Bar};
use super::shelf::Shelf;
use crate::words::{count, counted, number};

/// How many bars a chart has: what is beyond is summed up.
const MAX_BARS: usize = 12;

/// The numbers of a report.
#[derive(Debug, Serialize)]
pub(super) struct SummaryView {
    sentence: String,
    cards: Vec<Card>,
    charts: Vec<Chart>,
}

#[derive(Debug, Serialize)]
struct Card {
    label: &'static str,
    value: String,
    note: &'static str,
}

#[derive(Debug, Serialize)]
struct Chart {
    title: &'static str,
    bars: Vec<Bar>,
}

impl SummaryView {
    pub(super) fn of(shelf: &Shelf<'_>) -> Self {
        let own: Vec<_> = shelf.own().collect();
        Self {
            sentence: sentence(&own),
            cards: cards(&own, shelf),
            charts: charts(&own),
        }
    }
}

impl SummaryView {
    pub(super) fn sentence(&self) -> &str {
        &self.sentence
    }
}

fn sentence(own: &[&AssetRecord]) -> String {
    format!(
        "{} of {} in {} and {}",
        counted(total(own), "asset"),
        counted(distinct(own, type_of), "type"),
        counted(distinct(own, account_of), "account"),
        counted(distinct(own, region_of), "region"),
    )
}

fn cards(own: &[&AssetRecord], shelf: &Shelf<'_>) -> Vec<Card> {
    let everything = number(shelf.inventory.assets.len());
    let catalogue: u64 = everything - total(own);
    let began = shelf.inventory.scan.started;
    let new = own.iter().filter(|asset| asset.first_seen >= began).count();
    let uncertain = own
        .iter()
        .filter(|asset| shelf.freshness.as_of(asset).is_some())
        .count();
    let card = |label, value, note| Card {
        label,
        value: count(value),
        note,
    };
    vec![
        card("Assets", total(own), "yours, without the catalogue"),
        card("Types", distinct(own, type_of), "with at least one asset"),
        card("New", number(new), "first seen by this scan"),
        card("Uncertain", number(uncertain), "not confirmed by this scan"),
        card("Catalogue", catalogue, "on offer, used or not"),
    ]
}

fn charts(own: &[&AssetRecord]) -> Vec<Chart> {
    let chart = |title, part| Chart {
        title,
        bars: tallied(own, part),
    };
    vec![
        chart("By type", type_of),
        chart("By region", region_of),
        chart("By account", account_of),
        chart("By status", status_of),
    ]
}

/// Counts by what a part of the assets says, the largest first.
fn tallied(assets: &[&AssetRecord], part: fn(&AssetRecord) -> String) -> Vec<Bar> {
    let mut tally: BTreeMap<String, u64> = BTreeMap::new();
    for asset in assets {
        *tally.entry(part(asset)).or_default() += 1;
    }
    let mut counts: Vec<_> = tally.into_iter().collect();
    counts.sort_by_key(|(_, count)| Reverse(*count));
    let rest = counts.split_off(counts.len().min(MAX_BARS));
    if !rest.is_empty() {
        let label = format!("{} more", rest.len());
        counts.push((label, rest.iter().map(|(_, count)| count).sum()));
    }
    bar::side_by_side(counts)
}

fn total(assets: &[&AssetRecord]) -> u64 {
    number(assets.len())
}

fn distinct(assets: &[&AssetRecord], part: fn(&AssetRecord) -> String) -> u64 {
    let parts: BTreeSet<_> = assets.iter().map(|asset| part(asset)).collect();
    number(parts.len())
}

fn type_of(asset: &AssetRecord) -> String {
    format!("{}/{}", asset.unit.plugin, asset.unit.asset_type)
}

fn region_of(asset: &AssetRecord) -> String {
    asset.unit.region.to_string()
}

fn account_of(asset: &AssetRecord) -> String {
    asset.unit.account.to_string()
}

fn status_of(asset: &AssetRecord) -> String {
    asset
        .status
        .clone()
        .unwrap_or_else(|| "no status".to_owned())
}

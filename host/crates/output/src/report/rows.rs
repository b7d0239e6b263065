//! The first assets, as rows that are there without the script.

use serde::Serialize;

use opencite_core::AssetRecord;

use super::link;
use super::moment::Moment;
use super::shelf::Shelf;
use super::status::Tone;
use crate::words::{count, number, title};

/// How many there are.
const MAX_ROWS: usize = 100;

/// The first assets.
#[derive(Debug, Default, Serialize)]
pub(super) struct RowsView {
    rows: Vec<RowView>,
    shown: String,
    /// How many there are, for people and for the script.
    total: String,
    number: u64,
    is_all: bool,
}

#[derive(Debug, Serialize)]
struct RowView {
    link: String,
    name: String,
    id: String,
    what: String,
    plugin: String,
    region: String,
    account: String,
    status: Option<String>,
    tone: Tone,
    created: Option<Moment>,
    last_seen: Moment,
    /// Whether the scan itself cannot vouch for it.
    is_stale: bool,
}

impl RowsView {
    pub(super) fn of(shelf: &Shelf<'_>) -> Self {
        let rows = shelf.rows.iter().take(MAX_ROWS);
        let rows: Vec<_> = rows.map(|asset| RowView::of(asset, shelf)).collect();
        Self {
            shown: count(number(rows.len())),
            total: count(number(shelf.rows.len())),
            number: number(shelf.rows.len()),
            is_all: rows.len() == shelf.rows.len(),
            rows,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

impl RowView {
    fn of(asset: &AssetRecord, shelf: &Shelf<'_>) -> Self {
        Self {
            link: link::of(asset),
            name: asset.name.clone(),
            id: asset.id.as_str().to_owned(),
            what: title(asset.unit.asset_type.as_str()),
            plugin: asset.unit.plugin.to_string(),
            region: asset.unit.region.to_string(),
            account: asset.unit.account.to_string(),
            status: asset.status.clone(),
            tone: asset.status.as_deref().map_or(Tone::Plain, Tone::of),
            created: asset.created.map(Moment::from),
            last_seen: asset.last_seen.into(),
            is_stale: shelf.freshness.as_of(asset).is_some(),
        }
    }
}

//! The first assets, as rows that are there without the script.

use serde::Serialize;

use opencite_core::AssetRecord;

use super::link;
use super::moment::Moment;
use super::shelf::Shelf;
use super::short::short;
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
    short_id: String,
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
            name: short(&asset.name),
            id: asset.id.as_str().to_owned(),
            short_id: resource(asset.id.as_str()).to_owned(),
            what: title(asset.unit.asset_type.as_str()),
            plugin: asset.unit.plugin.to_string(),
            region: asset.unit.region.to_string(),
            account: asset.unit.account.to_string(),
            status: asset.status.as_deref().map(short),
            tone: asset.status.as_deref().map_or(Tone::Plain, Tone::of),
            created: asset.created.map(Moment::from),
            last_seen: asset.last_seen.into(),
            is_stale: shelf.freshness.as_of(asset).is_some(),
        }
    }
}

/// What an ARN has beyond its account: all else has a column of its own.
fn resource(id: &str) -> &str {
    let part = id
        .strip_prefix("arn:")
        .and_then(|rest| rest.splitn(5, ':').nth(4));
    part.filter(|part| !part.is_empty()).unwrap_or(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arn_is_short_and_all_else_stays() {
        assert_eq!(
            resource("arn:aws:sagemaker:eu-west-1:111122223333:endpoint/e:1"),
            "endpoint/e:1"
        );
        assert_eq!(
            resource("arn:aws:bedrock:us-east-1::foundation-model/m"),
            "foundation-model/m"
        );
        assert_eq!(resource("arn:aws:x:y:z:"), "arn:aws:x:y:z:");
        assert_eq!(resource("job-7"), "job-7");
    }
}

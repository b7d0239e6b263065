//! What changed between two scans, and what cannot be said.

mod incomparable;

use opencite_core::{AssetRecord, ChangedAsset, Comparison, FieldChange, ScanRecord};
use serde::Serialize;

use super::field::FieldView;
use super::link;
use super::moment::Moment;
use super::short::short;
use super::status::Tone;
use super::view::Length;
use crate::words::{count, counted, listed, number, title};
use incomparable::IncomparableView;

/// What changed.
#[derive(Debug, Serialize)]
pub(super) struct ChangesView {
    from: SideView,
    to: SideView,
    /// "3 added, 1 removed and 2 changed", or that nothing was.
    sentence: String,
    /// What the sentence rests on.
    basis: String,
    counts: Vec<CountView>,
    lists: Vec<ListView>,
    not_comparable: Vec<IncomparableView>,
    not_comparable_units: String,
    updated_plugins: Vec<String>,
}

#[derive(Debug, Serialize)]
struct SideView {
    scan: String,
    at: Moment,
}

#[derive(Debug, Serialize)]
struct CountView {
    word: &'static str,
    count: String,
}

/// Assets to which the same happened.
#[derive(Debug, Serialize)]
struct ListView {
    title: &'static str,
    /// What the list is called by the style sheet.
    word: &'static str,
    why: &'static str,
    count: String,
    /// Whether it is no news, and folded.
    is_quiet: bool,
    has_fields: bool,
    items: Vec<ItemView>,
    left_out: Option<String>,
}

#[derive(Debug, Serialize)]
struct ItemView {
    /// Where the page has it; what is gone has no place.
    link: Option<String>,
    name: String,
    id: String,
    what: String,
    plugin: String,
    region: String,
    account: String,
    status: Option<String>,
    tone: Tone,
    fields: Vec<FieldView>,
    /// How many fields more.
    more: Option<String>,
}

impl ChangesView {
    pub(super) fn of(changes: &Comparison, links: bool, length: Length) -> Self {
        let units = &changes.not_comparable;
        Self {
            from: SideView::of(&changes.from),
            to: SideView::of(&changes.to),
            sentence: sentence(changes),
            basis: basis(changes),
            counts: counts(changes),
            lists: lists(changes, links, length),
            not_comparable_units: counted(number(units.len()), "unit"),
            not_comparable: incomparable::of(units),
            updated_plugins: changes
                .updated_plugins
                .iter()
                .map(ToString::to_string)
                .collect(),
        }
    }

    /// The sentence, for where nothing else is said of changes.
    pub(super) fn sentence(&self) -> &str {
        &self.sentence
    }
}

fn sentence(changes: &Comparison) -> String {
    let told = [
        (changes.added.len(), "added"),
        (changes.removed.len(), "removed"),
        (changes.changed.len(), "changed"),
    ];
    let told = told.into_iter().filter(|(count, _)| *count > 0);
    let told: Vec<_> = told
        .map(|(assets, word)| format!("{} {word}", count(number(assets))))
        .collect();
    match (told.as_slice(), changes.comparable) {
        ([], 0) => "Nothing can be compared".to_owned(),
        ([], _) => "Nothing was added, removed or changed".to_owned(),
        (told, _) => listed(told),
    }
}

fn basis(changes: &Comparison) -> String {
    match (changes.comparable, changes.not_comparable.len()) {
        (compared, 0) => format!("{} compared, all there are.", counted(compared, "unit")),
        (compared, missing) => format!(
            "{} compared; of {} nothing can be said, as not both scans listed them to the end.",
            counted(compared, "unit"),
            count(number(missing))
        ),
    }
}

fn counts(changes: &Comparison) -> Vec<CountView> {
    let counts = [
        ("added", changes.added.len()),
        ("removed", changes.removed.len()),
        ("changed", changes.changed.len()),
    ];
    let view = |(word, assets)| CountView {
        word,
        count: count(number(assets)),
    };
    counts.map(view).into()
}

fn lists(changes: &Comparison, links: bool, length: Length) -> Vec<ListView> {
    let most = length.changes();
    let there = |asset: &AssetRecord| ItemView::of(asset, &[], links);
    let gone = |asset: &AssetRecord| ItemView::of(asset, &[], false);
    let other = |one: &ChangedAsset| ItemView::of(&one.asset, &one.fields, links);
    let lists = [
        ListView::of(
            "Added",
            "added",
            "There now, and not before.",
            &changes.added,
            there,
            most,
        ),
        ListView::of(
            "Removed",
            "removed",
            "There before, and not now: shown as they were.",
            &changes.removed,
            gone,
            most,
        ),
        ListView::of(
            "Changed",
            "changed",
            "Different now.",
            &changes.changed,
            other,
            most,
        ),
        ListView::of(
            "Aged out",
            "aged",
            "Too old to be listed now. They may well be there still: AWS lists only what is younger than some days.",
            &changes.aged_out,
            gone,
            most,
        ),
        ListView::of(
            "Only touched",
            "ticked",
            "Different only in a field that tells when something was last touched, which is no change.",
            &changes.ticked,
            other,
            most,
        ),
    ];
    lists.into_iter().flatten().collect()
}

impl SideView {
    fn of(scan: &ScanRecord) -> Self {
        Self {
            scan: scan.id.to_string(),
            at: scan.finished.unwrap_or(scan.started).into(),
        }
    }
}

impl ListView {
    fn of<T>(
        title: &'static str,
        word: &'static str,
        why: &'static str,
        assets: &[T],
        view: impl Fn(&T) -> ItemView,
        most: usize,
    ) -> Option<Self> {
        let left_out = assets.len().saturating_sub(most);
        let items: Vec<_> = assets.iter().take(most).map(view).collect();
        (!assets.is_empty()).then(|| Self {
            title,
            word,
            why,
            count: count(number(assets.len())),
            is_quiet: matches!(word, "aged" | "ticked"),
            has_fields: matches!(word, "changed" | "ticked"),
            items,
            left_out: (left_out > 0).then(|| count(number(left_out))),
        })
    }
}

/// How many fields of an asset are shown.
const MAX_FIELDS: usize = 12;

impl ItemView {
    fn of(asset: &AssetRecord, fields: &[FieldChange], links: bool) -> Self {
        let more = fields.len().saturating_sub(MAX_FIELDS);
        Self {
            link: links.then(|| link::of(asset)),
            name: short(&asset.name),
            id: asset.id.as_str().to_owned(),
            what: title(asset.unit.asset_type.as_str()),
            plugin: asset.unit.plugin.to_string(),
            region: asset.unit.region.to_string(),
            account: asset.unit.account.to_string(),
            status: asset.status.as_deref().map(short),
            tone: asset.status.as_deref().map_or(Tone::Plain, Tone::of),
            fields: fields.iter().take(MAX_FIELDS).map(FieldView::of).collect(),
            more: (more > 0).then(|| count(number(more))),
        }
    }
}

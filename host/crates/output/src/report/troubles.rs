//! The units that are not complete, for a report: each thing that keeps them from it, and each unit.

use std::collections::HashMap;

use opencite_core::{OutcomeKind, Timestamp, UnitKey};
use serde::Serialize;

use super::moment::Moment;
use super::shelf::Shelf;
use super::short::short;
use super::status::Tone;
use crate::place::Places;
use crate::trouble::{Member, Trouble};
use crate::words::{count, counted, number};

/// How many units of a trouble are told one by one.
const MAX_UNITS: usize = 100;

/// A thing that keeps units from being complete.
#[derive(Debug, Serialize)]
pub(super) struct TroubleView {
    kind: &'static str,
    headline: String,
    tone: Tone,
    toll: String,
    message: String,
    remedy: String,
    request_id: Option<String>,
    places: Places,
    has_messages: bool,
    has_requests: bool,
    units: Vec<UnitView>,
    /// How many units more.
    left_out: Option<String>,
}

#[derive(Debug, Serialize)]
struct UnitView {
    plugin: String,
    asset_type: String,
    account: String,
    region: String,
    outcome: &'static str,
    /// What happened, where it is not what happened to the first.
    message: Option<String>,
    request_id: Option<String>,
    /// How many assets of it the report shows.
    shown: String,
    /// As of when, where something is shown.
    as_of: Option<Moment>,
}

/// How many assets of each unit are shown, and when the last of them was seen.
type Shown<'a> = HashMap<&'a UnitKey, (u64, Timestamp)>;

/// The skipped ones, and the others.
pub(super) fn views(
    troubles: &[Trouble<'_>],
    shelf: &Shelf<'_>,
) -> (Vec<TroubleView>, Vec<TroubleView>) {
    let shown = shown(shelf);
    let (skipped, others): (Vec<_>, Vec<_>) = troubles.iter().partition(|group| group.is_skipped());
    let views = |groups: Vec<_>| {
        groups
            .into_iter()
            .map(|one| TroubleView::of(one, &shown))
            .collect()
    };
    (views(skipped), views(others))
}

fn shown<'a>(shelf: &Shelf<'a>) -> Shown<'a> {
    let mut shown = Shown::new();
    for asset in &shelf.inventory.assets {
        let (assets, last_seen) = shown.entry(&asset.unit).or_insert((0, asset.last_seen));
        *assets += 1;
        *last_seen = asset.last_seen.max(*last_seen);
    }
    shown
}

impl TroubleView {
    fn of(trouble: &Trouble<'_>, shown: &Shown<'_>) -> Self {
        let unit = |member: &Member<'_>| UnitView::of(*member, trouble, shown);
        let members = trouble.members();
        let units: Vec<_> = members.iter().take(MAX_UNITS).map(unit).collect();
        let left_out = members.len().saturating_sub(MAX_UNITS);
        Self {
            kind: trouble.kind().as_str(),
            headline: trouble.headline(),
            tone: tone(trouble),
            toll: trouble.toll(),
            message: short(trouble.message()),
            remedy: trouble.remedy(),
            request_id: trouble.request_id().map(str::to_owned),
            places: Places::named(trouble.places()),
            has_messages: units.iter().any(|unit| unit.message.is_some()),
            has_requests: units.iter().any(|unit| unit.request_id.is_some()),
            units,
            left_out: (left_out > 0).then(|| counted(number(left_out), "unit")),
        }
    }
}

fn tone(trouble: &Trouble<'_>) -> Tone {
    let has_failed = trouble
        .members()
        .iter()
        .any(|one| one.outcome() == OutcomeKind::Failed);
    match (trouble.is_skipped(), has_failed) {
        (true, _) => Tone::Plain,
        (false, true) => Tone::Bad,
        (false, false) => Tone::Busy,
    }
}

impl UnitView {
    fn of(member: Member<'_>, trouble: &Trouble<'_>, shown: &Shown<'_>) -> Self {
        let Member { unit, error } = member;
        let shown = shown.get(&unit.key);
        let differs = error.message != trouble.message();
        Self {
            plugin: unit.key.plugin.to_string(),
            asset_type: unit.key.asset_type.to_string(),
            account: unit.key.account.to_string(),
            region: unit.key.region.to_string(),
            outcome: unit.outcome.kind().as_str(),
            message: differs.then(|| short(&error.message)),
            request_id: error.request_id.clone(),
            shown: count(shown.map_or(0, |(assets, _)| *assets)),
            as_of: shown.map(|(_, last_seen)| Moment::from(*last_seen)),
        }
    }
}

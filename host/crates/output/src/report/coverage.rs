//! How sure a report is: what was asked, what was answered, and what to do about the rest.

use std::collections::BTreeMap;

use opencite_core::{IamPolicy, OutcomeKind, ScanId, UnitCounts, UnitError, UnitRecord};
use serde::Serialize;

use super::bar::{self, Bar};
use super::coverage_map::{self, MapView};
use super::coverage_types::TypeCoverage;
use super::moment::Moment;
use super::shelf::Shelf;
use super::status::Tone;
use super::troubles::{self, TroubleView};
use crate::place::Places;
use crate::trouble;
use crate::words::{count, counted, number};

/// How many troubles are told: beyond that, nobody reads on.
const MAX_TROUBLES: usize = 50;

/// How sure a report is.
#[derive(Debug, Serialize)]
pub(super) struct CoverageView {
    tone: Tone,
    verdict: &'static str,
    sentence: String,
    /// What it means when nothing is shown.
    nothing: &'static str,
    bars: Vec<Bar>,
    types: Vec<TypeCoverage>,
    maps: Vec<MapView>,
    /// How many accounts have no map here.
    more_maps: Option<String>,
    /// How sure a report is, in few words.
    gist: String,
    troubles: Vec<TroubleView>,
    /// How many troubles more.
    more_troubles: Option<String>,
    skipped: Vec<TroubleView>,
    /// "6 units", and why.
    skipped_units: String,
    skip_reasons: String,
    /// The lines of a policy that grants what is missing.
    policy: Vec<String>,
    /// The units that were listed to the end and hold nothing.
    empty: Places,
    has_empty: bool,
    empty_units: String,
    earlier: Vec<EarlierView>,
    earlier_units: String,
}

/// Units that the scan did not run: what they hold is as an earlier scan left it.
#[derive(Debug, Serialize)]
struct EarlierView {
    scan: String,
    finished: Moment,
    places: Places,
}

impl CoverageView {
    pub(super) fn of(shelf: &Shelf<'_>) -> Self {
        let units = &shelf.inventory.units;
        let groups = trouble::group(units);
        let (skipped, mut troubles) = troubles::views(&groups, shelf);
        let more_troubles = troubles.len().saturating_sub(MAX_TROUBLES);
        troubles.truncate(MAX_TROUBLES);
        let counts = UnitCounts::of(units.iter().map(|unit| &unit.outcome));
        let (tone, verdict) = verdict(&counts);
        let empty: Vec<_> = units.iter().filter(|unit| is_empty(unit)).collect();
        let is_earlier = |unit: &&UnitRecord| unit.scan != shelf.inventory.scan.id;
        let earlier: Vec<_> = units.iter().filter(is_earlier).collect();
        Self {
            tone,
            verdict,
            sentence: sentence(&counts) + &reservation(number(earlier.len())),
            nothing: nothing(&counts),
            bars: bar::stacked(outcome_counts(&counts)),
            types: shelf.types.iter().map(TypeCoverage::of).collect(),
            more_maps: coverage_map::left_out(units),
            maps: coverage_map::of(units),
            gist: gist(&counts),
            troubles,
            more_troubles: (more_troubles > 0).then(|| count(number(more_troubles))),
            skipped,
            skipped_units: counted(counts.skipped, "unit"),
            skip_reasons: trouble::skip_reasons(&groups),
            policy: missing_permissions(units),
            empty_units: counted(number(empty.len()), "unit"),
            has_empty: !empty.is_empty(),
            empty: Places::of(empty.iter().map(|unit| &unit.key)),
            earlier_units: counted(number(earlier.len()), "unit"),
            earlier: earlier_views(&earlier),
        }
    }
}

fn verdict(counts: &UnitCounts) -> (Tone, &'static str) {
    match (counts.complete, counts.partial + counts.failed) {
        (0, 0) => (Tone::Plain, "Nothing was asked"),
        (_, 0) => (Tone::Good, "Complete"),
        (0, _) if counts.partial == 0 => (Tone::Bad, "Nothing was learned"),
        _ => (Tone::Busy, "Not complete"),
    }
}

fn sentence(counts: &UnitCounts) -> String {
    let missing = counts.partial + counts.failed;
    let asked = counts.complete + missing;
    match (counts.complete, missing) {
        (0, 0) => "No unit could be asked, so an empty list below means nothing.".to_owned(),
        (_, 0) => format!(
            "All that was asked was answered: {} listed to the end. In these accounts and regions, what is not \
             shown here was not there.",
            counted(asked, "unit")
        ),
        _ => format!(
            "{} of {} could not be listed to the end. Where that is so, an asset that is not shown below may still \
             exist, and what is shown is marked with the time it was last seen.",
            count(missing),
            counted(asked, "unit")
        ),
    }
}

/// "57 of 66 units listed to the end".
fn gist(counts: &UnitCounts) -> String {
    let asked = counts.complete + counts.partial + counts.failed;
    format!(
        "{} of {} listed to the end",
        count(counts.complete),
        counted(asked, "unit")
    )
}

/// What a sentence on the latest runs leaves open.
fn reservation(earlier: u64) -> String {
    match earlier {
        0 => String::new(),
        1 => " 1 unit was not part of this scan: it is as an earlier one left it.".to_owned(),
        _ => format!(
            " {} were not part of this scan: they are as an earlier one left them.",
            counted(earlier, "unit")
        ),
    }
}

fn nothing(counts: &UnitCounts) -> &'static str {
    match (counts.complete, counts.partial + counts.failed) {
        (0, 0) => "Nothing was asked.",
        (_, 0) => "Everything was asked, and there are none.",
        _ => "Not everything could be asked, so there may be some.",
    }
}

fn outcome_counts(counts: &UnitCounts) -> [(String, u64); 4] {
    let units = |kind| match kind {
        OutcomeKind::Complete => counts.complete,
        OutcomeKind::Partial => counts.partial,
        OutcomeKind::Failed => counts.failed,
        OutcomeKind::Skipped => counts.skipped,
    };
    OutcomeKind::ALL.map(|kind| (kind.to_string(), units(kind)))
}

fn missing_permissions(units: &[UnitRecord]) -> Vec<String> {
    let errors = units.iter().filter_map(|unit| unit.outcome.error());
    let mut missing = errors
        .filter_map(UnitError::missing_action)
        .cloned()
        .peekable();
    if missing.peek().is_none() {
        return Vec::new();
    }
    let policy = serde_json::to_string_pretty(&IamPolicy::allowing(missing))
        .expect("a policy is made of texts, which JSON can say");
    policy.lines().map(str::to_owned).collect()
}

fn is_empty(unit: &UnitRecord) -> bool {
    unit.outcome.kind() == OutcomeKind::Complete && unit.assets == 0
}

/// The latest scan first.
fn earlier_views(units: &[&UnitRecord]) -> Vec<EarlierView> {
    let mut scans: BTreeMap<ScanId, Vec<&UnitRecord>> = BTreeMap::new();
    for unit in units {
        scans.entry(unit.scan).or_default().push(unit);
    }
    let view = |(scan, units): (ScanId, Vec<&UnitRecord>)| {
        let finished = units.iter().map(|unit| unit.finished).max()?.into();
        let places = Places::of(units.iter().map(|unit| &unit.key));
        Some(EarlierView {
            scan: scan.to_string(),
            finished,
            places,
        })
    };
    scans.into_iter().rev().filter_map(view).collect()
}

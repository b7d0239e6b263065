//! Any sequence of results against a model that stores every snapshot whole.

use std::collections::{BTreeMap, BTreeSet};

use opencite_core::{
    Asset, AssetLife, AssetRecord, ChangedAsset, Comparison, Detail, FieldChange, IncomparableUnit,
    LifeEventKind, OutcomeKind, ScanId,
};
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::test_runner::{Config, TestRunner};
use proptest::{collection, option};
use serde_json::json;

use super::build::{
    Database, Seen, asset, complete, failed, id, line, partial, skipped, time, tokens,
};
use crate::{AssetChange, AssetFilter, StoreError};

const UNITS: [(&str, &str); 3] = [
    ("endpoint", "us-east-1"),
    ("endpoint", "eu-west-1"),
    ("model", "us-east-1"),
];
const NAMES: [&str; 4] = ["a", "b", "c", "d"];

/// What a unit says of one asset.
#[derive(Debug, Clone)]
enum Said {
    Nothing,
    /// Kept where it is there to keep; otherwise nothing.
    Kept,
    Described {
        version: u32,
        full: bool,
        token: Option<bool>,
    },
}

#[derive(Debug, Clone)]
struct Run {
    outcome: OutcomeKind,
    said: Vec<Said>,
    new_build: bool,
}

/// A scan of some of the units; it may be killed before it ends.
#[derive(Debug, Clone)]
pub(super) struct Scan {
    runs: Vec<Option<Run>>,
    killed: bool,
}

fn said() -> impl Strategy<Value = Said> {
    let described =
        (0..3_u32, any::<bool>(), option::of(any::<bool>())).prop_map(|(version, full, token)| {
            Said::Described {
                version,
                full,
                token,
            }
        });
    prop_oneof![1 => Just(Said::Nothing), 2 => Just(Said::Kept), 4 => described]
}

fn run() -> impl Strategy<Value = Run> {
    let outcome = prop_oneof![
        5 => Just(OutcomeKind::Complete),
        3 => Just(OutcomeKind::Partial),
        1 => Just(OutcomeKind::Failed),
        1 => Just(OutcomeKind::Skipped),
    ];
    (outcome, collection::vec(said(), NAMES.len()), any::<bool>()).prop_map(
        |(outcome, said, new_build)| Run {
            outcome,
            said,
            new_build,
        },
    )
}

pub(super) fn scan() -> impl Strategy<Value = Scan> {
    (
        collection::vec(option::of(run()), UNITS.len()),
        any::<bool>(),
    )
        .prop_map(|(runs, killed)| Scan { runs, killed })
}

/// What the model knows of an asset that is there.
#[derive(Debug, Clone)]
struct Known {
    version: u32,
    full: bool,
    token: Option<(String, &'static str)>,
    written: i64,
}

/// By unit and name.
type Snapshot = BTreeMap<(usize, &'static str), Known>;

/// By unit.
type Standing = BTreeMap<usize, OutcomeKind>;

#[derive(Default)]
pub(super) struct Model {
    now: Snapshot,
    first_seen: BTreeMap<(usize, &'static str), i64>,
    last_complete: BTreeMap<usize, i64>,
    /// How each unit stands: what its latest run came to.
    standing: Standing,
    /// The lines of each scan's snapshot, the snapshot, and how units stood.
    history: Vec<(Vec<String>, Snapshot, Standing)>,
}

impl Model {
    fn record(&mut self, scan: i64, unit: usize, run: &Run) {
        self.standing.insert(unit, run.outcome);
        let exhaustive = match run.outcome {
            OutcomeKind::Complete => true,
            OutcomeKind::Partial => false,
            OutcomeKind::Failed | OutcomeKind::Skipped => return,
        };
        for (name, said) in NAMES.into_iter().zip(&run.said) {
            match said {
                Said::Nothing if exhaustive => drop(self.now.remove(&(unit, name))),
                Said::Nothing | Said::Kept => {}
                Said::Described {
                    version,
                    full,
                    token,
                } => {
                    let token = token
                        .filter(|_| *full)
                        .map(|token| (token_text(token), build(run)));
                    let known = Known {
                        version: *version,
                        full: *full,
                        token,
                        written: scan,
                    };
                    self.describe((unit, name), known);
                }
            }
        }
        if exhaustive {
            self.last_complete.insert(unit, scan);
        }
    }

    fn describe(&mut self, at: (usize, &'static str), new: Known) {
        self.first_seen.entry(at).or_insert(new.written);
        let written = match self.now.get(&at) {
            Some(old) if old.full && !new.full => return,
            Some(old) if old.version == new.version => old.written,
            _ => new.written,
        };
        self.now.insert(at, Known { written, ..new });
    }

    fn end_scan(&mut self) {
        let mut lines: Vec<_> = self
            .now
            .iter()
            .map(|(at, known)| self.line(*at, known))
            .collect();
        lines.sort();
        self.history
            .push((lines, self.now.clone(), self.standing.clone()));
    }

    fn line(&self, (unit, name): (usize, &'static str), known: &Known) -> String {
        let (asset_type, region) = UNITS[unit];
        let complete = self.last_complete.get(&unit).copied().unwrap_or(0);
        let clock = |scan: i64| time(scan, 2).strftime("%H:%M").to_string();
        let first = clock(self.first_seen[&(unit, name)]);
        let last = clock(known.written.max(complete));
        format!(
            r#"{asset_type} {region} {name} {{"v":{}}} {first}-{last}"#,
            known.version
        )
    }

    fn tokens(&self, build: &str) -> Vec<String> {
        let of_unit = self.now.iter().filter(|((unit, _), _)| *unit == 0);
        let tokens = of_unit.filter_map(|((_, name), known)| {
            let (token, by) = known.token.as_ref()?;
            (*by == build).then(|| format!("{name}={token}"))
        });
        tokens.collect()
    }

    /// How many assets are different at two scans.
    fn differences(&self, from: usize, to: usize) -> usize {
        let (before, after) = (&self.history[from].1, &self.history[to].1);
        let version = |known: &Known| known.version;
        let mut all: Vec<_> = before.keys().chain(after.keys()).collect();
        all.sort();
        all.dedup();
        all.retain(|at| before.get(at).map(version) != after.get(at).map(version));
        all.len()
    }
}

/// What a comparison of two scans must say: a line a difference, and a line a unit that cannot be compared.
fn compared(model: &Model, from: usize, to: usize) -> Vec<String> {
    let ((_, before, stood), (_, after, stands)) = (&model.history[from], &model.history[to]);
    let mut lines = Vec::new();
    for (unit, outcome) in stands {
        match (stood.get(unit), outcome) {
            (Some(OutcomeKind::Complete), OutcomeKind::Complete) => {
                lines.extend(NAMES.iter().filter_map(|name| {
                    let at = (*unit, *name);
                    let versions = (before.get(&at), after.get(&at));
                    let versions = (
                        versions.0.map(|old| old.version),
                        versions.1.map(|new| new.version),
                    );
                    difference(at, versions)
                }));
            }
            (Some(OutcomeKind::Skipped), OutcomeKind::Skipped) => {}
            _ => lines.push(format!("! {}", unit_text(*unit))),
        }
    }
    lines.sort();
    lines
}

fn difference((unit, name): (usize, &str), versions: (Option<u32>, Option<u32>)) -> Option<String> {
    let at = format!("{} {name}", unit_text(unit));
    match versions {
        (None, None) => None,
        (None, Some(new)) => Some(format!("+ {at} {new}")),
        (Some(old), None) => Some(format!("- {at} {old}")),
        (Some(old), Some(new)) => (old != new).then(|| format!("* {at} {old} -> {new}")),
    }
}

fn unit_text(unit: usize) -> String {
    let (asset_type, region) = UNITS[unit];
    format!("{asset_type} {region}")
}

fn token_text(token: bool) -> String {
    format!("token-{token}")
}

fn build(run: &Run) -> &'static str {
    if run.new_build { "two" } else { "one" }
}

fn described(name: &str, version: u32, full: bool, token: Option<bool>) -> Asset {
    let detail = if full { Detail::Full } else { Detail::Summary };
    Asset {
        detail,
        version_token: token.map(token_text),
        ..asset(name, version)
    }
}

/// The run with `Kept` only where there is something to keep.
fn feasible(model: &Model, unit: usize, run: &Run) -> Run {
    let mut run = run.clone();
    for (name, said) in NAMES.into_iter().zip(&mut run.said) {
        if matches!(said, Said::Kept) && !model.now.contains_key(&(unit, name)) {
            *said = Said::Nothing;
        }
    }
    run
}

fn result(unit: usize, run: &Run) -> Seen {
    let seen = match run.outcome {
        OutcomeKind::Complete => complete(),
        OutcomeKind::Partial => partial(),
        OutcomeKind::Failed => failed(),
        OutcomeKind::Skipped => skipped(),
    };
    let (asset_type, region) = UNITS[unit];
    let mut seen = seen.of(asset_type, region).by_build(build(run));
    for (name, said) in NAMES.into_iter().zip(&run.said) {
        match said {
            Said::Nothing => {}
            Said::Kept => seen.0.kept.push(id(name)),
            Said::Described {
                version,
                full,
                token,
            } => {
                seen.0.assets.push(described(name, *version, *full, *token));
            }
        }
    }
    seen
}

pub(super) fn play(scans: &[Scan]) -> (Database, Model) {
    play_with(scans, |_, _| {})
}

/// Plays scans, and does something before each.
pub(super) fn play_and(scans: &[Scan], before: impl FnMut(usize, &mut Database)) -> Database {
    play_with(scans, before).0
}

fn play_with(scans: &[Scan], mut before: impl FnMut(usize, &mut Database)) -> (Database, Model) {
    let (mut database, mut model) = (Database::new(), Model::default());
    for (number, Scan { runs, killed }) in scans.iter().enumerate() {
        before(number, &mut database);
        let scan = database.begin();
        for (unit, run) in runs.iter().enumerate() {
            let Some(run) = run else { continue };
            let run = feasible(&model, unit, run);
            database.record(scan, result(unit, &run)).unwrap();
            model.record(scan.0, unit, &run);
        }
        if !killed {
            database.finish(scan);
        }
        model.end_scan();
    }
    (database, model)
}

fn check_snapshots(database: &Database, model: &Model) {
    for (scan, (expected, ..)) in (1..).zip(&model.history) {
        let assets = database
            .store
            .assets(&AssetFilter::default(), Some(ScanId(scan)))
            .unwrap();
        let mut lines: Vec<_> = assets.iter().map(line).collect();
        lines.sort();
        assert_eq!(&lines, expected, "at scan {scan}");
    }
}

fn check_changes(database: &Database, model: &Model) {
    let scans = model.history.len();
    for (from, to) in (0..scans).flat_map(|from| (0..scans).map(move |to| (from, to))) {
        let mut found = 0;
        let count = |change: AssetChange| {
            let content = |record: &Option<_>| record.as_ref().map(line_without_times);
            assert_ne!(content(&change.before), content(&change.after));
            found += 1;
            Ok::<(), StoreError>(())
        };
        let scan = |index: usize| ScanId(i64::try_from(index).unwrap() + 1);
        let store = &database.store;
        store
            .each_change(&AssetFilter::default(), scan(from), scan(to), count)
            .unwrap();
        assert_eq!(found, model.differences(from, to), "from {from} to {to}");
    }
}

fn check_comparisons(database: &Database, model: &Model) {
    let scans = model.history.len();
    for (from, to) in (0..scans).flat_map(|from| (from..scans).map(move |to| (from, to))) {
        let scan = |index: usize| ScanId(i64::try_from(index).unwrap() + 1);
        let comparison = database
            .store
            .compare(&AssetFilter::default(), scan(from), scan(to))
            .unwrap();
        assert_eq!(
            told(&comparison),
            compared(model, from, to),
            "from {from} to {to}"
        );
        let units = comparison.comparable + comparison.not_comparable.len() as u64;
        assert_eq!(units, model.history[to].2.len() as u64);
    }
}

fn told(comparison: &Comparison) -> Vec<String> {
    let version = |asset: &AssetRecord| asset.properties.as_map()["v"].to_string();
    let at = |asset: &AssetRecord| {
        let (unit, id) = (&asset.unit, &asset.id);
        format!("{} {} {id}", unit.asset_type, unit.region)
    };
    let line = |sign, asset: &AssetRecord| format!("{sign} {} {}", at(asset), version(asset));
    let changed = |ChangedAsset { asset, fields }: &ChangedAsset| {
        let [
            FieldChange {
                old: Some(old),
                new: Some(new),
                ..
            },
        ] = &fields[..]
        else {
            panic!("{fields:?}")
        };
        format!("* {} {old} -> {new}", at(asset))
    };
    let refused =
        |unit: &IncomparableUnit| format!("! {} {}", unit.key.asset_type, unit.key.region);
    assert!(comparison.ticked.is_empty() && comparison.aged_out.is_empty());
    let mut lines: Vec<_> = comparison
        .added
        .iter()
        .map(|asset| line("+", asset))
        .collect();
    lines.extend(comparison.removed.iter().map(|asset| line("-", asset)));
    lines.extend(comparison.changed.iter().map(changed));
    lines.extend(comparison.not_comparable.iter().map(refused));
    lines.sort();
    lines
}

/// Played back, the lives of all assets are the snapshots: an asset is there between appearing and being gone, and its
/// changes lead from each content to the next.
fn check_lives(database: &Database, model: &Model) {
    let scans = model.history.len();
    let mut versions: Vec<BTreeMap<(String, String), u32>> = vec![BTreeMap::new(); scans];
    for life in NAMES
        .iter()
        .filter_map(|name| database.store.lives(name).ok())
        .flatten()
    {
        let unit = format!("{} {}", life.unit.asset_type, life.unit.region);
        for (scan, version) in played(database, &life, scans) {
            versions[scan].insert((unit.clone(), life.id.to_string()), version);
        }
    }
    for ((_, snapshot, _), versions) in model.history.iter().zip(versions) {
        let at = |((unit, name), known): (&(usize, &str), &Known)| {
            ((unit_text(*unit), (*name).to_owned()), known.version)
        };
        assert_eq!(versions, snapshot.iter().map(at).collect());
    }
}

/// The scans at which an asset was there, from 0, and what it was like.
fn played(database: &Database, life: &AssetLife, scans: usize) -> Vec<(usize, u32)> {
    let mut events = life.events.iter().peekable();
    let mut version = None;
    let mut there = Vec::new();
    for (index, scan) in (0..scans).zip(1..) {
        while let Some(event) = events.next_if(|event| event.scan.0 == scan) {
            version = match &event.kind {
                LifeEventKind::Appeared => Some(stored_version(database, life, event.scan)),
                LifeEventKind::Gone | LifeEventKind::AgedOut => None,
                LifeEventKind::Changed(fields) => {
                    assert_eq!(fields[0].old, version.map(|version| json!(version)));
                    Some(serde_json::from_value(fields[0].new.clone().unwrap()).unwrap())
                }
            };
        }
        there.extend(version.map(|version| (index, version)));
    }
    assert_eq!(events.next(), None);
    there
}

fn stored_version(database: &Database, life: &AssetLife, scan: ScanId) -> u32 {
    let assets = database
        .store
        .assets(&AssetFilter::default(), Some(scan))
        .unwrap();
    let asset = assets
        .iter()
        .find(|asset| (&asset.unit, &asset.id) == (&life.unit, &life.id));
    serde_json::from_value(asset.unwrap().properties.as_map()["v"].clone()).unwrap()
}

/// The lives with more than an appearance, in another way: from all lives.
fn check_eventful_lives(database: &Database, model: &Model) {
    let scans = i64::try_from(model.history.len()).unwrap();
    for at in 1..=scans {
        let lives = database
            .store
            .eventful_lives(ScanId(at), usize::MAX)
            .unwrap();
        let newest = |life: &AssetLife| life.events.last().unwrap().scan;
        assert!(lives.is_sorted_by(|one, next| newest(one) >= newest(next)));
        let eventful = |life: &AssetLife| {
            let events = life
                .events
                .iter()
                .filter(|event| event.scan.0 <= at)
                .count();
            (events > 1).then(|| (life.unit.clone(), life.id.clone(), events))
        };
        let all = NAMES
            .iter()
            .filter_map(|name| database.store.lives(name).ok())
            .flatten();
        let expected: BTreeSet<_> = all.filter_map(|life| eventful(&life)).collect();
        assert_eq!(
            lives.iter().filter_map(eventful).collect::<BTreeSet<_>>(),
            expected
        );
    }
}

fn check_growth(database: &Database, model: &Model) {
    let Some(scan) = database.store.latest_scan().unwrap() else {
        return;
    };
    for point in database.store.growth(scan.id, usize::MAX).unwrap() {
        let index = usize::try_from(point.scan.0).unwrap() - 1;
        assert_eq!(point.assets, model.history[index].1.len() as u64);
    }
}

fn line_without_times(record: &opencite_core::AssetRecord) -> String {
    line(record).rsplit_once(' ').unwrap().0.to_owned()
}

#[test]
fn after_any_results_every_snapshot_is_what_a_naive_model_says() {
    let config = Config {
        cases: 96,
        failure_persistence: None,
        ..Config::default()
    };
    let scans = collection::vec(scan(), 1..7);
    TestRunner::new(config)
        .run(&scans, |scans| {
            let (database, model) = play(&scans);
            check_snapshots(&database, &model);
            check_changes(&database, &model);
            check_comparisons(&database, &model);
            check_lives(&database, &model);
            check_eventful_lives(&database, &model);
            check_growth(&database, &model);
            for build in ["one", "two"] {
                assert_eq!(tokens(&database, build), model.tokens(build));
            }
            database.store.integrity_check().unwrap();
            Ok(())
        })
        .unwrap();
}

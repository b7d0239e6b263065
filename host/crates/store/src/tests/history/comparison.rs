//! What is different between two scans, and what cannot be said.

use opencite_core::{
    Asset, AssetRecord, ChangedAsset, Comparison, IncomparableUnit, ScanId, ScanTag, Timestamp,
    UnitState,
};

use super::tags::told;
use crate::tests::build::{
    Database, Seen, asset, complete, digest, failed, key, new_scan, partial, skipped, time,
};
use crate::{AssetFilter, Difference, NewScan, StoreError};

fn compare(database: &Database, from: ScanId, to: ScanId) -> Comparison {
    let store = &database.store;
    store.compare(&AssetFilter::default(), from, to).unwrap()
}

/// A line a difference, and a line a unit that cannot be compared.
pub(super) fn shown(comparison: &Comparison) -> String {
    let assets = |sign: &'static str, assets: &[AssetRecord]| {
        let line = move |asset: &AssetRecord| format!("{sign} {}", asset.id);
        assets.iter().map(line).collect::<Vec<_>>()
    };
    let lines = [
        assets("+", &comparison.added),
        assets("-", &comparison.removed),
        assets("?", &comparison.aged_out),
        comparison
            .changed
            .iter()
            .map(|one| changed("*", one))
            .collect(),
        comparison
            .ticked
            .iter()
            .map(|one| changed("~", one))
            .collect(),
        comparison.not_comparable.iter().map(unit).collect(),
    ];
    lines.concat().join("\n")
}

fn changed(sign: &str, ChangedAsset { asset, fields }: &ChangedAsset) -> String {
    let paths: Vec<_> = fields.iter().map(|field| field.path.to_string()).collect();
    format!("{sign} {}: {}", asset.id, paths.join(", "))
}

fn unit(unit: &IncomparableUnit) -> String {
    let state = |state: &UnitState| match state {
        UnitState::NeverRun => "never run".to_owned(),
        UnitState::Ran { outcome, finished } => {
            format!("{} {}", outcome.kind(), finished.strftime("%H:%M"))
        }
    };
    let IncomparableUnit { key, from, to } = unit;
    format!(
        "! {} {}: {} -> {}",
        key.asset_type,
        key.region,
        state(from),
        state(to)
    )
}

fn touched(name: &str, modified: Timestamp) -> Asset {
    Asset {
        modified: Some(modified),
        ..asset(name, 1)
    }
}

fn created(name: &str, created: Option<Timestamp>) -> Asset {
    Asset {
        created,
        ..asset(name, 1)
    }
}

fn since(mut seen: Seen, since: Timestamp) -> Seen {
    seen.0.listed_since = Some(since);
    seen
}

#[test]
fn what_came_went_changed_and_ticked_is_told_apart() {
    let mut database = Database::new();
    let old = [
        asset("changed", 1),
        asset("gone", 1),
        asset("same", 1),
        touched("ticked", time(1, 0)),
    ];
    let new = [
        asset("changed", 2),
        asset("new", 1),
        asset("same", 1),
        touched("ticked", time(2, 0)),
    ];
    let one = database.scan([complete().described(old)]);
    let two = database.scan([complete().described(new)]);
    let comparison = compare(&database, one, two);
    insta::assert_snapshot!(shown(&comparison), @"
    + new
    - gone
    * changed: properties.v
    ~ ticked: modified
    ");
    assert_eq!(
        (comparison.from.id, comparison.to.id, comparison.comparable),
        (one, two, 1)
    );
    assert!(comparison.has_changes() && !comparison.simulated);
}

#[test]
fn a_scan_is_no_different_from_itself() {
    let mut database = Database::new();
    database.scan([complete().described([asset("a", 1)])]);
    let two = database.scan([complete().described([asset("a", 2)])]);
    let comparison = compare(&database, two, two);
    assert_eq!(
        (shown(&comparison), comparison.comparable),
        (String::new(), 1)
    );
    assert!(!comparison.has_changes());
}

#[test]
fn only_units_that_are_complete_at_both_are_spoken_of() {
    let mut database = Database::new();
    let regions = ["us-east-1", "us-west-2", "eu-west-1", "eu-west-2"];
    let of_all = |version| {
        regions.map(|region| {
            complete()
                .of("model", region)
                .described([asset(region, version)])
        })
    };
    let one = database.scan(of_all(1));
    let [east, ..] = of_all(2);
    let two = database.scan([
        east,
        partial()
            .of("model", "us-west-2")
            .described([asset("us-west-2", 2)]),
        failed().of("model", "eu-west-1"),
        skipped().of("model", "eu-west-2"),
        complete()
            .of("model", "eu-north-1")
            .described([asset("eu-north-1", 1)]),
    ]);
    let comparison = compare(&database, one, two);
    insta::assert_snapshot!(shown(&comparison), @"
    * us-east-1: properties.v
    ! model eu-north-1: never run -> complete 02:02
    ! model eu-west-1: complete 01:02 -> failed 02:02
    ! model eu-west-2: complete 01:02 -> skipped 02:02
    ! model us-west-2: complete 01:02 -> partial 02:02
    ");
    assert_eq!(comparison.comparable, 1);
}

#[test]
fn a_unit_that_did_not_run_stands_as_it_stood() {
    let mut database = Database::new();
    let one = database.scan([complete().described([asset("a", 1)])]);
    let two = database.scan([complete().of("model", "us-east-1")]);
    insta::assert_snapshot!(shown(&compare(&database, one, two)), @"! model us-east-1: never run -> complete 02:02");
    assert_eq!(compare(&database, one, two).comparable, 1);
}

#[test]
fn where_there_was_nothing_to_ask_nothing_changed() {
    let mut database = Database::new();
    database.scan([complete().described([asset("a", 1)])]);
    let two = database.scan([skipped()]);
    database.scan([complete().described([asset("b", 1)])]);
    let four = database.scan([skipped()]);
    let comparison = compare(&database, two, four);
    assert_eq!(
        (shown(&comparison), comparison.comparable),
        (String::new(), 1)
    );
}

#[test]
fn a_later_complete_run_makes_up_for_a_failed_one() {
    let mut database = Database::new();
    let one = database.scan([complete().described([asset("a", 1)])]);
    database.scan([failed()]);
    let three = database.scan([complete()]);
    insta::assert_snapshot!(shown(&compare(&database, one, three)), @"- a");
}

#[test]
fn what_is_too_old_to_be_listed_aged_out() {
    let mut database = Database::new();
    let day = |day: i64| time(24 * day, 0);
    let jobs = [
        created("old", Some(day(1))),
        created("on-the-day", Some(day(2))),
        created("young", Some(day(3))),
        created("undated", None),
    ];
    let one = database.scan([since(complete().described(jobs), day(0))]);
    let two = database.scan([since(complete(), day(2))]);
    let comparison = compare(&database, one, two);
    insta::assert_snapshot!(shown(&comparison), @"
    - on-the-day
    - undated
    - young
    ? old
    ");
}

#[test]
fn what_only_aged_out_is_no_change() {
    let mut database = Database::new();
    let one = database.scan([complete().described([created("old", Some(time(1, 0)))])]);
    let two = database.scan([since(complete(), time(2, 0))]);
    assert!(!compare(&database, one, two).has_changes());
    assert_eq!(
        database.store.units(Some(two)).unwrap()[0].listed_since,
        Some(time(2, 0))
    );
}

#[test]
fn sources_of_usage_are_no_units_of_assets() {
    let mut database = Database::new();
    let one = database.scan([complete().described([asset("a", 1)])]);
    let two = database.begin();
    database
        .record(two, complete().described([asset("a", 1)]))
        .unwrap();
    let usage = opencite_core::UsageResult {
        key: key("invocation", "us-east-1"),
        outcome: opencite_core::Outcome::Complete,
        invocations: Vec::new(),
        measurements: Vec::new(),
        covered: Vec::new(),
        requests: 1,
        started: time(2, 1),
        finished: time(2, 2),
        plugin_digest: digest("one"),
    };
    database.store.record_usage(two, &usage).unwrap();
    database.finish(two);
    let comparison = compare(&database, one, two);
    assert_eq!(
        (shown(&comparison), comparison.comparable),
        (String::new(), 1)
    );
}

#[test]
fn another_build_of_a_plugin_is_named() {
    let mut database = Database::new();
    let one = database.scan([complete().described([asset("a", 1)])]);
    let two = database.scan([complete().described([asset("a", 1)])]);
    let three = database.scan([complete().described([asset("a", 1)]).by_build("two")]);
    let updated = |from, to| compare(&database, from, to).updated_plugins;
    assert_eq!(updated(one, two), []);
    assert_eq!(updated(two, three), [key("endpoint", "us-east-1").plugin]);
}

#[test]
fn the_simulated_account_shows() {
    let mut database = Database::new();
    let one = database.scan([complete()]);
    let simulated = NewScan {
        simulated: true,
        tag: Some(ScanTag::new("demo").unwrap()),
        ..new_scan(2)
    };
    let two = database.store.begin_scan(&simulated).unwrap();
    let comparison = compare(&database, one, two);
    assert!(comparison.simulated);
    assert_eq!(comparison.to.tags.len(), 1);
}

#[test]
fn a_filter_takes_the_units_that_it_names() {
    let mut database = Database::new();
    let one = database.scan([complete(), failed().of("model", "us-east-1")]);
    let two = database.scan([
        complete().described([asset("a", 1)]),
        complete()
            .of("model", "us-east-1")
            .described([asset("m", 1)]),
    ]);
    let of_type = |asset_type| AssetFilter {
        asset_type: Some(key(asset_type, "us-east-1").asset_type),
        ..AssetFilter::default()
    };
    let compare = |filter| shown(&database.store.compare(&filter, one, two).unwrap());
    insta::assert_snapshot!(compare(of_type("endpoint")), @"+ a");
    insta::assert_snapshot!(compare(of_type("model")), @"! model us-east-1: failed 01:02 -> complete 02:02");
}

#[test]
fn the_earlier_scan_is_named_first() {
    let mut database = Database::new();
    let (one, two) = (database.scan([complete()]), database.scan([complete()]));
    let compare = |from, to| database.store.compare(&AssetFilter::default(), from, to);
    insta::assert_snapshot!(told(&compare(two, one).unwrap_err()), @"scan 2 is later than scan 1. Swap them: `opencite diff 1 2`.");
    insta::assert_snapshot!(told(&compare(one, ScanId(9)).unwrap_err()), @"no scan 9. The nearest is scan 2, the newest is scan 2; `opencite scans` lists all.");
}

#[test]
fn differences_come_one_by_one_until_the_reader_has_enough() {
    let mut database = Database::new();
    let one = database.scan([complete()]);
    let two = database.scan([complete().described([asset("a", 1), asset("b", 1)])]);
    let mut ids = Vec::new();
    let ended = database
        .store
        .each_difference(&AssetFilter::default(), one, two, |difference| {
            let Difference::Added(asset) = difference else {
                panic!("{difference:?}")
            };
            ids.push(asset.id.to_string());
            Err(StoreError::NoSuchScan { scan: ScanId(99) })
        });
    assert!(matches!(
        ended,
        Err(StoreError::NoSuchScan { scan: ScanId(99) })
    ));
    assert_eq!(ids, ["a"]);
}

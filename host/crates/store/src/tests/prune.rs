//! Scans are removed, and what is left is as it was.

use std::collections::BTreeMap;

use opencite_core::{AssetRecord, KeepReason, Retention, ScanId, UnitRecord};
use proptest::collection;
use proptest::prelude::Strategy as _;
use proptest::test_runner::{Config, TestRunner};

use super::build::{
    DONE, Database, asset, changes, complete, failed, new_scan, partial, throttled, time, tokens,
};
use super::model::{play, scan};
use crate::{AssetChange, AssetFilter, NewScan, PrunePlan, Store, StoreError};

/// All that can be asked about some scans.
#[derive(Debug, PartialEq)]
struct Answers {
    assets: BTreeMap<ScanId, Vec<AssetRecord>>,
    units: BTreeMap<ScanId, Vec<UnitRecord>>,
    simulated: BTreeMap<ScanId, bool>,
    changes: BTreeMap<(ScanId, ScanId), Vec<AssetChange>>,
}

fn changes_between(store: &Store, from: ScanId, to: ScanId) -> Vec<AssetChange> {
    let mut changes = Vec::new();
    let each = |change| {
        changes.push(change);
        Ok::<(), StoreError>(())
    };
    store
        .each_change(&AssetFilter::default(), from, to, each)
        .unwrap();
    changes
}

fn answers(store: &Store, scans: &[ScanId]) -> Answers {
    let all = AssetFilter::default();
    let pairs = scans
        .iter()
        .flat_map(|from| scans.iter().map(move |to| (*from, *to)));
    let scans = || scans.iter().copied();
    Answers {
        assets: scans()
            .map(|at| (at, store.assets(&all, Some(at)).unwrap()))
            .collect(),
        units: scans()
            .map(|at| (at, store.latest_units(at).unwrap()))
            .collect(),
        simulated: scans()
            .map(|at| (at, store.is_simulated(at).unwrap()))
            .collect(),
        changes: pairs
            .map(|(from, to)| ((from, to), changes_between(store, from, to)))
            .collect(),
    }
}

/// The scans that are kept for their own sake.
fn vouched(plan: &PrunePlan) -> Vec<ScanId> {
    let is_own = |reason: &KeepReason| !matches!(reason, KeepReason::Basis { .. });
    let kept = plan.scans.kept.iter();
    kept.filter(|(_, reasons)| reasons.iter().any(is_own))
        .map(|(scan, _)| *scan)
        .collect()
}

/// Prunes, and holds what is left to what was there before.
fn prune(database: &mut Database, retention: &Retention) -> PrunePlan {
    let plan = database.store.prune_plan(retention).unwrap();
    let kept = vouched(&plan);
    let before = answers(&database.store, &kept);
    let pruned = database.store.prune(&plan).unwrap();
    assert_eq!(
        pruned.scans,
        u64::try_from(plan.scans.removed.len()).unwrap()
    );
    assert_eq!(pruned.runs, plan.frees.runs);
    assert!(pruned.versions >= plan.frees.versions);
    assert_eq!(answers(&database.store, &kept), before);
    database.store.integrity_check().unwrap();
    let stored = database.store.scans().unwrap();
    assert!(
        stored
            .iter()
            .map(|scan| &scan.id)
            .eq(plan.scans.kept.keys())
    );
    plan
}

fn shown(plan: &PrunePlan) -> String {
    let kept = plan.scans.kept.iter().map(|(scan, reasons)| {
        let reasons: Vec<_> = reasons.iter().map(ToString::to_string).collect();
        format!("{scan}: {}", reasons.join("; "))
    });
    let removed: Vec<_> = plan.scans.removed.iter().map(ToString::to_string).collect();
    let frees = plan.frees;
    let rest = format!(
        "removed: {}: {} runs, {} versions",
        removed.join(" "),
        frees.runs,
        frees.versions
    );
    kept.chain([rest]).collect::<Vec<_>>().join("\n")
}

fn last(count: u32) -> Retention {
    Retention {
        last: count,
        ..Retention::default()
    }
}

fn tag(database: &Database, tag: &str, scan: ScanId) {
    let sql = "INSERT INTO scan_tag (tag, scan) VALUES (?1, ?2)";
    database
        .store
        .connection
        .execute(sql, (tag, scan.0))
        .unwrap();
}

/// Whatever the history, whichever scans are kept, and when the rest is removed in two steps.
#[test]
fn after_any_history_the_kept_scans_say_what_they_said() {
    let config = Config {
        cases: 64,
        failure_persistence: None,
        ..Config::default()
    };
    let histories = collection::vec(scan(), 1..10);
    let tags = collection::vec(proptest::bool::ANY, 10);
    TestRunner::new(config)
        .run(&(histories, tags, 0..3_u32), |(scans, tags, count)| {
            let (mut database, _) = play(&scans);
            let stored = database.store.scans().unwrap();
            for (scan, tagged) in stored.iter().zip(tags) {
                if tagged {
                    tag(&database, &format!("t{}", scan.id), scan.id);
                }
            }
            let known = ["one", "two"].map(|build| tokens(&database, build));
            let now = database.now();
            prune(&mut database, &last(count + 1));
            database
                .store
                .connection
                .execute("DELETE FROM scan_tag WHERE scan % 2", [])
                .unwrap();
            prune(&mut database, &last(count));
            assert_eq!(database.now(), now);
            assert_eq!(["one", "two"].map(|build| tokens(&database, build)), known);
            Ok(())
        })
        .unwrap();
}

/// What comes back after its last trace was removed is seen for the first time.
fn without_first_sight(lines: &str) -> Vec<(&str, &str)> {
    let split =
        |line: &'_ str| -> Option<(usize, usize)> { Some((line.rfind(' ')?, line.rfind('-')?)) };
    lines
        .lines()
        .map(|line| {
            let (what, last) = split(line).unwrap();
            (&line[..what], &line[last..])
        })
        .collect()
}

/// The same history with and without pruning takes the same further scans in the same way.
#[test]
fn after_pruning_scans_go_on_as_if_nothing_had_happened() {
    let config = Config {
        cases: 32,
        failure_persistence: None,
        ..Config::default()
    };
    let histories = (collection::vec(scan(), 1..6), collection::vec(scan(), 1..4));
    TestRunner::new(config)
        .run(
            &histories.prop_map(|(first, then)| (first.len(), [first, then].concat())),
            |(at, scans)| {
                let (whole, _) = play(&scans);
                let mut pruned = super::model::play_and(&scans, |number, database| {
                    if number == at {
                        let plan = database.store.prune_plan(&last(1)).unwrap();
                        database.store.prune(&plan).unwrap();
                    }
                });
                prune(&mut pruned, &last(2));
                assert_eq!(
                    without_first_sight(&pruned.now()),
                    without_first_sight(&whole.now())
                );
                assert_eq!(tokens(&pruned, "one"), tokens(&whole, "one"));
                Ok(())
            },
        )
        .unwrap();
}

#[test]
fn a_plan_says_what_stays_and_why() {
    let mut database = Database::new();
    for version in 1..=4 {
        database.scan([complete().described([asset("a", version)])]);
    }
    tag(&database, "before-migration", ScanId(2));
    let plan = prune(&mut database, &last(1));
    insta::assert_snapshot!(shown(&plan), @"
    2: tagged before-migration
    4: the newest; among the last 1
    removed: 1 3: 2 runs, 2 versions
    ");
    insta::assert_snapshot!(database.at(ScanId(2)), @r#"endpoint us-east-1 a {"v":2} 01:02-02:02"#);
    insta::assert_snapshot!(database.now(), @r#"endpoint us-east-1 a {"v":4} 01:02-04:02"#);
    assert_eq!(database.rows(), (1, 2));
}

#[test]
fn what_a_kept_scan_rests_on_stays() {
    let mut database = Database::new();
    database.scan([
        complete().described([asset("a", 1)]),
        complete()
            .of("model", "us-east-1")
            .described([asset("m", 1)]),
    ]);
    database.scan([complete().described([asset("a", 2)])]);
    database.scan([partial().described([asset("b", 1)])]);
    database.scan([failed(), failed().of("model", "us-east-1")]);
    database.scan([failed()]);
    let plan = prune(&mut database, &last(1));
    insta::assert_snapshot!(shown(&plan), @"
    1: scan 5 rests on it for 1 unit
    2: scan 5 rests on it for 1 unit
    3: scan 5 rests on it for 1 unit
    4: scan 5 rests on it for 1 unit
    5: the newest; among the last 1
    removed: : 0 runs, 0 versions
    ");
    insta::assert_snapshot!(database.now(), @r#"
    endpoint us-east-1 a {"v":2} 01:02-02:02
    endpoint us-east-1 b {"v":1} 03:02-03:02
    model us-east-1 m {"v":1} 01:02-01:02
    "#);
}

#[test]
fn what_was_never_there_at_a_kept_scan_goes() {
    let mut database = Database::new();
    database.scan([complete().described([asset("a", 1)])]);
    database.scan([complete().described([asset("a", 1), asset("b", 1)])]);
    database.scan([complete().described([asset("a", 1)])]);
    let plan = database.store.prune_plan(&last(1)).unwrap();
    let pruned = database.store.prune(&plan).unwrap();
    insta::assert_debug_snapshot!(pruned, @"
    Pruned {
        scans: 2,
        runs: 2,
        versions: 1,
        assets: 1,
    }
    ");
    insta::assert_snapshot!(database.now(), @r#"endpoint us-east-1 a {"v":1} 01:02-03:02"#);
    assert_eq!(database.rows(), (1, 1));
}

/// What was different for a while, between two kept scans.
#[test]
fn a_change_that_was_taken_back_is_forgotten() {
    let mut database = Database::new();
    for version in [1, 2, 1, 1] {
        database.scan([complete().described([asset("a", version)])]);
    }
    tag(&database, "start", ScanId(1));
    prune(&mut database, &last(1));
    assert_eq!(database.rows(), (1, 1));
    insta::assert_snapshot!(database.now(), @r#"endpoint us-east-1 a {"v":1} 01:02-04:02"#);
    insta::assert_snapshot!(database.query("SELECT scan, change FROM asset_changes"), @"
    scan|change
    1|appeared
    ");
}

#[test]
fn a_partial_run_that_changed_a_thing_back_is_no_change_either() {
    let mut database = Database::new();
    database.scan([complete().described([asset("a", 1)])]);
    database.scan([partial().described([asset("a", 2)])]);
    database.scan([partial().described([asset("a", 1)])]);
    tag(&database, "start", ScanId(1));
    prune(&mut database, &last(1));
    insta::assert_snapshot!(database.now(), @r#"endpoint us-east-1 a {"v":1} 01:02-03:02"#);
    insta::assert_snapshot!(database.query("SELECT scan, change FROM asset_changes"), @"
    scan|change
    1|appeared
    ");
}

#[test]
fn what_is_gone_was_last_seen_when_it_was() {
    let mut database = Database::new();
    database.scan([complete().described([asset("a", 1)])]);
    database.scan([complete().kept(["a"])]);
    database.scan([complete()]);
    tag(&database, "start", ScanId(1));
    prune(&mut database, &last(1));
    let gone = changes_between(&database.store, ScanId(1), ScanId(3));
    assert_eq!(gone[0].before.as_ref().unwrap().last_seen, time(2, 2));
}

#[test]
fn a_scan_that_was_killed_goes_and_one_that_may_run_stays() {
    let mut database = Database::new();
    database.begin();
    database.scan([complete()]);
    let running = database.begin();
    let plan = prune(&mut database, &Retention::default());
    insta::assert_snapshot!(shown(&plan), @"
    2: the newest
    3: not ended, and newer than all that have
    removed: 1: 0 runs, 0 versions
    ");
    let added = database
        .record(running, complete().described([asset("a", 1)]))
        .unwrap();
    assert_eq!(added, changes(1, 0, 0, 0));
}

#[test]
fn numbers_of_removed_scans_are_not_used_again() {
    let mut database = Database::new();
    database.scan([complete()]);
    database.scan([complete()]);
    prune(&mut database, &Retention::default());
    assert_eq!(database.begin(), ScanId(3));
}

#[test]
fn that_the_account_was_simulated_is_not_forgotten() {
    let mut database = Database::new();
    let simulated = NewScan {
        simulated: true,
        ..new_scan(1)
    };
    let scan = database.store.begin_scan(&simulated).unwrap();
    database
        .store
        .finish_scan(scan, DONE, time(1, 3), None)
        .unwrap();
    database.scan([complete()]);
    prune(&mut database, &Retention::default());
    assert!(database.store.is_simulated(ScanId(2)).unwrap());
}

#[test]
fn a_plan_is_good_only_for_what_it_was_made_of() {
    let mut database = Database::new();
    database.scan([complete().described([asset("a", 1)])]);
    database.scan([complete().described([asset("a", 2)])]);
    let plan = database.store.prune_plan(&Retention::default()).unwrap();
    tag(&database, "keep", ScanId(1));
    let error = database.store.prune(&plan).unwrap_err();
    assert!(matches!(error, StoreError::PlanOutdated { .. }));
    assert_eq!(error.hint().unwrap(), "Run `opencite prune` again.");
    assert_eq!(database.store.scans().unwrap().len(), 2);
    let checks: bool = database
        .store
        .connection
        .pragma_query_value(None, "foreign_keys", |row| row.get(0))
        .unwrap();
    assert!(checks, "foreign keys are looked at again");
}

#[test]
fn a_plan_that_removes_nothing_changes_nothing() {
    let mut database = Database::new();
    insta::assert_snapshot!(shown(&prune(&mut database, &Retention::default())), @"removed: : 0 runs, 0 versions");
    database.scan([complete().described([asset("a", 1)])]);
    insta::assert_snapshot!(shown(&prune(&mut database, &Retention::default())), @"
    1: the newest
    removed: : 0 runs, 0 versions
    ");
}

#[test]
fn an_error_of_a_kept_run_stays_with_it() {
    let mut database = Database::new();
    database.scan([complete()]);
    database.scan([failed()]);
    prune(&mut database, &Retention::default());
    let units = database.store.units(None).unwrap();
    assert_ne!(units[0].outcome.error().unwrap(), &throttled());
    assert_eq!(units[0].outcome.error().unwrap().attempts, 3);
}

/// A version of the same content was there before and after another one: each was last seen when it was.
#[test]
fn versions_of_the_same_content_that_ended_stay_apart() {
    let mut database = Database::new();
    for version in [1, 1, 2, 1, 1, 3] {
        database.scan([complete().described([asset("a", version)])]);
    }
    tag(&database, "second", ScanId(2));
    tag(&database, "fifth", ScanId(5));
    prune(&mut database, &last(1));
    assert_eq!(database.rows(), (1, 3));
    insta::assert_snapshot!(database.query("SELECT scan, change FROM asset_changes"), @"
    scan|change
    2|appeared
    6|changed
    ");
}

//! One database of several.

use std::fs;
use std::path::{Path, PathBuf};

use opencite_core::{AccountId, AssetRecord, OutcomeKind, ScanId, UnitKey};
use proptest::collection;
use proptest::test_runner::{Config, TestRunner};
use tempfile::TempDir;

use super::build::{Database, Seen, asset, complete, id, partial};
use super::model::{play, scan};
use crate::{AssetFilter, Merged, Replace, Store, StoreError, merge};

const OTHER: &str = "444455556666";

/// The result in another account.
fn elsewhere(mut seen: Seen) -> Seen {
    seen.0.key.account = AccountId::new(OTHER).unwrap();
    seen
}

/// Lets the scans begin so many minutes later.
fn later(database: &Database, minutes: i64) {
    let sql = format!("UPDATE scan SET started = replace(started, ':00:00.', ':{minutes:02}:00.')");
    database.store.connection.execute(&sql, []).unwrap();
}

struct Outcome {
    _directory: TempDir,
    merged: Merged,
    database: Database,
}

fn merged(inputs: &[&Database]) -> Result<Outcome, StoreError> {
    let directory = TempDir::new().unwrap();
    let path = directory.path().join("merged.db");
    let inputs: Vec<PathBuf> = inputs
        .iter()
        .map(|database| database.path.clone())
        .collect();
    let merged = merge(&inputs, &path)?;
    let names: Vec<_> = fs::read_dir(directory.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(names, ["merged.db"], "nothing else is left");
    let store = Store::open(&path).unwrap();
    store.integrity_check().unwrap();
    let database = Database {
        directory: TempDir::new().unwrap(),
        path,
        store,
    };
    Ok(Outcome {
        _directory: directory,
        merged,
        database,
    })
}

fn of_unit(key: &UnitKey) -> AssetFilter {
    AssetFilter {
        plugin: Some(key.plugin.clone()),
        asset_type: Some(key.asset_type.clone()),
        account: Some(key.account.clone()),
        region: Some(key.region.clone()),
    }
}

fn content(records: Vec<AssetRecord>) -> Vec<String> {
    let line = |record: AssetRecord| format!("{} {}", record.id, record.properties.to_text());
    let mut lines: Vec<_> = records.into_iter().map(line).collect();
    lines.sort();
    lines
}

/// After each complete run, the state is what that run's database said; after a partial one, what it found is there.
fn check_runs(input: &Database, number: usize, outcome: &Outcome) {
    for (old, new) in &outcome.merged.inputs[number].scans {
        for run in input.store.units(Some(*old)).unwrap() {
            let said = |store: &Store, at: ScanId| {
                content(store.assets(&of_unit(&run.key), Some(at)).unwrap())
            };
            let (input, output) = (
                said(&input.store, *old),
                said(&outcome.database.store, *new),
            );
            match run.outcome.kind() {
                OutcomeKind::Complete => assert_eq!(output, input, "{} at {old} > {new}", run.key),
                OutcomeKind::Partial | OutcomeKind::Failed | OutcomeKind::Skipped => {}
            }
        }
    }
}

/// Two machines that scan the same units, and a third one with units of its own.
#[test]
fn after_any_histories_each_complete_run_is_as_its_database_said() {
    let config = Config {
        cases: 32,
        failure_persistence: None,
        ..Config::default()
    };
    let histories = || collection::vec(scan(), 1..5);
    TestRunner::new(config)
        .run(
            &(histories(), histories(), histories()),
            |(one, two, three)| {
                let [(one, _), (two, _), (three, _)] = [one, two, three].map(|scans| play(&scans));
                later(&two, 20);
                later(&three, 40);
                let sql = format!("UPDATE unit SET account = '{OTHER}'");
                three.store.connection.execute(&sql, []).unwrap();
                let outcome = merged(&[&one, &two, &three]).unwrap();
                for (number, input) in [&one, &two, &three].into_iter().enumerate() {
                    check_runs(input, number, &outcome);
                }
                for (old, new) in &outcome.merged.inputs[2].scans {
                    let own = AssetFilter {
                        account: Some(AccountId::new(OTHER).unwrap()),
                        ..AssetFilter::default()
                    };
                    let before = three.store.assets(&own, Some(*old)).unwrap();
                    assert_eq!(
                        outcome.database.store.assets(&own, Some(*new)).unwrap(),
                        before
                    );
                }
                Ok(())
            },
        )
        .unwrap();
}

#[test]
fn scans_are_numbered_anew_and_the_numbers_are_told() {
    let (mut one, mut two) = (Database::new(), Database::new());
    one.scan([complete().described([asset("a", 1)])]);
    one.scan([complete().described([asset("a", 2)])]);
    two.scan([elsewhere(complete().described([asset("a", 7)]))]);
    later(&two, 20);
    let outcome = merged(&[&one, &two]).unwrap();
    let numbers = outcome.merged.inputs.iter().map(|input| {
        let pairs = input.scans.iter().map(|(old, new)| format!("{old}>{new}"));
        pairs.collect::<Vec<_>>().join(" ")
    });
    insta::assert_snapshot!(numbers.collect::<Vec<_>>().join("\n"), @"
    1>1 2>3
    1>2
    ");
    assert_eq!(outcome.merged.scans, 3);
    insta::assert_snapshot!(outcome.database.now(), @r#"
    endpoint us-east-1 a {"v":2} 01:02-02:02
    endpoint us-east-1 a {"v":7} 01:02-01:02
    "#);
}

#[test]
fn a_unit_of_two_machines_goes_from_one_state_to_the_other() {
    let (mut one, mut two) = (Database::new(), Database::new());
    one.scan([complete().described([asset("a", 1), asset("b", 1)])]);
    one.scan([complete().described([asset("a", 1), asset("b", 2)])]);
    two.scan([complete().described([asset("a", 1), asset("c", 1)])]);
    two.scan([partial().described([asset("d", 1)])]);
    later(&two, 20);
    let outcome = merged(&[&one, &two]).unwrap();
    let states = (1..=4).map(|scan| outcome.database.at(ScanId(scan)));
    insta::assert_snapshot!(states.collect::<Vec<_>>().join("\n\n"), @r#"
    endpoint us-east-1 a {"v":1} 01:02-01:02
    endpoint us-east-1 b {"v":1} 01:02-01:02

    endpoint us-east-1 a {"v":1} 01:02-01:02
    endpoint us-east-1 c {"v":1} 01:02-01:02

    endpoint us-east-1 a {"v":1} 01:02-02:02
    endpoint us-east-1 b {"v":2} 01:02-02:02

    endpoint us-east-1 a {"v":1} 01:02-02:02
    endpoint us-east-1 b {"v":2} 01:02-02:02
    endpoint us-east-1 d {"v":1} 02:02-02:02
    "#);
}

#[test]
fn a_copy_adds_nothing_to_the_database_that_it_is_of() {
    let mut one = Database::new();
    for version in 1..4 {
        one.scan([complete().described([asset("a", version)])]);
    }
    let copy = Database::new();
    one.store.backup(&copy.path, Replace::Existing).unwrap();
    one.scan([complete().described([asset("a", 4)])]);
    let outcome = merged(&[&copy, &one]).unwrap();
    assert_eq!(outcome.merged.scans, 4);
    for scan in 1..=4 {
        assert_eq!(outcome.database.at(ScanId(scan)), one.at(ScanId(scan)));
    }
}

#[test]
fn inputs_stay_as_they_are_to_the_byte() {
    let mut one = Database::new();
    one.scan([complete().described([asset("a", 1)])]);
    let Database {
        directory,
        path,
        store,
    } = one;
    drop(store);
    let before = fs::read(&path).unwrap();
    let input = [path.clone()];
    merge(&input, &directory.path().join("merged.db")).unwrap();
    assert_eq!(fs::read(&path).unwrap(), before);
}

fn tag(database: &Database, tag: &str, scan: i64) {
    let sql = "INSERT INTO scan_tag (tag, scan) VALUES (?1, ?2)";
    database.store.connection.execute(sql, (tag, scan)).unwrap();
}

#[test]
fn a_tag_that_is_taken_gets_a_number() {
    let (mut one, mut two) = (Database::new(), Database::new());
    one.scan([complete()]);
    two.scan([elsewhere(complete())]);
    later(&two, 20);
    let long = "x".repeat(64);
    for database in [&one, &two] {
        tag(database, "start", 1);
        tag(database, &long, 1);
    }
    tag(&one, "start-2", 1);
    let outcome = merged(&[&one, &two]).unwrap();
    let renamed = outcome
        .merged
        .renamed
        .iter()
        .map(|tag| format!("{} {}", tag.tag, tag.renamed));
    insta::assert_snapshot!(renamed.collect::<Vec<_>>().join("\n"), @"
    start start-3
    xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx-2
    ");
    insta::assert_snapshot!(outcome.database.query("SELECT id, tags FROM scans"), @"
    id|tags
    1|start start-2 xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
    2|start-3 xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx-2
    ");
}

#[test]
fn usage_of_different_places_is_put_together() {
    let one = super::usage::filled();
    let (two, before) = super::usage::filled_elsewhere();
    later(&two, 20);
    let outcome = merged(&[&one, &two]).unwrap();
    let sum = |database: &Database| {
        let rows = database.query("SELECT count(*), sum(input_tokens) FROM invocations");
        rows.lines().last().unwrap().to_owned()
    };
    insta::assert_snapshot!(format!("{} and {} are {}", sum(&one), sum(&two), sum(&outcome.database)), @"5|100 and 1|5 are 6|105");
    let of_account = "SELECT day, principal, model, invocations FROM usage_callers WHERE account = '999900001111'";
    assert_eq!(outcome.database.query(of_account), before);
    let daily = |database: &Database| {
        let places = "SELECT * FROM usage_daily WHERE account <> '999900001111' ORDER BY day, model, account";
        database.query(places)
    };
    assert_eq!(daily(&outcome.database), daily(&one));
    assert_eq!(
        outcome.database.store.usage_coverage().unwrap().len(),
        one.store.usage_coverage().unwrap().len() + two.store.usage_coverage().unwrap().len()
    );
}

#[test]
fn usage_of_one_place_in_two_databases_is_refused() {
    let (one, two) = (super::usage::filled(), super::usage::filled());
    let Err(error) = merged(&[&one, &two]) else {
        panic!("it was merged");
    };
    assert!(matches!(
        &error,
        StoreError::UsageOverlaps { account, region, .. } if account == "111122223333" && region == "us-east-1"
    ));
    insta::assert_snapshot!(error.hint().unwrap(), @"Merge only one of the two: calls of one place cannot be put together yet.");
}

#[test]
fn where_a_merge_fails_nothing_is_left() {
    let directory = TempDir::new().unwrap();
    let output = directory.path().join("merged.db");
    let nothing = directory.path().join("nothing.db");
    assert!(matches!(
        merge(&[nothing], &output),
        Err(StoreError::NoDatabase { .. })
    ));
    let foreign = TempDir::new().unwrap();
    let path = foreign.path().join("text.db");
    fs::write(&path, "not a database, however long this text may be").unwrap();
    assert!(matches!(
        merge(&[path], &output),
        Err(StoreError::NotSqlite { .. })
    ));
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 0);
}

#[test]
fn an_output_that_is_there_is_left_alone() {
    let mut one = Database::new();
    one.scan([complete().kept([]).described([asset("a", 1)])]);
    let output: &Path = &one.directory.path().join("merged.db");
    fs::write(output, "mine").unwrap();
    let error = merge(std::slice::from_ref(&one.path), output).unwrap_err();
    assert!(matches!(error, StoreError::Exists { .. }));
    assert_eq!(fs::read(output).unwrap(), b"mine");
}

#[test]
fn a_merged_database_takes_the_next_scan() {
    let (mut one, mut two) = (Database::new(), Database::new());
    one.scan([complete().described([asset("a", 1)])]);
    two.scan([complete().described([asset("b", 1)])]);
    later(&two, 20);
    let mut database = merged(&[&one, &two]).unwrap().database;
    let known = super::build::tokens(&database, "one");
    assert!(known.is_empty(), "all is described anew");
    database.scan([complete().kept(["b"])]);
    assert_eq!(database.store.latest_scan().unwrap().unwrap().id, ScanId(3));
    let there = database
        .store
        .assets(&AssetFilter::default(), None)
        .unwrap();
    assert_eq!(there[0].id, id("b"));
}

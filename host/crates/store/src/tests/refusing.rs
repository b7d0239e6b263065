//! What is not recorded, and that refusing it stores nothing.

use opencite_core::ScanId;

use super::build::{DONE, Database, Seen, asset, complete, failed, partial, time};
use crate::StoreError;

/// The message of a refusal, after which the database is as before.
fn refusal(database: &mut Database, scan: ScanId, seen: Seen) -> StoreError {
    let before = (
        database.now(),
        database.rows(),
        database.store.scans().unwrap(),
    );
    let error = database.record(scan, seen).unwrap_err();
    assert_eq!(
        (
            database.now(),
            database.rows(),
            database.store.scans().unwrap()
        ),
        before
    );
    error
}

#[test]
fn a_unit_is_recorded_once_in_a_scan() {
    let mut database = Database::new();
    let scan = database.begin();
    database
        .record(scan, complete().described([asset("a", 1)]))
        .unwrap();
    let error = refusal(&mut database, scan, complete());
    insta::assert_snapshot!(error, @"scan 1 already has a result of aws_sagemaker endpoint in 111122223333 us-east-1");
    assert!(matches!(
        refusal(&mut database, scan, failed()),
        StoreError::RecordedTwice { .. }
    ));
}

#[test]
fn an_asset_is_named_once_in_a_result() {
    let mut database = Database::new();
    database.scan([complete().described([asset("a", 1)])]);
    let scan = database.begin();
    let error = refusal(
        &mut database,
        scan,
        complete().described([asset("b", 1), asset("b", 1)]),
    );
    insta::assert_snapshot!(error, @"aws_sagemaker endpoint in 111122223333 us-east-1 reported b twice");
    let error = refusal(
        &mut database,
        scan,
        partial().described([asset("a", 1)]).kept(["a"]),
    );
    insta::assert_snapshot!(error, @"aws_sagemaker endpoint in 111122223333 us-east-1 reported a twice");
}

#[test]
fn only_what_is_there_can_be_kept() {
    let mut database = Database::new();
    database.scan([complete().described([asset("a", 1), asset("b", 1)])]);
    database.scan([complete().kept(["a"])]);
    let scan = database.begin();
    let error = refusal(&mut database, scan, complete().kept(["a", "b"]));
    insta::assert_snapshot!(error, @"aws_sagemaker endpoint in 111122223333 us-east-1 kept b, which is not stored");
    let error = refusal(
        &mut database,
        scan,
        partial().described([asset("c", 1)]).kept(["x"]),
    );
    insta::assert_snapshot!(error, @"aws_sagemaker endpoint in 111122223333 us-east-1 kept x, which is not stored");
}

#[test]
fn nothing_is_added_to_a_scan_that_has_ended() {
    let mut database = Database::new();
    let scan = database.scan([]);
    insta::assert_snapshot!(refusal(&mut database, scan, complete()), @"scan 1 has already finished");
    let error = database
        .store
        .finish_scan(scan, DONE, time(1, 50), None)
        .unwrap_err();
    assert!(matches!(error, StoreError::ScanFinished { .. }));
}

#[test]
fn nothing_is_added_to_a_scan_after_a_later_one_began() {
    let mut database = Database::new();
    let scan = database.begin();
    database.begin();
    insta::assert_snapshot!(refusal(&mut database, scan, complete()), @"scan 1 was followed by scan 2");
    database.finish(scan);
}

#[test]
fn nothing_is_added_to_a_scan_that_never_began() {
    let mut database = Database::new();
    insta::assert_snapshot!(refusal(&mut database, ScanId(7), complete()), @"no scan 7");
    let error = database
        .store
        .finish_scan(ScanId(7), DONE, time(7, 50), None)
        .unwrap_err();
    assert!(matches!(error, StoreError::NoSuchScan { .. }));
}

#[test]
fn tables_are_strict() {
    let database = Database::new();
    let sql = "INSERT INTO scan (started, program_version, simulated) VALUES ('x', 'y', 'maybe')";
    let error = database.store.connection.execute(sql, []).unwrap_err();
    insta::assert_snapshot!(error, @"cannot store TEXT value in INTEGER column scan.simulated");
}

#[test]
fn an_asset_cannot_be_there_twice() {
    let mut database = Database::new();
    database.scan([complete().described([asset("a", 1)])]);
    database.begin();
    let sql = "INSERT INTO asset_version
               SELECT 99, unit, asset, 2, NULL, detail, content_hash, name, status, created,
                      modified, relations, properties, began, last_seen
               FROM asset_version";
    let error = database.store.connection.execute(sql, []).unwrap_err();
    insta::assert_snapshot!(error, @"UNIQUE constraint failed: asset_version.unit, asset_version.asset");
}

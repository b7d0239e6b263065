//! Which scan is meant.

use opencite_core::{ScanId, ScanRef};

use super::tags::{tag, told};
use crate::tests::build::{Database, complete, time};

/// The number of the scan that is meant, or why there is none.
fn resolved(database: &Database, wanted: &ScanRef) -> String {
    match database.store.resolve(wanted) {
        Ok(scan) => scan.id.to_string(),
        Err(error) => told(&error),
    }
}

/// Scans 1 to 3 ended half an hour after they began; scan 4 never ended.
fn three_and_a_killed_one() -> Database {
    let mut database = Database::new();
    for _ in 0..3 {
        database.scan([complete()]);
    }
    database.begin();
    database
}

#[test]
fn a_scan_is_meant_by_its_number() {
    let database = three_and_a_killed_one();
    let number = |number| resolved(&database, &ScanRef::Number(ScanId(number)));
    assert_eq!((number(1), number(4)), ("1".to_owned(), "4".to_owned()));
    insta::assert_snapshot!(number(5), @"no scan 5. The nearest is scan 4, the newest is scan 4; `opencite scans` lists all.");
    insta::assert_snapshot!(number(i64::MIN), @"no scan -9223372036854775808. The nearest is scan 1, the newest is scan 4; `opencite scans` lists all.");
}

#[test]
fn the_number_of_a_removed_scan_leads_to_its_neighbour() {
    let database = three_and_a_killed_one();
    let sql = "DELETE FROM unit_run WHERE scan = 2; DELETE FROM scan WHERE id = 2;";
    database.store.connection.execute_batch(sql).unwrap();
    insta::assert_snapshot!(resolved(&database, &ScanRef::Number(ScanId(2))), @"no scan 2. The nearest is scan 1, the newest is scan 4; `opencite scans` lists all.");
}

#[test]
fn a_scan_is_meant_by_its_tag() {
    let mut database = three_and_a_killed_one();
    database
        .store
        .tag(ScanId(2), &tag("before-migration"))
        .unwrap();
    let by_tag = |text| resolved(&database, &ScanRef::Tag(tag(text)));
    assert_eq!(by_tag("before-migration"), "2");
    insta::assert_snapshot!(by_tag("befor-migratoin"), @"no scan is tagged befor-migratoin. Did you mean before-migration?");
    insta::assert_snapshot!(by_tag("audit"), @"no scan is tagged audit. `opencite scans` lists the scans and their tags.");
}

#[test]
fn a_time_means_the_last_scan_that_had_ended_by_then() {
    let database = three_and_a_killed_one();
    let at = |scan, minute| resolved(&database, &ScanRef::Time(time(scan, minute)));
    assert_eq!(
        (at(2, 30), at(3, 29), at(99, 0)),
        ("2".to_owned(), "2".to_owned(), "3".to_owned())
    );
    insta::assert_snapshot!(at(1, 29), @"no scan had ended by 2026-01-01T01:29:00Z. The oldest is scan 1, which ended at 2026-01-01T01:30:00Z.");
}

#[test]
fn a_scan_that_runs_or_was_killed_is_not_the_latest() {
    let database = three_and_a_killed_one();
    assert_eq!(resolved(&database, &ScanRef::Latest), "3");
    assert_eq!(resolved(&database, &ScanRef::Previous), "2");
}

#[test]
fn where_no_scan_has_ended_none_is_the_latest() {
    let mut database = Database::new();
    for wanted in [ScanRef::Latest, ScanRef::Previous] {
        insta::allow_duplicates! {
            insta::assert_snapshot!(resolved(&database, &wanted), @"no scan has ended yet. Run `opencite scan` first.");
        }
    }
    insta::assert_snapshot!(resolved(&database, &ScanRef::Time(time(1, 0))), @"no scan had ended by 2026-01-01T01:00:00Z. Run `opencite scan` first.");
    let scan = database.begin();
    insta::assert_snapshot!(resolved(&database, &ScanRef::Latest), @"no scan has ended yet. Scan 1 is running or was killed: wait for its end, or scan again.");
    database.finish(scan);
    insta::assert_snapshot!(resolved(&database, &ScanRef::Previous), @"no scan ended before scan 1. Scan again, so that there are two scans to compare.");
}

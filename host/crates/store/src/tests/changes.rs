//! What is different between two scans.

use opencite_core::{AssetRecord, ScanId};

use super::build::{Database, asset, complete, failed, line, partial};
use crate::{AssetChange, AssetFilter, StoreError};

fn between(database: &Database, from: ScanId, to: ScanId) -> String {
    let mut lines = Vec::new();
    let side = |record: &Option<AssetRecord>| record.as_ref().map_or("-".to_owned(), line);
    database
        .store
        .each_change(
            &AssetFilter::default(),
            from,
            to,
            |AssetChange { before, after }| {
                lines.push(format!("{} => {}", side(&before), side(&after)));
                Ok::<(), StoreError>(())
            },
        )
        .unwrap();
    lines.join("\n")
}

#[test]
fn what_came_changed_and_went_is_told_with_both_sides() {
    let mut database = Database::new();
    let one = database.scan([complete().described([asset("a", 1), asset("b", 1), asset("c", 1)])]);
    database.scan([complete().kept(["a", "b", "c"])]);
    let three = database.scan([complete()
        .described([asset("b", 2), asset("d", 1)])
        .kept(["a"])]);
    insta::assert_snapshot!(between(&database, one, three), @r#"
    endpoint us-east-1 b {"v":1} 01:02-02:02 => endpoint us-east-1 b {"v":2} 01:02-03:02
    endpoint us-east-1 c {"v":1} 01:02-02:02 => -
    - => endpoint us-east-1 d {"v":1} 03:02-03:02
    "#);
    insta::assert_snapshot!(between(&database, three, one), @r#"
    endpoint us-east-1 b {"v":2} 01:02-03:02 => endpoint us-east-1 b {"v":1} 01:02-02:02
    - => endpoint us-east-1 c {"v":1} 01:02-02:02
    endpoint us-east-1 d {"v":1} 03:02-03:02 => -
    "#);
    assert_eq!(between(&database, three, three), "");
}

#[test]
fn what_went_was_last_seen_by_the_last_complete_run_that_had_it() {
    let mut database = Database::new();
    let one = database.scan([complete().described([asset("a", 1)])]);
    database.scan([complete().kept(["a"])]);
    database.scan([partial()]);
    database.scan([failed()]);
    let five = database.scan([complete()]);
    insta::assert_snapshot!(between(&database, one, five), @r#"endpoint us-east-1 a {"v":1} 01:02-02:02 => -"#);
}

#[test]
fn what_changed_and_changed_back_is_no_difference() {
    let mut database = Database::new();
    let one = database.scan([complete().described([asset("a", 1), asset("b", 1)])]);
    database.scan([complete().described([asset("a", 2)])]);
    let three = database.scan([complete().described([asset("a", 1), asset("b", 1)])]);
    assert_eq!(between(&database, one, three), "");
}

#[test]
fn what_came_and_went_in_between_is_no_difference() {
    let mut database = Database::new();
    let one = database.scan([complete()]);
    database.scan([complete().described([asset("a", 1)])]);
    let three = database.scan([complete()]);
    assert_eq!(between(&database, one, three), "");
}

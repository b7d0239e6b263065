//! What recording a unit's result does to what is stored.

use super::build::{
    Database, asset, changes, complete, failed, partial, skipped, summary, tokened, tokens,
};

#[test]
fn the_first_complete_result_adds_all_that_it_names() {
    let mut database = Database::new();
    let changes_made = database.scan_one(complete().described([asset("b", 1), asset("a", 1)]));
    assert_eq!(changes_made, changes(2, 0, 0, 0));
    insta::assert_snapshot!(database.now(), @r#"
    endpoint us-east-1 a {"v":1} 01:02-01:02
    endpoint us-east-1 b {"v":1} 01:02-01:02
    "#);
}

#[test]
fn a_complete_result_is_the_whole_truth() {
    let mut database = Database::new();
    let first =
        database.scan([complete().described([asset("a", 1), asset("b", 1), asset("c", 1)])]);
    let changed = database.scan_one(
        complete()
            .described([asset("b", 2), asset("d", 1)])
            .kept(["a"]),
    );
    assert_eq!(changed, changes(1, 1, 1, 1));
    insta::assert_snapshot!(database.now(), @r#"
    endpoint us-east-1 a {"v":1} 01:02-02:02
    endpoint us-east-1 b {"v":2} 01:02-02:02
    endpoint us-east-1 d {"v":1} 02:02-02:02
    "#);
    insta::assert_snapshot!(database.at(first), @r#"
    endpoint us-east-1 a {"v":1} 01:02-01:02
    endpoint us-east-1 b {"v":1} 01:02-01:02
    endpoint us-east-1 c {"v":1} 01:02-01:02
    "#);
}

#[test]
fn an_empty_complete_result_means_that_all_is_gone() {
    let mut database = Database::new();
    database.scan([complete().described([asset("a", 1)])]);
    assert_eq!(database.scan_one(complete()), changes(0, 0, 0, 1));
    assert_eq!(database.now(), "");
}

#[test]
fn a_partial_result_adds_and_changes_and_calls_nothing_gone() {
    let mut database = Database::new();
    database.scan([complete().described([asset("a", 1), asset("b", 1), asset("c", 1)])]);
    let changed = database.scan_one(
        partial()
            .described([asset("b", 2), asset("d", 1)])
            .kept(["c"]),
    );
    assert_eq!(changed, changes(1, 1, 1, 0));
    insta::assert_snapshot!(database.now(), @r#"
    endpoint us-east-1 a {"v":1} 01:02-01:02
    endpoint us-east-1 b {"v":2} 01:02-02:02
    endpoint us-east-1 c {"v":1} 01:02-01:02
    endpoint us-east-1 d {"v":1} 02:02-02:02
    "#);
}

#[test]
fn a_failed_or_skipped_result_changes_no_asset() {
    let mut database = Database::new();
    database.scan([complete().described([asset("a", 1)])]);
    let before = (database.now(), database.rows());
    assert_eq!(
        database.scan_one(failed().described([asset("b", 1)])),
        changes(0, 0, 0, 0)
    );
    assert_eq!(
        database.scan_one(skipped().kept(["x"])),
        changes(0, 0, 0, 0)
    );
    assert_eq!((database.now(), database.rows()), before);
    let assets: Vec<_> = database
        .store
        .scans()
        .unwrap()
        .iter()
        .map(|scan| scan.assets)
        .collect();
    assert_eq!(assets, [1, 0, 0]);
}

#[test]
fn another_unit_is_left_alone() {
    let mut database = Database::new();
    database.scan([
        complete().described([asset("a", 1)]),
        complete()
            .of("endpoint", "eu-west-1")
            .described([asset("a", 2)]),
        complete()
            .of("model", "us-east-1")
            .described([asset("a", 3)]),
    ]);
    database.scan([complete()]);
    insta::assert_snapshot!(database.now(), @r#"
    endpoint eu-west-1 a {"v":2} 01:02-01:02
    model us-east-1 a {"v":3} 01:02-01:02
    "#);
}

#[test]
fn an_asset_that_comes_back_keeps_its_first_sight() {
    let mut database = Database::new();
    database.scan([complete().described([asset("a", 1)])]);
    let absent = database.scan([complete()]);
    assert_eq!(
        database.scan_one(complete().described([asset("a", 1)])),
        changes(1, 0, 0, 0)
    );
    insta::assert_snapshot!(database.now(), @r#"endpoint us-east-1 a {"v":1} 01:02-03:02"#);
    assert_eq!(database.at(absent), "");
    assert_eq!(database.rows(), (1, 2));
}

#[test]
fn the_last_sight_is_the_latest_complete_run_or_a_later_partial_one_that_wrote_the_asset() {
    let mut database = Database::new();
    database.scan([complete().described([asset("a", 1), asset("b", 1)])]);
    let second = database.scan([complete().kept(["a", "b"])]);
    database.scan([failed()]);
    database.scan([partial().described([asset("b", 2)]).kept(["a"])]);
    insta::assert_snapshot!(database.now(), @r#"
    endpoint us-east-1 a {"v":1} 01:02-02:02
    endpoint us-east-1 b {"v":2} 01:02-04:02
    "#);
    insta::assert_snapshot!(database.at(second), @r#"
    endpoint us-east-1 a {"v":1} 01:02-02:02
    endpoint us-east-1 b {"v":1} 01:02-02:02
    "#);
}

#[test]
fn a_summary_never_replaces_what_is_known_in_full() {
    let mut database = Database::new();
    database.scan([complete().described([tokened("a", 1, "t")])]);
    assert_eq!(
        database.scan_one(partial().described([summary("a", 2)])),
        changes(0, 0, 1, 0)
    );
    insta::assert_snapshot!(database.now(), @r#"endpoint us-east-1 a {"v":1} 01:02-01:02"#);
    assert_eq!(tokens(&database, "one"), ["a=t"]);
}

#[test]
fn a_summary_of_an_unknown_asset_is_stored_and_described_again_next_time() {
    let mut database = Database::new();
    assert_eq!(
        database.scan_one(partial().described([summary("a", 1)])),
        changes(1, 0, 0, 0)
    );
    insta::assert_snapshot!(database.now(), @r#"endpoint us-east-1 a {"v":1} 01:02-01:02"#);
    assert!(tokens(&database, "one").is_empty());
}

#[test]
fn a_summary_replaces_a_summary_and_gives_way_to_a_full_description() {
    let mut database = Database::new();
    database.scan([partial().described([summary("a", 1)])]);
    assert_eq!(
        database.scan_one(partial().described([summary("a", 2)])),
        changes(0, 1, 0, 0)
    );
    assert_eq!(
        database.scan_one(complete().described([tokened("a", 3, "t")])),
        changes(0, 1, 0, 0)
    );
    assert_eq!(
        database.scan_one(partial().described([summary("a", 4)])),
        changes(0, 0, 1, 0)
    );
    insta::assert_snapshot!(database.now(), @r#"endpoint us-east-1 a {"v":3} 01:02-03:02"#);
    assert_eq!(tokens(&database, "one"), ["a=t"]);
}

#[test]
fn a_summary_that_was_all_there_is_becomes_full_without_a_new_version() {
    let mut database = Database::new();
    database.scan([partial().described([summary("a", 1)])]);
    assert_eq!(
        database.scan_one(complete().described([asset("a", 1)])),
        changes(0, 0, 1, 0)
    );
    assert_eq!(database.rows(), (1, 1));
    assert_eq!(
        database.scan_one(partial().described([summary("a", 2)])),
        changes(0, 0, 1, 0)
    );
}

#[test]
fn an_asset_that_comes_back_as_a_summary_has_no_trusted_token() {
    let mut database = Database::new();
    database.scan([complete().described([tokened("a", 1, "t")])]);
    database.scan([complete()]);
    database.scan([partial().described([summary("a", 2)])]);
    assert!(tokens(&database, "one").is_empty());
}

#[test]
fn tokens_are_known_of_live_assets_that_this_plugin_build_described() {
    let mut database = Database::new();
    let seen = [
        tokened("a", 1, "t1"),
        tokened("b", 1, "t2"),
        asset("c", 1),
        tokened("d", 1, "t3"),
    ];
    database.scan([complete().described(seen)]);
    database.scan([complete().kept(["a", "b", "c"])]);
    assert_eq!(tokens(&database, "one"), ["a=t1", "b=t2"]);
    assert!(tokens(&database, "two").is_empty());
}

#[test]
fn a_new_plugin_build_describes_again_without_new_versions() {
    let mut database = Database::new();
    database.scan([complete().described([tokened("a", 1, "t")])]);
    let again = complete().by_build("two").described([tokened("a", 1, "t")]);
    assert_eq!(database.scan_one(again), changes(0, 0, 1, 0));
    assert!(tokens(&database, "one").is_empty());
    assert_eq!(tokens(&database, "two"), ["a=t"]);
    assert_eq!(database.rows(), (1, 1));
}

#[test]
fn a_new_token_is_taken_down_without_a_new_version() {
    let mut database = Database::new();
    database.scan([complete().described([tokened("a", 1, "t1")])]);
    database.scan([complete().described([tokened("a", 1, "t2")])]);
    assert_eq!(tokens(&database, "one"), ["a=t2"]);
    database.scan([complete().described([asset("a", 1)])]);
    assert!(tokens(&database, "one").is_empty());
    assert_eq!(database.rows(), (1, 1));
}

#[test]
fn a_scan_that_was_killed_does_no_harm() {
    let mut database = Database::new();
    database.scan([
        complete().described([asset("a", 1)]),
        complete()
            .of("model", "us-east-1")
            .described([asset("m", 1)]),
    ]);
    let killed = database.begin();
    database
        .record(killed, complete().described([asset("a", 2)]))
        .unwrap();
    insta::assert_snapshot!(database.now(), @r#"
    endpoint us-east-1 a {"v":2} 01:02-02:02
    model us-east-1 m {"v":1} 01:02-01:02
    "#);
    let record = database.store.scan(killed).unwrap();
    assert_eq!(
        (record.finished, record.outcome, record.units.complete),
        (None, None, 1)
    );
    let next = database.scan([complete().described([asset("a", 3)])]);
    insta::assert_snapshot!(database.at(next), @r#"
    endpoint us-east-1 a {"v":3} 01:02-03:02
    model us-east-1 m {"v":1} 01:02-01:02
    "#);
    insta::assert_snapshot!(database.at(killed), @r#"
    endpoint us-east-1 a {"v":2} 01:02-02:02
    model us-east-1 m {"v":1} 01:02-01:02
    "#);
    database.store.integrity_check().unwrap();
}

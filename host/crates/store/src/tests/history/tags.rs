//! Names of scans.

use opencite_core::{ScanId, ScanTag};

use crate::tests::build::{Database, complete, new_scan};
use crate::{NewScan, StoreError};

pub(super) fn tag(text: &str) -> ScanTag {
    ScanTag::new(text).unwrap()
}

/// What went wrong, and the way out.
pub(super) fn told(error: &StoreError) -> String {
    format!("{error}. {}", error.hint().unwrap())
}

fn tags(database: &Database, scan: ScanId) -> String {
    let tags = database.store.scan(scan).unwrap().tags;
    let tags: Vec<_> = tags.iter().map(ScanTag::as_str).collect();
    tags.join(" ")
}

fn tagged(number: i64, text: &str) -> NewScan {
    NewScan {
        tag: Some(tag(text)),
        ..new_scan(number)
    }
}

#[test]
fn a_scan_may_be_tagged_as_it_begins_and_later() {
    let mut database = Database::new();
    let scan = database.store.begin_scan(&tagged(1, "nightly")).unwrap();
    database.store.tag(scan, &tag("audit")).unwrap();
    database.store.tag(scan, &tag("audit")).unwrap();
    assert_eq!(tags(&database, scan), "audit nightly");
    assert_eq!(database.store.scans().unwrap()[0].tags.len(), 2);
    assert_eq!(database.store.latest_scan().unwrap().unwrap().tags.len(), 2);
    database.store.integrity_check().unwrap();
}

#[test]
fn a_taken_tag_is_refused_and_no_scan_begins() {
    let mut database = Database::new();
    let one = database.scan([complete()]);
    database.store.tag(one, &tag("audit")).unwrap();
    let error = database.store.begin_scan(&tagged(2, "audit")).unwrap_err();
    insta::assert_snapshot!(told(&error), @"scan 1 is already tagged audit. Choose another tag, or take this one away with `opencite tag --remove audit`.");
    assert_eq!(database.store.scans().unwrap().len(), 1);
    let two = database.scan([complete()]);
    assert_eq!(
        two,
        ScanId(2),
        "the number of the refused scan was not used up"
    );
    let taken = database.store.tag(two, &tag("audit")).unwrap_err();
    assert!(matches!(
        taken,
        StoreError::TagTaken {
            scan: ScanId(1),
            ..
        }
    ));
}

#[test]
fn a_command_can_ask_before_it_scans_whether_a_tag_is_free() {
    let mut database = Database::new();
    let one = database.scan([complete()]);
    database.store.require_free_tag(&tag("audit")).unwrap();
    database.store.tag(one, &tag("audit")).unwrap();
    let error = database.store.require_free_tag(&tag("audit")).unwrap_err();
    assert!(matches!(
        error,
        StoreError::TagTaken {
            scan: ScanId(1),
            ..
        }
    ));
}

#[test]
fn a_tag_that_was_taken_away_is_free() {
    let mut database = Database::new();
    let (one, two) = (database.scan([complete()]), database.scan([complete()]));
    database.store.tag(one, &tag("audit")).unwrap();
    assert_eq!(database.store.untag(&tag("audit")).unwrap(), one);
    database.store.tag(two, &tag("audit")).unwrap();
    assert_eq!(
        (tags(&database, one), tags(&database, two)),
        (String::new(), "audit".to_owned())
    );
}

#[test]
fn what_is_not_there_is_neither_tagged_nor_untagged() {
    let mut database = Database::new();
    let error = database.store.tag(ScanId(1), &tag("audit")).unwrap_err();
    insta::assert_snapshot!(told(&error), @"no scan 1. Run `opencite scan` first.");
    let error = database.store.untag(&tag("audit")).unwrap_err();
    insta::assert_snapshot!(told(&error), @"no scan is tagged audit. `opencite scans` lists the scans and their tags.");
}

#[test]
fn tags_tell_capitals_from_small_letters() {
    let mut database = Database::new();
    let (one, two) = (database.scan([complete()]), database.scan([complete()]));
    database.store.tag(one, &tag("Audit")).unwrap();
    database.store.tag(two, &tag("audit")).unwrap();
    assert_eq!(tags(&database, one), "Audit");
}

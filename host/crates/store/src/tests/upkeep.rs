//! Copies, checks, and room that is given back.

use std::fs;
use std::path::Path;

use opencite_core::Retention;

use super::build::{Database, asset, complete};
use crate::{AssetFilter, Replace, Store, StoreError};

fn database() -> Database {
    let mut database = Database::new();
    database.scan([complete().described([asset("a", 1), asset("b", 2)])]);
    database
}

fn files(directory: &Path) -> Vec<String> {
    let entries = fs::read_dir(directory).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_copy_is_a_database_like_the_first() {
    let database = database();
    let copy = database.directory.path().join("copy.db");
    let bytes = database.store.backup(&copy, Replace::Never).unwrap();
    assert_eq!(bytes, fs::metadata(&copy).unwrap().len());
    let copy = Store::open_existing(&copy).unwrap();
    let all = AssetFilter::default();
    assert_eq!(
        copy.assets(&all, None).unwrap(),
        database.store.assets(&all, None).unwrap()
    );
    copy.check().unwrap();
}

#[test]
fn a_copy_is_made_while_another_writes() {
    let mut database = database();
    let reader = Store::open_existing(&database.path).unwrap();
    let scan = database.begin();
    database
        .record(scan, complete().described([asset("c", 1)]))
        .unwrap();
    let copy = database.directory.path().join("copy.db");
    reader.backup(&copy, Replace::Never).unwrap();
    database.finish(scan);
    assert_eq!(
        Store::open_existing(&copy)
            .unwrap()
            .latest_scan()
            .unwrap()
            .unwrap()
            .finished,
        None
    );
}

#[test]
fn a_file_that_is_there_is_replaced_only_when_that_is_said() {
    let database = database();
    let copy = database.directory.path().join("copy.db");
    fs::write(&copy, "mine").unwrap();
    let error = database.store.backup(&copy, Replace::Never).unwrap_err();
    assert!(matches!(error, StoreError::Exists { .. }));
    assert_eq!(fs::read(&copy).unwrap(), b"mine");
    database.store.backup(&copy, Replace::Existing).unwrap();
    Store::open_existing(&copy).unwrap().check().unwrap();
}

#[test]
fn a_database_is_not_replaced_by_its_copy() {
    let database = database();
    let detour = database.directory.path().join(".").join("opencite.db");
    for replace in [Replace::Never, Replace::Existing] {
        let error = database.store.backup(&detour, replace).unwrap_err();
        assert!(matches!(error, StoreError::IsSource { .. }));
    }
}

#[test]
fn where_no_copy_can_be_nothing_is_left() {
    let database = database();
    let before = files(database.directory.path());
    let nowhere = database.directory.path().join("missing").join("copy.db");
    let error = database.store.backup(&nowhere, Replace::Never).unwrap_err();
    assert!(matches!(error, StoreError::NoDirectory { .. }));
    let error = database
        .store
        .backup(database.directory.path(), Replace::Existing)
        .unwrap_err();
    assert!(matches!(error, StoreError::IsDirectory { .. }));
    assert_eq!(files(database.directory.path()), before);
}

/// In the middle of the file, where a page of a table is.
fn damage(path: &Path) {
    let mut bytes = fs::read(path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..].fill(0xff);
    fs::write(path, bytes).unwrap();
}

#[test]
fn a_damaged_database_is_not_copied_and_not_called_sound() {
    let mut database = Database::new();
    let assets = (0..2_000).map(|number| asset(&format!("a{number}"), number));
    database.scan([complete().described(assets)]);
    let Database {
        directory,
        path,
        store,
    } = database;
    drop(store);
    damage(&path);
    let store = Store::open_existing(&path).unwrap();
    let before = files(directory.path());
    assert!(matches!(store.check(), Err(StoreError::Corrupt { .. })));
    let error = store
        .backup(&directory.path().join("copy.db"), Replace::Never)
        .unwrap_err();
    assert!(matches!(&error, StoreError::Corrupt { path: blamed, .. } if *blamed == path));
    assert_eq!(files(directory.path()), before);
}

#[test]
fn a_check_says_what_is_there() {
    let mut database = database();
    database.scan([complete().described([asset("a", 2)])]);
    let facts = database.store.check().unwrap();
    assert!(facts.bytes > 0 && facts.bytes.is_multiple_of(4096));
    assert_eq!(facts.schema as usize, crate::migrations::MIGRATIONS.len());
    let counts = (
        facts.scans,
        facts.unit_runs,
        facts.assets,
        facts.versions,
        facts.invocations,
    );
    assert_eq!(counts, (2, 2, 2, 3, 0));
}

/// A database from which nearly all was removed.
fn hollow() -> Database {
    let mut database = Database::new();
    let assets = (0..2_000).map(|number| asset(&format!("a{number}"), number));
    database.scan([complete().described(assets)]);
    database.scan([complete().described([asset("a", 1)])]);
    let plan = database.store.prune_plan(&Retention::default()).unwrap();
    database.store.prune(&plan).unwrap();
    database
}

#[test]
fn the_room_of_what_was_removed_is_given_back() {
    let mut database = hollow();
    let now = database.now();
    assert!(database.store.check().unwrap().free_bytes > 200_000);
    let vacuumed = database.store.vacuum().unwrap();
    assert!(vacuumed.after + 200_000 < vacuumed.before);
    assert_eq!(vacuumed.after, fs::metadata(&database.path).unwrap().len());
    assert!(!vacuumed.in_use);
    assert_eq!(database.store.check().unwrap().free_bytes, 0);
    assert_eq!(database.now(), now);
}

#[test]
fn that_another_process_is_reading_is_told() {
    let mut database = hollow();
    let reader = Store::open_existing(&database.path).unwrap();
    let vacuumed = reader
        .read(|connection| {
            connection.query_row("SELECT count(*) FROM asset", [], |_| Ok(()))?;
            Ok(database.store.vacuum())
        })
        .unwrap();
    assert!(vacuumed.unwrap().in_use);
    assert!(!database.store.vacuum().unwrap().in_use);
}

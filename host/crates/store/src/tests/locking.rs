//! Two processes at one database.

use std::fs;
use std::time::Duration;

use super::build::{Database, asset, complete, new_scan};
use crate::{ScanLock, Store, StoreError};

#[test]
fn a_second_scan_is_told_who_scans() {
    let database = Database::new();
    let lock = ScanLock::acquire(&database.path).unwrap();
    let error = ScanLock::acquire(&database.path).unwrap_err();
    let StoreError::ScanInProgress { path, holder } = &error else {
        panic!("{error}")
    };
    assert_eq!((path, *holder), (&database.path, Some(std::process::id())));
    drop(lock);
    ScanLock::acquire(&database.path).unwrap();
}

#[test]
fn the_lock_is_the_same_by_every_path_to_the_database() {
    let database = Database::new();
    let directory = database.directory.path();
    let detour = directory.join(".").join("opencite.db");
    let _lock = ScanLock::acquire(&database.path).unwrap();
    assert!(matches!(
        ScanLock::acquire(&detour),
        Err(StoreError::ScanInProgress { .. })
    ));
    ScanLock::acquire(&directory.join("other.db")).unwrap();
}

#[cfg(unix)]
#[test]
fn the_lock_is_the_same_by_a_link_to_the_database() {
    let database = Database::new();
    let link = database.directory.path().join("link.db");
    std::os::unix::fs::symlink(&database.path, &link).unwrap();
    let _lock = ScanLock::acquire(&database.path).unwrap();
    assert!(matches!(
        ScanLock::acquire(&link),
        Err(StoreError::ScanInProgress { .. })
    ));
}

#[test]
fn a_lock_file_that_a_dead_process_left_is_free() {
    let database = Database::new();
    fs::write(database.path.with_extension("db.scan-lock"), "4194305\n").unwrap();
    let _lock = ScanLock::acquire(&database.path).unwrap();
    let text = fs::read_to_string(database.path.with_extension("db.scan-lock")).unwrap();
    assert_eq!(text, format!("{}\n", std::process::id()));
}

#[test]
fn a_lock_is_taken_before_the_database_exists() {
    let directory = tempfile::TempDir::new().unwrap();
    let path = directory.path().join("new.db");
    let _lock = ScanLock::acquire(&path).unwrap();
    Store::open(&path).unwrap();
    assert!(matches!(
        ScanLock::acquire(&path),
        Err(StoreError::ScanInProgress { .. })
    ));
}

#[test]
fn a_lock_wants_a_place_for_a_database() {
    let directory = tempfile::TempDir::new().unwrap();
    let error = ScanLock::acquire(&directory.path().join("missing").join("x.db")).unwrap_err();
    assert!(matches!(error, StoreError::NoDirectory { .. }), "{error}");
    let error = ScanLock::acquire(directory.path()).unwrap_err();
    assert!(matches!(error, StoreError::IsDirectory { .. }), "{error}");
}

#[test]
fn a_lock_file_that_cannot_be_made_is_named() {
    let directory = tempfile::TempDir::new().unwrap();
    fs::create_dir(directory.path().join("x.db.scan-lock")).unwrap();
    let error = ScanLock::acquire(&directory.path().join("x.db")).unwrap_err();
    assert!(matches!(error, StoreError::LockFile { .. }), "{error}");
}

#[test]
fn many_may_open_a_new_database_at_once() {
    let directory = tempfile::TempDir::new().unwrap();
    let path = directory.path().join("new.db");
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| Store::open(&path).unwrap().scans().unwrap());
        }
    });
    Store::open_existing(&path)
        .unwrap()
        .integrity_check()
        .unwrap();
}

#[test]
fn a_writer_that_waits_too_long_says_that_the_database_is_locked() {
    let mut database = Database::new();
    let other = Store::open(&database.path).unwrap();
    other.connection.execute_batch("BEGIN IMMEDIATE").unwrap();
    database
        .store
        .connection
        .busy_timeout(Duration::ZERO)
        .unwrap();
    let error = database.store.begin_scan(&new_scan(1)).unwrap_err();
    assert!(matches!(error, StoreError::Locked { .. }), "{error}");
    other.connection.execute_batch("ROLLBACK").unwrap();
    database.scan([complete()]);
}

#[test]
fn a_reader_is_not_kept_waiting_and_sees_whole_units() {
    let mut database = Database::new();
    database.scan([complete().described([asset("a", 1)])]);
    let reader = Store::open_existing(&database.path).unwrap();
    database
        .store
        .connection
        .execute_batch("BEGIN IMMEDIATE; DELETE FROM asset_version")
        .unwrap();
    assert_eq!(
        reader
            .assets(&crate::AssetFilter::default(), None)
            .unwrap()
            .len(),
        1
    );
    database.store.connection.execute_batch("ROLLBACK").unwrap();
}

#[test]
fn a_reader_cannot_write() {
    let database = Database::new();
    let mut reader = Store::open_existing(&database.path).unwrap();
    let error = reader.begin_scan(&new_scan(1)).unwrap_err();
    assert!(matches!(error, StoreError::ReadOnly { .. }), "{error}");
}

#[test]
fn two_writers_that_ignore_the_lock_do_no_harm() {
    let mut database = Database::new();
    let mut other = Store::open(&database.path).unwrap();
    let first = database.begin();
    database
        .record(first, complete().described([asset("a", 1)]))
        .unwrap();
    let second = other.begin_scan(&new_scan(2)).unwrap();
    let late = complete().of("model", "us-east-1");
    let error = database.record(first, late).unwrap_err();
    assert!(
        matches!(error, StoreError::ScanSuperseded { .. }),
        "{error}"
    );
    let result = complete().described([asset("a", 2)]).at(second);
    other.record_unit(second, &result).unwrap();
    database.store.integrity_check().unwrap();
}

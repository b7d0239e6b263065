//! Opening files that are, or are not, databases of this program.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use tempfile::TempDir;

use super::build::{Database, asset, complete};
use crate::{Store, StoreError};

type Open = fn(&Path) -> Result<Store, StoreError>;
const BOTH: [Open; 2] = [Store::open, Store::open_existing];

/// The file's bytes stay as they are, and no file is left next to it.
fn refusals(path: &Path) -> [StoreError; 2] {
    let before = fs::read(path).unwrap();
    let errors = BOTH.map(|open| open(path).unwrap_err());
    assert!(fs::read(path).unwrap() == before, "the file was changed");
    let files = fs::read_dir(path.parent().unwrap()).unwrap().count();
    assert_eq!(files, 1, "a file was left behind");
    errors
}

fn file(content: &[u8]) -> (TempDir, PathBuf) {
    let directory = TempDir::new().unwrap();
    let path = directory.path().join("x.db");
    fs::write(&path, content).unwrap();
    (directory, path)
}

/// The bytes of a database with an asset, changed by a statement.
fn database_after(sql: &str) -> Vec<u8> {
    let mut database = Database::new();
    database.scan([complete().described([asset("a", 1)])]);
    database.store.connection.execute_batch(sql).unwrap();
    let Database {
        directory: _directory,
        path,
        store,
    } = database;
    drop(store);
    fs::read(path).unwrap()
}

#[test]
fn a_database_is_opened_again_as_it_was_left() {
    let mut database = Database::new();
    database.scan([complete().described([asset("a", 1)])]);
    let before = database.now();
    database.store = Store::open(&database.path).unwrap();
    assert_eq!(database.now(), before);
    database.store = Store::open_existing(&database.path).unwrap();
    assert_eq!(database.now(), before);
}

#[test]
fn a_store_may_be_used_by_a_thread_that_did_not_open_it() {
    let mut database = Database::new();
    database.scan([complete()]);
    let store = database.store;
    let scans = std::thread::spawn(move || store.scans().unwrap().len())
        .join()
        .unwrap();
    assert_eq!(scans, 1);
}

#[test]
fn a_closed_database_is_one_file() {
    let database = Database::new();
    let Database {
        directory, store, ..
    } = database;
    drop(store);
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
}

#[test]
fn an_empty_file_is_a_place_for_a_database() {
    let (_directory, path) = file(b"");
    assert!(matches!(
        Store::open_existing(&path),
        Err(StoreError::NoDatabase { .. })
    ));
    Store::open(&path).unwrap();
    Store::open_existing(&path).unwrap();
}

#[test]
fn a_newer_database_is_refused_untouched() {
    let (_directory, path) = file(&database_after("PRAGMA user_version = 99"));
    for error in refusals(&path) {
        let StoreError::Newer { found, .. } = error else {
            panic!("{error}")
        };
        assert_eq!(found, 99);
    }
}

#[test]
fn a_newer_database_with_a_write_ahead_log_is_refused_untouched() {
    let database = Database::new();
    let writer = &database.store.connection;
    writer
        .execute_batch("PRAGMA user_version = 99; CREATE TABLE t (a TEXT) STRICT")
        .unwrap();
    let (_directory, path) = file(&fs::read(&database.path).unwrap());
    let logs = [
        database.path.with_extension("db-wal"),
        path.with_extension("db-wal"),
    ];
    fs::copy(&logs[0], &logs[1]).unwrap();
    let before = (fs::read(&path).unwrap(), fs::read(&logs[1]).unwrap());
    for open in BOTH {
        assert!(matches!(open(&path), Err(StoreError::Newer { .. })));
        assert!((fs::read(&path).unwrap(), fs::read(&logs[1]).unwrap()) == before);
    }
}

#[test]
fn a_database_of_another_program_is_refused_untouched() {
    let (_directory, path) = file(b"");
    Connection::open(&path)
        .unwrap()
        .execute_batch("CREATE TABLE photo (name TEXT)")
        .unwrap();
    for error in refusals(&path) {
        assert!(matches!(error, StoreError::Foreign { .. }), "{error}");
    }
}

#[test]
fn a_database_with_another_application_id_is_refused_untouched() {
    let (_directory, path) = file(&database_after("PRAGMA application_id = 1"));
    for error in refusals(&path) {
        assert!(matches!(error, StoreError::Foreign { .. }), "{error}");
    }
}

#[test]
fn a_file_that_is_no_database_is_refused_untouched() {
    let binary = vec![7; 100_000];
    for content in [
        &b"region,asset\nus-east-1,x\n"[..],
        &binary,
        b"SQLite format 3",
    ] {
        let (_directory, path) = file(content);
        for error in refusals(&path) {
            assert!(matches!(error, StoreError::NotSqlite { .. }), "{error}");
        }
    }
}

#[test]
fn a_truncated_database_is_called_damaged() {
    let bytes = database_after("");
    let (_directory, path) = file(&bytes[..bytes.len() / 2]);
    for error in refusals(&path) {
        assert!(matches!(error, StoreError::Corrupt { .. }), "{error}");
    }
}

#[test]
fn damage_in_the_middle_is_found() {
    let mut bytes = database_after("");
    let middle = bytes.len() / 2;
    bytes[middle..].fill(0x5a);
    let (_directory, path) = file(&bytes);
    let error = Store::open_existing(&path)
        .and_then(|store| store.integrity_check())
        .unwrap_err();
    assert!(matches!(error, StoreError::Corrupt { .. }), "{error}");
}

#[test]
fn a_reader_says_that_nothing_was_stored_yet() {
    let directory = TempDir::new().unwrap();
    let path = directory.path().join("x.db");
    let error = Store::open_existing(&path).unwrap_err();
    assert!(matches!(error, StoreError::NoDatabase { .. }), "{error}");
    insta::assert_snapshot!(error.hint().unwrap(), @"Run `opencite scan` first, or name another file with --db.");
    assert!(!path.exists());
}

#[test]
fn a_path_is_a_path_and_never_a_uri() {
    let directory = TempDir::new().unwrap();
    for name in [":memory:", "file:x.db?mode=memory", "50%?a#b.db"] {
        let path = directory.path().join(name);
        Store::open(&path).unwrap();
        assert!(path.is_file(), "{name}");
    }
}

#[test]
fn every_error_says_the_way_out() {
    let path = || PathBuf::from("x.db");
    let errors = [
        StoreError::NoDatabase { path: path() },
        StoreError::NoDirectory {
            path: path(),
            directory: PathBuf::from("d"),
        },
        StoreError::IsDirectory { path: path() },
        StoreError::ReadOnly { path: path() },
        StoreError::ReadOnlyDirectory { path: path() },
        StoreError::NotSqlite { path: path() },
        StoreError::Foreign { path: path() },
        StoreError::Newer {
            path: path(),
            found: 2,
            known: 1,
        },
        StoreError::Outdated {
            path: path(),
            found: 1,
            known: 2,
        },
        StoreError::Corrupt {
            path: path(),
            detail: "a page is missing".to_owned(),
        },
        StoreError::DiskFull { path: path() },
        StoreError::Locked { path: path() },
        StoreError::ScanInProgress {
            path: path(),
            holder: Some(42),
        },
        StoreError::ScanInProgress {
            path: path(),
            holder: None,
        },
    ];
    let lines = errors.map(|error| format!("{error}. {}", error.hint().unwrap()));
    insta::assert_snapshot!(lines.join("\n"), @"
    no database at x.db. Run `opencite scan` first, or name another file with --db.
    there is no directory d to create x.db in. Create the directory, or name another file with --db.
    x.db is a directory, not a database. Name a file in it with --db.
    x.db is read-only. Make the file writable, or name another file with --db.
    no file can be created in the directory of x.db. Make the directory writable, name another file with --db, or copy the database and its -wal file elsewhere.
    x.db is not a SQLite database. Name another file with --db; this one was left as it is.
    x.db is a SQLite database of another program. Name another file with --db; this one was left as it is.
    x.db has schema 2, newer than the 1 that this program knows. Update opencite, or name another file with --db; this one was left as it is.
    x.db has schema 1, older than 2, and is read-only. Make the file and its directory writable for once, or read a copy of it.
    x.db is damaged: a page is missing. Keep a copy, then try `sqlite3 FILE .recover`, or scan into a new file with --db.
    no space left for x.db. Free some space, then scan again; what was stored before is intact.
    x.db is locked by another process. Try again when the other process is done.
    a scan of x.db is in progress (process 42). Wait until it is over, or scan into another file with --db.
    a scan of x.db is in progress. Wait until it is over, or scan into another file with --db.
    ");
}

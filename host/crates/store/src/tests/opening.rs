//! Opening files that are, or are not, databases of this program.

use std::fs;
use std::path::{Path, PathBuf};

use opencite_core::{ScanId, ScanRef, ScanTag};
use rusqlite::Connection;
use tempfile::TempDir;

use super::build::{Database, asset, complete};
use crate::migrations::{self, MIGRATIONS};
use crate::{Alteration, AssetFilter, Store, StoreError};

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

/// Before there was history: two scans, an asset that changed in the second, in the words of that schema.
const OF_SCHEMA_2: &str = r#"
    INSERT INTO scan (id, started, finished, outcome, program_version, simulated, complete, assets, requests)
    VALUES (1, '2026-01-01T01:00:00.000000000Z', '2026-01-01T01:30:00.000000000Z', 'complete', '0.1.0', 0, 1, 1, 1),
           (2, '2026-01-01T02:00:00.000000000Z', '2026-01-01T02:30:00.000000000Z', 'complete', '0.1.0', 0, 1, 1, 1);
    INSERT INTO unit (id, plugin, asset_type, account, region)
    VALUES (1, 'aws_sagemaker', 'endpoint', '111122223333', 'us-east-1');
    INSERT INTO plugin_build (id, digest) VALUES (1, zeroblob(32));
    INSERT INTO unit_run (scan, unit, plugin_build, outcome, assets, requests, started, finished)
    VALUES (1, 1, 1, 'complete', 1, 1, '2026-01-01T01:01:00.000000000Z', '2026-01-01T01:02:00.000000000Z'),
           (2, 1, 1, 'complete', 1, 1, '2026-01-01T02:01:00.000000000Z', '2026-01-01T02:02:00.000000000Z');
    INSERT INTO asset (id, unit, asset_id, first_scan) VALUES (1, 1, 'a', 1);
    INSERT INTO asset_version (unit, asset, from_scan, to_scan, detail, content_hash, name, relations, properties)
    VALUES (1, 1, 1, 2, 'full', zeroblob(32), 'a', '[]', '{"v":1}'),
           (1, 1, 2, NULL, 'full', CAST('another content, of 32 bytes ...' AS BLOB), 'a', '[]', '{"v":2}');"#;

#[test]
fn a_database_from_before_history_has_one_once_it_is_opened() {
    let directory = TempDir::new().unwrap();
    let path = directory.path().join("old.db");
    let old = Connection::open(&path).unwrap();
    migrations::migrate(&old, &MIGRATIONS[..2]).unwrap();
    old.execute_batch(OF_SCHEMA_2).unwrap();
    drop(old);
    let mut store = Store::open(&path).unwrap();
    store.integrity_check().unwrap();
    let tag = ScanTag::new("audit").unwrap();
    store.tag(ScanId(1), &tag).unwrap();
    assert_eq!(store.resolve(&ScanRef::Tag(tag)).unwrap().id, ScanId(1));
    assert_eq!(store.units(None).unwrap()[0].listed_since, None);
    let filter = AssetFilter::default();
    let comparison = store.compare(&filter, ScanId(1), ScanId(2)).unwrap();
    assert_eq!((comparison.comparable, comparison.changed.len()), (1, 1));
    assert_eq!(store.lives("a").unwrap()[0].events.len(), 2);
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

/// A view that reads one row after another, without end.
const ENDLESS: &str =
    "AS WITH RECURSIVE n (id) AS (VALUES (1) UNION ALL SELECT id + 1 FROM n) SELECT id FROM n";

/// Each is refused by every way to open it, before anything of it is read.
#[test]
fn a_database_whose_schema_is_not_ours_is_refused_untouched() {
    let statements = [
        format!("DROP VIEW assets; CREATE VIEW assets {ENDLESS}"),
        format!("PRAGMA foreign_keys = 0; DROP TABLE scan; CREATE VIEW scan {ENDLESS}"),
        "CREATE TRIGGER t AFTER INSERT ON scan BEGIN DELETE FROM scan; END".to_owned(),
        "CREATE TABLE notes (note TEXT)".to_owned(),
        "CREATE VIRTUAL TABLE words USING fts5 (word)".to_owned(),
        "CREATE INDEX heavy ON asset (hex(zeroblob(1000000)))".to_owned(),
        "CREATE VIEW \"a\nb\u{202e}\" AS SELECT 1".to_owned(),
        "ALTER TABLE asset ADD COLUMN heavy TEXT AS (hex(zeroblob(1000000)))".to_owned(),
        "DROP INDEX asset_version_live".to_owned(),
        "PRAGMA writable_schema = 1; INSERT INTO sqlite_schema SELECT * FROM sqlite_schema WHERE name = 'asset'".to_owned(),
        "PRAGMA writable_schema = 1; UPDATE sqlite_schema SET sql = CAST(x'ff00' AS TEXT) WHERE name = 'assets'".to_owned(),
        "PRAGMA user_version = 4".to_owned(),
    ];
    let told = statements.map(|statement| {
        let (directory, path) = file(&database_after(&statement));
        let [error, other] = refusals(&path).map(|error| error.to_string());
        assert_eq!(error, other);
        let merged = directory.path().join("merged.db");
        let unmerged = crate::merge(std::slice::from_ref(&path), &merged).unwrap_err();
        assert_eq!(unmerged.to_string(), error);
        error.replace(&path.display().to_string(), "x.db")
    });
    insta::assert_snapshot!(told.join("\n"), @r"
    x.db holds something that opencite makes otherwise: view assets
    x.db holds something that opencite did not make: view scan
    x.db holds something that opencite did not make: trigger t
    x.db holds something that opencite did not make: table notes
    x.db holds something that opencite did not make: table words
    x.db holds something that opencite did not make: index heavy
    x.db holds something that opencite did not make: view a\nb\u{202e}
    x.db holds something that opencite makes otherwise: table asset
    x.db lacks something that opencite makes: index asset_version_live
    x.db is damaged: malformed database schema (asset) - table asset already exists
    x.db is damaged: malformed database schema (assets)
    x.db holds something that opencite did not make: index delivery_waiting
    ");
}

#[test]
fn what_sqlite_itself_keeps_of_a_database_is_no_alteration() {
    let (_directory, path) = file(&database_after("ANALYZE"));
    for open in BOTH {
        open(&path).unwrap();
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
        StoreError::Altered {
            path: path(),
            alteration: Alteration::Added,
            object: "trigger t".to_owned(),
        },
        StoreError::Altered {
            path: path(),
            alteration: Alteration::Changed,
            object: "table asset".to_owned(),
        },
        StoreError::Altered {
            path: path(),
            alteration: Alteration::Missing,
            object: "view assets".to_owned(),
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
    x.db holds something that opencite did not make: trigger t. If it is yours, take it out with `sqlite3`. Otherwise name another file with --db; this one was left as it is.
    x.db holds something that opencite makes otherwise: table asset. Name a backup, or another file, with --db; this one was left as it is.
    x.db lacks something that opencite makes: view assets. Name a backup, or another file, with --db; this one was left as it is.
    x.db is damaged: a page is missing. Keep a copy, then try `sqlite3 FILE .recover`, or scan into a new file with --db.
    no space left for x.db. Free some space, then scan again; what was stored before is intact.
    x.db is locked by another process. Try again when the other process is done.
    a scan of x.db is in progress (process 42). Wait until it is over, or scan into another file with --db.
    a scan of x.db is in progress. Wait until it is over, or scan into another file with --db.
    ");
}

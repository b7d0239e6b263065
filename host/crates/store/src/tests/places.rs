//! Places where a database cannot be, or cannot be written.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::build::{Database, asset, complete, tokened};
use crate::{Store, StoreError};

#[test]
fn a_directory_is_no_database() {
    let directory = TempDir::new().unwrap();
    for opened in [
        Store::open(directory.path()),
        Store::open_existing(directory.path()),
    ] {
        assert!(matches!(opened, Err(StoreError::IsDirectory { .. })));
    }
}

#[cfg(unix)]
#[test]
fn a_device_is_no_database() {
    let device = Path::new("/dev/null");
    for opened in [Store::open(device), Store::open_existing(device)] {
        assert!(matches!(opened, Err(StoreError::NotSqlite { .. })));
    }
}

#[test]
fn a_missing_directory_is_named() {
    let directory = TempDir::new().unwrap();
    let missing = directory.path().join("missing");
    let error = Store::open(&missing.join("x.db")).unwrap_err();
    let StoreError::NoDirectory { directory, .. } = &error else {
        panic!("{error}")
    };
    assert_eq!(*directory, missing);
    let error = Store::open_existing(&missing.join("x.db")).unwrap_err();
    assert!(matches!(error, StoreError::NoDatabase { .. }), "{error}");
}

#[test]
fn a_file_is_no_directory() {
    let directory = TempDir::new().unwrap();
    let file = directory.path().join("file");
    fs::write(&file, "").unwrap();
    let error = Store::open(&file.join("x.db")).unwrap_err();
    assert!(matches!(error, StoreError::NoDirectory { .. }), "{error}");
}

#[test]
fn a_full_disk_loses_nothing() {
    let mut database = Database::new();
    database.scan([complete().described([asset("a", 1)])]);
    let before = database.now();
    let pages: i64 = database
        .store
        .connection
        .pragma_query_value(None, "page_count", |row| row.get(0))
        .unwrap();
    let limit = |database: &Database, pages: i64| {
        let connection = &database.store.connection;
        connection
            .pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))
            .unwrap();
    };
    limit(&database, pages + 2);
    let scan = database.begin();
    let many = (0..1_000).map(|number| tokened(&format!("asset {number}"), 2, "t"));
    let result = complete().described(many.collect::<Vec<_>>());
    let error = database.record(scan, result.clone()).unwrap_err();
    assert!(matches!(error, StoreError::DiskFull { .. }), "{error}");
    assert_eq!(database.now(), before);
    assert!(database.store.units(Some(scan)).unwrap().is_empty());
    database.store.integrity_check().unwrap();
    limit(&database, 1_000_000);
    database.record(scan, result).unwrap();
}

/// Takes the right to write from a path for as long as this lives.
#[cfg(unix)]
struct Protected<'a>(&'a Path, fs::Permissions);

#[cfg(unix)]
impl<'a> Protected<'a> {
    /// Nothing where permissions do not bind, as with root.
    fn protect(path: &'a Path, mode: u32) -> Option<Self> {
        use std::os::unix::fs::PermissionsExt as _;
        let before = fs::metadata(path).unwrap().permissions();
        let probe = TempDir::new().unwrap();
        fs::set_permissions(probe.path(), fs::Permissions::from_mode(0o555)).unwrap();
        if fs::write(probe.path().join("x"), "").is_ok() {
            return None;
        }
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        Some(Self(path, before))
    }
}

#[cfg(unix)]
impl Drop for Protected<'_> {
    fn drop(&mut self) {
        fs::set_permissions(self.0, self.1.clone()).unwrap();
    }
}

/// A closed database with an asset, and what it holds.
#[cfg(unix)]
fn closed() -> (TempDir, std::path::PathBuf, String) {
    let mut database = Database::new();
    database.scan([complete().described([asset("a", 1)])]);
    let now = database.now();
    let Database {
        directory,
        path,
        store,
    } = database;
    drop(store);
    (directory, path, now)
}

#[cfg(unix)]
fn read(path: &Path) -> Result<String, StoreError> {
    let assets = Store::open_existing(path)?.assets(&crate::AssetFilter::default(), None)?;
    Ok(super::build::lines(&assets))
}

#[cfg(unix)]
#[test]
fn a_read_only_file_is_read_without_a_trace_and_not_written() {
    let (directory, path, content) = closed();
    let Some(_protected) = Protected::protect(&path, 0o444) else {
        return;
    };
    assert_eq!(read(&path).unwrap(), content);
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
    let error = Store::open(&path).unwrap_err();
    assert!(matches!(error, StoreError::ReadOnly { .. }), "{error}");
}

#[cfg(unix)]
#[test]
fn a_database_in_a_read_only_directory_is_read_and_not_written() {
    let (directory, path, content) = closed();
    let Some(_protected) = Protected::protect(directory.path(), 0o555) else {
        return;
    };
    assert_eq!(read(&path).unwrap(), content);
    let error = Store::open(&path).unwrap_err();
    assert!(
        matches!(error, StoreError::ReadOnlyDirectory { .. }),
        "{error}"
    );
    let error = Store::open(&directory.path().join("new.db")).unwrap_err();
    assert!(
        matches!(error, StoreError::ReadOnlyDirectory { .. }),
        "{error}"
    );
}

#[cfg(unix)]
#[test]
fn a_database_in_a_read_only_directory_is_queried_copied_and_merged() {
    let (directory, path, content) = closed();
    let Some(_protected) = Protected::protect(directory.path(), 0o555) else {
        return;
    };
    let store = Store::open_existing(&path).unwrap();
    let mut events = 0;
    store
        .query(
            "SELECT id FROM assets",
            &crate::QueryLimits::default(),
            |_| {
                events += 1;
                Ok::<(), StoreError>(())
            },
        )
        .unwrap();
    assert_eq!(events, 2);
    let elsewhere = TempDir::new().unwrap();
    let (copy, merged) = (elsewhere.path().join("a.db"), elsewhere.path().join("b.db"));
    store.backup(&copy, crate::Replace::Never).unwrap();
    assert_eq!(read(&copy).unwrap(), content);
    crate::merge(&[path], &merged).unwrap();
    assert_eq!(read(&merged).unwrap(), content);
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
}

#[cfg(unix)]
#[test]
fn a_running_scan_is_read_in_a_read_only_directory() {
    let mut database = Database::new();
    database.scan([complete().described([asset("a", 1)])]);
    let Some(_protected) = Protected::protect(database.directory.path(), 0o555) else {
        return;
    };
    assert_eq!(read(&database.path).unwrap(), database.now());
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_named() {
    let (_directory, path, _) = closed();
    let Some(_protected) = Protected::protect(&path, 0o000) else {
        return;
    };
    for opened in [Store::open(&path), Store::open_existing(&path)] {
        let error = opened.unwrap_err();
        assert!(matches!(error, StoreError::Unreadable { .. }), "{error}");
    }
}

#[cfg(unix)]
#[test]
fn a_write_while_a_frozen_database_is_read_is_noticed() {
    let (directory, path, content) = closed();
    let Some(protected) = Protected::protect(directory.path(), 0o555) else {
        return;
    };
    let reader = Store::open_existing(&path).unwrap();
    drop(protected);
    let mut writer = Store::open(&path).unwrap();
    writer.begin_scan(&super::build::new_scan(2)).unwrap();
    let error = reader.scans().unwrap_err();
    assert!(
        matches!(error, StoreError::ChangedWhileReading { .. }),
        "{error}"
    );
    drop(writer);
    assert_eq!(read(&path).unwrap(), content);
}

//! Opens a database, or says why not.

use std::fs::{self, File, Metadata};
use std::io;
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, MAIN_DB, OpenFlags};

use crate::StoreError;
use crate::failure::Failure;
use crate::frozen::{self, Frozen};
use crate::identity::{self, Identity};
use crate::migrations::{self, MIGRATIONS};

/// How long to wait for another process that writes. It does so for a unit at a time; the first
/// write of a hundred thousand assets takes seconds.
pub(crate) const BUSY_TIMEOUT: Duration = Duration::from_secs(15);
/// Pages kept in memory, in KiB (negative is how SQLite tells them from a number of pages). Large
/// enough for the upper levels of the trees of a million assets.
const CACHE_SIZE: i64 = -16 * 1024;
/// The size that the write-ahead log is cut back to, in bytes, after a large transaction.
const JOURNAL_SIZE_LIMIT: i64 = 16 * 1024 * 1024;
/// More than there are statements in this crate: none is prepared twice.
const CACHED_STATEMENTS: usize = 128;

/// Opens a database to write, creating it when it is missing.
pub(crate) fn for_writing(path: &Path) -> Result<Connection, StoreError> {
    check_place(path)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let connection = connect(path, flags)?;
    prepare_writer(&connection, path).map_err(|failure| failure.at(path))?;
    Ok(connection)
}

/// Opens an existing database to read, without locks where nothing can be written.
pub(crate) fn for_reading(path: &Path) -> Result<(Connection, Option<Frozen>), StoreError> {
    check_existing(path)?;
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let read_only = is_read_only(&connection).map_err(|failure| failure.at(path))?;
    if read_only && let Some(frozen) = Frozen::promise(path) {
        return for_reading_frozen(path, frozen);
    }
    match prepare_reader(&connection, path).map_err(|failure| failure.at(path)) {
        Ok(()) => Ok((connection, None)),
        Err(error @ StoreError::ReadOnlyDirectory { .. }) => {
            let frozen = Frozen::promise(path).ok_or(error)?;
            for_reading_frozen(path, frozen)
        }
        Err(error) => Err(error),
    }
}

/// Opens a database to copy all of it, whatever its schema: it is not brought up to date.
pub(crate) fn for_merging(path: &Path) -> Result<Connection, StoreError> {
    check_existing(path)?;
    let connection = match connect_to_copy(path) {
        Err(error @ StoreError::ReadOnlyDirectory { .. }) => {
            connect_frozen(path, &Frozen::promise(path).ok_or(error)?)?
        }
        connected => connected?,
    };
    match identity::identify(&connection, path).map_err(|failure| failure.at(path))? {
        Identity::Ours(_) => Ok(connection),
        Identity::Empty => Err(StoreError::NoDatabase {
            path: path.to_owned(),
        }),
    }
}

/// A database that cannot be read without writing next to it says so at the first look.
fn connect_to_copy(path: &Path) -> Result<Connection, StoreError> {
    let connection = for_copying(path, None)?;
    migrations::version(&connection).map_err(|failure| failure.at(path))?;
    Ok(connection)
}

/// Opens once more a database that is open, for a question of an operator: nothing can be written on this connection,
/// whatever the statement says.
pub(crate) fn for_query(path: &Path, frozen: Option<&Frozen>) -> Result<Connection, StoreError> {
    let connection = for_copying(path, frozen)?;
    let query_only = connection.pragma_update(None, "query_only", true);
    query_only.map_err(|error| Failure::Sqlite(error).at(path))?;
    Ok(connection)
}

/// Opens once more a database that is open, to copy it: this file cannot be written, another one can.
pub(crate) fn for_copying(path: &Path, frozen: Option<&Frozen>) -> Result<Connection, StoreError> {
    let connection = match frozen {
        Some(frozen) => connect_frozen(path, frozen)?,
        None => connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?,
    };
    configure(&connection, path).map_err(|failure| failure.at(path))?;
    Ok(connection)
}

fn connect_frozen(path: &Path, frozen: &Frozen) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    Connection::open_with_flags(frozen.uri(), flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .map_err(|error| unopened(path, error))
}

fn for_reading_frozen(
    path: &Path,
    frozen: Frozen,
) -> Result<(Connection, Option<Frozen>), StoreError> {
    let connection = connect_frozen(path, &frozen)?;
    prepare_reader(&connection, path).map_err(|failure| failure.at(path))?;
    Ok((connection, Some(frozen)))
}

/// An absolute path is never taken for a URI or for `:memory:`.
fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, StoreError> {
    let place = std::path::absolute(path).map_err(|source| StoreError::Unreadable {
        path: path.to_owned(),
        source,
    })?;
    Connection::open_with_flags(place, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .map_err(|error| unopened(path, error))
}

fn prepare_writer(connection: &Connection, path: &Path) -> Result<(), Failure> {
    configure(connection, path)?;
    identity::identify(connection, path)?;
    if is_read_only(connection)? {
        return Err(StoreError::ReadOnly {
            path: path.to_owned(),
        }
        .into());
    }
    connection.pragma_update(None, "foreign_keys", true)?;
    migrations::migrate(connection, MIGRATIONS)?;
    use_write_ahead_log(connection)?;
    // A power cut may cost the last units, never the database; a killed process costs nothing.
    connection.pragma_update(None, "synchronous", "normal")?;
    connection
        .pragma_update_and_check(None, "journal_size_limit", JOURNAL_SIZE_LIMIT, |_| Ok(()))?;
    keep_log_at_close(connection, false)
}

/// Lets others read while this connection writes.
///
/// A file system without shared memory keeps the rollback journal, and so does a database that
/// others have open for the first time at this very moment, because SQLite does not wait for them:
/// that is slower to share and as safe, and the next one to open the database tries again.
fn use_write_ahead_log(connection: &Connection) -> Result<(), Failure> {
    let switched = connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()));
    match switched {
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => Ok(()),
        switched => Ok(switched?),
    }
}

fn prepare_reader(connection: &Connection, path: &Path) -> Result<(), Failure> {
    configure(connection, path)?;
    let known = identity::known_version();
    match identity::identify(connection, path)? {
        Identity::Empty => {
            return Err(StoreError::NoDatabase {
                path: path.to_owned(),
            }
            .into());
        }
        Identity::Ours(found) if found < known && is_read_only(connection)? => {
            return Err(StoreError::Outdated {
                path: path.to_owned(),
                found,
                known,
            }
            .into());
        }
        Identity::Ours(_) => migrations::migrate(connection, MIGRATIONS)?,
    }
    connection.pragma_update(None, "query_only", true)?;
    keep_log_at_close(connection, false)
}

/// Settings that hold from the first look at the database.
fn configure(connection: &Connection, path: &Path) -> Result<(), Failure> {
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(CACHED_STATEMENTS);
    connection.pragma_update(None, "cache_size", CACHE_SIZE)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    // Without this, SQLite plans a statement anew for each of its values, at ten times the cost.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    keep_log_at_close(connection, frozen::has_side_file(path))
}

/// A connection that is closed moves what is in the write-ahead log into the file. It must not, as
/// long as the database may be refused: then it stays as it is, to the byte.
fn keep_log_at_close(connection: &Connection, keep: bool) -> Result<(), Failure> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keep)?;
    Ok(())
}

fn is_read_only(connection: &Connection) -> Result<bool, Failure> {
    Ok(connection.is_readonly(MAIN_DB)?)
}

/// Whether a database is, or could be created, at the path.
pub(crate) fn check_place(path: &Path) -> Result<(), StoreError> {
    match fs::metadata(path) {
        Ok(metadata) => check_kind(path, &metadata),
        Err(error) => check_absent(path, error),
    }
}

fn check_kind(path: &Path, metadata: &Metadata) -> Result<(), StoreError> {
    let path = path.to_owned();
    match metadata.file_type() {
        kind if kind.is_dir() => Err(StoreError::IsDirectory { path }),
        kind if kind.is_file() => Ok(()),
        _ => Err(StoreError::NotSqlite { path }),
    }
}

fn check_absent(path: &Path, error: io::Error) -> Result<(), StoreError> {
    let path = path.to_owned();
    if !matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    ) {
        return Err(StoreError::Unreadable {
            path,
            source: error,
        });
    }
    let parent = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    match parent {
        Some(directory) if !directory.is_dir() => Err(StoreError::NoDirectory {
            directory: directory.to_owned(),
            path,
        }),
        _ => Ok(()),
    }
}

/// Whether something is stored at the path.
fn check_existing(path: &Path) -> Result<(), StoreError> {
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() && metadata.len() == 0 => Err(StoreError::NoDatabase {
            path: path.to_owned(),
        }),
        Ok(metadata) => check_kind(path, &metadata),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(StoreError::NoDatabase {
            path: path.to_owned(),
        }),
        Err(source) => Err(StoreError::Unreadable {
            path: path.to_owned(),
            source,
        }),
    }
}

/// Why SQLite could not even open the file.
fn unopened(path: &Path, error: rusqlite::Error) -> StoreError {
    let path = path.to_owned();
    if error.sqlite_error_code() != Some(ErrorCode::CannotOpen) {
        return Failure::Sqlite(error).at(&path);
    }
    match fs::metadata(&path) {
        Err(absent) if absent.kind() == io::ErrorKind::NotFound => {
            StoreError::ReadOnlyDirectory { path }
        }
        Err(source) => StoreError::Unreadable { path, source },
        Ok(_) => {
            let source = File::open(&path)
                .err()
                .unwrap_or_else(|| io::Error::other(error));
            StoreError::Unreadable { path, source }
        }
    }
}

//! Why a query failed, before it is known which database it was.

use std::path::Path;

use rusqlite::ErrorCode;
use rusqlite::ffi;

use crate::StoreError;

/// Why a function of this crate failed. [`Failure::at`] makes a [`StoreError`] of it.
#[derive(Debug)]
pub(crate) enum Failure {
    /// SQLite refused.
    Sqlite(rusqlite::Error),
    /// A stored value is none that this program writes.
    Damaged(String),
    /// What was asked for is not to be had.
    Refused(StoreError),
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Refused(error)
    }
}

impl Failure {
    /// What the failure means for the database at a path.
    pub(crate) fn at(self, path: &Path) -> StoreError {
        match self {
            Self::Refused(error) => error,
            Self::Damaged(detail) => StoreError::Corrupt {
                path: path.to_owned(),
                detail,
            },
            Self::Sqlite(error) => explain(error, path),
        }
    }
}

fn explain(source: rusqlite::Error, path: &Path) -> StoreError {
    let path = path.to_owned();
    let Some(error) = source.sqlite_error().copied() else {
        return StoreError::Sql { path, source };
    };
    match (error.code, error.extended_code) {
        (_, ffi::SQLITE_IOERR_SHMSIZE) | (ErrorCode::DiskFull, _) => StoreError::DiskFull { path },
        (_, ffi::SQLITE_READONLY_DIRECTORY | ffi::SQLITE_READONLY_CANTINIT)
        | (ErrorCode::CannotOpen, _) => StoreError::ReadOnlyDirectory { path },
        (ErrorCode::ReadOnly | ErrorCode::PermissionDenied, _) => StoreError::ReadOnly { path },
        (
            ErrorCode::DatabaseBusy
            | ErrorCode::DatabaseLocked
            | ErrorCode::FileLockingProtocolFailed,
            _,
        ) => StoreError::Locked { path },
        (ErrorCode::NotADatabase, _) => StoreError::NotSqlite { path },
        (ErrorCode::DatabaseCorrupt, _) => StoreError::Corrupt {
            path,
            detail: source.to_string(),
        },
        (ErrorCode::SystemIoFailure, _) => StoreError::Io { path, source },
        _ => StoreError::Sql { path, source },
    }
}

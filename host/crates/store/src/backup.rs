//! Copies a database while it is in use. What appears under the name of the copy is whole.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, ErrorCode};
use tempfile::NamedTempFile;

use crate::failure::Failure;
use crate::{Store, StoreError, open};

/// Whether a file may be replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replace {
    /// It stays as it is.
    Never,
    /// It is replaced, as soon as what replaces it is whole.
    Existing,
}

impl Store {
    /// Copies the database as it is at this moment, and returns how many bytes the copy has. Others may write
    /// meanwhile. Only the owner may read the copy.
    ///
    /// # Errors
    ///
    /// [`StoreError::Exists`] when the file may not be replaced, and when it cannot be written; then nothing is left of
    /// the copy.
    pub fn backup(&self, to: &Path, replace: Replace) -> Result<u64, StoreError> {
        refuse_source(self.path(), to)?;
        let draft = Draft::of(to, replace)?;
        let connection = open::for_copying(self.path(), self.frozen())?;
        copy(&connection, draft.path()).map_err(|error| blame(error, self.path(), to))?;
        self.check_frozen()?;
        draft.finish()
    }
}

/// SQLite writes into a file that is there and empty, without a hole or a deleted row.
pub(crate) fn copy(connection: &Connection, to: &Path) -> rusqlite::Result<()> {
    let to = to.to_string_lossy();
    connection.execute("VACUUM INTO ?1", [to])?;
    Ok(())
}

/// Which of the two files is to blame.
pub(crate) fn blame(error: rusqlite::Error, from: &Path, to: &Path) -> StoreError {
    let is_of_source = matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::DatabaseBusy)
    );
    Failure::Sqlite(error).at(if is_of_source { from } else { to })
}

fn refuse_source(from: &Path, to: &Path) -> Result<(), StoreError> {
    let is_same = fs::canonicalize(to)
        .and_then(|to| Ok(to == fs::canonicalize(from)?))
        .unwrap_or(false); // What is not there is not the same.
    if is_same {
        let path = to.to_owned();
        return Err(StoreError::IsSource { path });
    }
    Ok(())
}

/// A file that is not there until it is whole. Dropped before, it leaves nothing.
#[derive(Debug)]
pub(crate) struct Draft {
    file: NamedTempFile,
    path: PathBuf,
    replace: Replace,
}

impl Draft {
    /// Begins a file next to where it will be.
    pub(crate) fn of(path: &Path, replace: Replace) -> Result<Self, StoreError> {
        open::check_place(path)?;
        if replace == Replace::Never && path.symlink_metadata().is_ok() {
            let path = path.to_owned();
            return Err(StoreError::Exists { path });
        }
        let file =
            NamedTempFile::new_in(directory(path)).map_err(|error| unwritable(path, error))?;
        Ok(Self {
            file,
            path: path.to_owned(),
            replace,
        })
    }

    /// The file alone: it gets no name, and is removed in the end.
    pub(crate) fn into_file(self) -> NamedTempFile {
        self.file
    }

    /// Where it is being written.
    pub(crate) fn path(&self) -> &Path {
        self.file.path()
    }

    /// Puts it under its name, and returns how many bytes it has.
    pub(crate) fn finish(self) -> Result<u64, StoreError> {
        let Self {
            file,
            path,
            replace,
        } = self;
        let bytes = synced(file.path()).map_err(|error| unwritable(&path, error))?;
        let named = match replace {
            Replace::Never => file.persist_noclobber(&path),
            Replace::Existing => file.persist(&path),
        };
        named.map_err(|refused| refused_name(&path, refused.error))?;
        synced(directory(&path)).map_err(|error| unwritable(&path, error))?;
        Ok(bytes)
    }
}

/// Makes sure that a file or directory is on the disk; the number of its bytes.
fn synced(path: &Path) -> io::Result<u64> {
    let file = File::open(path)?;
    file.sync_all()?;
    Ok(file.metadata()?.len())
}

fn directory(path: &Path) -> &Path {
    let parent = path.parent();
    parent
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

fn refused_name(path: &Path, error: io::Error) -> StoreError {
    if error.kind() == io::ErrorKind::AlreadyExists {
        let path = path.to_owned();
        return StoreError::Exists { path };
    }
    unwritable(path, error)
}

fn unwritable(path: &Path, source: io::Error) -> StoreError {
    let path = path.to_owned();
    if source.kind() == io::ErrorKind::StorageFull {
        return StoreError::DiskFull { path };
    }
    StoreError::Unwritable { path, source }
}

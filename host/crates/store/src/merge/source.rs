//! An input: a copy of it, so that it is neither touched nor seen to change.

use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use rusqlite::Connection;

use crate::{Replace, Store, StoreError, backup, open};

/// An input, as it was when the merge began.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) path: PathBuf,
    store: Store,
    /// Removed at the end.
    _copy: NamedTempFile,
}

impl Source {
    /// Copies an input to where there must be room for the output too. A copy may be brought up to date, the input not.
    pub(super) fn open(path: &Path, output: &Path) -> Result<Self, StoreError> {
        let connection = open::for_merging(path)?;
        let copy = backup::Draft::of(output, Replace::Never)?.into_file();
        backup::copy(&connection, copy.path())
            .map_err(|error| backup::blame(error, path, output))?;
        Ok(Self {
            path: path.to_owned(),
            store: Store::open(copy.path())?,
            _copy: copy,
        })
    }

    pub(super) fn connection(&self) -> &Connection {
        &self.store.connection
    }
}

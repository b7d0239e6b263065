//! Gives the room of what was removed back to the disk.

use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;

use crate::failure::Failure;
use crate::frozen;
use crate::{Store, StoreError, open};

/// How long to wait for readers that keep the write-ahead log from being written back.
const READERS_TIMEOUT: Duration = Duration::from_millis(500);

/// What was given back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vacuumed {
    /// Bytes of the files before.
    pub before: u64,
    /// Bytes of the files after.
    pub after: u64,
    /// Whether others were reading: then the file becomes smaller when the next one opens it to write, or the last one
    /// closes it.
    pub in_use: bool,
}

impl Store {
    /// Writes the database anew, without what was removed. It takes as much room again while it lasts. Take the
    /// [`ScanLock`](crate::ScanLock) first.
    ///
    /// # Errors
    ///
    /// [`StoreError::Locked`] when others are writing, and when there is no room.
    pub fn vacuum(&mut self) -> Result<Vacuumed, StoreError> {
        let before = self.bytes()?;
        let in_use = self
            .write_anew()
            .map_err(|failure| failure.at(self.path()))?;
        Ok(Vacuumed {
            before,
            after: self.bytes()?,
            in_use,
        })
    }

    /// Whether others kept the log from being written back.
    fn write_anew(&self) -> Result<bool, Failure> {
        self.connection.execute_batch("VACUUM")?;
        self.connection.busy_timeout(READERS_TIMEOUT)?;
        let in_use = self
            .connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0));
        self.connection.busy_timeout(open::BUSY_TIMEOUT)?;
        Ok(in_use?)
    }

    /// The bytes of the database and of its log.
    fn bytes(&self) -> Result<u64, StoreError> {
        let log = frozen::side_file(self.path(), "-wal");
        Ok(length(self.path())? + length(&log)?)
    }
}

fn length(path: &Path) -> Result<u64, StoreError> {
    match fs::metadata(path) {
        Ok(metadata) => Ok(metadata.len()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
        Err(source) => {
            let path = path.to_owned();
            Err(StoreError::Unreadable { path, source })
        }
    }
}

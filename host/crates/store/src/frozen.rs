//! Reading a database where no file can be written: a read-only disk, another user's directory.
//!
//! SQLite needs to write next to a WAL database even to read it, unless it is promised that the
//! file does not change (`immutable`). The promise is made only when all of the database is in the
//! file itself, and after each reading it is checked that it was kept.

use std::fmt::Write as _;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::StoreError;

/// A database that must not change while it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Frozen {
    path: PathBuf,
    length: u64,
    modified: SystemTime,
}

impl Frozen {
    /// The promise that the database does not change; nothing when it cannot be made.
    pub(crate) fn promise(path: &Path) -> Option<Self> {
        let metadata = fs::metadata(path).ok()?; // Opening the file will tell what is wrong.
        if has_side_file(path) {
            return None;
        }
        Self::of(path, &metadata).ok()
    }

    /// Whether the promise was kept.
    pub(crate) fn check(&self) -> Result<(), StoreError> {
        let now = fs::metadata(&self.path).and_then(|metadata| Self::of(&self.path, &metadata));
        if now.is_ok_and(|now| now == *self) && !has_side_file(&self.path) {
            return Ok(());
        }
        Err(StoreError::ChangedWhileReading {
            path: self.path.clone(),
        })
    }

    /// The URI that makes the promise to SQLite.
    pub(crate) fn uri(&self) -> String {
        format!("file:{}?immutable=1", escaped(&self.path))
    }

    fn of(path: &Path, metadata: &Metadata) -> io::Result<Self> {
        let path = std::path::absolute(path)?;
        Ok(Self {
            path,
            length: metadata.len(),
            modified: metadata.modified()?,
        })
    }
}

/// Whether a part of the database is, or may be, in a file next to it.
pub(crate) fn has_side_file(path: &Path) -> bool {
    ["-wal", "-journal"]
        .iter()
        .any(|suffix| match fs::metadata(side_file(path, suffix)) {
            Ok(metadata) => metadata.len() > 0,
            Err(error) => error.kind() != io::ErrorKind::NotFound,
        })
}

/// A file that SQLite keeps next to a database.
pub(crate) fn side_file(path: &Path, suffix: &str) -> PathBuf {
    let mut side = path.as_os_str().to_owned();
    side.push(suffix);
    side.into()
}

/// The path with every byte escaped that could mean something else in a URI.
fn escaped(path: &Path) -> String {
    let mut escaped = String::new();
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' => escaped.push(char::from(*byte)),
            _ if byte.is_ascii_alphanumeric() => escaped.push(char::from(*byte)),
            _ => write!(escaped, "%{byte:02x}").expect("a String takes all that is written"),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;
    use tempfile::TempDir;

    use super::*;

    #[test]
    fn a_database_with_a_write_ahead_log_is_not_taken_for_frozen() {
        let directory = TempDir::new().unwrap();
        let path = directory.path().join("x.db");
        fs::write(&path, "x").unwrap();
        assert!(Frozen::promise(&path).is_some());
        fs::write(directory.path().join("x.db-wal"), "").unwrap();
        assert!(Frozen::promise(&path).is_some());
        fs::write(directory.path().join("x.db-wal"), "frame").unwrap();
        assert!(Frozen::promise(&path).is_none());
    }

    #[test]
    fn a_write_breaks_the_promise() {
        let directory = TempDir::new().unwrap();
        let path = directory.path().join("x.db");
        fs::write(&path, "x").unwrap();
        let frozen = Frozen::promise(&path).unwrap();
        frozen.check().unwrap();
        fs::write(&path, "xy").unwrap();
        assert!(matches!(
            frozen.check(),
            Err(StoreError::ChangedWhileReading { .. })
        ));
    }

    #[test]
    fn a_path_cannot_end_the_uri_early() {
        let directory = TempDir::new().unwrap();
        for name in ["50%?a#b.db", "a b&c=d;é.db", "%3f.db"] {
            let path = directory.path().join(name);
            Connection::open(&path)
                .unwrap()
                .execute_batch("CREATE TABLE t (a)")
                .unwrap();
            let uri = Frozen::promise(&path).unwrap().uri();
            let frozen = Connection::open(uri).unwrap();
            assert!(frozen.table_exists(None, "t").unwrap(), "{name}");
        }
    }
}

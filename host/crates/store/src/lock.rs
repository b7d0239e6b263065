//! At most one scan at a time on a database, one scheduler, one run of a job, and one that sends what waits.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use crate::{StoreError, open};

/// The right to scan into a database, for as long as this is alive.
///
/// It is a lock of the operating system on a file next to the database, so it ends with the
/// process, however that ends. The file stays, because removing it would let two scans lock two
/// files.
#[derive(Debug)]
pub struct ScanLock {
    _file: File,
}

/// The right to run the jobs of a database when they are due, for as long as this is alive.
#[derive(Debug)]
pub struct SchedulerLock {
    _file: File,
}

/// The right to run one job on a database, for as long as this is alive.
#[derive(Debug)]
pub struct JobLock {
    _file: File,
}

/// The right to send what waits in a database, for as long as this is alive: nobody gets a report twice.
#[derive(Debug)]
pub struct DeliveryLock {
    _file: File,
}

impl ScanLock {
    /// Takes the right to scan into the database at a path, which need not exist yet.
    ///
    /// # Errors
    ///
    /// [`StoreError::ScanInProgress`] when somebody else has it; another error when there is no
    /// place for a database, or no lock file can be made.
    pub fn acquire(database: &Path) -> Result<Self, StoreError> {
        lock(database, "scan-lock", |path, holder| {
            StoreError::ScanInProgress { path, holder }
        })
        .map(|file| Self { _file: file })
    }
}

impl SchedulerLock {
    /// Takes the right to run the jobs of the database at a path, which need not exist yet.
    ///
    /// # Errors
    ///
    /// [`StoreError::SchedulerRunning`] when somebody else has it; otherwise as [`ScanLock::acquire`].
    pub fn acquire(database: &Path) -> Result<Self, StoreError> {
        lock(database, "scheduler-lock", |path, holder| {
            StoreError::SchedulerRunning { path, holder }
        })
        .map(|file| Self { _file: file })
    }
}

impl JobLock {
    /// Takes the right to run a job, whose name can be part of a file's name.
    ///
    /// # Errors
    ///
    /// [`StoreError::JobRunning`] when somebody else has it; otherwise as [`ScanLock::acquire`].
    pub fn acquire(database: &Path, job: &str) -> Result<Self, StoreError> {
        let taken = |path, holder| StoreError::JobRunning {
            path,
            job: job.to_owned(),
            holder,
        };
        lock(database, &format!("job-{job}-lock"), taken).map(|file| Self { _file: file })
    }
}

impl DeliveryLock {
    /// Takes the right to send what waits in the database at a path.
    ///
    /// # Errors
    ///
    /// [`StoreError::DeliveryInProgress`] when somebody else has it; otherwise as [`ScanLock::acquire`].
    pub fn acquire(database: &Path) -> Result<Self, StoreError> {
        lock(database, "delivery-lock", |path, holder| {
            StoreError::DeliveryInProgress { path, holder }
        })
        .map(|file| Self { _file: file })
    }
}

/// Locks a file beside the database, or says who has.
fn lock(
    database: &Path,
    kind: &str,
    taken: impl FnOnce(PathBuf, Option<u32>) -> StoreError,
) -> Result<File, StoreError> {
    open::check_place(database)?;
    let path = lock_path(database, kind);
    let broken = |source| StoreError::LockFile {
        path: path.clone(),
        source,
    };
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    let mut file = options.open(&path).map_err(broken)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            return Err(taken(database.to_owned(), holder(&mut file)));
        }
        Err(TryLockError::Error(source)) => return Err(broken(source)),
    }
    sign(&mut file).map_err(broken)?;
    Ok(file)
}

/// The lock file's path: the same by whatever links the database is reached.
fn lock_path(database: &Path, kind: &str) -> PathBuf {
    let mut path = fs::canonicalize(database)
        .or_else(|_| canonical_parent(database))
        .unwrap_or_else(|_| database.to_owned()) // Opening the lock file will say what is wrong.
        .into_os_string();
    path.push(".");
    path.push(kind);
    path.into()
}

fn canonical_parent(database: &Path) -> io::Result<PathBuf> {
    let absolute = std::path::absolute(database)?;
    match (absolute.parent(), absolute.file_name()) {
        (Some(parent), Some(name)) => Ok(fs::canonicalize(parent)?.join(name)),
        _ => Ok(absolute),
    }
}

/// Writes down who holds the lock.
fn sign(file: &mut File) -> io::Result<()> {
    file.set_len(0)?;
    writeln!(file, "{}", std::process::id())
}

/// Who holds the lock. A holder that has not signed yet, or cannot be read, is only unnamed.
fn holder(file: &mut File) -> Option<u32> {
    let mut text = String::new();
    file.read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}

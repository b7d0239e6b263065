//! The directory of a scan.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use opencite_core::{ConfigValue, Timestamp, UnitKey};
use serde::{Deserialize, Serialize};

use super::{RecordingError, VERSION, check_version};

/// The file about the scan.
const HEAD: &str = "scan.json";
/// The largest such file, in bytes.
const MAX_HEAD: u64 = 1024 * 1024;
/// How the files of units end.
const EXTENSION: &str = "jsonl";
/// The most units of a recording.
const MAX_UNITS: usize = 1_000_000;

/// A scan that is written down, or was.
#[derive(Debug, Clone)]
pub struct RecordedScan {
    directory: PathBuf,
    head: ScanHead,
}

/// What `scan.json` says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ScanHead {
    recording: u32,
    /// The version of the program that wrote it.
    program: String,
    /// When the scan began: time stands still in it.
    at: Timestamp,
    simulated: bool,
    /// For how many days calls are kept.
    retention_days: u16,
    /// What was set for each plugin.
    settings: BTreeMap<String, BTreeMap<String, ConfigValue>>,
}

/// What a recording is of, beside its units.
pub struct Recordable {
    pub at: Timestamp,
    pub simulated: bool,
    pub retention_days: u16,
    pub settings: BTreeMap<String, BTreeMap<String, ConfigValue>>,
}

impl RecordedScan {
    /// Begins a recording in a directory that is new, or empty.
    ///
    /// # Errors
    ///
    /// When there is something in it, or it cannot be written.
    pub fn begin(directory: &Path, of: Recordable) -> Result<Self, RecordingError> {
        let failed = |error: std::io::Error| RecordingError::new(directory, error);
        fs::create_dir_all(directory).map_err(failed)?;
        // What could not sign in has left a head, and no units.
        if entries(directory)?
            .iter()
            .any(|entry| !entry.ends_with(HEAD))
        {
            let why = "the directory is not empty: a recording goes to a new one";
            return Err(RecordingError::new(directory, why));
        }
        let head = ScanHead {
            recording: VERSION,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            at: of.at,
            simulated: of.simulated,
            retention_days: of.retention_days,
            settings: of.settings,
        };
        let path = directory.join(HEAD);
        let text = serde_json::to_string_pretty(&head);
        let text = text.map_err(|error| RecordingError::new(&path, error))?;
        fs::write(&path, text + "\n").map_err(|error| RecordingError::new(&path, error))?;
        Ok(Self {
            directory: directory.to_owned(),
            head,
        })
    }

    /// Opens a recording.
    ///
    /// # Errors
    ///
    /// When the directory holds none that this program can read.
    pub fn open(directory: &Path) -> Result<Self, RecordingError> {
        let path = directory.join(HEAD);
        let failed = |error: std::io::Error| RecordingError::new(&path, error);
        let mut text = String::new();
        let file = fs::File::open(&path).map_err(failed)?;
        file.take(MAX_HEAD)
            .read_to_string(&mut text)
            .map_err(failed)?;
        let head: ScanHead =
            serde_json::from_str(&text).map_err(|error| RecordingError::new(&path, error))?;
        check_version(&path, head.recording)?;
        Ok(Self {
            directory: directory.to_owned(),
            head,
        })
    }

    /// When the scan began.
    pub fn at(&self) -> Timestamp {
        self.head.at
    }

    /// Whether it was the simulated account that was scanned.
    pub fn simulated(&self) -> bool {
        self.head.simulated
    }

    /// For how many days calls are kept.
    pub fn retention_days(&self) -> u16 {
        self.head.retention_days
    }

    /// What was set for a plugin.
    pub fn settings(&self, plugin: &str) -> BTreeMap<String, ConfigValue> {
        self.head.settings.get(plugin).cloned().unwrap_or_default()
    }

    /// The file of a unit.
    pub fn file(&self, key: &UnitKey) -> PathBuf {
        let name = format!("{}.{}.{EXTENSION}", key.plugin, key.asset_type);
        self.directory
            .join(key.account.as_str())
            .join(key.region.as_str())
            .join(name)
    }

    /// The files of all units, sorted.
    ///
    /// # Errors
    ///
    /// When a directory cannot be read, or there are more than any scan has.
    pub fn files(&self) -> Result<Vec<PathBuf>, RecordingError> {
        let mut files = Vec::new();
        for account in entries(&self.directory)? {
            for region in entries(&account)? {
                let units = entries(&region)?.into_iter();
                files.extend(units.filter(|file| file.extension().is_some_and(|e| e == EXTENSION)));
                if files.len() > MAX_UNITS {
                    let why = format!("there are over {MAX_UNITS} units in it");
                    return Err(RecordingError::new(&self.directory, why));
                }
            }
        }
        files.sort();
        Ok(files)
    }
}

/// What is in a directory; nothing where it is a file.
fn entries(directory: &Path) -> Result<Vec<PathBuf>, RecordingError> {
    if !directory.is_dir() {
        return Ok(Vec::new());
    }
    let failed = |error: std::io::Error| RecordingError::new(directory, error);
    let entries = fs::read_dir(directory).map_err(failed)?;
    entries
        .map(|entry| entry.map(|entry| entry.path()).map_err(failed))
        .collect()
}

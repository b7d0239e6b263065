//! The file of one unit.

use std::fs::File;
use std::io::{BufRead as _, BufReader, BufWriter, Read as _};
use std::path::Path;

use opencite_core::{
    AccountId, AssetType, Outcome, PluginId, Region, TimeSpan, Timestamp, UnitError, UnitKey,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Cause, RecordingError, VERSION, check_version};
use crate::tape::{Entry, Recorded, Recorder};

/// The largest file, in bytes: an estate of 100,000 assets takes a tenth.
const MAX_FILE: u64 = 4 * 1024 * 1024 * 1024;
/// The longest line, in bytes. A page of a listing has at most some MiB.
const MAX_LINE: u64 = 64 * 1024 * 1024;

/// Which unit a file is of: its first line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitHead {
    recording: u32,
    /// The plugin's id. A fixture is of whatever plugin is tested.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plugin: Option<String>,
    /// The SHA-256 of the plugin's file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    #[serde(rename = "type")]
    pub asset_type: String,
    pub account: String,
    pub region: String,
    /// The time that stands still for the plugin.
    pub at: Timestamp,
    /// The window, where usage was collected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<Window>,
    /// Why nothing was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled: Option<Settled>,
}

/// A window of usage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Window {
    from: Timestamp,
    to: Timestamp,
}

/// The outcome of a unit of which nothing could be asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Settled {
    Failed(UnitError),
    Skipped(UnitError),
}

/// What the host knows of a unit's calls beside their answers: the last line.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitEnd {
    /// Requests sent, retries included.
    pub requests: u64,
    /// Set where the account has not enabled the region: why that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region_disabled: Option<String>,
}

/// A file, read.
#[derive(Debug)]
pub struct RecordedUnit {
    pub head: UnitHead,
    pub answers: Recorded,
    /// Nothing where the recording broke off, and in a fixture that was written by hand.
    pub end: Option<UnitEnd>,
}

impl UnitHead {
    /// The head of a unit's file.
    pub fn new(key: &UnitKey, digest: String, at: Timestamp) -> Self {
        Self {
            recording: VERSION,
            plugin: Some(key.plugin.to_string()),
            digest: Some(digest),
            asset_type: key.asset_type.to_string(),
            account: key.account.to_string(),
            region: key.region.to_string(),
            at,
            window: None,
            settled: None,
        }
    }

    /// The head of the file of a unit that is a source of usage.
    #[must_use]
    pub fn with_window(self, window: TimeSpan) -> Self {
        let (from, to) = (window.from(), window.to());
        Self {
            window: Some(Window { from, to }),
            ..self
        }
    }

    /// The head of the file of a unit of which nothing could be asked.
    #[must_use]
    pub fn with_outcome(self, outcome: &Outcome) -> Self {
        let settled = match outcome {
            Outcome::Complete => None,
            Outcome::Skipped(error) => Some(Settled::Skipped(error.clone())),
            Outcome::Partial(error) | Outcome::Failed(error) => {
                Some(Settled::Failed(error.clone()))
            }
        };
        Self { settled, ..self }
    }

    /// The unit, of a plugin: the one that it names, or else the one that is tested.
    ///
    /// # Errors
    ///
    /// When a name breaks the rule of its kind.
    pub fn key(&self, tested: Option<&PluginId>) -> Result<UnitKey, String> {
        let plugin = match (&self.plugin, tested) {
            (_, Some(tested)) => tested.clone(),
            (Some(id), None) => PluginId::new(id).map_err(|error| error.to_string())?,
            (None, None) => return Err("it names no plugin".to_owned()),
        };
        Ok(UnitKey {
            plugin,
            asset_type: AssetType::new(&self.asset_type).map_err(|error| error.to_string())?,
            account: AccountId::new(&self.account).map_err(|error| error.to_string())?,
            region: Region::unlisted(&self.region).map_err(|error| error.to_string())?,
        })
    }

    /// Reads the first line of a file.
    ///
    /// # Errors
    ///
    /// When it cannot be read, or is no such line.
    pub fn read(path: &Path) -> Result<Self, RecordingError> {
        Lines::open(path)?.head()
    }

    /// Begins the file of a unit.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn begin(&self, path: &Path) -> std::io::Result<Recorder> {
        if let Some(directory) = path.parent() {
            std::fs::create_dir_all(directory)?;
        }
        let recorder = Recorder::new(BufWriter::new(File::create_new(path)?));
        recorder.line(self);
        Ok(recorder)
    }
}

impl Window {
    /// The window; nothing where it ends before it begins.
    pub fn span(self) -> Option<TimeSpan> {
        TimeSpan::new(self.from, self.to)
    }
}

impl Settled {
    /// The outcome.
    pub fn outcome(self) -> Outcome {
        match self {
            Self::Failed(error) => Outcome::Failed(error),
            Self::Skipped(error) => Outcome::Skipped(error),
        }
    }
}

impl RecordedUnit {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// When it cannot be read, or a line is none of a recording: the error names it.
    pub fn read(path: &Path) -> Result<Self, RecordingError> {
        let mut lines = Lines::open(path)?;
        let head = lines.head()?;
        let (mut entries, mut end) = (Vec::new(), None);
        while let Some(line) = lines.next()? {
            if end.is_some() {
                return Err(lines.error("something comes after its last line"));
            }
            if line.get("operation").is_some() {
                let entry = serde_json::from_value::<Entry>(line);
                entries.push(entry.map_err(|error| lines.error(error))?);
            } else {
                let read = serde_json::from_value::<UnitEnd>(line);
                end = Some(read.map_err(|error| lines.error(error))?);
            }
        }
        Ok(Self {
            head,
            answers: entries.into_iter().collect(),
            end,
        })
    }
}

/// The lines of a file, each a JSON document.
struct Lines<'a> {
    path: &'a Path,
    reader: BufReader<std::io::Take<File>>,
    number: usize,
}

impl<'a> Lines<'a> {
    fn open(path: &'a Path) -> Result<Self, RecordingError> {
        let file = File::open(path).map_err(|error| RecordingError::new(path, error))?;
        let length = file.metadata().map_or(0, |metadata| metadata.len());
        if length > MAX_FILE {
            return Err(RecordingError::new(
                path,
                format!("it has over {MAX_FILE} bytes"),
            ));
        }
        Ok(Self {
            path,
            reader: BufReader::new(file.take(MAX_FILE)),
            number: 0,
        })
    }

    fn head(&mut self) -> Result<UnitHead, RecordingError> {
        let line = self.next()?;
        let line = line.ok_or_else(|| RecordingError::new(self.path, "it is empty"))?;
        let version = line.get("recording").and_then(Value::as_u64);
        if let Some(version) = version.and_then(|version| u32::try_from(version).ok()) {
            check_version(self.path, version)?;
        }
        serde_json::from_value(line).map_err(|error| self.error(error))
    }

    fn next(&mut self) -> Result<Option<Value>, RecordingError> {
        self.number += 1;
        let mut line = Vec::new();
        let mut bounded = (&mut self.reader).take(MAX_LINE);
        let read = bounded.read_until(b'\n', &mut line);
        let length = read.map_err(|error| self.error(error))?;
        if length == 0 {
            return Ok(None);
        }
        if length as u64 == MAX_LINE {
            return Err(self.error(format!("it is longer than {MAX_LINE} bytes")));
        }
        serde_json::from_slice(&line)
            .map_err(|error| self.error(error))
            .map(Some)
    }

    fn error(&self, why: impl Into<Cause>) -> RecordingError {
        RecordingError::at_line(self.path, self.number, why)
    }
}

//! A scan written down, and read again: no account, no network, the same outcome.
//!
//! A recording is a directory. `scan.json` is about the scan; each unit has a file of its own,
//! `<account>/<region>/<plugin>.<type>.jsonl`: a line that says which unit it is, a line for each answer that its plugin
//! was told, and a line that ends it. A file of a unit is a fixture of a plugin's tests, too.
//!
//! - [`Recording`]: whether a scan is written down, or was.
//! - [`RecordedScan`]: the directory.
//! - [`UnitHead`]: which unit a file is of.
//! - [`UnitEnd`]: what the host knows of the unit's calls beside their answers.
//! - [`RecordedUnit`]: a file, read.

mod scan;
mod unit;

pub use scan::{Recordable, RecordedScan};
pub use unit::{RecordedUnit, Settled, UnitEnd, UnitHead, Window};

use std::error::Error;
use std::path::{Path, PathBuf};

use opencite_core::printable;

/// The most characters of what is said of a file.
const MAX_WHY: usize = 500;

/// The version of the format.
const VERSION: u32 = 1;

/// Whether a scan is written down, or was.
#[derive(Debug, Clone, Default)]
pub enum Recording {
    /// AWS is asked, and nothing is written down.
    #[default]
    Off,
    /// AWS is asked, and what it answers is written down.
    Writing(RecordedScan),
    /// What was written down takes the place of AWS.
    Reading(RecordedScan),
}

/// What is wrong with a recording.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{}{}: {why}", shown(path), line.map_or_else(String::new, |line| format!(", line {line}")))]
pub struct RecordingError {
    path: PathBuf,
    line: Option<usize>,
    why: String,
}

/// What it is that is wrong: words, or an error of a library.
type Cause = Box<dyn Error + Send + Sync>;

impl RecordingError {
    /// What is wrong with the file at a path.
    pub fn new(path: &Path, why: impl Into<Cause>) -> Self {
        Self {
            path: path.to_owned(),
            line: None,
            why: short(&why.into().to_string()),
        }
    }

    fn at_line(path: &Path, line: usize, why: impl Into<Cause>) -> Self {
        Self {
            line: Some(line),
            ..Self::new(path, why)
        }
    }
}

/// What a library says repeats what stands in the file, which may be a stranger's.
fn short(why: &str) -> String {
    let why: String = why.chars().take(MAX_WHY).collect();
    printable(&why).into_owned()
}

fn shown(path: &Path) -> String {
    printable(&path.display().to_string()).into_owned()
}

/// Refuses a recording of another version than this program writes.
fn check_version(path: &Path, version: u32) -> Result<(), RecordingError> {
    if version == VERSION {
        return Ok(());
    }
    let why = format!("it is a recording of version {version}, and this program reads {VERSION}");
    Err(RecordingError::new(path, why))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_strangers_file_says_does_nothing_to_a_terminal() {
        let of = |why: &str| RecordingError::new(Path::new("a\u{1b}[2J.jsonl"), why).to_string();
        assert_eq!(
            of("unknown field `b\u{7f}`"),
            r"a\u{1b}[2J.jsonl: unknown field `b\u{7f}`"
        );
        assert!(of(&"x".repeat(1_000_000)).len() < 1_000);
    }
}

//! What a unit was told, written down or read again.
//!
//! - [`Tape`]: where the answers to a unit's calls come from, and whether they are kept.
//! - [`Recorder`]: writes each answer down as the plugin is told it.
//! - [`Recorded`]: answers written down before, in the place of AWS.
//!
//! What is written down is what the plugin sees: AWS's answers after the host took the secrets out of them. Each line is
//! one [`Entry`], as JSON.

mod entry;
mod recorded;
mod recorder;

pub use entry::Entry;
pub use recorded::Recorded;
pub use recorder::Recorder;

use opencite_bindings::aws::types::AwsError;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Where the answers to a unit's calls come from.
#[derive(Debug, Clone, Default)]
pub enum Tape {
    /// From AWS.
    #[default]
    Off,
    /// From AWS, and they are written down.
    Recording(Recorder),
    /// From what was written down. AWS is not called.
    Replaying(Recorded),
}

/// What can be written down and read again.
pub(crate) trait Answer: Serialize + DeserializeOwned {}

impl<T: Serialize + DeserializeOwned> Answer for T {}

impl Tape {
    /// The answers that were written down, where they take the place of AWS.
    pub(crate) fn recorded(&self) -> Option<&Recorded> {
        match self {
            Self::Replaying(recorded) => Some(recorded),
            Self::Off | Self::Recording(_) => None,
        }
    }

    pub(crate) fn is_recording(&self) -> bool {
        matches!(self, Self::Recording(_))
    }

    /// What is asked, to be written down with the answers; nothing where they are not.
    pub(crate) fn asked(&self, ids: &[impl Serialize]) -> Vec<Value> {
        if !self.is_recording() {
            return Vec::new();
        }
        let asked = ids.iter().map(serde_json::to_value);
        asked
            .map(|asked| asked.expect("records of the WIT are JSON"))
            .collect()
    }

    /// Writes an answer down, where answers are.
    pub(crate) fn record<T: Serialize>(
        &self,
        operation: &str,
        asked: &impl Serialize,
        answer: &Result<T, AwsError>,
    ) {
        if let Self::Recording(recorder) = self {
            recorder.record(operation, asked, answer);
        }
    }
}

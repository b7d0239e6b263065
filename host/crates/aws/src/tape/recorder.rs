//! Writes answers down.

use std::fmt;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use opencite_bindings::aws::types::AwsError;
use serde::Serialize;
use serde_json::Value;

use super::entry::Entry;

/// Writes down each answer as the plugin is told it, a line each.
///
/// The first failure to write ends the recording, not the unit: [`Recorder::finish`] tells of it.
#[derive(Clone)]
pub struct Recorder(Arc<Mutex<State>>);

struct State {
    out: Box<dyn Write + Send>,
    failed: Option<io::Error>,
}

impl Recorder {
    /// Writes to `out`, which is best buffered.
    pub fn new(out: impl Write + Send + 'static) -> Self {
        Self(Arc::new(Mutex::new(State {
            out: Box::new(out),
            failed: None,
        })))
    }

    /// Writes a line of another kind: what a recording begins and ends with.
    pub fn line(&self, line: &impl Serialize) {
        let mut state = self.state();
        if state.failed.is_none() {
            state.failed = write(&mut state.out, line).err();
        }
    }

    pub(super) fn record<T: Serialize>(
        &self,
        operation: &str,
        asked: &impl Serialize,
        answer: &Result<T, AwsError>,
    ) {
        match entry(operation, asked, answer) {
            Ok(entry) => self.line(&entry),
            Err(error) => self.state().failed = Some(error.into()),
        }
    }

    /// Ends the recording.
    ///
    /// # Errors
    ///
    /// When not all of it could be written.
    pub fn finish(self) -> io::Result<()> {
        let mut state = self.state();
        match state.failed.take() {
            Some(error) => Err(error),
            None => state.out.flush(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A line that was written in part is an error that is kept.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorder").finish_non_exhaustive()
    }
}

fn write(out: &mut impl Write, line: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    out.write_all(b"\n")
}

fn entry<T: Serialize>(
    operation: &str,
    asked: &impl Serialize,
    answer: &Result<T, AwsError>,
) -> serde_json::Result<Entry> {
    Ok(Entry {
        operation: operation.to_owned(),
        asked: serde_json::to_value(asked)?,
        error: answer.as_ref().err().cloned(),
        answer: answer
            .as_ref()
            .map_or(Ok(Value::Null), serde_json::to_value)?,
    })
}

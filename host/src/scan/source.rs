//! Where the answers to a unit's calls come from, and where they go.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use opencite_aws::recording::{RecordedUnit, Recording, RecordingError, UnitEnd, UnitHead};
use opencite_aws::{Account, Connection, LedgerEntry, Tape};
use opencite_core::{ErrorKind, Outcome, TimeSpan, UnitError, UnitKey};

use super::Runner;
use crate::plugins::LoadedPlugin;
use crate::site::Site;

/// Where the answers to a unit's calls come from.
pub(super) enum Source {
    /// AWS, in a region of an account that somebody is signed in to.
    Site(Arc<Site>),
    /// A file of a recording.
    File(PathBuf),
}

/// The source of a unit's answers while the unit runs.
pub(super) struct Answers {
    pub(super) connection: Arc<Connection>,
    pub(super) tape: Tape,
    origin: Origin,
}

enum Origin {
    Site(Arc<Site>),
    Recording(UnitEnd),
}

impl Runner {
    /// Opens the source of a unit: reads its recording, or begins one where the scan is recorded.
    pub(super) fn open(
        &self,
        plugin: &LoadedPlugin,
        key: &UnitKey,
        source: &Source,
        window: Option<TimeSpan>,
    ) -> Result<Answers, UnitError> {
        match source {
            Source::File(path) => Answers::recorded(path, key).map_err(|error| unreadable(&error)),
            Source::Site(site) => Ok(Answers {
                connection: site.connection(),
                tape: self.begin_recording(plugin, key, window),
                origin: Origin::Site(Arc::clone(site)),
            }),
        }
    }

    fn begin_recording(
        &self,
        plugin: &LoadedPlugin,
        key: &UnitKey,
        window: Option<TimeSpan>,
    ) -> Tape {
        let Recording::Writing(scan) = &self.request.recording else {
            return Tape::Off;
        };
        let head = UnitHead::new(key, plugin.digest().to_string(), scan.at());
        let head = window.map_or(head.clone(), |window| head.with_window(window));
        let path = scan.file(key);
        match head.begin(&path) {
            Ok(recorder) => Tape::Recording(recorder),
            Err(error) => {
                self.recording_failed(RecordingError::new(&path, error));
                Tape::Off
            }
        }
    }

    /// Ends the recording of a unit with what the host knows of its calls.
    pub(super) fn close(&self, key: &UnitKey, answers: Answers, books: &LedgerEntry) {
        let (Tape::Recording(recorder), Recording::Writing(scan)) =
            (answers.tape, &self.request.recording)
        else {
            return;
        };
        let disabled = books.first_error.as_ref();
        let disabled = disabled.filter(|error| error.kind == ErrorKind::RegionDisabled);
        recorder.line(&UnitEnd {
            requests: books.requests,
            region_disabled: disabled.map(|error| error.message.clone()),
        });
        if let Err(error) = recorder.finish() {
            self.recording_failed(RecordingError::new(&scan.file(key), error));
        }
    }

    /// Records a unit of which nothing could be asked.
    pub(super) fn record_settled(&self, plugin: &LoadedPlugin, key: &UnitKey, outcome: &Outcome) {
        let Recording::Writing(scan) = &self.request.recording else {
            return;
        };
        let head = UnitHead::new(key, plugin.digest().to_string(), scan.at()).with_outcome(outcome);
        let path = scan.file(key);
        let written = head.begin(&path).and_then(|recorder| {
            recorder.line(&UnitEnd::default());
            recorder.finish()
        });
        if let Err(error) = written {
            self.recording_failed(RecordingError::new(&path, error));
        }
    }

    /// Keeps the first failure of the recording: the scan goes on, and ends with it.
    pub(super) fn recording_failed(&self, error: RecordingError) {
        tracing::error!("the recording is not whole: {error}");
        self.unrecorded.get_or_init(|| error);
    }
}

impl Answers {
    fn recorded(path: &Path, key: &UnitKey) -> Result<Self, RecordingError> {
        let unit = RecordedUnit::read(path)?;
        let end = unit.end.ok_or_else(|| {
            RecordingError::new(path, "the recording broke off: it has no last line")
        })?;
        Ok(Self {
            connection: Connection::unconnected(&key.region),
            tape: Tape::Replaying(unit.answers),
            origin: Origin::Recording(end),
        })
    }

    /// The books of the unit, with the first error judged: a region that is not enabled is told from credentials that
    /// are no good.
    pub(super) async fn judge(&self, books: LedgerEntry) -> LedgerEntry {
        match &self.origin {
            Origin::Site(site) => LedgerEntry {
                first_error: match books.first_error {
                    Some(error) => Some(site.judge(error).await),
                    None => None,
                },
                ..books
            },
            Origin::Recording(end) => LedgerEntry {
                first_error: books.first_error.map(|error| judged(error, end)),
                requests: end.requests,
                ..books
            },
        }
    }
}

fn judged(error: UnitError, end: &UnitEnd) -> UnitError {
    match &end.region_disabled {
        Some(message) if Account::is_unknown_key(&error) => UnitError {
            kind: ErrorKind::RegionDisabled,
            message: message.clone(),
            ..error
        },
        _ => error,
    }
}

fn unreadable(error: &RecordingError) -> UnitError {
    UnitError::new(ErrorKind::Incomplete, error.to_string())
}

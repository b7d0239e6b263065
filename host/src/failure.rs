//! Why a command failed: what it says, and its exit status.

use std::error::Error;
use std::io::Write as _;
use std::process::ExitCode;

use opencite_core::ScanOutcome;
use opencite_runtime::PluginError;

/// The exit status of a comparison that found changes, when it is asked to say so.
const CHANGED: u8 = 4;
/// The exit status of a run whose units are not all complete.
const PARTIAL: u8 = 3;
/// The exit status of wrong usage or config; clap uses the same.
const USAGE: u8 = 2;
/// The exit status of everything else that goes wrong.
const FAILED: u8 = 1;

/// Why a command failed.
#[derive(Debug)]
pub(crate) struct Failure {
    error: anyhow::Error,
    hint: Option<String>,
    status: u8,
}

impl Failure {
    /// The operator asked for something that cannot be.
    pub(crate) fn usage(error: impl Into<anyhow::Error>) -> Self {
        Self {
            error: error.into(),
            hint: None,
            status: USAGE,
        }
    }

    /// Something went wrong on the way.
    pub(crate) fn failed(error: impl Into<anyhow::Error>) -> Self {
        Self {
            error: error.into(),
            hint: None,
            status: FAILED,
        }
    }

    /// What to do next.
    pub(crate) fn hint(self, hint: impl Into<String>) -> Self {
        Self {
            hint: Some(hint.into()),
            ..self
        }
    }

    pub(crate) fn maybe_hint(self, hint: Option<impl Into<String>>) -> Self {
        Self {
            hint: hint.map(Into::into),
            ..self
        }
    }

    /// Says what happened, on stderr.
    pub(crate) fn report(self) -> ExitCode {
        if self.is_broken_pipe() {
            // Whoever read our output has seen enough.
            return ExitCode::SUCCESS;
        }
        let mut stderr = std::io::stderr().lock();
        let mut text = format!("error: {:#}\n", self.error);
        if let Some(hint) = &self.hint {
            text.push_str("hint: ");
            text.push_str(hint);
            text.push('\n');
        }
        // Nobody is left to be told when stderr is closed.
        let _unheard = stderr.write_all(text.as_bytes());
        ExitCode::from(self.status)
    }

    fn is_broken_pipe(&self) -> bool {
        self.error
            .chain()
            .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
            .any(|cause| cause.kind() == std::io::ErrorKind::BrokenPipe)
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:#}", self.error)
    }
}

impl<E: Error + Send + Sync + 'static> From<E> for Failure
where
    E: IntoFailure,
{
    fn from(error: E) -> Self {
        error.into_failure()
    }
}

/// Errors of the floors below, each with its exit status and hint.
pub(crate) trait IntoFailure: Error + Send + Sync + Sized + 'static {
    fn into_failure(self) -> Failure {
        Failure::failed(self)
    }
}

impl IntoFailure for std::io::Error {}
impl IntoFailure for opencite_output::OutputError {}
impl IntoFailure for opencite_sim::SimError {}

impl IntoFailure for opencite_store::StoreError {
    fn into_failure(self) -> Failure {
        let hint = self.hint();
        Failure::failed(self).maybe_hint(hint)
    }
}

impl IntoFailure for opencite_config::ConfigError {
    fn into_failure(self) -> Failure {
        let hint = self.hint().map(str::to_owned);
        Failure::usage(self).maybe_hint(hint)
    }
}

impl IntoFailure for PluginError {
    fn into_failure(self) -> Failure {
        let hint = self.hint();
        let failure = match self {
            Self::Cache { .. } | Self::Compiler { .. } => Failure::failed(self),
            Self::Unreadable { .. }
            | Self::TooLarge { .. }
            | Self::NotAComponent { .. }
            | Self::Invalid { .. }
            | Self::TooComplex { .. }
            | Self::NotAPlugin { .. }
            | Self::Forbidden { .. }
            | Self::OtherVersion { .. }
            | Self::Mismatch { .. }
            | Self::Manifest { .. } => Failure::usage(self),
        };
        failure.maybe_hint(hint)
    }
}

/// The exit status of a comparison; `counts` when changes were found, and are to be told by it.
pub(crate) fn exit_code_of_changes(counts: bool) -> ExitCode {
    if counts {
        ExitCode::from(CHANGED)
    } else {
        ExitCode::SUCCESS
    }
}

/// The exit status of a scan.
pub(crate) fn exit_code(outcome: ScanOutcome) -> ExitCode {
    match outcome {
        ScanOutcome::Complete => ExitCode::SUCCESS,
        ScanOutcome::Partial => ExitCode::from(PARTIAL),
        ScanOutcome::Failed => ExitCode::from(FAILED),
    }
}

//! A job, in a process of its own.

use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use opencite_core::ScanOutcome;
use rustix::process::{Pid, Signal, kill_process};
use tokio::process::{Child, Command};
use tokio_util::sync::CancellationToken;

/// How long a job that was asked to end may take to do so: what is complete is stored as it goes.
const GRACE: Duration = Duration::from_mins(1);

/// How a job is run.
#[derive(Debug, Clone)]
pub(crate) struct ChildCommand {
    pub(crate) program: PathBuf,
    pub(crate) arguments: Vec<OsString>,
}

impl ChildCommand {
    /// The same with more words.
    pub(super) fn with(&self, words: impl IntoIterator<Item = String>) -> Self {
        let mut command = self.clone();
        command
            .arguments
            .extend(words.into_iter().map(OsString::from));
        command
    }
}

/// How a job ended.
#[derive(Debug)]
pub(super) enum End {
    /// By itself.
    Exited(ExitStatus),
    /// It took too long.
    TimedOut(Duration),
    /// The scheduler was stopped.
    Stopped,
    /// It could not be started, or was lost.
    Lost(std::io::Error),
}

/// Runs a job. What it says of itself goes to where the scheduler's words go.
pub(super) async fn run(
    command: &ChildCommand,
    timeout: Duration,
    stop: &CancellationToken,
) -> End {
    let started = Command::new(&command.program)
        .args(&command.arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .kill_on_drop(true)
        .spawn();
    let mut child = match started {
        Ok(child) => child,
        Err(error) => return End::Lost(error),
    };
    tokio::select! {
        ended = child.wait() => ended.map_or_else(End::Lost, End::Exited),
        () = tokio::time::sleep(timeout) => {
            end(child).await;
            End::TimedOut(timeout)
        }
        () = stop.cancelled() => {
            end(child).await;
            End::Stopped
        }
    }
}

/// Asks a job to end, as Ctrl-C does, and makes it end when it does not.
async fn end(mut child: Child) {
    let id = child.id().and_then(|id| i32::try_from(id).ok());
    if let Some(pid) = id.and_then(Pid::from_raw) {
        // One that is gone already need not be asked.
        let _gone = kill_process(pid, Signal::INT).is_err();
    }
    if tokio::time::timeout(GRACE, child.wait()).await.is_err() {
        // It has ended either way: dropping it kills it, too.
        let _gone = child.kill().await.is_err();
    }
}

impl End {
    /// How the job went: by its exit status, as scans have it.
    pub(super) fn outcome(&self) -> ScanOutcome {
        match self {
            Self::Exited(status) => match status.code() {
                Some(0) => ScanOutcome::Complete,
                Some(3) => ScanOutcome::Partial,
                _ => ScanOutcome::Failed,
            },
            Self::TimedOut(_) | Self::Stopped | Self::Lost(_) => ScanOutcome::Failed,
        }
    }
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exited(status) => match status.code() {
                Some(0) => f.write_str("ended, complete"),
                Some(3) => f.write_str("ended, partial: some units are not complete"),
                _ => write!(f, "failed: {status}"),
            },
            Self::TimedOut(after) => write!(f, "was ended, as it took over {} s", after.as_secs()),
            Self::Stopped => f.write_str("was ended with the scheduler"),
            Self::Lost(error) => write!(f, "could not be run: {error}"),
        }
    }
}

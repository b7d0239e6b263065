//! Why a text could not be written.

use std::error::Error as _;
use std::io;

/// Why a text could not be written.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    /// The writer refused: a full disk, a closed pipe.
    #[error("failed to write the output")]
    Io(#[from] io::Error),
    /// A value that JSON cannot say.
    #[error("failed to write the output as JSON")]
    Json(#[source] serde_json::Error),
    /// A value that CSV cannot say.
    #[error("failed to write the output as CSV")]
    Csv(#[source] csv::Error),
    /// A template that is broken, does not fit what a report says, or does not end.
    #[error("template {name}, line {line}: {reason}")]
    BrokenTemplate {
        /// Its name, as in `templates/`.
        name: String,
        /// The line; 0 where no line is to blame.
        line: usize,
        /// What is wrong.
        reason: String,
    },
    /// A template in the place of one that there is not.
    #[error("there is no template {name} to replace")]
    UnknownTemplate {
        /// The name.
        name: String,
    },
    /// A page that is longer than one may be, without the data of its assets.
    #[error("the report would be over {} bytes", crate::report::MAX_PAGE_BYTES)]
    TooLong,
}

impl OutputError {
    /// Whether the reader has gone away, as `head` does: no reason to complain.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Io(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

impl From<serde_json::Error> for OutputError {
    fn from(error: serde_json::Error) -> Self {
        if error.is_io() {
            Self::Io(error.into())
        } else {
            Self::Json(error)
        }
    }
}

impl From<csv::Error> for OutputError {
    fn from(error: csv::Error) -> Self {
        let refused = match error.kind() {
            csv::ErrorKind::Io(refused) => Some(refused.kind()),
            _ => None,
        };
        match refused {
            Some(kind) => Self::Io(io::Error::new(kind, error)),
            None => Self::Csv(error),
        }
    }
}

impl From<minijinja::Error> for OutputError {
    fn from(error: minijinja::Error) -> Self {
        let refused = error
            .source()
            .and_then(|source| source.downcast_ref::<io::Error>());
        match refused.map(io::Error::kind) {
            Some(io::ErrorKind::QuotaExceeded) => Self::TooLong,
            Some(kind) => Self::Io(io::Error::new(kind, error)),
            None => broken(&error),
        }
    }
}

/// What is wrong where it went wrong: an included template tells of it to the one that includes it.
fn broken(error: &minijinja::Error) -> OutputError {
    let mut innermost = error;
    while let Some(source) = innermost.source().and_then(|source| source.downcast_ref()) {
        innermost = source;
    }
    let reason = match innermost.detail() {
        Some(detail) => format!("{}: {detail}", innermost.kind()),
        None => innermost.kind().to_string(),
    };
    OutputError::BrokenTemplate {
        name: innermost.name().unwrap_or("unknown").to_owned(),
        line: innermost.line().unwrap_or(0),
        reason,
    }
}

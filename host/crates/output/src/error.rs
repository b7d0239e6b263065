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
    /// A template that does not fit its view: a fault of this program.
    #[error("failed to fill in the report's template")]
    Template(#[source] minijinja::Error),
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
            Some(kind) => Self::Io(io::Error::new(kind, error)),
            None => Self::Template(error),
        }
    }
}

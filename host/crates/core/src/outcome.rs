//! How a unit ended.

use std::fmt;

use serde::Serialize;

use crate::UnitError;

/// How a unit ended. Denied, throttled, expired, unsupported and empty are five different answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Listed to the end: what came is the whole truth, possibly nothing.
    Complete,
    /// Ended early: what came is kept, nothing is called gone.
    Partial(UnitError),
    /// Nothing was learned.
    Failed(UnitError),
    /// There is nothing to ask: the service does not exist in the region.
    Skipped(UnitError),
}

/// The name of an outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum OutcomeKind {
    /// See [`Outcome::Complete`].
    Complete,
    /// See [`Outcome::Partial`].
    Partial,
    /// See [`Outcome::Failed`].
    Failed,
    /// See [`Outcome::Skipped`].
    Skipped,
}

impl Outcome {
    /// The outcome's name.
    pub fn kind(&self) -> OutcomeKind {
        match self {
            Self::Complete => OutcomeKind::Complete,
            Self::Partial(_) => OutcomeKind::Partial,
            Self::Failed(_) => OutcomeKind::Failed,
            Self::Skipped(_) => OutcomeKind::Skipped,
        }
    }

    /// Why the unit is not complete.
    pub fn error(&self) -> Option<&UnitError> {
        match self {
            Self::Complete => None,
            Self::Partial(error) | Self::Failed(error) | Self::Skipped(error) => Some(error),
        }
    }
}

impl OutcomeKind {
    /// All of them, best first.
    pub const ALL: [Self; 4] = [Self::Complete, Self::Partial, Self::Failed, Self::Skipped];

    /// The name that the database and JSON use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::Partial => "partial",
            Self::Failed => "failed",
            Self::Skipped => "skipped",
        }
    }

    /// The outcome of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

impl fmt::Display for OutcomeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

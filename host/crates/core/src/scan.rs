//! A run over units.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Outcome, OutcomeKind, ScanTag, Timestamp};

/// A scan's number: later scans have higher ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ScanId(pub i64);

/// How a scan ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ScanOutcome {
    /// Every unit is complete or skipped.
    Complete,
    /// Some units are not complete.
    Partial,
    /// Nothing was learned.
    Failed,
}

/// How many units ended how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct UnitCounts {
    /// Listed to the end.
    pub complete: u64,
    /// Ended early.
    pub partial: u64,
    /// Nothing was learned.
    pub failed: u64,
    /// Nothing to ask.
    pub skipped: u64,
}

/// What a scan came to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScanSummary {
    /// Which scan.
    pub scan: ScanId,
    /// How it ended.
    pub outcome: ScanOutcome,
    /// How its units ended.
    pub units: UnitCounts,
    /// Assets seen.
    pub assets: u64,
    /// Requests sent to AWS, retries included.
    pub requests: u64,
    /// How long it took.
    pub seconds: f64,
}

/// A scan as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScanRecord {
    /// Which scan.
    pub id: ScanId,
    /// When it began.
    pub started: Timestamp,
    /// When it ended; nothing while it runs, and for ever when it was killed.
    pub finished: Option<Timestamp>,
    /// How it ended.
    pub outcome: Option<ScanOutcome>,
    /// Why no unit could be run, where that is so.
    pub error: Option<String>,
    /// How its units ended.
    pub units: UnitCounts,
    /// Assets seen.
    pub assets: u64,
    /// Requests sent to AWS, retries included.
    pub requests: u64,
    /// The names that operators gave it, sorted.
    pub tags: Vec<ScanTag>,
}

impl UnitCounts {
    /// Counts one more unit.
    pub fn add(&mut self, kind: OutcomeKind) {
        match kind {
            OutcomeKind::Complete => self.complete += 1,
            OutcomeKind::Partial => self.partial += 1,
            OutcomeKind::Failed => self.failed += 1,
            OutcomeKind::Skipped => self.skipped += 1,
        }
    }

    /// Counts outcomes.
    pub fn of<'a>(outcomes: impl IntoIterator<Item = &'a Outcome>) -> Self {
        outcomes
            .into_iter()
            .fold(Self::default(), |mut counts, outcome| {
                counts.add(outcome.kind());
                counts
            })
    }

    /// What the units make of the scan.
    pub fn scan_outcome(&self) -> ScanOutcome {
        match (self.complete + self.skipped, self.partial, self.failed) {
            (_, 0, 0) => ScanOutcome::Complete,
            (0, 0, _) => ScanOutcome::Failed,
            _ => ScanOutcome::Partial,
        }
    }
}

impl ScanOutcome {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Complete, Self::Partial, Self::Failed];

    /// The name that the database and JSON use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::Partial => "partial",
            Self::Failed => "failed",
        }
    }

    /// The outcome of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|outcome| outcome.as_str() == name)
    }
}

impl fmt::Display for ScanOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Display for ScanId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(complete: u64, partial: u64, failed: u64, skipped: u64) -> ScanOutcome {
        UnitCounts {
            complete,
            partial,
            failed,
            skipped,
        }
        .scan_outcome()
    }

    #[test]
    fn a_scan_is_complete_when_all_units_are_complete_or_skipped() {
        assert_eq!(outcome(2, 0, 0, 0), ScanOutcome::Complete);
        assert_eq!(outcome(1, 0, 0, 3), ScanOutcome::Complete);
        assert_eq!(outcome(0, 0, 0, 3), ScanOutcome::Complete);
    }

    #[test]
    fn a_scan_is_partial_when_some_units_are_not_complete_and_failed_when_all_failed() {
        assert_eq!(outcome(1, 0, 1, 0), ScanOutcome::Partial);
        assert_eq!(outcome(0, 1, 0, 0), ScanOutcome::Partial);
        assert_eq!(outcome(0, 0, 1, 1), ScanOutcome::Partial);
        assert_eq!(outcome(0, 0, 5, 0), ScanOutcome::Failed);
    }
}

//! How a unit ended, from what its plugin claims and what the host saw.

use crate::{ErrorKind, Outcome, UnitError};

/// What a plugin claims when its unit ends, or why it was not let go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// All assets were listed.
    Done,
    /// A call to AWS failed; the host knows which.
    AwsFailed,
    /// The plugin gave up, in its own words.
    GaveUp(String),
    /// The plugin crashed, or the host stopped it.
    Stopped(UnitError),
}

/// What the host knows of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// What the plugin says.
    pub claim: Claim,
    /// The first call to AWS that failed.
    pub first_error: Option<UnitError>,
    /// The operation of a listing that was not read to its end.
    pub unread: Option<String>,
    /// Assets that were seen.
    pub assets: usize,
    /// Those of them that were not described in full.
    pub summaries: usize,
}

impl Evidence {
    /// The outcome. A plugin can make it worse than the host saw, never better.
    pub fn outcome(self) -> Outcome {
        let assets = self.assets;
        match self.cause() {
            None => Outcome::Complete,
            Some(error) if assets > 0 => Outcome::Partial(error),
            Some(error) if is_nothing_to_ask(error.kind) => Outcome::Skipped(error),
            Some(error) => Outcome::Failed(error),
        }
    }

    /// What keeps the unit from being complete: a crash before a failed call, and that before the plugin's own words,
    /// since the one mostly follows from the other.
    fn cause(self) -> Option<UnitError> {
        if let Claim::Stopped(error) = self.claim {
            return Some(error);
        }
        if self.first_error.is_some() && !self.only_misses_what_is_gone() {
            return self.first_error;
        }
        match self.claim {
            Claim::GaveUp(words) => Some(UnitError::new(ErrorKind::Plugin, words)),
            Claim::AwsFailed => Some(incomplete(
                "the plugin reports a failed call, but none failed",
            )),
            Claim::Done | Claim::Stopped(_) => self
                .unread
                .map(|operation| {
                    incomplete(format!("the plugin did not read {operation} to its end"))
                })
                .or_else(|| (self.summaries > 0).then(|| incomplete(summarised(self.summaries)))),
        }
    }
}

impl Evidence {
    /// Whether all that failed was asking for what does not exist, and the plugin made do without: an endpoint may
    /// outlive its configuration.
    fn only_misses_what_is_gone(&self) -> bool {
        let is_gone = |error: &UnitError| error.kind == ErrorKind::NotFound;
        self.claim == Claim::Done
            && self.summaries == 0
            && self.first_error.as_ref().is_some_and(is_gone)
    }
}

/// Whether the trouble is that there is nothing to ask, rather than that the answer is missing.
fn is_nothing_to_ask(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::UnsupportedRegion | ErrorKind::RegionDisabled
    )
}

fn incomplete(message: impl Into<String>) -> UnitError {
    UnitError::new(ErrorKind::Incomplete, message)
}

fn summarised(count: usize) -> String {
    format!("the plugin described {count} assets only in part")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence(assets: usize) -> Evidence {
        Evidence {
            claim: Claim::Done,
            first_error: None,
            unread: None,
            assets,
            summaries: 0,
        }
    }

    fn error(kind: ErrorKind) -> UnitError {
        UnitError::new(kind, "x")
    }

    #[test]
    fn what_does_not_exist_is_missed_only_by_an_asset_that_is_not_whole() {
        let gone = |summaries| Evidence {
            first_error: Some(error(ErrorKind::NotFound)),
            summaries,
            ..evidence(3)
        };
        assert_eq!(kind(gone(0)), ("complete", None));
        assert_eq!(kind(gone(1)), ("partial", Some(ErrorKind::NotFound)));
        let given_up = Evidence {
            claim: Claim::AwsFailed,
            ..gone(0)
        };
        assert_eq!(kind(given_up), ("partial", Some(ErrorKind::NotFound)));
    }

    fn kind(evidence: Evidence) -> (&'static str, Option<ErrorKind>) {
        let outcome = evidence.outcome();
        (
            outcome.kind().as_str(),
            outcome.error().map(|error| error.kind),
        )
    }

    #[test]
    fn a_unit_that_is_done_without_trouble_is_complete_even_when_empty() {
        assert_eq!(kind(evidence(0)), ("complete", None));
        assert_eq!(kind(evidence(3)), ("complete", None));
    }

    #[test]
    fn a_failed_call_counts_even_when_the_plugin_says_nothing_of_it() {
        let denied = |assets| Evidence {
            first_error: Some(error(ErrorKind::AccessDenied)),
            ..evidence(assets)
        };
        assert_eq!(kind(denied(0)), ("failed", Some(ErrorKind::AccessDenied)));
        assert_eq!(kind(denied(2)), ("partial", Some(ErrorKind::AccessDenied)));
    }

    #[test]
    fn a_service_that_the_region_lacks_is_skipped_and_never_empty() {
        let absent = |assets| Evidence {
            claim: Claim::AwsFailed,
            first_error: Some(error(ErrorKind::UnsupportedRegion)),
            ..evidence(assets)
        };
        assert_eq!(
            kind(absent(0)),
            ("skipped", Some(ErrorKind::UnsupportedRegion))
        );
        assert_eq!(
            kind(absent(1)),
            ("partial", Some(ErrorKind::UnsupportedRegion))
        );
    }

    #[test]
    fn a_region_that_the_account_has_not_enabled_is_skipped() {
        let disabled = Evidence {
            claim: Claim::AwsFailed,
            first_error: Some(error(ErrorKind::RegionDisabled)),
            ..evidence(0)
        };
        assert_eq!(kind(disabled), ("skipped", Some(ErrorKind::RegionDisabled)));
    }

    #[test]
    fn a_listing_left_unread_is_not_the_whole_truth() {
        let unread = Evidence {
            unread: Some("bedrock:ListCustomModels".to_owned()),
            ..evidence(100)
        };
        assert_eq!(kind(unread), ("partial", Some(ErrorKind::Incomplete)));
    }

    #[test]
    fn an_asset_described_in_part_makes_the_unit_partial() {
        assert_eq!(
            kind(Evidence {
                summaries: 1,
                ..evidence(2)
            }),
            ("partial", Some(ErrorKind::Incomplete))
        );
    }

    #[test]
    fn a_crash_outranks_what_led_to_it() {
        let crashed = Evidence {
            claim: Claim::Stopped(UnitError::new(ErrorKind::Trap, "unreachable")),
            first_error: Some(error(ErrorKind::Timeout)),
            ..evidence(0)
        };
        assert_eq!(kind(crashed), ("failed", Some(ErrorKind::Trap)));
    }

    #[test]
    fn a_plugin_cannot_invent_an_aws_error() {
        let forged = Evidence {
            claim: Claim::AwsFailed,
            ..evidence(0)
        };
        assert_eq!(kind(forged), ("failed", Some(ErrorKind::Incomplete)));
        let words = Evidence {
            claim: Claim::GaveUp("no".to_owned()),
            ..evidence(0)
        };
        assert_eq!(kind(words), ("failed", Some(ErrorKind::Plugin)));
    }
}

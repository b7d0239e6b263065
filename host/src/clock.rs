//! What time it is, for a scan.

use opencite_core::Timestamp;

/// What time it is: the machine's clock, or one that stands still.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Clock {
    stands_at: Option<Timestamp>,
}

impl Clock {
    /// A clock that stands still, for what is to come out the same when it is repeated.
    pub(crate) fn standing_at(time: Timestamp) -> Self {
        Self {
            stands_at: Some(time),
        }
    }

    /// What it shows.
    #[expect(clippy::disallowed_methods, reason = "the one clock of a scan")]
    pub(crate) fn now(self) -> Timestamp {
        self.stands_at.unwrap_or_else(Timestamp::now)
    }

    /// The time that it stands at, where it stands still.
    pub(crate) fn stands_at(self) -> Option<Timestamp> {
        self.stands_at
    }
}

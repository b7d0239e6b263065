//! What the calls read and change: the estate, who may call, and what time it is.

use jiff::{SignedDuration, Timestamp};

use crate::cloudtrail::RateLimit;
use crate::estate::Estate;
use crate::keyring::Keyring;

/// The state of the simulated AWS, behind one lock.
pub(crate) struct World {
    pub(crate) estate: Estate,
    pub(crate) keyring: Keyring,
    /// Tells the time, by which signatures are checked.
    pub(crate) clock: fn() -> Timestamp,
    /// How far what happened is ahead of the clock.
    pub(crate) ahead: SignedDuration,
    pub(crate) lookups: RateLimit,
}

impl World {
    /// What time it is for what happened in the estate.
    pub(crate) fn now(&self) -> Timestamp {
        let time = (self.clock)();
        time.saturating_add(self.ahead).unwrap_or(time)
    }

    /// Gives what was added to the estate its time.
    pub(crate) fn settle(&mut self) {
        let now = self.now();
        self.estate.settle(now);
    }

    /// Whether CloudTrail has a lookup left for this account and region.
    pub(crate) fn admit_lookup(&mut self, account: &str, region: &str) -> bool {
        self.lookups.admit(account, region, (self.clock)())
    }
}

//! How many lookups a second an account has in a region.

use std::collections::{BTreeMap, VecDeque};

use jiff::{SignedDuration, Timestamp};

/// AWS's own limit.
const LOOKUPS_PER_SECOND: u32 = 2;

const SECOND: SignedDuration = SignedDuration::from_secs(1);

/// A window of one second that slides over the lookups of each account and region.
pub(crate) struct RateLimit {
    per_second: u32,
    admitted: BTreeMap<(String, String), VecDeque<Timestamp>>,
}

impl RateLimit {
    pub(crate) fn new(per_second: u32) -> Self {
        Self {
            per_second,
            admitted: BTreeMap::new(),
        }
    }

    /// Whether one more is allowed now; one that is not does not count against those that follow.
    pub(crate) fn admit(&mut self, account: &str, region: &str, now: Timestamp) -> bool {
        let place = (account.to_owned(), region.to_owned());
        let window = self.admitted.entry(place).or_default();
        while window
            .front()
            .is_some_and(|then| now.duration_since(*then) >= SECOND)
        {
            window.pop_front();
        }
        let free = u32::try_from(window.len()).is_ok_and(|taken| taken < self.per_second);
        if free {
            window.push_back(now);
        }
        free
    }
}

impl Default for RateLimit {
    fn default() -> Self {
        Self::new(LOOKUPS_PER_SECOND)
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::RateLimit;

    #[test]
    fn the_third_lookup_within_a_second_is_one_too_many() {
        let mut limit = RateLimit::default();
        let mut admit = |region: &str, millisecond: i64| {
            let now = Timestamp::from_millisecond(millisecond).expect("a time");
            limit.admit("111122223333", region, now)
        };
        assert!(admit("us-east-1", 0));
        assert!(admit("us-east-1", 600));
        assert!(!admit("us-east-1", 999));
        assert!(admit("eu-west-1", 999), "each region for itself");
        assert!(admit("us-east-1", 1000), "the first is a second ago");
        assert!(!admit("us-east-1", 1599));
        assert!(admit("us-east-1", 1600));
    }
}

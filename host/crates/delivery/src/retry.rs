//! When to try again.

use std::num::NonZeroU32;
use std::time::Duration;

/// The longest that a server's own wish to be left alone is honoured within one delivery.
const LONGEST_WISH: Duration = Duration::from_mins(10);

/// Why something was not delivered, as far as trying again is concerned.
pub trait Failure {
    /// Whether the same may go better later.
    fn is_retryable(&self) -> bool;

    /// How long the server asks to be left alone, where it says so.
    fn retry_after(&self) -> Option<Duration>;

    /// What to do about it.
    fn hint(&self) -> &'static str;
}

/// How often to try, and how long to wait in between. The waits double, and each is shortened by up to half, so that
/// those who failed together do not come back together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    /// Attempts in all.
    pub attempts: NonZeroU32,
    /// The wait after the first.
    pub first: Duration,
    /// No wait is longer, but for a server's wish.
    pub longest: Duration,
}

impl Default for RetryPolicy {
    /// Three attempts within a quarter of a minute: somebody may be waiting. What goes wrong for longer, such as
    /// greylisting, which asks for minutes, is for the next time that what waits is sent.
    fn default() -> Self {
        Self {
            attempts: NonZeroU32::new(3).unwrap_or(NonZeroU32::MIN),
            first: Duration::from_secs(5),
            longest: Duration::from_mins(10),
        }
    }
}

impl RetryPolicy {
    /// How long to wait after an attempt, the first being 1; nothing when to give up. The jitter is a random number from
    /// 0 to 1, of the caller's.
    pub fn delay(
        &self,
        attempt: NonZeroU32,
        failure: &impl Failure,
        jitter: f64,
    ) -> Option<Duration> {
        if !failure.is_retryable() || attempt >= self.attempts {
            return None;
        }
        let wait = self.backoff(attempt).mul_f64(1.0 - fraction(jitter) / 2.0);
        let wish = failure.retry_after().unwrap_or_default().min(LONGEST_WISH);
        Some(wait.max(wish))
    }

    fn backoff(&self, attempt: NonZeroU32) -> Duration {
        let doublings = attempt.get() - 1;
        let factor = 1_u32.checked_shl(doublings).unwrap_or(u32::MAX);
        self.first.saturating_mul(factor).min(self.longest)
    }
}

/// A number that is none counts as 0.
fn fraction(jitter: f64) -> f64 {
    if jitter.is_nan() {
        0.0
    } else {
        jitter.clamp(0.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Passing(Option<Duration>);

    impl Failure for Passing {
        fn is_retryable(&self) -> bool {
            true
        }

        fn retry_after(&self) -> Option<Duration> {
            self.0
        }

        fn hint(&self) -> &'static str {
            "Try again later."
        }
    }

    struct Final;

    impl Failure for Final {
        fn is_retryable(&self) -> bool {
            false
        }

        fn retry_after(&self) -> Option<Duration> {
            Some(Duration::from_secs(1))
        }

        fn hint(&self) -> &'static str {
            "Give it up."
        }
    }

    fn policy(attempts: u32) -> RetryPolicy {
        RetryPolicy {
            attempts: NonZeroU32::new(attempts).unwrap(),
            first: Duration::from_mins(1),
            longest: Duration::from_mins(10),
        }
    }

    fn waits(policy: RetryPolicy, failure: &impl Failure, jitter: f64) -> Vec<u64> {
        (1..100)
            .map_while(|attempt| policy.delay(NonZeroU32::new(attempt).unwrap(), failure, jitter))
            .map(|wait| wait.as_secs())
            .collect()
    }

    #[test]
    fn waits_double_up_to_the_longest_and_end_with_the_last_attempt() {
        assert_eq!(
            waits(policy(7), &Passing(None), 0.0),
            [60, 120, 240, 480, 600, 600]
        );
    }

    #[test]
    fn jitter_shortens_a_wait_by_up_to_half() {
        assert_eq!(waits(policy(4), &Passing(None), 1.0), [30, 60, 120]);
        assert_eq!(waits(policy(2), &Passing(None), f64::NAN), [60]);
        assert_eq!(waits(policy(2), &Passing(None), 7.0), [30]);
    }

    #[test]
    fn what_cannot_go_better_is_not_tried_again() {
        assert!(waits(policy(7), &Final, 0.0).is_empty());
    }

    #[test]
    fn a_server_may_ask_for_a_longer_wait_but_not_for_any() {
        let wish = |seconds| Passing(Some(Duration::from_secs(seconds)));
        assert_eq!(waits(policy(2), &wish(200), 0.0), [200]);
        assert_eq!(waits(policy(2), &wish(5), 0.0), [60]);
        assert_eq!(waits(policy(2), &wish(u64::MAX), 0.0), [600]);
    }

    #[test]
    fn a_great_many_attempts_overflow_nothing() {
        assert_eq!(waits(policy(99), &Passing(None), 0.0).last(), Some(&600));
    }
}

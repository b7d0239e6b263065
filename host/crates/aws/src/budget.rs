//! The rate of calls: one budget for each operation in an account and a region, whoever calls.
//!
//! AWS limits most operations by account and region, and says so only by throttling. An operation starts without a
//! limit, unless AWS documents one; when AWS throttles, the rate is halved and recovers step by step.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// Limits that AWS documents, in calls a second for each account and region.
///
/// Sources: <https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html>,
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html> (the smallest of any region),
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html>
const DOCUMENTED: &[(&str, f64)] = &[
    ("cloudtrail:LookupEvents", 2.0),
    ("logs:FilterLogEvents", 5.0),
    ("cloudwatch:GetMetricData", 50.0),
    ("cloudwatch:ListMetrics", 25.0),
];

/// The part of a documented rate that is used: calls do not arrive as evenly as they are sent, and AWS counts arrivals.
const MARGIN: f64 = 0.95;

/// The slowest that a throttled operation becomes, in calls a second.
const SLOWEST: f64 = 0.5;

/// From this rate on, in calls a second, a recovered operation has no limit of ours any more.
const RECOVERED: f64 = 100.0;

/// What a second without throttling adds to the rate, as a part of it; at least [`STEP`].
const GROWTH: f64 = 0.1;

/// The least that a second without throttling adds, in calls a second.
const STEP: f64 = 0.25;

/// How long the rate stays after each change. Calls that were under way when AWS throttled the first of them say
/// nothing new.
const PERIOD: Duration = Duration::from_secs(1);

/// The budgets of all operations of one account and region.
#[derive(Debug, Default)]
pub(crate) struct Budget(Mutex<HashMap<&'static str, Pace>>);

/// The pace of one operation.
#[derive(Debug)]
struct Pace {
    documented: Option<f64>,
    /// Calls a second; none where nothing limits them.
    rate: Option<f64>,
    /// Before this, no call may begin.
    next: Instant,
    /// When AWS, or its silence, last changed the rate.
    changed: Option<Instant>,
    /// Since when calls are counted, to know the rate that was too high.
    counted_from: Instant,
    counted: u32,
}

impl Budget {
    /// Waits until the operation may be called.
    pub(crate) async fn turn(&self, operation: &'static str) {
        let slot = self.with(operation, Pace::slot);
        tokio::time::sleep_until(slot).await;
    }

    /// Takes note of what became of a call: of how many attempts, how many were throttled.
    pub(crate) fn settle(&self, operation: &'static str, attempts: u32, throttled: u32) {
        self.with(operation, |pace, now| {
            pace.charge(attempts.saturating_sub(1), now);
            if throttled > 0 {
                pace.slow_down(now);
            } else {
                pace.speed_up(now);
            }
        });
    }

    fn with<T>(&self, operation: &'static str, act: impl FnOnce(&mut Pace, Instant) -> T) -> T {
        let now = Instant::now();
        let mut paces = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let pace = paces
            .entry(operation)
            .or_insert_with(|| Pace::new(documented(operation), now));
        act(pace, now)
    }
}

fn documented(operation: &str) -> Option<f64> {
    let known = DOCUMENTED.iter().find(|(name, _)| *name == operation)?;
    Some(known.1 * MARGIN)
}

impl Pace {
    fn new(documented: Option<f64>, now: Instant) -> Self {
        Self {
            documented,
            rate: documented,
            next: now,
            changed: None,
            counted_from: now,
            counted: 0,
        }
    }

    /// When the next call may begin.
    fn slot(&mut self, now: Instant) -> Instant {
        self.count(now);
        let slot = self.next.max(now);
        self.next = slot + self.interval();
        slot
    }

    /// Retries are the SDK's: what they took is taken from what follows.
    fn charge(&mut self, retries: u32, now: Instant) {
        self.next = self.next.max(now) + self.interval() * retries;
    }

    fn interval(&self) -> Duration {
        self.rate
            .map_or(Duration::ZERO, |rate| Duration::from_secs_f64(1.0 / rate))
    }

    fn count(&mut self, now: Instant) {
        if now - self.counted_from > PERIOD {
            self.counted_from = now;
            self.counted = 0;
        }
        self.counted += 1;
    }

    fn slow_down(&mut self, now: Instant) {
        if self.changed_lately(now) {
            return;
        }
        let rate = self.rate.unwrap_or_else(|| f64::from(self.counted));
        self.rate = Some((rate / 2.0).max(SLOWEST));
        self.changed = Some(now);
    }

    fn speed_up(&mut self, now: Instant) {
        let Some(rate) = self.rate else { return };
        if self.changed_lately(now) || self.documented == Some(rate) {
            return;
        }
        let faster = rate + (rate * GROWTH).max(STEP);
        self.changed = Some(now);
        self.rate = match self.documented {
            Some(documented) => Some(faster.min(documented)),
            None => Some(faster).filter(|rate| *rate < RECOVERED),
        };
    }

    fn changed_lately(&self, now: Instant) -> bool {
        self.changed.is_some_and(|changed| now - changed < PERIOD)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOOKUP: &str = "cloudtrail:LookupEvents";
    const LIST: &str = "sagemaker:ListModels";

    /// How long `calls` take, one after the other, when each is settled at once.
    async fn time(budget: &Budget, operation: &'static str, calls: u32) -> Duration {
        let start = Instant::now();
        for _ in 0..calls {
            budget.turn(operation).await;
            budget.settle(operation, 1, 0);
        }
        start.elapsed()
    }

    #[tokio::test(start_paused = true)]
    async fn a_documented_limit_is_kept_from_the_first_call_on() {
        let budget = Budget::default();
        let time = time(&budget, LOOKUP, 21).await;
        assert_eq!(time.as_secs(), 10);
    }

    #[tokio::test(start_paused = true)]
    async fn what_aws_does_not_limit_does_not_wait() {
        let budget = Budget::default();
        assert_eq!(time(&budget, LIST, 1000).await, Duration::ZERO);
    }

    #[tokio::test(start_paused = true)]
    async fn the_rate_is_halved_on_a_throttle_and_recovers() {
        let budget = Budget::default();
        time(&budget, LIST, 40).await;
        budget.settle(LIST, 1, 1);
        assert_eq!(budget.with(LIST, |pace, _| pace.rate), Some(20.0));
        // The others that were under way are no news.
        budget.settle(LIST, 1, 1);
        assert_eq!(budget.with(LIST, |pace, _| pace.rate), Some(20.0));
        tokio::time::advance(PERIOD).await;
        budget.settle(LIST, 1, 1);
        assert_eq!(budget.with(LIST, |pace, _| pace.rate), Some(10.0));
        let slow = time(&budget, LIST, 11).await;
        assert!(slow >= Duration::from_millis(900), "{slow:?}");
        time(&budget, LIST, 2000).await;
        assert_eq!(budget.with(LIST, |pace, _| pace.rate), None);
    }

    #[tokio::test(start_paused = true)]
    async fn a_rate_never_falls_to_nothing_and_never_rises_over_the_documented() {
        let budget = Budget::default();
        for _ in 0..20 {
            budget.turn(LOOKUP).await;
            budget.settle(LOOKUP, 1, 1);
            tokio::time::advance(PERIOD).await;
        }
        assert_eq!(budget.with(LOOKUP, |pace, _| pace.rate), Some(SLOWEST));
        time(&budget, LOOKUP, 200).await;
        assert_eq!(budget.with(LOOKUP, |pace, _| pace.rate), Some(2.0 * MARGIN));
    }

    #[tokio::test(start_paused = true)]
    async fn retries_are_paid_for_by_the_next_calls() {
        let budget = Budget::default();
        budget.turn(LOOKUP).await;
        budget.settle(LOOKUP, 5, 0);
        let start = Instant::now();
        budget.turn(LOOKUP).await;
        let fairly = Duration::from_secs_f64(5.0 / (2.0 * MARGIN));
        // A timer counts whole milliseconds.
        let late = start.elapsed().saturating_sub(fairly);
        assert!(start.elapsed() >= fairly && late < Duration::from_millis(10));
    }

    #[tokio::test(start_paused = true)]
    async fn operations_do_not_wait_for_each_other() {
        let budget = Budget::default();
        time(&budget, LOOKUP, 3).await;
        assert_eq!(time(&budget, LIST, 3).await, Duration::ZERO);
    }
}

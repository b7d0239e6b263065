//! The values that one query finds: statistics by the period, as far as CloudWatch still has them.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::ask::Ask;
use super::metrics::{Datum, Metrics};

const DAY_SECONDS: i64 = 24 * 3600;

/// How long values stay, and by what period they can be asked for so long: in days and seconds.
const RETENTION: [(i64, i64); 3] = [(15, 60), (63, 300), (455, 3600)];

/// How the start of what is older than all that is kept is rounded.
const LONGEST_PERIOD: i64 = 3600;

/// A span of seconds, the end excluded.
#[derive(Clone, Copy)]
pub(super) struct Span {
    pub(super) from: i64,
    pub(super) to: i64,
}

/// One value, by the second at which its period begins.
pub(super) type Point = (i64, f64);

impl Span {
    /// The span of a call: CloudWatch rounds its start down to what it keeps for values of that age.
    pub(super) fn of(start: Timestamp, end: Timestamp, now: Timestamp) -> Self {
        let from = start.as_second();
        let unit = finest(now.as_second() - from).unwrap_or(LONGEST_PERIOD);
        Self {
            from: from.div_euclid(unit) * unit,
            to: end.as_second(),
        }
    }
}

/// The values of a query, oldest first.
pub(super) fn points(metrics: &Metrics, ask: &Ask, span: Span, now: Timestamp) -> Vec<Point> {
    let mut periods: BTreeMap<i64, Datum> = BTreeMap::new();
    let now = now.as_second();
    let kept = metrics
        .minutes(&ask.series, span.from, span.to)
        .filter(|(minute, _)| is_kept(now - minute, ask.period));
    for (minute, datum) in kept {
        // Periods count from the start of the span, not from midnight.
        let number = (minute - span.from) / ask.period;
        periods
            .entry(span.from + number * ask.period)
            .and_modify(|there| *there = there.merge(datum))
            .or_insert(datum);
    }
    periods
        .into_iter()
        .map(|(second, datum)| (second, ask.statistic.of_datum(datum)))
        .collect()
}

/// Whether a value of this age can be asked for by this period.
fn is_kept(age: i64, period: i64) -> bool {
    finest(age).is_some_and(|finest| period % finest == 0)
}

/// The finest period by which values of this age are kept.
fn finest(age: i64) -> Option<i64> {
    RETENTION
        .into_iter()
        .find(|(days, _)| age <= days * DAY_SECONDS)
        .map(|(_, period)| period)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::{DAY_SECONDS, Span, is_kept};

    #[test]
    fn the_older_a_value_the_longer_the_period() {
        let day = DAY_SECONDS;
        assert!(is_kept(15 * day, 60));
        assert!(!is_kept(15 * day + 1, 60));
        assert!(is_kept(63 * day, 300));
        assert!(!is_kept(63 * day + 1, 300));
        assert!(!is_kept(20 * day, 420), "a multiple of 60 only");
        assert!(is_kept(455 * day, 3600));
        assert!(is_kept(455 * day, day));
        assert!(!is_kept(455 * day + 1, day));
    }

    #[test]
    fn the_start_is_rounded_by_its_age() {
        let now: Timestamp = "2026-09-01T12:00:00Z".parse().expect("a time");
        let from = |start: &str| {
            let start: Timestamp = start.parse().expect("a time");
            let from = Span::of(start, now, now).from;
            Timestamp::from_second(from).expect("a time").to_string()
        };
        assert_eq!(from("2026-08-31T12:32:34Z"), "2026-08-31T12:32:00Z");
        assert_eq!(from("2026-08-01T12:32:34Z"), "2026-08-01T12:30:00Z");
        assert_eq!(from("2026-01-01T12:32:34Z"), "2026-01-01T12:00:00Z");
        assert_eq!(from("2020-01-01T12:32:34Z"), "2020-01-01T12:00:00Z");
    }
}

//! A span of time as whole days and the hours at its ends.
//!
//! Counts are kept by the hour and by the day. A span begins with the hour that it begins in and ends with the hour
//! that it ends in; of the days between, the hours need not be read.

use std::ops::Range;

use opencite_core::TimeSpan;

/// The milliseconds of an hour.
pub(super) const HOUR_MS: i64 = 3_600_000;
/// The hours of a day.
pub(super) const DAY_HOURS: i64 = 24;
const HOUR_SECONDS: i64 = 3600;

/// A span of time as whole days and the hours at its ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Window {
    pub(super) days: Range<i64>,
    /// The hours before the first whole day, and those after the last.
    pub(super) edges: [Range<i64>; 2],
}

impl Window {
    pub(super) fn of(span: TimeSpan) -> Self {
        let hours = hours(span);
        let first = ceil_div(hours.start, DAY_HOURS);
        let end = day_of_hour(hours.end);
        if first > end {
            return Self {
                days: end..end,
                edges: [hours, 0..0],
            };
        }
        Self {
            days: first..end,
            edges: [hours.start..first * DAY_HOURS, end * DAY_HOURS..hours.end],
        }
    }

    /// The seconds from the first hour to the last.
    pub(super) fn seconds(span: TimeSpan) -> Range<i64> {
        let hours = hours(span);
        hours.start * HOUR_SECONDS..hours.end * HOUR_SECONDS
    }
}

/// The hours that a span lies in.
pub(super) fn hours(span: TimeSpan) -> Range<i64> {
    let start = span.start_second().div_euclid(HOUR_SECONDS);
    start..ceil_div(span.end_second(), HOUR_SECONDS)
}

/// The day that an hour lies in.
pub(super) fn day_of_hour(hour: i64) -> i64 {
    hour.div_euclid(DAY_HOURS)
}

/// The hours of a day.
pub(super) fn hours_of_day(day: i64) -> Range<i64> {
    day * DAY_HOURS..(day + 1) * DAY_HOURS
}

fn ceil_div(number: i64, by: i64) -> i64 {
    -(-number).div_euclid(by)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every hour of every span of up to three days, once.
    #[test]
    fn days_and_edges_are_the_hours_of_the_span() {
        for start in -30..30 {
            for end in start + 1..start + 80 {
                let span = TimeSpan::of_seconds(start * 3600 + 1, end * 3600 - 1).unwrap();
                let Window { days, edges } = Window::of(span);
                let of_days = days.clone().flat_map(hours_of_day);
                let [head, tail] = edges;
                let all: Vec<_> = head.chain(of_days).chain(tail).collect();
                assert_eq!(all, (start..end).collect::<Vec<_>>());
            }
        }
    }
}

//! A line over time.

use opencite_core::Timestamp;
use serde::Serialize;

use super::Tick;
use super::scale::{Scale, percent};
use crate::words::{count, counted, day};

/// The most points of a line: as many as a screen can tell apart.
const MAX_POINTS: usize = 400;

/// A line over time, and the area below it.
#[derive(Debug, Serialize)]
pub(in crate::report) struct LineChart {
    title: &'static str,
    /// The whole of it in a sentence.
    says: String,
    ticks: Vec<Tick>,
    line: String,
    area: String,
    first: String,
    last: String,
}

impl LineChart {
    /// Nothing where there are not two points in time. They come oldest first.
    pub(in crate::report) fn of(
        title: &'static str,
        noun: &str,
        points: &[(Timestamp, u64)],
    ) -> Option<Self> {
        let ((begin, first), (end, last)) = (points.first()?, points.last()?);
        if begin >= end {
            return None;
        }
        let scale = Scale::up_to(points.iter().map(|(_, count)| *count).max()?);
        let places: Vec<_> = thinned(points)
            .map(|(time, count)| {
                let x = percent(since(*time, *begin), since(*end, *begin));
                format!("{x} {}", scale.depth(*count))
            })
            .collect();
        let line = format!("M{}", places.join("L"));
        Some(Self {
            title,
            says: format!(
                "{} on {}, {} on {}",
                counted(*first, noun),
                day(*begin),
                count(*last),
                day(*end)
            ),
            ticks: scale.ticks(),
            area: format!("{line}L100 100L0 100Z"),
            line,
            first: day(*begin),
            last: day(*end),
        })
    }
}

fn since(time: Timestamp, begin: Timestamp) -> u128 {
    time.as_second()
        .saturating_sub(begin.as_second())
        .try_into()
        .unwrap_or(0)
}

/// Some of the points at even distances, and always the last.
fn thinned(points: &[(Timestamp, u64)]) -> impl Iterator<Item = &(Timestamp, u64)> {
    let step = points.len().div_ceil(MAX_POINTS).max(1);
    points.iter().rev().step_by(step).rev()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::time;

    #[test]
    fn a_line_goes_with_time_and_not_with_the_number_of_scans() {
        let points = [
            (time("2026-11-01T00:00:00Z"), 10),
            (time("2026-11-02T00:00:00Z"), 20),
            (time("2026-11-11T00:00:00Z"), 15),
        ];
        let chart = LineChart::of("Growth", "asset", &points).unwrap();
        insta::assert_snapshot!(chart.line, @"M0.00 50.00L10.00 0.00L100.00 25.00");
        insta::assert_snapshot!(chart.area, @"M0.00 50.00L10.00 0.00L100.00 25.00L100 100L0 100Z");
        insta::assert_snapshot!(chart.says, @"10 assets on 2026-11-01, 15 on 2026-11-11");
    }

    #[test]
    fn many_points_are_thinned_and_the_last_one_stays() {
        let point = |hour: i64| (Timestamp::from_second(hour * 3_600).unwrap(), 7);
        let points: Vec<_> = (0..8_760).map(point).collect();
        let chart = LineChart::of("Growth", "asset", &points).unwrap();
        assert!(chart.line.matches('L').count() <= MAX_POINTS);
        assert!(chart.line.ends_with("L100.00 12.50"), "{}", chart.line);
    }

    #[test]
    fn one_scan_is_no_line() {
        assert!(LineChart::of("Growth", "assets", &[]).is_none());
        assert!(LineChart::of("Growth", "assets", &[(time("2026-11-01T00:00:00Z"), 1)]).is_none());
    }
}

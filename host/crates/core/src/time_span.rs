//! Spans of time, and what is left of one when others are taken out of it.

use std::fmt;

use crate::Timestamp;

/// A span of time in whole seconds, its start included, its end not. It is never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeSpan {
    from: i64,
    to: i64,
}

impl TimeSpan {
    /// The whole seconds between two times; nothing when there is none. A part of a second is left out at both ends, so
    /// that what is called covered is.
    pub fn new(from: Timestamp, to: Timestamp) -> Option<Self> {
        let starts_later = i64::from(from.subsec_nanosecond() > 0);
        let ends_later = i64::from(to.subsec_nanosecond() < 0);
        Self::of_seconds(from.as_second() + starts_later, to.as_second() - ends_later)
    }

    /// The span between two numbers of seconds since 1970; nothing when it is empty, or not within the years that a
    /// time can have.
    pub fn of_seconds(from: i64, to: i64) -> Option<Self> {
        let is_time = |second| Timestamp::from_second(second).is_ok();
        (from < to && is_time(from) && is_time(to)).then_some(Self { from, to })
    }

    /// When it starts.
    pub fn from(self) -> Timestamp {
        time(self.from)
    }

    /// When it has ended.
    pub fn to(self) -> Timestamp {
        time(self.to)
    }

    /// Its start in seconds since 1970.
    pub fn start_second(self) -> i64 {
        self.from
    }

    /// Its end in seconds since 1970.
    pub fn end_second(self) -> i64 {
        self.to
    }

    /// How long it is.
    pub fn seconds(self) -> u64 {
        self.to.abs_diff(self.from)
    }

    /// What both have.
    pub fn intersection(self, other: Self) -> Option<Self> {
        Self::of_seconds(self.from.max(other.from), self.to.min(other.to))
    }

    /// The same time as the fewest spans, oldest first: none touches another.
    pub fn union(spans: impl IntoIterator<Item = Self>) -> Vec<Self> {
        let mut spans: Vec<_> = spans.into_iter().collect();
        spans.sort_unstable();
        let mut union: Vec<Self> = Vec::with_capacity(spans.len());
        for span in spans {
            match union.last_mut() {
                Some(last) if span.from <= last.to => last.to = last.to.max(span.to),
                _ => union.push(span),
            }
        }
        union
    }

    /// What is left of this span without the others, newest first.
    pub fn without(self, others: impl IntoIterator<Item = Self>) -> Vec<Self> {
        let mut gaps = Vec::new();
        let mut from = self.from;
        for taken in Self::union(others) {
            gaps.extend(Self::of_seconds(from, taken.from.min(self.to)));
            from = from.max(taken.to);
        }
        gaps.extend(Self::of_seconds(from, self.to));
        gaps.reverse();
        gaps
    }
}

fn time(second: i64) -> Timestamp {
    Timestamp::from_second(second).expect("a span is made of times")
}

impl fmt::Display for TimeSpan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} to {}", self.from(), self.to())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(from: i64, to: i64) -> TimeSpan {
        TimeSpan::of_seconds(from, to).unwrap()
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_part_of_a_second_is_not_covered() {
        let from = at("2026-11-21T07:00:00.000000001Z");
        let to = at("2026-11-21T07:00:03.999Z");
        let covered = TimeSpan::new(from, to).unwrap();
        assert_eq!(
            covered.to_string(),
            "2026-11-21T07:00:01Z to 2026-11-21T07:00:03Z"
        );
        let before = (at("1969-12-31T23:59:57.5Z"), at("1969-12-31T23:59:59.5Z"));
        let covered = TimeSpan::new(before.0, before.1).unwrap();
        assert_eq!((covered.start_second(), covered.end_second()), (-2, -1));
    }

    #[test]
    fn an_empty_span_is_none() {
        assert_eq!(TimeSpan::of_seconds(5, 5), None);
        assert_eq!(TimeSpan::of_seconds(6, 5), None);
        assert_eq!(TimeSpan::of_seconds(i64::MIN, i64::MAX), None);
    }

    #[test]
    fn spans_that_touch_are_one() {
        let union = TimeSpan::union([span(7, 9), span(1, 3), span(3, 4), span(8, 8 + 3)]);
        assert_eq!(union, [span(1, 4), span(7, 11)]);
    }

    #[test]
    fn gaps_come_newest_first() {
        let taken = [span(2, 4), span(6, 7), span(-5, 1), span(9, 30)];
        assert_eq!(
            span(0, 10).without(taken),
            [span(7, 9), span(4, 6), span(1, 2)]
        );
        assert_eq!(span(0, 10).without([]), [span(0, 10)]);
        assert_eq!(span(0, 10).without([span(0, 10)]), []);
    }

    /// Each second of every pair and triple of short spans, against sets of seconds.
    #[test]
    fn union_and_gaps_are_those_of_sets_of_seconds() {
        let all = (0..7).flat_map(|from| (from + 1..8).map(move |to| span(from, to)));
        let all: Vec<_> = all.collect();
        let within = |spans: &[TimeSpan], second: i64| {
            let holds = |span: &TimeSpan| (span.from..span.to).contains(&second);
            spans.iter().filter(|span| holds(span)).count()
        };
        for (one, other) in all
            .iter()
            .flat_map(|one| all.iter().map(move |b| (*one, *b)))
        {
            let (union, gaps) = (
                TimeSpan::union([one, other]),
                span(1, 7).without([one, other]),
            );
            for second in 0..8 {
                let taken = within(&[one, other], second) > 0;
                assert_eq!(within(&union, second), usize::from(taken));
                let is_gap = !taken && (1..7).contains(&second);
                assert_eq!(within(&gaps, second), usize::from(is_gap));
            }
        }
    }
}

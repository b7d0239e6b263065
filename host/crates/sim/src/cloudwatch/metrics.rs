//! The published metrics of one place: series of minutes, each told from others by namespace, name and dimensions.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

/// The resolution that AWS's own services publish with.
const MINUTE_SECONDS: i64 = 60;

/// What tells one series from another. The dimensions are in order of their names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Series {
    pub(crate) namespace: String,
    pub(crate) name: String,
    pub(crate) dimensions: Vec<(String, String)>,
}

/// All values of one stretch of time, as statistics see them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Datum {
    pub(crate) sum: f64,
    pub(crate) samples: f64,
    pub(crate) minimum: f64,
    pub(crate) maximum: f64,
}

/// The data of one series, by the second at which the minute begins.
type Minutes = BTreeMap<i64, Datum>;

/// Every series of one place.
#[derive(Clone, Debug, Default)]
pub(crate) struct Metrics {
    series: BTreeMap<Series, Minutes>,
    broken: BTreeSet<String>,
}

impl Series {
    pub(crate) fn new(namespace: &str, name: &str, dimensions: &[(&str, &str)]) -> Self {
        let mut dimensions: Vec<(String, String)> = dimensions
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        dimensions.sort();
        Self {
            namespace: namespace.to_owned(),
            name: name.to_owned(),
            dimensions,
        }
    }
}

impl Datum {
    /// The same value so many times.
    pub(crate) fn times(value: f64, samples: u32) -> Self {
        Self {
            sum: value * f64::from(samples),
            samples: f64::from(samples),
            minimum: value,
            maximum: value,
        }
    }

    /// One for each of `hits` samples, and zero for the rest: how errors are published.
    pub(crate) fn hits(hits: u32, samples: u32) -> Self {
        let all = hits >= samples;
        Self {
            sum: f64::from(hits),
            samples: f64::from(samples),
            minimum: if all { 1.0 } else { 0.0 },
            maximum: if hits > 0 { 1.0 } else { 0.0 },
        }
    }

    pub(crate) fn merge(self, other: Self) -> Self {
        Self {
            sum: self.sum + other.sum,
            samples: self.samples + other.samples,
            minimum: self.minimum.min(other.minimum),
            maximum: self.maximum.max(other.maximum),
        }
    }
}

impl Metrics {
    pub(crate) fn publish(&mut self, series: Series, time: Timestamp, datum: Datum) {
        let minute = time.as_second().div_euclid(MINUTE_SECONDS) * MINUTE_SECONDS;
        self.series
            .entry(series)
            .or_default()
            .entry(minute)
            .and_modify(|there| *there = there.merge(datum))
            .or_insert(datum);
    }

    /// Every series after another, or all, in order, with the second of its last value.
    pub(crate) fn after(&self, series: Option<&Series>) -> impl Iterator<Item = (&Series, i64)> {
        use std::ops::Bound::{Excluded, Unbounded};
        let from = series.map_or(Unbounded, Excluded);
        let range = self.series.range::<Series, _>((from, Unbounded));
        range.filter_map(|(series, minutes)| Some((series, *minutes.last_key_value()?.0)))
    }

    /// The minutes of exactly this series, of `[from, to)` in seconds, oldest first.
    pub(crate) fn minutes(
        &self,
        series: &Series,
        from: i64,
        to: i64,
    ) -> impl Iterator<Item = (i64, Datum)> {
        let minutes = self.series.get(series).filter(|_| from < to);
        let minutes = minutes.into_iter().flat_map(move |all| all.range(from..to));
        minutes.map(|(second, datum)| (*second, *datum))
    }

    /// Makes every question for a metric of this name end in an internal error.
    pub(crate) fn break_metric(&mut self, name: &str) {
        self.broken.insert(name.to_owned());
    }

    pub(crate) fn is_broken(&self, name: &str) -> bool {
        self.broken.contains(name)
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::{Datum, Metrics, Series};

    #[test]
    fn values_of_one_minute_are_one_datum_and_dimensions_have_no_order() {
        let mut metrics = Metrics::default();
        let at = |second| Timestamp::from_second(second).expect("a time");
        let dimensions = [("B", "2"), ("A", "1")];
        let series = Series::new("N", "M", &dimensions);
        metrics.publish(series.clone(), at(61), Datum::times(2.0, 3));
        metrics.publish(
            Series::new("N", "M", &[("A", "1"), ("B", "2")]),
            at(119),
            Datum::times(5.0, 1),
        );
        metrics.publish(series.clone(), at(120), Datum::hits(1, 4));
        let all: Vec<(i64, Datum)> = metrics.minutes(&series, 0, 1000).collect();
        let merged = Datum {
            sum: 11.0,
            samples: 4.0,
            minimum: 2.0,
            maximum: 5.0,
        };
        assert_eq!(all, [(60, merged), (120, Datum::hits(1, 4))]);
        assert_eq!(metrics.minutes(&series, 120, 120).count(), 0);
        assert_eq!(
            metrics
                .minutes(&Series::new("N", "M", &[("A", "1")]), 0, 1000)
                .count(),
            0
        );
    }
}

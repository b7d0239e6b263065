//! Usage by day and model.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::civil::Date;
use opencite_core::{CallCounts, ModelDay, TimeSpan, UsageReport};

use super::{name, tokens};
use crate::report::chart::{ColumnChart, Series};
use crate::words::day;

/// How many models have a colour: what is beyond is summed up.
const MAX_SERIES: usize = 6;
/// The most days of a chart: ten years.
const MAX_DAYS: usize = 3_660;

type Number = fn(&CallCounts) -> Option<u64>;

pub(super) fn charts(usage: &UsageReport) -> Vec<ColumnChart> {
    let days = days(usage.span());
    let chart = |title, noun, number| {
        let series = series(&usage.model_days, &days, number);
        ColumnChart::of(title, noun, &days, series)
    };
    let calls = chart("Calls by day", "call", |counts| counts.invocations);
    let tokens = chart("Tokens by day", "token", tokens);
    calls.into_iter().chain(tokens).collect()
}

/// Each day that a span has a part of, in UTC.
fn days(span: TimeSpan) -> Vec<String> {
    let last = day(span.to());
    let is_whole = span.end_second().rem_euclid(86_400) == 0;
    let Ok(first) = day(span.from()).parse::<Date>() else {
        return Vec::new();
    };
    let days = first
        .series(jiff::Span::new().days(1))
        .map(|date| date.to_string());
    let within = |day: &String| if is_whole { *day < last } else { *day <= last };
    days.take(MAX_DAYS).take_while(within).collect()
}

/// The models with most, and then all others together.
fn series(model_days: &[ModelDay], days: &[String], number: Number) -> Vec<Series> {
    let places: BTreeMap<&str, usize> = (0..)
        .zip(days)
        .map(|(place, day)| (day.as_str(), place))
        .collect();
    let mut models: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    for one in model_days {
        let place = places.get(one.day.as_str());
        let Some((place, count)) = place.zip(number(&one.counts)) else {
            continue;
        };
        let model = models.entry(name(one.model.as_deref()));
        let counts = model.or_insert_with(|| vec![0; days.len()]);
        add(counts.get_mut(*place), count);
    }
    let mut models: Vec<_> = models.into_iter().collect();
    models.sort_by_cached_key(|(_, counts)| {
        Reverse(counts.iter().map(|count| u128::from(*count)).sum::<u128>())
    });
    let rest = models.split_off(models.len().min(MAX_SERIES));
    if !rest.is_empty() {
        models.push((format!("{} more", rest.len()), summed(&rest, days.len())));
    }
    let series = |(number, (name, counts))| Series::new(number, name, counts);
    (0..).zip(models).map(series).collect()
}

fn summed(models: &[(String, Vec<u64>)], days: usize) -> Vec<u64> {
    let mut sums = vec![0; days];
    for (place, count) in models.iter().flat_map(|(_, counts)| (0..).zip(counts)) {
        add(sums.get_mut(place), *count);
    }
    sums
}

fn add(sum: Option<&mut u64>, count: u64) {
    if let Some(sum) = sum {
        *sum = sum.saturating_add(count);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::time;

    fn days_between(from: &str, to: &str) -> String {
        super::days(TimeSpan::new(time(from), time(to)).unwrap()).join(" ")
    }

    #[test]
    fn a_span_has_each_day_that_it_has_a_part_of() {
        insta::assert_snapshot!(days_between("2026-02-27T12:00:00Z", "2026-03-01T00:00:00Z"), @"2026-02-27 2026-02-28");
        insta::assert_snapshot!(days_between("2026-02-28T00:00:00Z", "2026-03-01T00:00:01Z"), @"2026-02-28 2026-03-01");
    }

    #[test]
    fn the_models_beyond_the_colours_are_one() {
        let day = |model: usize| ModelDay {
            model: Some(format!("model-{model}")),
            day: "2026-11-21".to_owned(),
            counts: CallCounts {
                invocations: Some(model as u64),
                ..CallCounts::default()
            },
        };
        let days = ["2026-11-20".to_owned(), "2026-11-21".to_owned()];
        let model_days: Vec<_> = (1..=9).map(day).collect();
        let series = series(&model_days, &days, |counts| counts.invocations);
        let shown: Vec<_> = series
            .iter()
            .map(|one| format!("{} {:?}", one.name, one.counts))
            .collect();
        insta::assert_snapshot!(shown.join("\n"), @"
        model-9 [0, 9]
        model-8 [0, 8]
        model-7 [0, 7]
        model-6 [0, 6]
        model-5 [0, 5]
        model-4 [0, 4]
        3 more [0, 6]
        ");
    }
}

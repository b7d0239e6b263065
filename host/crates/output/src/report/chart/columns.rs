//! Columns over days, each made of parts.

use serde::Serialize;

use super::Tick;
use super::scale::{Scale, percent};
use crate::words::{count, counted, number};

/// The most columns that can be told apart: beyond that, several days share one.
const MAX_COLUMNS: usize = 92;

/// What the parts of one colour stand for.
#[derive(Debug, Serialize)]
pub(in crate::report) struct Series {
    pub(in crate::report) name: String,
    /// Its count on each day.
    #[serde(skip)]
    pub(in crate::report) counts: Vec<u64>,
    /// The sum, for the legend.
    total: String,
    number: usize,
}

/// Columns over days.
#[derive(Debug, Serialize)]
pub(in crate::report) struct ColumnChart {
    title: &'static str,
    /// The whole of it in a sentence.
    says: String,
    ticks: Vec<Tick>,
    columns: Vec<Column>,
    first: String,
    last: String,
    series: Vec<Series>,
}

#[derive(Debug, Serialize)]
struct Column {
    x: String,
    width: String,
    says: String,
    parts: Vec<Part>,
}

#[derive(Debug, Serialize)]
struct Part {
    series: usize,
    y: String,
    height: String,
}

impl Series {
    pub(in crate::report) fn new(number: usize, name: String, counts: Vec<u64>) -> Self {
        let total = counts
            .iter()
            .fold(0_u64, |sum, count| sum.saturating_add(*count));
        Self {
            name,
            counts,
            total: count(total),
            number,
        }
    }
}

impl ColumnChart {
    /// Nothing where no series has a count. Each has one for each day.
    pub(in crate::report) fn of(
        title: &'static str,
        noun: &str,
        days: &[String],
        series: Vec<Series>,
    ) -> Option<Self> {
        let (first, last) = (days.first()?.clone(), days.last()?.clone());
        let width = days.len().div_ceil(MAX_COLUMNS);
        let spans: Vec<_> = days.chunks(width).collect();
        let sums: Vec<Vec<u64>> = series.iter().map(|one| sums(&one.counts, width)).collect();
        let total = |column: usize| {
            let parts = sums.iter().filter_map(|sums| sums.get(column));
            parts.fold(0_u64, |sum, part| sum.saturating_add(*part))
        };
        let totals: Vec<_> = (0..spans.len()).map(total).collect();
        let largest = totals
            .iter()
            .copied()
            .max()
            .filter(|largest| *largest > 0)?;
        let scale = Scale::up_to(largest);
        let columns = spans
            .iter()
            .zip(&totals)
            .enumerate()
            .map(|(column, (span, total))| {
                let parts = sums
                    .iter()
                    .map(|sums| sums.get(column).copied().unwrap_or_default());
                Column::new(
                    column,
                    spans.len(),
                    says(span, *total, noun),
                    stacked(parts, &scale),
                )
            });
        let whole = totals
            .iter()
            .fold(0_u64, |sum, total| sum.saturating_add(*total));
        Some(Self {
            title,
            says: format!("{} from {first} to {last}", counted(whole, noun)),
            ticks: scale.ticks(),
            columns: columns.collect(),
            first,
            last,
            series,
        })
    }
}

fn sums(counts: &[u64], width: usize) -> Vec<u64> {
    let sum = |part: &[u64]| {
        part.iter()
            .fold(0_u64, |sum, count| sum.saturating_add(*count))
    };
    counts.chunks(width).map(sum).collect()
}

/// "2026-11-20: 1,500 calls".
fn says(span: &[String], total: u64, noun: &str) -> String {
    let days = match span {
        [first, .., last] => format!("{first} to {last}"),
        _ => span.concat(),
    };
    format!("{days}: {}", counted(total, noun))
}

/// The first at the bottom.
fn stacked(counts: impl Iterator<Item = u64>, scale: &Scale) -> Vec<Part> {
    let mut below: u64 = 0;
    let mut parts = Vec::new();
    for (series, count) in counts.enumerate().filter(|(_, count)| *count > 0) {
        below = below.saturating_add(count);
        parts.push(Part {
            series,
            y: scale.depth(below),
            height: scale.height(count),
        });
    }
    parts
}

impl Column {
    /// A column fills four fifths of its place.
    fn new(column: usize, columns: usize, says: String, parts: Vec<Part>) -> Self {
        let (column, columns) = (u128::from(number(column)), u128::from(number(columns)));
        Self {
            x: percent(column * 10 + 1, columns * 10),
            width: percent(8, columns * 10),
            says,
            parts,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(count: usize) -> Vec<String> {
        (1..=count).map(|day| format!("day {day}")).collect()
    }

    fn shown(chart: &ColumnChart) -> String {
        let part = |part: &Part| format!("{} at {} high {}", part.series, part.y, part.height);
        let column = |column: &Column| {
            let parts: Vec<_> = column.parts.iter().map(part).collect();
            format!(
                "{} wide {}: {} ({})",
                column.x,
                column.width,
                parts.join(", "),
                column.says
            )
        };
        chart
            .columns
            .iter()
            .map(column)
            .collect::<Vec<_>>()
            .join("\n")
    }

    #[test]
    fn parts_stand_on_each_other() {
        let series = vec![
            Series::new(0, "a".to_owned(), vec![2, 0]),
            Series::new(1, "b".to_owned(), vec![1, 4]),
        ];
        let chart = ColumnChart::of("Calls", "call", &days(2), series).unwrap();
        insta::assert_snapshot!(shown(&chart), @"
        5.00 wide 40.00: 0 at 50.00 high 50.00, 1 at 25.00 high 25.00 (day 1: 3 calls)
        55.00 wide 40.00: 1 at 0.00 high 100.00 (day 2: 4 calls)
        ");
        insta::assert_snapshot!(chart.says, @"7 calls from day 1 to day 2");
    }

    #[test]
    fn a_year_of_days_shares_columns() {
        let series = vec![Series::new(0, "a".to_owned(), vec![1; 365])];
        let chart = ColumnChart::of("Calls", "call", &days(365), series).unwrap();
        assert_eq!(chart.columns.len(), 92);
        insta::assert_snapshot!(chart.columns[0].says, @"day 1 to day 4: 4 calls");
        insta::assert_snapshot!(chart.columns[91].says, @"day 365: 1 call");
    }

    #[test]
    fn no_calls_are_no_chart() {
        let series = vec![Series::new(0, "a".to_owned(), vec![0, 0])];
        assert!(ColumnChart::of("Calls", "call", &days(2), series).is_none());
        assert!(ColumnChart::of("Calls", "call", &[], Vec::new()).is_none());
    }
}

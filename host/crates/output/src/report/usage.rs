//! Who used what.

mod days;
mod tables;

use opencite_core::{CallCounts, UsageReport, UsageSummary};
use serde::Serialize;

use super::bar::{self, Bar};
use super::chart::ColumnChart;
use super::moment::Moment;
use super::view::Length;
use crate::usage::gap_sentences;
use crate::words::{count, counted};
use tables::{EndpointTable, UsageTable};

/// How many bars a chart has.
const MAX_BARS: usize = 10;

/// Who used what.
#[derive(Debug, Serialize)]
pub(super) struct UsageView {
    from: Moment,
    to: Moment,
    sentence: String,
    /// The main numbers, each with what it is the number of.
    facts: Vec<FactView>,
    charts: Vec<ColumnChart>,
    calls: Vec<Bar>,
    tokens: Vec<Bar>,
    tables: Vec<UsageTable>,
    endpoints: Option<EndpointTable>,
    /// What was not collected, a sentence a source.
    gaps: Vec<String>,
}

#[derive(Debug, Serialize)]
struct FactView {
    label: &'static str,
    value: String,
}

impl UsageView {
    pub(super) fn of(usage: &UsageReport, length: Length) -> Self {
        let span = usage.span();
        Self {
            from: span.from().into(),
            to: span.to().into(),
            sentence: sentence(usage),
            facts: facts(&usage.summary),
            charts: days::charts(usage),
            calls: bars(usage, |counts| counts.invocations),
            tokens: bars(usage, tokens),
            tables: tables::of(usage, length),
            endpoints: EndpointTable::of(&usage.endpoints, length),
            gaps: gap_sentences(&usage.coverage, span),
        }
    }

    pub(super) fn sentence(&self) -> &str {
        &self.sentence
    }
}

/// All tokens that anybody reported: read, written, and those that a cache has to do with.
fn tokens(counts: &CallCounts) -> Option<u64> {
    let tokens = &counts.tokens;
    [
        tokens.input,
        tokens.output,
        tokens.cache_read,
        tokens.cache_write,
    ]
    .into_iter()
    .flatten()
    .reduce(u64::saturating_add)
}

/// "1,500 calls of 3 models by 7 principals". What nobody reported is not said.
fn sentence(usage: &UsageReport) -> String {
    let summary = &usage.summary;
    let Some(calls) = summary.invocations else {
        return "Nobody reported calls of models".to_owned();
    };
    let of = |number: Option<u64>, word: &str, noun: &str| {
        number.map_or_else(String::new, |number| {
            format!(" {word} {}", counted(number, noun))
        })
    };
    format!(
        "{}{}{}",
        counted(calls, "call"),
        of(summary.models_called, "of", "model"),
        of(summary.principals, "by", "principal")
    )
}

fn facts(summary: &UsageSummary) -> Vec<FactView> {
    let facts = [
        ("Calls of models", summary.invocations),
        ("Calls that failed", summary.errors),
        ("Models called", summary.models_called),
        ("Principals", summary.principals),
        ("Endpoints", summary.endpoints),
        ("Endpoints called", summary.active_endpoints),
        ("Calls of endpoints", summary.endpoint_invocations),
        ("Training jobs begun", summary.training_jobs),
    ];
    let view = |(label, value)| FactView {
        label,
        value: told(value),
    };
    facts.map(view).into()
}

/// The models with most first. Those of which nobody reported the number have no bar.
fn bars(usage: &UsageReport, number: fn(&CallCounts) -> Option<u64>) -> Vec<Bar> {
    let models = usage.models.iter();
    let mut counts: Vec<_> = models
        .filter_map(|row| Some((name(row.key.as_deref()), number(&row.counts)?)))
        .filter(|(_, count)| *count > 0)
        .collect();
    counts.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    let rest = counts.split_off(counts.len().min(MAX_BARS));
    if !rest.is_empty() {
        let sum = rest
            .iter()
            .fold(0_u64, |sum, (_, count)| sum.saturating_add(*count));
        counts.push((format!("{} more", rest.len()), sum));
    }
    bar::side_by_side(counts)
}

fn name(key: Option<&str>) -> String {
    key.unwrap_or("not named").to_owned()
}

/// A count, or a dash where nobody reported one.
fn told(number: Option<u64>) -> String {
    number.map_or_else(|| "–".to_owned(), count)
}

/// How many there are of something beyond a bound.
fn beyond(length: usize, most: usize) -> Option<String> {
    let left_out = length.saturating_sub(most);
    (left_out > 0).then(|| count(crate::words::number(left_out)))
}

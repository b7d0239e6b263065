//! Who used what, as a part of a report in JSON.

use opencite_core::{
    EndpointUsage, ModelDay, TimeSpan, Timestamp, UsageCoverage, UsageReport, UsageRow,
};
use serde::Serialize;

use super::unit::ErrorWire;
use super::usage::NumbersWire;
use super::{Each, EndpointUsageWire, UsageWire};

#[derive(Serialize)]
pub(crate) struct UsageReportWire<'a> {
    from: Timestamp,
    to: Timestamp,
    summary: NumbersWire,
    models: Rows<'a>,
    principals: Rows<'a>,
    profiles: Rows<'a>,
    days: Rows<'a>,
    model_days: Each<'a, ModelDay, ModelDayWire<'a>>,
    endpoints: Each<'a, EndpointUsage, EndpointUsageWire<'a>>,
    coverage: Vec<CoverageWire<'a>>,
}

type Rows<'a> = Each<'a, UsageRow, UsageWire<'a>>;

#[derive(Serialize)]
struct ModelDayWire<'a> {
    model: Option<&'a str>,
    day: &'a str,
    invocations: Option<u64>,
    errors: Option<u64>,
    input_tokens: Option<u64>,
    output_tokens: Option<u64>,
    cache_read_tokens: Option<u64>,
    cache_write_tokens: Option<u64>,
}

/// A source of usage, how its latest run ended, and of which spans nothing was collected.
#[derive(Serialize)]
struct CoverageWire<'a> {
    plugin: &'a str,
    #[serde(rename = "type")]
    asset_type: &'a str,
    account: &'a str,
    region: &'a str,
    outcome: &'static str,
    error: Option<ErrorWire<'a>>,
    missing: Vec<SpanWire>,
}

#[derive(Serialize)]
struct SpanWire {
    from: Timestamp,
    to: Timestamp,
}

impl<'a> From<&'a UsageReport> for UsageReportWire<'a> {
    fn from(usage: &'a UsageReport) -> Self {
        let span = usage.span();
        let coverage = |source| CoverageWire::of(source, span);
        Self {
            from: span.from(),
            to: span.to(),
            summary: (&usage.summary).into(),
            models: usage.models.as_slice().into(),
            principals: usage.principals.as_slice().into(),
            profiles: usage.profiles.as_slice().into(),
            days: usage.days.as_slice().into(),
            model_days: usage.model_days.as_slice().into(),
            endpoints: usage.endpoints.as_slice().into(),
            coverage: usage.coverage.iter().map(coverage).collect(),
        }
    }
}

impl<'a> From<&'a ModelDay> for ModelDayWire<'a> {
    fn from(row: &'a ModelDay) -> Self {
        let (counts, tokens) = (row.counts, row.counts.tokens);
        Self {
            model: row.model.as_deref(),
            day: &row.day,
            invocations: counts.invocations,
            errors: counts.errors,
            input_tokens: tokens.input,
            output_tokens: tokens.output,
            cache_read_tokens: tokens.cache_read,
            cache_write_tokens: tokens.cache_write,
        }
    }
}

impl<'a> CoverageWire<'a> {
    fn of(source: &'a UsageCoverage, span: TimeSpan) -> Self {
        Self {
            plugin: source.key.plugin.as_str(),
            asset_type: source.key.asset_type.as_str(),
            account: source.key.account.as_str(),
            region: source.key.region.as_str(),
            outcome: source.latest.kind().as_str(),
            error: source.latest.error().map(ErrorWire::from),
            missing: source
                .missing(span)
                .into_iter()
                .map(SpanWire::from)
                .collect(),
        }
    }
}

impl From<TimeSpan> for SpanWire {
    fn from(span: TimeSpan) -> Self {
        Self {
            from: span.from(),
            to: span.to(),
        }
    }
}

//! Rows of usage.

use std::borrow::Cow;
use std::io::Write;

use opencite_core::{EndpointUsage, UsageDetail, UsageReport, UsageRow};

use super::{cell, count, time};
use crate::OutputError;

const HEADER: [&str; 10] = [
    "key",
    "invocations",
    "errors",
    "input_tokens",
    "output_tokens",
    "cache_read_tokens",
    "cache_write_tokens",
    "principals",
    "first_seen",
    "last_seen",
];

/// Writes `usage --format csv`: a count that nobody reported is an empty cell.
///
/// # Errors
///
/// When the writer refuses.
pub fn usage(rows: &[UsageRow], writer: impl Write) -> Result<(), OutputError> {
    let detail = rows.first().map(|row| detail_header(&row.detail));
    let header = HEADER.iter().chain(detail.unwrap_or_default());
    let mut records = csv::Writer::from_writer(writer);
    records.write_record(header)?;
    for row in rows {
        let cells = cells(row).into_iter().chain(detail_cells(&row.detail));
        records.write_record(cells.map(|text| cell(&text)))?;
    }
    Ok(records.flush()?)
}

/// Writes a usage report as one table: the first column says what a row is counted by.
pub(super) fn usage_report(
    report: Option<&UsageReport>,
    writer: impl Write,
) -> Result<(), OutputError> {
    let mut records = csv::Writer::from_writer(writer);
    records.write_record(["by"].iter().chain(&HEADER))?;
    let Some(report) = report else {
        return Ok(records.flush()?);
    };
    let counted = [
        ("model", &report.models),
        ("principal", &report.principals),
        ("profile", &report.profiles),
        ("day", &report.days),
    ];
    let counted = counted
        .into_iter()
        .flat_map(|(by, rows)| rows.iter().map(move |row| (by, cells(row))));
    let endpoints = report
        .endpoints
        .iter()
        .map(|usage| ("endpoint", endpoint_row(usage)));
    for (by, cells) in counted.chain(endpoints) {
        let cells = cells.iter().map(|text| cell(text));
        records.write_record(std::iter::once(by.to_owned()).chain(cells))?;
    }
    Ok(records.flush()?)
}

/// An endpoint among models: it has no tokens and no principals.
fn endpoint_row(usage: &EndpointUsage) -> [String; HEADER.len()] {
    let none = String::new;
    [
        usage.key(),
        count(usage.invocations),
        count(usage.errors()),
        none(),
        none(),
        none(),
        none(),
        none(),
        time(usage.first_seen),
        time(usage.last_seen),
    ]
}

fn cells(row: &UsageRow) -> [String; HEADER.len()] {
    let (counts, tokens) = (row.counts, row.counts.tokens);
    [
        row.key.clone().unwrap_or_default(),
        count(counts.invocations),
        count(counts.errors),
        count(tokens.input),
        count(tokens.output),
        count(tokens.cache_read),
        count(tokens.cache_write),
        count(row.principals),
        time(row.first_seen),
        time(row.last_seen),
    ]
}

fn detail_header(detail: &UsageDetail) -> &'static [&'static str] {
    match detail {
        UsageDetail::Model | UsageDetail::Day => &[],
        UsageDetail::Principal { .. } => &["kind", "sessions", "models"],
        UsageDetail::Profile { .. } => &["model", "route"],
    }
}

fn detail_cells(detail: &UsageDetail) -> Vec<String> {
    match detail {
        UsageDetail::Model | UsageDetail::Day => Vec::new(),
        UsageDetail::Principal {
            kind,
            sessions,
            models,
        } => vec![
            kind.clone().unwrap_or_default(),
            sessions.to_string(),
            models.to_string(),
        ],
        UsageDetail::Profile { model, route } => {
            vec![model.clone().unwrap_or_default(), route.to_string()]
        }
    }
}

const ENDPOINT_HEADER: [&str; 12] = [
    "endpoint",
    "variant",
    "account",
    "region",
    "invocations",
    "errors_4xx",
    "errors_5xx",
    "model_errors",
    "model_latency_avg_ms",
    "overhead_latency_avg_ms",
    "first_seen",
    "last_seen",
];

/// Writes `usage --by endpoint --format csv`.
///
/// # Errors
///
/// When the writer refuses.
pub fn endpoint_usage(endpoints: &[EndpointUsage], writer: impl Write) -> Result<(), OutputError> {
    let mut records = csv::Writer::from_writer(writer);
    records.write_record(ENDPOINT_HEADER)?;
    for endpoint in endpoints {
        let cells = endpoint_cells(endpoint);
        records.write_record(cells.iter().map(|text| cell(text)))?;
    }
    Ok(records.flush()?)
}

fn endpoint_cells(usage: &EndpointUsage) -> [Cow<'_, str>; ENDPOINT_HEADER.len()] {
    let mean = |mean: Option<f64>| mean.map(|mean| mean.to_string()).unwrap_or_default();
    [
        usage.endpoint.as_str().into(),
        usage.variant.as_deref().unwrap_or_default().into(),
        usage.account.as_str().into(),
        usage.region.as_str().into(),
        count(usage.invocations).into(),
        count(usage.errors_4xx).into(),
        count(usage.errors_5xx).into(),
        count(usage.model_errors).into(),
        mean(usage.model_latency_ms).into(),
        mean(usage.overhead_latency_ms).into(),
        time(usage.first_seen).into(),
        time(usage.last_seen).into(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[test]
    fn what_nobody_reported_is_an_empty_cell() {
        insta::assert_snapshot!(samples::text(|w| usage(&samples::usage_by_model(), w)), @"
        key,invocations,errors,input_tokens,output_tokens,cache_read_tokens,cache_write_tokens,principals,first_seen,last_seen
        anthropic.claude-3-haiku-20240307-v1:0,1500,150,63568,0,18131,,7,2026-11-01T00:30:00Z,2026-11-21T07:00:00Z
        ,3,0,,,,,,2026-11-01T00:30:00Z,2026-11-21T07:00:00Z
        amazon.nova-lite-v1:0,,,63568,0,18131,,,,
        ");
        insta::assert_snapshot!(samples::text(|w| usage(&samples::usage_by_principal(), w)), @"
        key,invocations,errors,input_tokens,output_tokens,cache_read_tokens,cache_write_tokens,principals,first_seen,last_seen,kind,sessions,models
        arn:aws:iam::111122223333:role/apps/Chat,1500,150,63568,0,18131,,1,2026-11-01T00:30:00Z,2026-11-21T07:00:00Z,AssumedRole,1000,2
        ");
        insta::assert_snapshot!(samples::text(|w| usage(&samples::usage_by_profile(), w)), @"
        key,invocations,errors,input_tokens,output_tokens,cache_read_tokens,cache_write_tokens,principals,first_seen,last_seen,model,route
        us.anthropic.claude-3-haiku-20240307-v1:0,1500,150,63568,0,18131,,7,2026-11-01T00:30:00Z,2026-11-21T07:00:00Z,anthropic.claude-3-haiku-20240307-v1:0,geo:us
        ");
        insta::assert_snapshot!(samples::text(|w| endpoint_usage(&samples::endpoint_usage(), w)), @"
        endpoint,variant,account,region,invocations,errors_4xx,errors_5xx,model_errors,model_latency_avg_ms,overhead_latency_avg_ms,first_seen,last_seen
        churn,blue,111122223333,eu-west-1,12000,3,,0,20.25,,2026-11-01T00:00:00Z,2026-11-21T07:00:00Z
        churn,,111122223333,eu-west-1,0,,,0,20.25,,,
        ");
    }

    #[test]
    fn no_usage_is_a_header() {
        assert_eq!(samples::text(|w| usage(&[], w)).lines().count(), 1);
        assert_eq!(samples::text(|w| endpoint_usage(&[], w)).lines().count(), 1);
    }

    #[test]
    fn no_key_begins_a_formula() {
        let row = UsageRow {
            key: Some(samples::HOSTILE.to_owned()),
            ..samples::usage_by_model().remove(0)
        };
        let text = samples::text(|w| usage(&[row], w));
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].get(0).unwrap(), cell(samples::HOSTILE));
    }
}

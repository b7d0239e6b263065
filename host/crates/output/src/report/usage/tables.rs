//! Usage by model, by principal, by name and by endpoint, as tables.

use opencite_core::{EndpointUsage, UsageDetail, UsageReport, UsageRow};
use serde::Serialize;

use super::{beyond, told};
use crate::report::moment::Moment;
use crate::report::view::Length;
use crate::words::counted;

/// Usage by one thing.
#[derive(Debug, Serialize)]
pub(super) struct UsageTable {
    title: &'static str,
    /// The heading of the first column.
    what: &'static str,
    rows: Vec<RowView>,
    left_out: Option<String>,
    /// What lists them all.
    by: &'static str,
}

#[derive(Debug, Serialize)]
struct RowView {
    /// Nothing where no source named it.
    key: Option<String>,
    note: Option<String>,
    calls: String,
    errors: String,
    input: String,
    output: String,
    cache: String,
    last_seen: Option<Moment>,
}

/// Usage of endpoints.
#[derive(Debug, Serialize)]
pub(super) struct EndpointTable {
    rows: Vec<EndpointView>,
    left_out: Option<String>,
}

#[derive(Debug, Serialize)]
struct EndpointView {
    name: String,
    account: String,
    region: String,
    calls: String,
    errors: String,
    latency: String,
    last_seen: Option<Moment>,
}

/// Those that have rows.
pub(super) fn of(usage: &UsageReport, length: Length) -> Vec<UsageTable> {
    let tables = [
        ("By model", "Model", "model", &usage.models),
        (
            "By principal",
            "Role, user or service",
            "principal",
            &usage.principals,
        ),
        ("By name called", "Name", "profile", &usage.profiles),
    ];
    let most = length.usage();
    let table = |(title, what, by, rows): (_, _, _, &Vec<UsageRow>)| UsageTable {
        title,
        what,
        by,
        rows: rows.iter().take(most).map(RowView::of).collect(),
        left_out: beyond(rows.len(), most),
    };
    tables
        .into_iter()
        .filter(|table| !table.3.is_empty())
        .map(table)
        .collect()
}

impl RowView {
    fn of(row: &UsageRow) -> Self {
        let tokens = &row.counts.tokens;
        let cache = [tokens.cache_read, tokens.cache_write];
        Self {
            key: row.key.clone(),
            note: note(row),
            calls: told(row.counts.invocations),
            errors: told(row.counts.errors),
            input: told(tokens.input),
            output: told(tokens.output),
            cache: told(cache.into_iter().flatten().reduce(u64::saturating_add)),
            last_seen: row.last_seen.map(Moment::from),
        }
    }
}

fn note(row: &UsageRow) -> Option<String> {
    match &row.detail {
        UsageDetail::Model => row.principals.map(|number| counted(number, "principal")),
        UsageDetail::Day => None,
        UsageDetail::Principal {
            sessions, models, ..
        } => Some(format!(
            "{}, {}",
            counted(*models, "model"),
            counted(*sessions, "session")
        )),
        UsageDetail::Profile { model, .. } => model
            .clone()
            .filter(|model| row.key.as_ref() != Some(model)),
    }
}

impl EndpointTable {
    pub(super) fn of(endpoints: &[EndpointUsage], length: Length) -> Option<Self> {
        let most = length.usage();
        (!endpoints.is_empty()).then(|| Self {
            rows: endpoints.iter().take(most).map(EndpointView::of).collect(),
            left_out: beyond(endpoints.len(), most),
        })
    }
}

impl EndpointView {
    fn of(endpoint: &EndpointUsage) -> Self {
        let latency = endpoint.model_latency_ms;
        Self {
            name: endpoint.key(),
            account: endpoint.account.to_string(),
            region: endpoint.region.to_string(),
            calls: told(endpoint.invocations),
            errors: told(endpoint.errors()),
            latency: latency.map_or_else(|| "–".to_owned(), |ms| format!("{ms:.0} ms")),
            last_seen: endpoint.last_seen.map(Moment::from),
        }
    }
}

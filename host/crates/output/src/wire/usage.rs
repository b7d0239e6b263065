//! Usage in JSON.

use opencite_core::{CallCounts, EndpointUsage, Timestamp, UsageDetail, UsageRow, UsageSummary};
use serde::Serialize;

/// What usage comes to for one key. The fields after `last_seen` are there where usage is counted by what has them.
#[derive(Serialize)]
pub(crate) struct UsageWire<'a> {
    key: Option<&'a str>,
    invocations: Option<u64>,
    errors: Option<u64>,
    input_tokens: Option<u64>,
    output_tokens: Option<u64>,
    cache_read_tokens: Option<u64>,
    cache_write_tokens: Option<u64>,
    principals: Option<u64>,
    first_seen: Option<Timestamp>,
    last_seen: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sessions: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    models: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    model: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    route: Option<String>,
}

impl<'a> From<&'a UsageRow> for UsageWire<'a> {
    fn from(row: &'a UsageRow) -> Self {
        let plain = plain(row);
        match &row.detail {
            UsageDetail::Model | UsageDetail::Day => plain,
            UsageDetail::Principal {
                kind,
                sessions,
                models,
            } => Self {
                kind: kind.as_deref(),
                sessions: Some(*sessions),
                models: Some(*models),
                ..plain
            },
            UsageDetail::Profile { model, route } => Self {
                model: model.as_deref(),
                route: Some(route.to_string()),
                ..plain
            },
        }
    }
}

fn plain(row: &UsageRow) -> UsageWire<'_> {
    let CallCounts {
        invocations,
        errors,
        tokens,
    } = row.counts;
    UsageWire {
        key: row.key.as_deref(),
        invocations,
        errors,
        input_tokens: tokens.input,
        output_tokens: tokens.output,
        cache_read_tokens: tokens.cache_read,
        cache_write_tokens: tokens.cache_write,
        principals: row.principals,
        first_seen: row.first_seen,
        last_seen: row.last_seen,
        kind: None,
        sessions: None,
        models: None,
        model: None,
        route: None,
    }
}

/// How a variant of an endpoint was used: begins as [`UsageWire`] does.
#[derive(Serialize)]
pub(crate) struct EndpointUsageWire<'a> {
    key: String,
    invocations: Option<u64>,
    errors: Option<u64>,
    input_tokens: Option<u64>,
    output_tokens: Option<u64>,
    cache_read_tokens: Option<u64>,
    cache_write_tokens: Option<u64>,
    principals: Option<u64>,
    first_seen: Option<Timestamp>,
    last_seen: Option<Timestamp>,
    account: &'a str,
    region: &'a str,
    endpoint: &'a str,
    variant: Option<&'a str>,
    errors_4xx: Option<u64>,
    errors_5xx: Option<u64>,
    model_errors: Option<u64>,
    model_latency_avg_ms: Option<f64>,
    overhead_latency_avg_ms: Option<f64>,
}

impl<'a> From<&'a EndpointUsage> for EndpointUsageWire<'a> {
    fn from(usage: &'a EndpointUsage) -> Self {
        Self {
            key: usage.key(),
            invocations: usage.invocations,
            errors: usage.errors(),
            input_tokens: None,
            output_tokens: None,
            cache_read_tokens: None,
            cache_write_tokens: None,
            principals: None,
            first_seen: usage.first_seen,
            last_seen: usage.last_seen,
            account: usage.account.as_str(),
            region: usage.region.as_str(),
            endpoint: &usage.endpoint,
            variant: usage.variant.as_deref(),
            errors_4xx: usage.errors_4xx,
            errors_5xx: usage.errors_5xx,
            model_errors: usage.model_errors,
            model_latency_avg_ms: usage.model_latency_ms,
            overhead_latency_avg_ms: usage.overhead_latency_ms,
        }
    }
}

/// The main numbers of a span of time.
#[derive(Serialize)]
pub(crate) struct UsageSummaryWire {
    from: Timestamp,
    to: Timestamp,
    summary: NumbersWire,
}

/// Endpoints, models and jobs are of `SageMaker`; the `model_` numbers are of calls of models in Bedrock.
#[derive(Serialize)]
pub(crate) struct NumbersWire {
    endpoints: Option<u64>,
    active_endpoints: Option<u64>,
    total_invocations_last_n_days: Option<u64>,
    models: Option<u64>,
    model_packages: Option<u64>,
    training_jobs: Option<u64>,
    models_called: Option<u64>,
    model_invocations: Option<u64>,
    model_errors: Option<u64>,
    principals: Option<u64>,
}

impl From<&UsageSummary> for UsageSummaryWire {
    fn from(summary: &UsageSummary) -> Self {
        Self {
            from: summary.span.from(),
            to: summary.span.to(),
            summary: summary.into(),
        }
    }
}

impl From<&UsageSummary> for NumbersWire {
    fn from(summary: &UsageSummary) -> Self {
        Self {
            endpoints: summary.endpoints,
            active_endpoints: summary.active_endpoints,
            total_invocations_last_n_days: summary.endpoint_invocations,
            models: summary.models,
            model_packages: summary.model_packages,
            training_jobs: summary.training_jobs,
            models_called: summary.models_called,
            model_invocations: summary.invocations,
            model_errors: summary.errors,
            principals: summary.principals,
        }
    }
}

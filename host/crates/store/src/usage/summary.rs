//! The main numbers of a span of time, from what is stored: nothing is asked of AWS.

use std::collections::{BTreeSet, HashSet};

use opencite_core::{CallCounts, EndpointUsage, TimeSpan, UsageRow, UsageSummary};
use rusqlite::{Connection, OptionalExtension as _, named_params};

use super::filter::UsageFilter;
use super::window::Window;
use super::{endpoints, rows};
use crate::failure::Failure;
use crate::row;

/// The plugin that the numbers of endpoints, models, packages and jobs are of.
const PLUGIN: &str = "aws_sagemaker";

/// The main numbers.
pub(super) fn of(
    connection: &Connection,
    filter: &UsageFilter,
    span: TimeSpan,
) -> Result<UsageSummary, Failure> {
    let endpoints = endpoints::usage(connection, filter, span)?;
    let models = rows::by_model(connection, filter, span)?;
    let sum = |sum: CallCounts, row: &UsageRow| sum.plus(row.counts);
    let calls = models.iter().fold(CallCounts::default(), sum);
    let there = |asset_type| assets(connection, filter, asset_type, None);
    Ok(UsageSummary {
        span,
        endpoints: there("endpoint")?,
        active_endpoints: active(&endpoints),
        endpoint_invocations: invocations(&endpoints),
        models: there("model")?,
        model_packages: there("model_package")?,
        training_jobs: assets(connection, filter, "training_job", Some(span))?,
        models_called: models_called(&models),
        invocations: calls.invocations,
        errors: calls.errors,
        principals: principals(connection, filter, span)?,
    })
}

/// Endpoints of which some variant was called.
fn active(endpoints: &[EndpointUsage]) -> Option<u64> {
    let is_active = |endpoint: &&EndpointUsage| endpoint.invocations.is_some_and(|calls| calls > 0);
    let active = endpoints.iter().filter(is_active);
    let names: BTreeSet<_> = active
        .map(|endpoint| (&endpoint.account, &endpoint.region, &endpoint.endpoint))
        .collect();
    (!endpoints.is_empty()).then(|| number(names.len()))
}

fn invocations(endpoints: &[EndpointUsage]) -> Option<u64> {
    let told = endpoints.iter().filter_map(|endpoint| endpoint.invocations);
    told.reduce(u64::saturating_add)
}

fn models_called(models: &[UsageRow]) -> Option<u64> {
    let is_called = |row: &&UsageRow| {
        row.key.is_some() && row.counts.invocations.is_some_and(|calls| calls > 0)
    };
    (!models.is_empty()).then(|| number(models.iter().filter(is_called).count()))
}

fn principals(
    connection: &Connection,
    filter: &UsageFilter,
    span: TimeSpan,
) -> Result<Option<u64>, Failure> {
    let mut principals = HashSet::new();
    rows::each_caller(connection, filter, span, &mut |_, principal| {
        principals.insert(principal);
    })?;
    Ok((!principals.is_empty()).then(|| number(principals.len())))
}

/// How many assets of a type are there, or of those, began in a span; nothing when no unit of the type ever learned
/// anything. A time that is stored as text sorts as text.
fn assets(
    connection: &Connection,
    filter: &UsageFilter,
    asset_type: &str,
    began: Option<TimeSpan>,
) -> Result<Option<u64>, Failure> {
    let times = began.map(|span| {
        let seconds = Window::seconds(span);
        let bounds = TimeSpan::of_seconds(seconds.start, seconds.end).unwrap_or(span);
        (row::time_text(bounds.from()), row::time_text(bounds.to()))
    });
    connection
        .prepare_cached(
            "SELECT count(version.id) AS assets
             FROM unit LEFT JOIN asset_version AS version
                 ON version.unit = unit.id AND version.to_scan IS NULL
                    AND (:from IS NULL
                         OR (version.created >= :from AND version.created < :to))
             WHERE plugin = :plugin AND asset_type = :asset_type
               AND (:account IS NULL OR account = :account)
               AND (:region IS NULL OR region = :region)
               AND EXISTS (SELECT 1 FROM unit_run AS run
                           WHERE run.unit = unit.id AND run.outcome IN ('complete', 'partial'))
             HAVING count(*) > 0",
        )?
        .query_row(
            named_params! {
                ":plugin": PLUGIN,
                ":asset_type": asset_type,
                ":account": filter.account(),
                ":region": filter.region(),
                ":from": times.as_ref().map(|(from, _)| from),
                ":to": times.as_ref().map(|(_, to)| to),
            },
            |row| Ok(row::count(row, "assets")),
        )
        .optional()?
        .transpose()
}

fn number(count: usize) -> u64 {
    count.try_into().unwrap_or(u64::MAX)
}

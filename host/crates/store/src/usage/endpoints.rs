//! How endpoints were used, as metrics say.

use opencite_core::{AccountId, EndpointUsage, Region, TimeSpan};
use rusqlite::{Connection, Row, named_params};

use super::filter::UsageFilter;
use super::routes::place_of;
use super::window;
use crate::failure::Failure;
use crate::row;

/// What the metrics of an endpoint come to. A mean is the sum by the number of samples: hours with more calls weigh
/// more. Hours come by their key, so that the cost follows the span, and metrics are looked up once and not once a row.
pub(crate) const USAGE: &str = "
    WITH id AS MATERIALIZED (
        SELECT max(iif(name = 'invocations', id, NULL)) AS invocations,
               max(iif(name = 'errors_4xx', id, NULL)) AS errors_4xx,
               max(iif(name = 'errors_5xx', id, NULL)) AS errors_5xx,
               max(iif(name = 'model_errors', id, NULL)) AS model_errors,
               max(iif(name = 'model_latency_ms', id, NULL)) AS model_latency,
               max(iif(name = 'overhead_latency_ms', id, NULL)) AS overhead_latency
        FROM metric
    )
    SELECT CAST(round(sum(iif(metric = id.invocations, sum, NULL))) AS INTEGER) AS invocations,
           CAST(round(sum(iif(metric = id.errors_4xx, sum, NULL))) AS INTEGER) AS errors_4xx,
           CAST(round(sum(iif(metric = id.errors_5xx, sum, NULL))) AS INTEGER) AS errors_5xx,
           CAST(round(sum(iif(metric = id.model_errors, sum, NULL))) AS INTEGER) AS model_errors,
           sum(iif(metric = id.model_latency AND samples > 0, sum, NULL))
               / sum(iif(metric = id.model_latency AND samples > 0, samples, NULL))
               AS model_latency_ms,
           sum(iif(metric = id.overhead_latency AND samples > 0, sum, NULL))
               / sum(iif(metric = id.overhead_latency AND samples > 0, samples, NULL))
               AS overhead_latency_ms,
           min(iif(metric = id.invocations AND sum > 0, hour * 3600, NULL)) AS first,
           max(iif(metric = id.invocations AND sum > 0, hour * 3600, NULL)) AS last
    FROM id CROSS JOIN endpoint_measurement
    WHERE endpoint = :endpoint AND hour >= :from AND hour < :to
    HAVING count(*) > 0";

/// How each variant of each endpoint was used, sorted by name. What no metric spoke of in the span is left out.
pub(super) fn usage(
    connection: &Connection,
    filter: &UsageFilter,
    span: TimeSpan,
) -> Result<Vec<EndpointUsage>, Failure> {
    let mut usage = Vec::new();
    for endpoint in all(connection, filter)? {
        usage.extend(usage_of(connection, endpoint, span)?);
    }
    Ok(usage)
}

/// A variant of an endpoint.
struct Endpoint {
    id: i64,
    account: AccountId,
    region: Region,
    name: String,
    variant: Option<String>,
}

fn all(connection: &Connection, filter: &UsageFilter) -> Result<Vec<Endpoint>, Failure> {
    connection
        .prepare_cached(
            "SELECT endpoint.id, name, variant, account, region
             FROM endpoint JOIN place ON place.id = endpoint.place
             WHERE (:account IS NULL OR account = :account)
               AND (:region IS NULL OR region = :region)
             ORDER BY name, variant, account, region",
        )?
        .query_and_then(
            named_params! { ":account": filter.account(), ":region": filter.region() },
            endpoint,
        )?
        .collect()
}

fn endpoint(row: &Row<'_>) -> Result<Endpoint, Failure> {
    let (account, region) = place_of(row)?;
    Ok(Endpoint {
        id: row.get("id")?,
        account,
        region,
        name: row.get("name")?,
        variant: row::named(row, "variant")?,
    })
}

fn usage_of(
    connection: &Connection,
    endpoint: Endpoint,
    span: TimeSpan,
) -> Result<Option<EndpointUsage>, Failure> {
    let hours = window::hours(span);
    let mut statement = connection.prepare_cached(USAGE)?;
    let mut rows = statement.query(named_params! {
        ":endpoint": endpoint.id,
        ":from": hours.start,
        ":to": hours.end,
    })?;
    rows.next()?.map(|row| read(endpoint, row)).transpose()
}

fn read(endpoint: Endpoint, row: &Row<'_>) -> Result<EndpointUsage, Failure> {
    Ok(EndpointUsage {
        account: endpoint.account,
        region: endpoint.region,
        endpoint: endpoint.name,
        variant: endpoint.variant,
        invocations: row::optional_count(row, "invocations")?,
        errors_4xx: row::optional_count(row, "errors_4xx")?,
        errors_5xx: row::optional_count(row, "errors_5xx")?,
        model_errors: row::optional_count(row, "model_errors")?,
        model_latency_ms: row.get("model_latency_ms")?,
        overhead_latency_ms: row.get("overhead_latency_ms")?,
        first_seen: row::optional_second(row, "first")?,
        last_seen: row::optional_second(row, "last")?,
    })
}

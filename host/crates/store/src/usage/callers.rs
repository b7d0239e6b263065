//! Usage by principal. Metrics do not know who called, so that only calls speak.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use opencite_core::{TimeSpan, UsageDetail, UsageRow};
use rusqlite::{Connection, named_params};

use super::filter::UsageFilter;
use super::rows::{Columns, Usage, each_caller, most_used_first};
use super::window::{DAY_HOURS, HOUR_MS, Window, day_of_hour};
use super::{retention, routes};
use crate::failure::Failure;
use crate::row;

/// Usage by principal, most used first.
///
/// Callers are counted by the day. The hours at the ends of the span are counted from the calls themselves; where those
/// have been removed, the whole day counts.
pub(super) fn by_principal(
    connection: &Connection,
    filter: &UsageFilter,
    span: TimeSpan,
) -> Result<Vec<UsageRow>, Failure> {
    let totals = totals(connection, filter, span)?;
    let sessions = sessions(connection, filter, span)?;
    let models = models(connection, filter, span)?;
    let names = names(connection)?;
    let rows = totals.into_iter().map(|(principal, usage)| {
        let name = names.get(&principal);
        let detail = UsageDetail::Principal {
            kind: name.map(|name| name.kind.clone()),
            sessions: sessions.get(&principal).copied().unwrap_or(0),
            models: models
                .get(&principal)
                .map_or(0, |models| models.len().try_into().unwrap_or(u64::MAX)),
        };
        usage.row(name.map(|name| name.arn.clone()), name.map(|_| 1), detail)
    });
    Ok(most_used_first(rows.collect()))
}

fn totals(
    connection: &Connection,
    filter: &UsageFilter,
    span: TimeSpan,
) -> Result<HashMap<i64, Usage>, Failure> {
    let Window { days, edges } = Window::of(span);
    let mut totals = HashMap::new();
    add(connection, DAYS, filter, days, &mut totals)?;
    let frozen_before = retention::frozen_before(connection)?;
    for hours in edges {
        if hours.start.saturating_mul(HOUR_MS) < frozen_before {
            let days = day_of_hour(hours.start)..day_of_hour(hours.end + DAY_HOURS - 1);
            add(connection, DAYS, filter, days, &mut totals)?;
        } else {
            let times = hours.start * HOUR_MS..hours.end * HOUR_MS;
            add(connection, CALLS, filter, times, &mut totals)?;
        }
    }
    Ok(totals)
}

/// Grouped by the day first, which the order of the rows gives away: far fewer rows are left to sort.
pub(crate) const DAYS: &str = "
    SELECT principal, sum(invocations) AS invocations, sum(errors) AS errors,
           sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens,
           sum(cache_read_tokens) AS cache_read_tokens,
           sum(cache_write_tokens) AS cache_write_tokens, min(first) AS first, max(last) AS last
    FROM (
        SELECT day, principal, sum(invocations) AS invocations, sum(errors) AS errors,
               sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens,
               sum(cache_read_tokens) AS cache_read_tokens,
               sum(cache_write_tokens) AS cache_write_tokens,
               min(first) AS first, max(last) AS last
        FROM principal_day
        WHERE day >= :from AND day < :to
          AND ((:account IS NULL AND :region IS NULL) OR route IN (
              SELECT route.id FROM route JOIN place ON place.id = route.place
              WHERE (:account IS NULL OR place.account = :account)
                AND (:region IS NULL OR place.region = :region)))
        GROUP BY day, principal)
    GROUP BY principal";

const CALLS: &str = "
    SELECT principal, count(*) AS invocations, count(error_code) AS errors,
           sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens,
           sum(cache_read_tokens) AS cache_read_tokens,
           sum(cache_write_tokens) AS cache_write_tokens,
           min(time) / 1000 AS first, max(time) / 1000 AS last
    FROM place CROSS JOIN invocation ON invocation.place = place.id
    WHERE (:account IS NULL OR place.account = :account)
      AND (:region IS NULL OR place.region = :region)
      AND time >= :from AND time < :to
    GROUP BY principal";

fn add(
    connection: &Connection,
    sql: &str,
    filter: &UsageFilter,
    range: Range<i64>,
    totals: &mut HashMap<i64, Usage>,
) -> Result<(), Failure> {
    if range.is_empty() {
        return Ok(());
    }
    let mut statement = connection.prepare_cached(sql)?;
    let columns = Columns::of(&statement)?;
    let mut rows = statement.query(named_params! {
        ":account": filter.account(),
        ":region": filter.region(),
        ":from": range.start,
        ":to": range.end,
    })?;
    while let Some(row) = rows.next()? {
        let total: &mut Usage = totals.entry(row.get("principal")?).or_default();
        *total = total.plus(columns.read(row)?);
    }
    Ok(())
}

/// How many sessions of each principal called. A session is there from its first call to its last.
fn sessions(
    connection: &Connection,
    filter: &UsageFilter,
    span: TimeSpan,
) -> Result<HashMap<i64, u64>, Failure> {
    let seconds = Window::seconds(span);
    connection
        .prepare_cached(
            "SELECT principal, count(DISTINCT name) AS sessions
             FROM session JOIN place ON place.id = session.place
             WHERE (:account IS NULL OR place.account = :account)
               AND (:region IS NULL OR place.region = :region)
               AND first < :to AND last >= :from
             GROUP BY principal",
        )?
        .query_and_then(
            named_params! {
                ":account": filter.account(),
                ":region": filter.region(),
                ":from": seconds.start,
                ":to": seconds.end,
            },
            |row| Ok((row.get("principal")?, row::count(row, "sessions")?)),
        )?
        .collect()
}

/// The models that each principal called.
fn models(
    connection: &Connection,
    filter: &UsageFilter,
    span: TimeSpan,
) -> Result<HashMap<i64, HashSet<i64>>, Failure> {
    let routes = routes::all(connection, filter)?.into_iter();
    // What nobody named is no model.
    let named = routes.filter(|route| route.called.is_some());
    let models: HashMap<_, _> = named.map(|route| (route.id, route.model)).collect();
    let mut called: HashMap<i64, HashSet<i64>> = HashMap::new();
    each_caller(connection, filter, span, &mut |route, principal| {
        if let Some(model) = models.get(&route) {
            called.entry(principal).or_default().insert(*model);
        }
    })?;
    Ok(called)
}

struct Name {
    kind: String,
    arn: String,
}

/// What all principals but the nameless one are called.
fn names(connection: &Connection) -> Result<HashMap<i64, Name>, Failure> {
    let names = connection
        .prepare_cached("SELECT id, kind, arn FROM principal WHERE key <> ''")?
        .query_map([], |row| {
            let name = Name {
                kind: row.get("kind")?,
                arn: row.get("arn")?,
            };
            Ok((row.get("id")?, name))
        })?
        .collect::<Result<_, _>>()?;
    Ok(names)
}

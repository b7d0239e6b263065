//! Usage by model, by the name called and by the day.
//!
//! Calls and metrics tell of the same usage, and each may miss some: of a place, a model and a day, each count is the
//! larger of what the two say. Names that models are called by are only in the calls as their callers wrote them, so
//! that by those, only calls speak.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;
use std::ops::Range;

use opencite_core::{
    CallCounts, ModelDay, TimeSpan, Timestamp, TokenCounts, UsageDetail, UsageRow,
};
use rusqlite::{Connection, Row, Statement, named_params};

use super::filter::UsageFilter;
use super::measurements;
use super::routes::{self, StoredRoute};
use super::window::Window;
use crate::failure::Failure;
use crate::row;

/// Usage by model, most used first.
pub(super) fn by_model(
    connection: &Connection,
    filter: &UsageFilter,
    span: TimeSpan,
) -> Result<Vec<UsageRow>, Failure> {
    let routes = Routes::read(connection, filter)?;
    let mut models: HashMap<i64, Usage> = HashMap::new();
    for (cell, usage) in cells(connection, filter, span, &routes)? {
        let total = models.entry(cell.model).or_default();
        *total = total.plus(usage);
    }
    let callers = callers(connection, filter, span, |route| {
        routes.by_id.get(&route).map(|route| route.model)
    })?;
    let rows = models.into_iter().map(|(model, total)| {
        let name = routes.model_name(model);
        total.row(name, callers.get(&model).copied(), UsageDetail::Model)
    });
    Ok(most_used_first(rows.collect()))
}

/// Usage by the name that models are called by, most used first.
pub(super) fn by_profile(
    connection: &Connection,
    filter: &UsageFilter,
    span: TimeSpan,
) -> Result<Vec<UsageRow>, Failure> {
    let routes = Routes::read(connection, filter)?;
    let mut names: BTreeMap<Option<&str>, (&StoredRoute, Usage)> = BTreeMap::new();
    each_count(connection, CALLS, filter, span, &mut |counted| {
        if let Some(route) = routes.by_id.get(&counted.route) {
            let (_, total) = names
                .entry(route.called.as_deref())
                .or_insert_with(|| (route, Usage::default()));
            *total = total.plus(counted.usage);
        }
    })?;
    let callers = callers(connection, filter, span, |route| {
        routes
            .by_id
            .get(&route)
            .map(|route| route.called.as_deref())
    })?;
    let rows = names.into_iter().map(|(name, (route, total))| {
        let detail = UsageDetail::Profile {
            model: route.model_name.clone(),
            route: route.way.clone(),
        };
        let principals = callers.get(&name).copied();
        total.row(name.map(str::to_owned), principals, detail)
    });
    Ok(most_used_first(rows.collect()))
}

/// Usage by the day, oldest first.
pub(super) fn by_day(
    connection: &Connection,
    filter: &UsageFilter,
    span: TimeSpan,
) -> Result<Vec<UsageRow>, Failure> {
    let routes = Routes::read(connection, filter)?;
    let mut days: BTreeMap<i64, Usage> = BTreeMap::new();
    for (cell, usage) in cells(connection, filter, span, &routes)? {
        let total = days.entry(cell.day).or_default();
        *total = total.plus(usage);
    }
    let callers = callers_by_day(connection, filter, span)?;
    let rows = days.into_iter().map(|(day, total)| {
        let name = day_text(day)?;
        let principals = callers.get(&day).copied();
        Ok(total.row(Some(name), principals, UsageDetail::Day))
    });
    rows.collect()
}

/// Usage by the model and the day, sorted by both.
pub(super) fn by_model_and_day(
    connection: &Connection,
    filter: &UsageFilter,
    span: TimeSpan,
) -> Result<Vec<ModelDay>, Failure> {
    let routes = Routes::read(connection, filter)?;
    let mut days: BTreeMap<(Option<String>, i64), Usage> = BTreeMap::new();
    for (cell, usage) in cells(connection, filter, span, &routes)? {
        let of_day = days
            .entry((routes.model_name(cell.model), cell.day))
            .or_default();
        *of_day = of_day.plus(usage);
    }
    let days = days.into_iter().map(|((model, day), usage)| {
        Ok(ModelDay {
            model,
            day: day_text(day)?,
            counts: usage.counts,
        })
    });
    days.collect()
}

/// Routes by their rows, and the names of the models behind them.
struct Routes {
    by_id: HashMap<i64, StoredRoute>,
    models: HashMap<i64, Option<String>>,
}

impl Routes {
    fn read(connection: &Connection, filter: &UsageFilter) -> Result<Self, Failure> {
        let routes = routes::all(connection, filter)?;
        let name = |route: &StoredRoute| (route.model, route.model_name.clone());
        Ok(Self {
            models: routes.iter().map(name).collect(),
            by_id: routes.into_iter().map(|route| (route.id, route)).collect(),
        })
    }

    fn model_name(&self, model: i64) -> Option<String> {
        self.models.get(&model).cloned().flatten()
    }
}

/// What two sources can be compared in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Cell {
    place: i64,
    model: i64,
    day: i64,
}

/// How much, and from when to when.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Usage {
    counts: CallCounts,
    first: Option<Timestamp>,
    last: Option<Timestamp>,
}

/// Where the numbers are in the rows of a statement. To find a column by its name costs more than to read it, and there
/// are rows by the ten thousand.
pub(super) struct Columns {
    counts: [usize; 6],
    times: [usize; 2],
}

impl Columns {
    pub(super) fn of(statement: &Statement<'_>) -> Result<Self, Failure> {
        let column = |name| statement.column_index(name);
        Ok(Self {
            counts: [
                column("invocations")?,
                column("errors")?,
                column("input_tokens")?,
                column("output_tokens")?,
                column("cache_read_tokens")?,
                column("cache_write_tokens")?,
            ],
            times: [column("first")?, column("last")?],
        })
    }

    pub(super) fn read(&self, row: &Row<'_>) -> Result<Usage, Failure> {
        let [invocations, errors, input, output, cache_read, cache_write] = self.counts;
        let [first, last] = self.times;
        Ok(Usage {
            counts: CallCounts {
                invocations: row::optional_count(row, invocations)?,
                errors: row::optional_count(row, errors)?,
                tokens: TokenCounts {
                    input: row::optional_count(row, input)?,
                    output: row::optional_count(row, output)?,
                    cache_read: row::optional_count(row, cache_read)?,
                    cache_write: row::optional_count(row, cache_write)?,
                },
            },
            first: row::optional_second(row, first)?,
            last: row::optional_second(row, last)?,
        })
    }
}

impl Usage {
    fn seen(self, other: Self, counts: CallCounts) -> Self {
        Self {
            counts,
            first: self.first.into_iter().chain(other.first).min(),
            last: self.last.max(other.last),
        }
    }

    pub(super) fn plus(self, other: Self) -> Self {
        self.seen(other, self.counts.plus(other.counts))
    }

    fn larger(self, other: Self) -> Self {
        self.seen(other, self.counts.larger(other.counts))
    }

    /// The row of these numbers.
    pub(super) fn row(
        self,
        key: Option<String>,
        principals: Option<u64>,
        detail: UsageDetail,
    ) -> UsageRow {
        UsageRow {
            key,
            counts: self.counts,
            principals,
            first_seen: self.first,
            last_seen: self.last,
            detail,
        }
    }
}

/// Usage by place, model and day: of each count the larger one.
fn cells(
    connection: &Connection,
    filter: &UsageFilter,
    span: TimeSpan,
    routes: &Routes,
) -> Result<HashMap<Cell, Usage>, Failure> {
    let mut cells = by_cell(connection, CALLS, filter, span, routes)?;
    for (cell, measured) in by_cell(connection, METRICS, filter, span, routes)? {
        let usage = cells.entry(cell).or_default();
        *usage = usage.larger(measured);
    }
    Ok(cells)
}

fn by_cell(
    connection: &Connection,
    source: Source,
    filter: &UsageFilter,
    span: TimeSpan,
    routes: &Routes,
) -> Result<HashMap<Cell, Usage>, Failure> {
    let mut cells: HashMap<Cell, Usage> = HashMap::new();
    each_count(connection, source, filter, span, &mut |counted| {
        if let Some(route) = routes.by_id.get(&counted.route) {
            let cell = Cell {
                place: route.place,
                model: route.model,
                day: counted.day,
            };
            let usage = cells.entry(cell).or_default();
            *usage = usage.plus(counted.usage);
        }
    })?;
    Ok(cells)
}

/// Where counts are: queries of whole days, and of hours.
#[derive(Clone, Copy)]
pub(crate) struct Source {
    pub(crate) days: &'static str,
    pub(crate) hours: &'static str,
}

pub(crate) const CALLS: Source = Source {
    days: "SELECT usage_day.*
           FROM place CROSS JOIN route ON route.place = place.id
           CROSS JOIN usage_day ON usage_day.route = route.id
           WHERE (:account IS NULL OR place.account = :account)
             AND (:region IS NULL OR place.region = :region)
             AND day >= :from AND day < :to",
    hours: "SELECT usage_hour.route, hour / 24 AS day, sum(invocations) AS invocations,
                   sum(errors) AS errors, sum(input_tokens) AS input_tokens,
                   sum(output_tokens) AS output_tokens,
                   sum(cache_read_tokens) AS cache_read_tokens,
                   sum(cache_write_tokens) AS cache_write_tokens,
                   min(first) AS first, max(last) AS last
            FROM place CROSS JOIN route ON route.place = place.id
            CROSS JOIN usage_hour ON usage_hour.route = route.id
            WHERE (:account IS NULL OR place.account = :account)
              AND (:region IS NULL OR place.region = :region)
              AND hour >= :from AND hour < :to
            GROUP BY usage_hour.route, hour / 24",
};

pub(crate) const METRICS: Source = Source {
    days: "SELECT measured_day.*
           FROM place CROSS JOIN route ON route.place = place.id
           CROSS JOIN measured_day ON measured_day.route = route.id
           WHERE (:account IS NULL OR place.account = :account)
             AND (:region IS NULL OR place.region = :region)
             AND day >= :from AND day < :to",
    hours: measurements::HOURS,
};

/// What was counted of a route on a day, or in some hours of it.
struct Counted {
    route: i64,
    day: i64,
    usage: Usage,
}

fn each_count(
    connection: &Connection,
    source: Source,
    filter: &UsageFilter,
    span: TimeSpan,
    each: &mut dyn FnMut(Counted),
) -> Result<(), Failure> {
    let Window { days, edges } = Window::of(span);
    read_counts(connection, source.days, filter, days, each)?;
    for hours in edges {
        read_counts(connection, source.hours, filter, hours, each)?;
    }
    Ok(())
}

fn read_counts(
    connection: &Connection,
    sql: &str,
    filter: &UsageFilter,
    range: Range<i64>,
    each: &mut dyn FnMut(Counted),
) -> Result<(), Failure> {
    if range.is_empty() {
        return Ok(());
    }
    let mut statement = connection.prepare_cached(sql)?;
    let (route, day) = (
        statement.column_index("route")?,
        statement.column_index("day")?,
    );
    let columns = Columns::of(&statement)?;
    let mut rows = statement.query(named_params! {
        ":account": filter.account(),
        ":region": filter.region(),
        ":from": range.start,
        ":to": range.end,
    })?;
    while let Some(row) = rows.next()? {
        each(Counted {
            route: row.get(route)?,
            day: row.get(day)?,
            usage: columns.read(row)?,
        });
    }
    Ok(())
}

/// Who called by which name within a span. The first and the last call of a pair decide nearly always; where a pair
/// began before the span and ended after it, a day within the span does.
pub(crate) const CALLERS: &str = "
    SELECT caller.route, caller.principal
    FROM place CROSS JOIN route ON route.place = place.id
    CROSS JOIN principal_route AS caller ON caller.route = route.id
    WHERE (:account IS NULL OR place.account = :account)
      AND (:region IS NULL OR place.region = :region)
      AND caller.first < :to AND caller.last >= :from
      AND caller.principal <> (SELECT coalesce(max(id), 0) FROM principal WHERE key = '')
      AND (caller.first >= :from OR caller.last < :to
           OR EXISTS (SELECT 1 FROM usage_day CROSS JOIN principal_day AS called
                          ON called.day = usage_day.day AND called.principal = caller.principal
                             AND called.route = caller.route
                      WHERE usage_day.route = caller.route
                        AND called.first < :to AND called.last >= :from))";

/// How many principals called what routes stand for, each counted once.
fn callers<K: Copy + Eq + Hash>(
    connection: &Connection,
    filter: &UsageFilter,
    span: TimeSpan,
    of: impl Fn(i64) -> Option<K>,
) -> Result<HashMap<K, u64>, Failure> {
    let mut callers: HashMap<K, Vec<i64>> = HashMap::new();
    each_caller(connection, filter, span, &mut |route, principal| {
        if let Some(key) = of(route) {
            callers.entry(key).or_default().push(principal);
        }
    })?;
    let counted = callers.into_iter().map(|(key, mut principals)| {
        principals.sort_unstable();
        principals.dedup();
        (key, principals.len().try_into().unwrap_or(u64::MAX))
    });
    Ok(counted.collect())
}

pub(super) fn each_caller(
    connection: &Connection,
    filter: &UsageFilter,
    span: TimeSpan,
    each: &mut dyn FnMut(i64, i64),
) -> Result<(), Failure> {
    let seconds = Window::seconds(span);
    let mut statement = connection.prepare_cached(CALLERS)?;
    let (route, principal) = (
        statement.column_index("route")?,
        statement.column_index("principal")?,
    );
    let mut rows = statement.query(named_params! {
        ":account": filter.account(),
        ":region": filter.region(),
        ":from": seconds.start,
        ":to": seconds.end,
    })?;
    while let Some(row) = rows.next()? {
        each(row.get(route)?, row.get(principal)?);
    }
    Ok(())
}

/// How many principals called on each day. Rows come in the order of days and principals: nothing is sorted.
pub(crate) const CALLERS_BY_DAY: &str = "
    SELECT day, count(*) AS principals
    FROM (SELECT day, principal FROM principal_day
          WHERE day >= :from_day AND day < :to_day AND first < :to AND last >= :from
            AND principal <> (SELECT coalesce(max(id), 0) FROM principal WHERE key = '')
            AND ((:account IS NULL AND :region IS NULL) OR route IN (
                SELECT route.id FROM route JOIN place ON place.id = route.place
                WHERE (:account IS NULL OR place.account = :account)
                  AND (:region IS NULL OR place.region = :region)))
          GROUP BY day, principal)
    GROUP BY day";

fn callers_by_day(
    connection: &Connection,
    filter: &UsageFilter,
    span: TimeSpan,
) -> Result<HashMap<i64, u64>, Failure> {
    const DAY: i64 = 86_400;
    let seconds = Window::seconds(span);
    connection
        .prepare_cached(CALLERS_BY_DAY)?
        .query_and_then(
            named_params! {
                ":account": filter.account(),
                ":region": filter.region(),
                ":from": seconds.start,
                ":to": seconds.end,
                ":from_day": seconds.start.div_euclid(DAY),
                ":to_day": (seconds.end - 1).div_euclid(DAY) + 1,
            },
            |row| Ok((row.get("day")?, row::count(row, "principals")?)),
        )?
        .collect()
}

fn day_text(day: i64) -> Result<String, Failure> {
    let damaged = || row::damaged("day", &day.to_string());
    let second = day.checked_mul(86_400).ok_or_else(damaged)?;
    let start = Timestamp::from_second(second).map_err(|_| damaged())?;
    Ok(start.strftime("%Y-%m-%d").to_string())
}

/// The most used first; what is used as much, by name.
pub(super) fn most_used_first(mut rows: Vec<UsageRow>) -> Vec<UsageRow> {
    rows.sort_by(|one, other| {
        let used = other.counts.invocations.cmp(&one.counts.invocations);
        used.then_with(|| one.key.cmp(&other.key))
    });
    rows
}

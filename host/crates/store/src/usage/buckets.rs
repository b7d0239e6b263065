//! Counts the hours and days again that calls were added to.
//!
//! A bucket is always all that its calls add up to, so that nothing can be counted twice. An hour costs its calls, and a
//! day the calls of that day in the place.

use std::collections::BTreeSet;
use std::ops::Range;

use rusqlite::{Transaction, named_params};

use super::calls::Touched;
use super::window::{HOUR_MS, day_of_hour, hours_of_day};
use crate::failure::Failure;

/// Counts again what was touched in a place.
pub(super) fn recount(tx: &Transaction<'_>, place: i64, touched: &Touched) -> Result<(), Failure> {
    touched.left.iter().try_for_each(|left| forget(tx, *left))?;
    for hour in &touched.hours {
        count_hour(tx, place, *hour)?;
    }
    for day in touched.days() {
        count_day(tx, place, day)?;
    }
    let left = touched.left.iter();
    let pairs: BTreeSet<_> = left
        .map(|(_, route, principal)| (*route, *principal))
        .collect();
    pairs
        .into_iter()
        .try_for_each(|(route, principal)| recount_caller(tx, route, principal))
}

/// Removes what a call was counted as: what else was counted there is counted again.
fn forget(tx: &Transaction<'_>, (hour, route, principal): (i64, i64, i64)) -> Result<(), Failure> {
    let day = day_of_hour(hour);
    tx.prepare_cached("DELETE FROM usage_hour WHERE route = :route AND hour = :hour")?
        .execute(named_params! { ":route": route, ":hour": hour })?;
    tx.prepare_cached("DELETE FROM usage_day WHERE route = :route AND day = :day")?
        .execute(named_params! { ":route": route, ":day": day })?;
    tx.prepare_cached(
        "DELETE FROM principal_day WHERE day = :day AND principal = :principal AND route = :route",
    )?
    .execute(named_params! { ":route": route, ":day": day, ":principal": principal })?;
    Ok(())
}

const HOUR: &str = "
    INSERT OR REPLACE INTO usage_hour
    SELECT route, :hour, count(*), count(error_code), sum(input_tokens), sum(output_tokens),
           sum(cache_read_tokens), sum(cache_write_tokens), min(time) / 1000, max(time) / 1000
    FROM invocation
    WHERE place = :place AND time >= :from AND time < :to
    GROUP BY route";

fn count_hour(tx: &Transaction<'_>, place: i64, hour: i64) -> Result<(), Failure> {
    let times = times(hour..hour + 1);
    tx.prepare_cached(HOUR)?.execute(named_params! {
        ":place": place,
        ":hour": hour,
        ":from": times.start,
        ":to": times.end,
    })?;
    Ok(())
}

const DAY: &str = "
    INSERT OR REPLACE INTO usage_day
    SELECT usage_hour.route, :day, sum(invocations), sum(errors), sum(input_tokens),
           sum(output_tokens), sum(cache_read_tokens), sum(cache_write_tokens),
           min(first), max(last)
    FROM route CROSS JOIN usage_hour ON usage_hour.route = route.id
    WHERE route.place = :place AND hour >= :from AND hour < :to
    GROUP BY usage_hour.route";

const PRINCIPALS: &str = "
    INSERT OR REPLACE INTO principal_day
    SELECT :day, principal, route, count(*), count(error_code), sum(input_tokens),
           sum(output_tokens), sum(cache_read_tokens), sum(cache_write_tokens),
           min(time) / 1000, max(time) / 1000
    FROM invocation
    WHERE place = :place AND time >= :from AND time < :to
    GROUP BY principal, route";

const CALLERS: &str = "
    INSERT INTO principal_route
    SELECT route, principal, min(time) / 1000, max(time) / 1000
    FROM invocation
    WHERE place = :place AND time >= :from AND time < :to
    GROUP BY route, principal
    ON CONFLICT DO UPDATE SET first = min(first, excluded.first), last = max(last, excluded.last)
    WHERE first > excluded.first OR last < excluded.last";

fn count_day(tx: &Transaction<'_>, place: i64, day: i64) -> Result<(), Failure> {
    let hours = hours_of_day(day);
    let times = times(hours.clone());
    tx.prepare_cached(DAY)?.execute(named_params! {
        ":place": place,
        ":day": day,
        ":from": hours.start,
        ":to": hours.end,
    })?;
    tx.prepare_cached(PRINCIPALS)?.execute(named_params! {
        ":place": place,
        ":day": day,
        ":from": times.start,
        ":to": times.end,
    })?;
    tx.prepare_cached(CALLERS)?.execute(named_params! {
        ":place": place,
        ":from": times.start,
        ":to": times.end,
    })?;
    Ok(())
}

/// Finds again from when to when a principal called by a name, after a call of it turned out to be another's: on the
/// days on which anybody called by that name.
fn recount_caller(tx: &Transaction<'_>, route: i64, principal: i64) -> Result<(), Failure> {
    let caller = named_params! { ":route": route, ":principal": principal };
    tx.prepare_cached(
        "DELETE FROM principal_route WHERE route = :route AND principal = :principal",
    )?
    .execute(caller)?;
    tx.prepare_cached(
        "INSERT INTO principal_route
         SELECT :route, :principal, min(called.first), max(called.last)
         FROM usage_day CROSS JOIN principal_day AS called
             ON called.day = usage_day.day AND called.principal = :principal
                AND called.route = usage_day.route
         WHERE usage_day.route = :route
         HAVING count(*) > 0",
    )?
    .execute(caller)?;
    Ok(())
}

fn times(hours: Range<i64>) -> Range<i64> {
    hours.start * HOUR_MS..hours.end * HOUR_MS
}

//! Removes old calls. What was counted of them stays, and never changes again.

use opencite_core::{Hour, Timestamp};
use rusqlite::{Connection, Transaction, named_params};

use super::window::{DAY_HOURS, HOUR_MS, day_of_hour};
use crate::failure::Failure;

/// The time, in milliseconds, before which calls have been removed.
pub(super) fn frozen_before(connection: &Connection) -> Result<i64, Failure> {
    let day: Option<i64> = connection
        .prepare_cached("SELECT frozen_before FROM usage_state")?
        .query_row([], |row| row.get("frozen_before"))?;
    Ok(day.map_or(i64::MIN, start_of_day))
}

/// Removes the calls of the days before the one that a time lies in. Returns how many there were.
pub(super) fn prune(tx: &Transaction<'_>, before: Timestamp) -> Result<u64, Failure> {
    let day = day_of_hour(Hour::of(before).number());
    if start_of_day(day) <= frozen_before(tx)? {
        return Ok(0);
    }
    let removed = remove_calls(tx, start_of_day(day))?;
    if removed == 0 {
        // Nothing is lost, so that a call of that time may still come.
        return Ok(0);
    }
    tx.prepare_cached("UPDATE usage_state SET frozen_before = :day")?
        .execute(named_params! { ":day": day })?;
    remove_words(tx)?;
    Ok(removed)
}

fn start_of_day(day: i64) -> i64 {
    day * DAY_HOURS * HOUR_MS
}

fn remove_calls(tx: &Transaction<'_>, before: i64) -> Result<u64, Failure> {
    let removed = tx
        .prepare_cached(
            "DELETE FROM invocation
             WHERE place IN (SELECT id FROM place) AND time < :before",
        )?
        .execute(named_params! { ":before": before })?;
    Ok(removed.try_into().unwrap_or(u64::MAX))
}

/// Removes the texts that no call points to any more.
fn remove_words(tx: &Transaction<'_>) -> Result<(), Failure> {
    tx.prepare_cached(
        "DELETE FROM word WHERE id NOT IN (
             SELECT operation FROM invocation WHERE operation IS NOT NULL
             UNION SELECT source_ip FROM invocation WHERE source_ip IS NOT NULL
             UNION SELECT user_agent FROM invocation WHERE user_agent IS NOT NULL
             UNION SELECT inference_region FROM invocation WHERE inference_region IS NOT NULL
             UNION SELECT error_code FROM invocation WHERE error_code IS NOT NULL
             UNION SELECT error_message FROM invocation WHERE error_message IS NOT NULL)",
    )?
    .execute([])?;
    Ok(())
}

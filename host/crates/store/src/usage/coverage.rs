//! Of which spans of time a unit handed in everything.

use opencite_core::{TimeSpan, UnitKey, UsageCoverage};
use rusqlite::{Connection, Row, Transaction, named_params};

use crate::failure::Failure;
use crate::{row, runs, units};

/// Adds spans to what a unit has covered: none of the stored ones touches another.
pub(super) fn add(tx: &Transaction<'_>, unit: i64, spans: &[TimeSpan]) -> Result<(), Failure> {
    let before = of_unit(tx, unit)?;
    let after = TimeSpan::union(before.iter().chain(spans).copied());
    if before == after {
        return Ok(());
    }
    tx.prepare_cached("DELETE FROM usage_coverage WHERE unit = :unit")?
        .execute(named_params! { ":unit": unit })?;
    let mut insert = tx.prepare_cached(
        "INSERT INTO usage_coverage (unit, from_time, to_time) VALUES (:unit, :from, :to)",
    )?;
    for span in after {
        insert.execute(named_params! {
            ":unit": unit,
            ":from": span.start_second(),
            ":to": span.end_second(),
        })?;
    }
    Ok(())
}

/// Adds what a unit of another database has covered to the unit of that key, which has run.
pub(crate) fn add_from(
    tx: &Transaction<'_>,
    key: &UnitKey,
    from: &Connection,
    unit: i64,
) -> Result<(), Failure> {
    let spans = of_unit(from, unit)?;
    add(tx, units::intern_source(tx, key)?, &spans)
}

/// What a unit has covered, oldest first.
pub(super) fn of_unit(connection: &Connection, unit: i64) -> Result<Vec<TimeSpan>, Failure> {
    connection
        .prepare_cached(
            "SELECT from_time, to_time FROM usage_coverage WHERE unit = :unit ORDER BY from_time",
        )?
        .query_and_then(named_params! { ":unit": unit }, span)?
        .collect()
}

fn span(row: &Row<'_>) -> Result<TimeSpan, Failure> {
    let (from, to): (i64, i64) = (row.get("from_time")?, row.get("to_time")?);
    TimeSpan::of_seconds(from, to)
        .ok_or_else(|| row::damaged("usage_coverage", &format!("{from} to {to}")))
}

/// All units whose type is a source of usage, sorted.
pub(super) fn all(connection: &Connection) -> Result<Vec<UsageCoverage>, Failure> {
    connection
        .prepare_cached(
            "SELECT * FROM unit CROSS JOIN unit_run ON unit_run.unit = unit.id
             WHERE unit.usage
               AND scan = (SELECT max(scan) FROM unit_run WHERE unit = unit.id)
             ORDER BY plugin, asset_type, account, region",
        )?
        .query_and_then([], |row| {
            Ok(UsageCoverage {
                key: units::key(row)?,
                latest: runs::outcome(row)?,
                covered: of_unit(connection, row.get("id")?)?,
            })
        })?
        .collect()
}

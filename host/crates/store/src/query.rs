//! Questions that operators ask in SQL: only of the documented views, only reading, and never for ever.
//!
//! - [`Store::query`] runs one; [`QueryLimits`] bounds it, [`QueryError`] says why not.
//! - [`guard`]: what a statement may do. [`definitions`]: names that it may not take. [`nearest`]: what was meant.
//! - [`functions`], [`pattern`]: functions that are not SQLite's own, so that they end. [`clock`]: when.

mod characters;
mod clock;
mod definitions;
mod error;
mod functions;
mod guard;
mod nearest;
mod pattern;
mod value;

use std::time::Duration;

use rusqlite::{Connection, Row, Statement};

pub use error::QueryError;
pub use value::QueryValue;

use crate::{Store, StoreError, open, schema};
use guard::Guard;

/// The most that a question may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueryLimits {
    /// How long it may take.
    pub time: Duration,
    /// How many rows it may answer.
    pub rows: u64,
    /// How many bytes these may have in all.
    pub bytes: u64,
}

impl Default for QueryLimits {
    fn default() -> Self {
        Self {
            time: Duration::from_secs(30),
            rows: 100_000,
            bytes: 256 * 1024 * 1024,
        }
    }
}

/// A part of an answer.
#[derive(Debug)]
pub enum QueryEvent<'a> {
    /// What the columns are called: comes once, before all rows.
    Columns(&'a [String]),
    /// A row, with a value for each column.
    Row(&'a [QueryValue]),
}

impl Store {
    /// Answers a question that is one SQL statement over the views of [`schema`](crate::schema). Hands `each` the names
    /// of the columns, then the rows, and returns how many rows there were.
    ///
    /// It runs on a connection of its own, which can write nothing. Values of assets and calls are as AWS and callers
    /// wrote them: hostile, like all of them.
    ///
    /// # Errors
    ///
    /// [`StoreError::Query`] when the statement is not one that may be run, or costs more than the limits say: then
    /// rows may have been handed out. Also with the first error of `each`, which ends it, and when the database cannot
    /// be read.
    pub fn query<E: From<StoreError>>(
        &self,
        sql: &str,
        limits: &QueryLimits,
        each: impl FnMut(QueryEvent<'_>) -> Result<(), E>,
    ) -> Result<u64, E> {
        if let Some(view) = definitions::redefined(sql, schema::is_view) {
            return Err(StoreError::from(QueryError::RedefinesView { view }).into());
        }
        let mut connection = open::for_query(self.path(), self.frozen())?;
        let guard = Guard::set(&mut connection, limits.time)
            .map_err(|error| QueryError::of(error, None, sql, limits, self.path()))?;
        let answer = Answer {
            limits,
            each,
            rows: 0,
            bytes: 0,
        };
        let explain = |error| QueryError::of(error, guard.denied(), sql, limits, self.path());
        let rows = answer.read(&connection, sql, explain)?;
        self.check_frozen()?;
        Ok(rows)
    }
}

/// An answer, on its way out.
struct Answer<'a, F> {
    limits: &'a QueryLimits,
    each: F,
    rows: u64,
    bytes: u64,
}

impl<F> Answer<'_, F> {
    fn read<E>(
        mut self,
        connection: &Connection,
        sql: &str,
        explain: impl Fn(rusqlite::Error) -> StoreError,
    ) -> Result<u64, E>
    where
        E: From<StoreError>,
        F: FnMut(QueryEvent<'_>) -> Result<(), E>,
    {
        let mut statement = connection.prepare(sql).map_err(&explain)?;
        let columns = columns(&statement, sql)?;
        (self.each)(QueryEvent::Columns(&columns))?;
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next().map_err(&explain)? {
            let values = values(row, columns.len()).map_err(&explain)?;
            self.count(&values)?;
            (self.each)(QueryEvent::Row(&values))?;
        }
        Ok(self.rows)
    }

    fn count(&mut self, values: &[QueryValue]) -> Result<(), StoreError> {
        let QueryLimits { rows, bytes, .. } = *self.limits;
        self.rows += 1;
        self.bytes += values.iter().map(QueryValue::bytes).sum::<u64>();
        if self.rows > rows {
            return Err(QueryError::TooManyRows { limit: rows }.into());
        }
        if self.bytes > bytes {
            return Err(QueryError::TooManyBytes { limit: bytes }.into());
        }
        Ok(())
    }
}

/// What the columns are called. A statement without any says nothing, or is one of the few that SQLite asks nobody
/// about, such as VACUUM.
fn columns(statement: &Statement<'_>, sql: &str) -> Result<Vec<String>, StoreError> {
    let columns: Vec<_> = statement.column_names().map(str::to_owned).collect();
    if !columns.is_empty() {
        return Ok(columns);
    }
    if definitions::is_empty(sql) {
        return Err(QueryError::Empty.into());
    }
    let action = "do anything but read".to_owned();
    Err(QueryError::Denied {
        action,
        table: None,
    }
    .into())
}

fn values(row: &Row<'_>, columns: usize) -> Result<Vec<QueryValue>, rusqlite::Error> {
    (0..columns)
        .map(|column| row.get_ref(column).map(QueryValue::from))
        .collect()
}

//! Copies rows from one database to another, one at a time.

use std::collections::HashMap;

use rusqlite::types::Value;
use rusqlite::{Connection, Row, Transaction, params_from_iter};

use crate::failure::Failure;
use crate::row;

/// The new numbers of rows, by the old ones.
pub(super) type Numbers = HashMap<i64, i64>;

/// From where to where.
#[derive(Clone, Copy)]
pub(super) struct Copier<'a> {
    pub(super) from: &'a Connection,
    pub(super) into: &'a Transaction<'a>,
}

impl Copier<'_> {
    /// Copies what a statement selects, after `change` put the numbers of rows right.
    pub(super) fn rows(
        &self,
        select: &str,
        insert: &str,
        change: impl Fn(&mut [Value]) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let mut select = self.from.prepare(select)?;
        let mut insert = self.into.prepare(insert)?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let mut values = values(row)?;
            change(&mut values)?;
            insert.execute(params_from_iter(values))?;
        }
        Ok(())
    }

    /// Copies what is known by another thing than its number, which is the first column that is selected, and returns
    /// the new numbers. The insertion returns that of the row, whether it was there or not.
    pub(super) fn known(
        &self,
        select: &str,
        insert: &str,
        change: impl Fn(&mut [Value]) -> Result<(), Failure>,
    ) -> Result<Numbers, Failure> {
        let mut select = self.from.prepare(select)?;
        let mut insert = self.into.prepare(insert)?;
        let mut rows = select.query([])?;
        let mut numbers = Numbers::new();
        while let Some(row) = rows.next()? {
            let mut values = values(row)?;
            let old: i64 = row.get(0)?;
            change(&mut values)?;
            let key = values.into_iter().skip(1);
            let new = insert.query_row(params_from_iter(key), |row| row.get(0))?;
            numbers.insert(old, new);
        }
        Ok(numbers)
    }
}

fn values(row: &Row<'_>) -> Result<Vec<Value>, Failure> {
    let columns = row.as_ref().column_count();
    let values = (0..columns).map(|column| row.get(column));
    Ok(values.collect::<Result<_, _>>()?)
}

/// Puts the new number of a row in the place of the old one; NULL stays.
pub(super) fn renumber(
    values: &mut [Value],
    column: usize,
    new: impl Fn(i64) -> Option<i64>,
) -> Result<(), Failure> {
    let Some(value) = values.get_mut(column) else {
        return Err(row::damaged("a row", "too few columns"));
    };
    if let Value::Integer(old) = *value {
        let missing = || row::damaged("a number of a row", &old.to_string());
        *value = Value::Integer(new(old).ok_or_else(missing)?);
    }
    Ok(())
}

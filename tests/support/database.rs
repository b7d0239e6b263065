//! A database, read and tampered with beside the program's back.

use std::path::Path;

use rusqlite::Connection;

/// A database of the program.
pub(crate) struct Database(Connection);

impl Database {
    pub(crate) fn open(path: &Path) -> Self {
        Self(Connection::open(path).expect("SQLite opens it"))
    }

    /// The single number that a query yields.
    pub(crate) fn number(&self, sql: &str) -> i64 {
        self.0
            .query_row(sql, [], |row| row.get(0))
            .unwrap_or_else(|error| panic!("{error}: {sql}"))
    }

    /// The single text that a query yields.
    pub(crate) fn text(&self, sql: &str) -> String {
        self.0
            .query_row(sql, [], |row| row.get(0))
            .unwrap_or_else(|error| panic!("{error}: {sql}"))
    }

    pub(crate) fn execute(&self, sql: &str) {
        self.0
            .execute_batch(sql)
            .unwrap_or_else(|error| panic!("{error}: {sql}"));
    }
}

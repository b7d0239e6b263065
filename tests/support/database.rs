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

    /// All rows of all tables, in the order in which they are stored.
    pub(crate) fn content(&self) -> String {
        let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name";
        let mut tables = self.0.prepare(tables).expect("SQLite has a schema");
        let names = tables.query_map([], |row| row.get::<_, String>(0));
        let names = names
            .expect("it can be read")
            .map(|name| name.expect("a name"));
        let tables: Vec<_> = names
            .map(|name| format!("{name}\n{}", self.rows(&name)))
            .collect();
        tables.concat()
    }

    fn rows(&self, table: &str) -> String {
        let mut rows = self
            .0
            .prepare(&format!("SELECT * FROM \"{table}\""))
            .expect("it is a table");
        let columns = rows.column_count();
        let rows = rows.query_map([], |row| {
            let values = (0..columns).map(|column| row.get::<_, rusqlite::types::Value>(column));
            let values: Result<Vec<_>, _> = values.collect();
            Ok(format!("{:?}\n", values?))
        });
        rows.expect("it can be read")
            .map(|row| row.expect("a row"))
            .collect()
    }

    pub(crate) fn execute(&self, sql: &str) {
        self.0
            .execute_batch(sql)
            .unwrap_or_else(|error| panic!("{error}: {sql}"));
    }
}

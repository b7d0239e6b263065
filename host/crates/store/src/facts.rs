//! How large a database is, and what is in it.

use rusqlite::{Connection, Row};

use crate::failure::Failure;
use crate::{Store, StoreError, integrity, migrations, row};

/// How large a database is, and what is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoreFacts {
    /// The version of its schema.
    pub schema: u32,
    /// Its bytes, without those that are still in the write-ahead log.
    pub bytes: u64,
    /// Those of them that hold nothing: [`Store::vacuum`] gives them back.
    pub free_bytes: u64,
    /// Scans.
    pub scans: u64,
    /// Runs of units.
    pub unit_runs: u64,
    /// Assets, those that are gone included.
    pub assets: u64,
    /// Versions of assets.
    pub versions: u64,
    /// Single calls of models.
    pub invocations: u64,
}

impl Store {
    /// Reads all of the database and checks what must hold, then says what is in it.
    ///
    /// # Errors
    ///
    /// [`StoreError::Corrupt`] with the first thing that is wrong.
    pub fn check(&self) -> Result<StoreFacts, StoreError> {
        self.read(|connection| {
            integrity::check(connection)?;
            facts(connection)
        })
    }
}

fn facts(connection: &Connection) -> Result<StoreFacts, Failure> {
    let schema = migrations::version(connection)?;
    connection
        .prepare(
            "SELECT page_count * page_size AS bytes, freelist_count * page_size AS free_bytes,
                    (SELECT count(*) FROM scan) AS scans, (SELECT count(*) FROM unit_run) AS unit_runs,
                    (SELECT count(*) FROM asset) AS assets,
                    (SELECT count(*) FROM asset_version) AS versions,
                    (SELECT count(*) FROM invocation) AS invocations
             FROM pragma_page_count, pragma_page_size, pragma_freelist_count",
        )?
        .query_row([], |row| Ok(facts_row(row, schema)))?
}

fn facts_row(row: &Row<'_>, schema: u32) -> Result<StoreFacts, Failure> {
    Ok(StoreFacts {
        schema,
        bytes: row::count(row, "bytes")?,
        free_bytes: row::count(row, "free_bytes")?,
        scans: row::count(row, "scans")?,
        unit_runs: row::count(row, "unit_runs")?,
        assets: row::count(row, "assets")?,
        versions: row::count(row, "versions")?,
        invocations: row::count(row, "invocations")?,
    })
}

//! Whose database a file is.

use std::path::Path;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::StoreError;
use crate::failure::Failure;
use crate::migrations::{self, MIGRATIONS};
use crate::structure;

/// What the first migration writes into the header: `OCIT`.
const APPLICATION_ID: i32 = 0x4F43_4954;

/// Whose database it is, where it may be used at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Identity {
    /// Nothing is in it yet.
    Empty,
    /// Ours, and this many migrations old.
    Ours(u32),
}

/// The latest schema that this program knows.
pub(crate) fn known_version() -> u32 {
    u32::try_from(MIGRATIONS.len()).expect("there are fewer migrations than that")
}

/// Whose database it is. Reads, and changes nothing.
pub(crate) fn identify(connection: &Connection, path: &Path) -> Result<Identity, Failure> {
    // One state of it: another process may be creating it at this moment.
    let tx = Transaction::new_unchecked(connection, TransactionBehavior::Deferred)?;
    let identity = identify_state(&tx, path)?;
    tx.finish()?;
    Ok(identity)
}

fn identify_state(connection: &Connection, path: &Path) -> Result<Identity, Failure> {
    let application: i32 =
        connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let version = migrations::version(connection)?;
    match (application, version) {
        (APPLICATION_ID, found) if found <= known_version() => {
            structure::check(connection, found, path)?;
            Ok(Identity::Ours(found))
        }
        (APPLICATION_ID, found) => {
            let known = known_version();
            Err(StoreError::Newer {
                path: path.to_owned(),
                found,
                known,
            }
            .into())
        }
        (0, 0) if is_empty(connection)? => Ok(Identity::Empty),
        _ => Err(StoreError::Foreign {
            path: path.to_owned(),
        }
        .into()),
    }
}

fn is_empty(connection: &Connection) -> Result<bool, Failure> {
    let sql = "SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema)";
    Ok(connection.query_row(sql, [], |row| row.get(0))?)
}

//! Plugin builds: the files that plugins came in, interned by their digests.

use opencite_core::ContentHash;
use rusqlite::{Connection, OptionalExtension as _, Transaction, named_params};

use crate::failure::Failure;

/// The row of a plugin build, where it has run before.
pub(crate) fn find(connection: &Connection, digest: &ContentHash) -> Result<Option<i64>, Failure> {
    Ok(connection
        .prepare_cached("SELECT id FROM plugin_build WHERE digest = :digest")?
        .query_row(named_params! { ":digest": digest.0 }, |row| row.get("id"))
        .optional()?)
}

/// The row of a plugin build, made when it is missing.
pub(crate) fn intern(tx: &Transaction<'_>, digest: &ContentHash) -> Result<i64, Failure> {
    if let Some(build) = find(tx, digest)? {
        return Ok(build);
    }
    tx.prepare_cached("INSERT INTO plugin_build (digest) VALUES (:digest)")?
        .execute(named_params! { ":digest": digest.0 })?;
    Ok(tx.last_insert_rowid())
}

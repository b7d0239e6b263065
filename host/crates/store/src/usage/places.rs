//! Places: an account and a region.

use opencite_core::UnitKey;
use rusqlite::{OptionalExtension as _, Transaction, named_params};

use crate::failure::Failure;

/// The row of the place of a unit, made when it is missing.
pub(super) fn intern(tx: &Transaction<'_>, key: &UnitKey) -> Result<i64, Failure> {
    let place = named_params! {
        ":account": key.account.as_str(),
        ":region": key.region.as_str(),
    };
    let known = tx
        .prepare_cached("SELECT id FROM place WHERE account = :account AND region = :region")?
        .query_row(place, |row| row.get("id"))
        .optional()?;
    if let Some(known) = known {
        return Ok(known);
    }
    tx.prepare_cached("INSERT INTO place (account, region) VALUES (:account, :region)")?
        .execute(place)?;
    Ok(tx.last_insert_rowid())
}

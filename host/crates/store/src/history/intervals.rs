//! When an asset was like what.

use opencite_core::{ScanId, Timestamp};
use rusqlite::{Connection, Row, named_params};

use crate::failure::Failure;
use crate::row;

/// From when to when a version of an asset held, and little of what it was like: versions are large.
pub(super) struct Interval {
    /// The version's row.
    pub(super) version: i64,
    /// The first scan that saw it so.
    pub(super) from: ScanId,
    /// The first scan that saw it otherwise, or not at all.
    pub(super) to: Option<ScanId>,
    /// When it was first seen so, where the run that saw it has been removed.
    pub(super) began: Option<Timestamp>,
    pub(super) name: String,
    pub(super) created: Option<Timestamp>,
}

pub(crate) const OF_ASSET: &str = "
    SELECT id, from_scan, to_scan, began, name, created FROM asset_version
    WHERE asset = :asset AND from_scan <= :at
    ORDER BY from_scan";

/// The intervals of an asset that began up to a scan, oldest first.
pub(super) fn of_asset(
    connection: &Connection,
    asset: i64,
    at: ScanId,
) -> Result<Vec<Interval>, Failure> {
    connection
        .prepare_cached(OF_ASSET)?
        .query_and_then(named_params! { ":asset": asset, ":at": at.0 }, interval)?
        .collect()
}

fn interval(row: &Row<'_>) -> Result<Interval, Failure> {
    let to: Option<i64> = row.get("to_scan")?;
    Ok(Interval {
        version: row.get("id")?,
        from: ScanId(row.get("from_scan")?),
        to: to.map(ScanId),
        began: row::optional_time(row, "began")?,
        name: row.get("name")?,
        created: row::optional_time(row, "created")?,
    })
}

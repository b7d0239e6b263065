//! Tags: names that operators give to scans. A tag names one scan; a scan may have several.

use opencite_core::{ScanId, ScanTag, ScanTagError};
use rusqlite::{Connection, OptionalExtension as _, Transaction, named_params};

use crate::StoreError;
use crate::failure::Failure;
use crate::row;

/// The most tags that are looked at to find the one that was meant.
const MOST_COMPARED: u32 = 10_000;

/// The scan of that tag.
pub(super) fn find(connection: &Connection, tag: &ScanTag) -> Result<Option<ScanId>, Failure> {
    Ok(connection
        .prepare_cached("SELECT scan FROM scan_tag WHERE tag = :tag")?
        .query_row(named_params! { ":tag": tag.as_str() }, |row| {
            row.get("scan").map(ScanId)
        })
        .optional()?)
}

/// The scan of that tag, or which tag may have been meant.
pub(super) fn require(connection: &Connection, tag: &ScanTag) -> Result<ScanId, Failure> {
    if let Some(scan) = find(connection, tag)? {
        return Ok(scan);
    }
    let tags = some(connection)?;
    let nearest = opencite_core::nearest(tag.as_str(), tags.iter().map(ScanTag::as_str));
    Err(StoreError::UnknownTag {
        tag: tag.clone(),
        nearest: nearest.map(str::to_owned),
    }
    .into())
}

/// Refuses a tag that a scan has.
pub(super) fn require_free(connection: &Connection, tag: &ScanTag) -> Result<(), Failure> {
    match find(connection, tag)? {
        None => Ok(()),
        Some(scan) => Err(StoreError::TagTaken {
            tag: tag.clone(),
            scan,
        }
        .into()),
    }
}

/// Gives a scan a tag; it may have it already.
pub(crate) fn set(tx: &Transaction<'_>, scan: ScanId, tag: &ScanTag) -> Result<(), Failure> {
    if find(tx, tag)? == Some(scan) {
        return Ok(());
    }
    require_free(tx, tag)?;
    tx.prepare_cached("INSERT INTO scan_tag (tag, scan) VALUES (:tag, :scan)")?
        .execute(named_params! { ":tag": tag.as_str(), ":scan": scan.0 })?;
    Ok(())
}

/// Takes a tag away, and returns the scan that had it.
pub(super) fn remove(tx: &Transaction<'_>, tag: &ScanTag) -> Result<ScanId, Failure> {
    let scan = require(tx, tag)?;
    tx.prepare_cached("DELETE FROM scan_tag WHERE tag = :tag")?
        .execute(named_params! { ":tag": tag.as_str() })?;
    Ok(scan)
}

/// Tags as they come from a query of scans: with spaces between them, which none has.
pub(crate) fn parse(text: &str) -> Result<Vec<ScanTag>, ScanTagError> {
    text.split_whitespace().map(ScanTag::new).collect()
}

fn some(connection: &Connection) -> Result<Vec<ScanTag>, Failure> {
    connection
        .prepare_cached("SELECT tag FROM scan_tag ORDER BY tag LIMIT :most")?
        .query_and_then(named_params! { ":most": MOST_COMPARED }, |row| {
            row::parsed(row, "tag", |text| ScanTag::new(text))
        })?
        .collect()
}

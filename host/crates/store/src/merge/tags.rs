//! Names of scans.

use opencite_core::{ScanId, ScanTag};
use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, named_params};

use super::source::Source;
use super::{RenamedTag, ScanMap};
use crate::failure::Failure;
use crate::row;

/// How much of a tag is left where a number is put behind it, in bytes: so that no tag becomes too long.
const STEM: usize = 50;

/// Copies tags. One that an earlier input gave to another scan gets a number.
pub(super) fn copy(
    tx: &Transaction<'_>,
    sources: &[Source],
    maps: &[ScanMap],
) -> Result<Vec<RenamedTag>, Failure> {
    let mut renamed = Vec::new();
    for (source, scans) in sources.iter().zip(maps) {
        for (tag, old) in of(source.connection())? {
            let Some(scan) = scans.get(&old) else {
                continue;
            };
            let name = free_name(tx, &tag, *scan)?;
            write(tx, &name, *scan)?;
            if name != tag {
                let path = source.path.clone();
                renamed.push(RenamedTag {
                    path,
                    tag,
                    renamed: name,
                });
            }
        }
    }
    Ok(renamed)
}

fn of(connection: &Connection) -> Result<Vec<(ScanTag, ScanId)>, Failure> {
    let tag = |row: &Row<'_>| {
        let tag = row::parsed(row, "tag", |text| ScanTag::new(text))?;
        Ok((tag, ScanId(row.get("scan")?)))
    };
    connection
        .prepare("SELECT tag, scan FROM scan_tag ORDER BY tag")?
        .query_and_then([], tag)?
        .collect()
}

/// The tag itself, or the first with a number behind it that no other scan has.
fn free_name(tx: &Transaction<'_>, tag: &ScanTag, scan: ScanId) -> Result<ScanTag, Failure> {
    let mut name = tag.clone();
    for number in 2_u64.. {
        if scan_of(tx, &name)?.is_none_or(|other| other == scan) {
            break;
        }
        let stem: String = tag.as_str().chars().take(STEM).collect();
        name = ScanTag::new(format!("{stem}-{number}"))
            .map_err(|error| row::damaged("tag", &error.to_string()))?;
    }
    Ok(name)
}

fn scan_of(connection: &Connection, tag: &ScanTag) -> Result<Option<ScanId>, Failure> {
    Ok(connection
        .prepare_cached("SELECT scan FROM scan_tag WHERE tag = :tag")?
        .query_row(named_params! { ":tag": tag.as_str() }, |row| {
            Ok(ScanId(row.get("scan")?))
        })
        .optional()?)
}

fn write(tx: &Transaction<'_>, tag: &ScanTag, scan: ScanId) -> Result<(), Failure> {
    tx.prepare_cached("INSERT OR IGNORE INTO scan_tag (tag, scan) VALUES (:tag, :scan)")?
        .execute(named_params! { ":tag": tag.as_str(), ":scan": scan.0 })?;
    Ok(())
}

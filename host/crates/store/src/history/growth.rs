//! How many assets there were after each scan.

use std::collections::BTreeMap;

use opencite_core::{GrowthPoint, ScanId, Timestamp};
use rusqlite::{Connection, named_params};

use crate::failure::Failure;
use crate::{row, scans};

/// How many assets there were after the scans that have ended, up to one, at most so many of them: spread evenly, the
/// first and the last always among them. Where there is room for one only, it is the last.
pub(super) fn points(
    connection: &Connection,
    at: ScanId,
    most: usize,
) -> Result<Vec<GrowthPoint>, Failure> {
    let at = scans::one(connection, at)?.id;
    let chosen = spread(&ended(connection, at)?, most);
    let mut balance = balance(connection, at)?.into_iter().peekable();
    let mut assets = 0_i64;
    let points = chosen.into_iter().map(|(scan, at)| {
        while let Some((_, change)) = balance.next_if(|(other, _)| *other <= scan) {
            assets += change;
        }
        let assets = u64::try_from(assets)
            .map_err(|_| row::damaged("a number of assets", "less than nothing"))?;
        Ok(GrowthPoint { scan, at, assets })
    });
    points.collect()
}

/// Some of the items, evenly, the first and the last among them.
fn spread<T: Copy>(items: &[T], most: usize) -> Vec<T> {
    let most = most.min(items.len());
    match (most, items) {
        (0, _) | (_, []) => Vec::new(),
        (1, [.., last]) => vec![*last],
        _ => (0..most)
            .filter_map(|point| items.get(point * (items.len() - 1) / (most - 1)))
            .copied()
            .collect(),
    }
}

fn ended(connection: &Connection, at: ScanId) -> Result<Vec<(ScanId, Timestamp)>, Failure> {
    connection
        .prepare_cached(
            "SELECT id, finished FROM scan WHERE finished IS NOT NULL AND id <= :at ORDER BY id",
        )?
        .query_and_then(named_params! { ":at": at.0 }, |row| {
            Ok((ScanId(row.get("id")?), row::time(row, "finished")?))
        })?
        .collect()
}

pub(crate) const BEGAN: &str = "
    SELECT from_scan AS scan, count(*) AS versions FROM asset_version GROUP BY unit, from_scan";

pub(crate) const ENDED: &str = "
    SELECT to_scan AS scan, count(*) AS versions FROM asset_version
    WHERE to_scan IS NOT NULL GROUP BY unit, to_scan";

/// By how many the assets of each scan were more, or fewer, than before: versions that began without those that ended.
fn balance(connection: &Connection, at: ScanId) -> Result<BTreeMap<ScanId, i64>, Failure> {
    let mut balance = BTreeMap::new();
    for (sql, sign) in [(BEGAN, 1), (ENDED, -1)] {
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let scan = ScanId(row.get("scan")?);
            let versions: i64 = row.get("versions")?;
            if scan <= at {
                *balance.entry(scan).or_default() += sign * versions;
            }
        }
    }
    Ok(balance)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_spread_evenly_with_both_ends() {
        let scans: Vec<_> = (1..=9).collect();
        assert!(spread(&scans, 0).is_empty());
        assert_eq!(spread(&scans, 1), [9]);
        assert_eq!(spread(&scans, 2), [1, 9]);
        assert_eq!(spread(&scans, 3), [1, 5, 9]);
        assert_eq!(spread(&scans, 100), scans);
        assert!(spread::<i32>(&[], 5).is_empty());
        assert_eq!(spread(&[1], 5), [1]);
    }
}

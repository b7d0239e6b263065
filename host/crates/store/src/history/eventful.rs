//! Of which assets there is something to tell, the newest first.

use std::collections::HashSet;

use opencite_core::{AssetLife, ScanId};
use rusqlite::{Connection, named_params};

use super::lives;
use crate::failure::Failure;
use crate::scans;

/// The lives of assets to which more happened than that they appeared, those to which something happened last first,
/// with at most so many events in all.
///
/// A life is told whole or not at all: what has more events than there is room for is left out.
pub(super) fn lives(
    connection: &Connection,
    at: ScanId,
    max_events: usize,
) -> Result<Vec<AssetLife>, Failure> {
    let at = scans::one(connection, at)?.id;
    let mut told = Told::new(max_events);
    // Windows of scans, each twice as long as the one after it: the newest events are found without a look at the rest.
    let (mut upto, mut length) = (at.0, 1_i64);
    while upto > 0 && told.has_room() {
        let after = upto.saturating_sub(length).max(0);
        for asset in touched(connection, after, upto)? {
            told.take(connection, asset, at)?;
        }
        (upto, length) = (after, length.saturating_mul(2));
    }
    Ok(told.lives)
}

/// Lives, as far as there is room for their events.
struct Told {
    lives: Vec<AssetLife>,
    seen: HashSet<i64>,
    /// How many events there is room for.
    room: usize,
    /// How many more assets may be looked at: as many as there was room for, so that the cost is bounded by it.
    looks: usize,
}

impl Told {
    /// What fewer events than these tell is that an asset appeared.
    const FEWEST: usize = 2;

    fn new(max_events: usize) -> Self {
        Self {
            lives: Vec::new(),
            seen: HashSet::new(),
            room: max_events,
            looks: max_events,
        }
    }

    fn has_room(&self) -> bool {
        self.room >= Self::FEWEST && self.looks > 0
    }

    fn take(&mut self, connection: &Connection, asset: i64, at: ScanId) -> Result<(), Failure> {
        if !self.has_room() || !self.seen.insert(asset) {
            return Ok(());
        }
        self.looks -= 1;
        if count(connection, asset, at)? > self.room {
            return Ok(());
        }
        let life = lives::life(connection, asset, at)?;
        if (Self::FEWEST..=self.room).contains(&life.events.len()) {
            self.room -= life.events.len();
            self.lives.push(life);
        }
        Ok(())
    }
}

/// Assets to which something happened after one scan and up to another besides a first appearance. What a unit's first
/// run finds has no life before.
pub(crate) const TOUCHED: &str = "
    WITH touched AS (
        SELECT version.asset, version.from_scan AS scan
        FROM unit CROSS JOIN asset_version AS version ON version.unit = unit.id
        WHERE version.from_scan > max(:after, (SELECT min(scan) FROM unit_run WHERE unit = unit.id))
          AND version.from_scan <= :upto
          AND EXISTS (SELECT 1 FROM asset_version AS earlier
                      WHERE earlier.asset = version.asset AND earlier.from_scan < version.from_scan)
        UNION ALL
        SELECT version.asset, version.to_scan AS scan
        FROM unit CROSS JOIN asset_version AS version ON version.unit = unit.id
        WHERE version.to_scan > :after AND version.to_scan <= :upto
    )
    SELECT asset, max(scan) AS scan FROM touched GROUP BY asset ORDER BY scan DESC, asset";

fn touched(connection: &Connection, after: i64, upto: i64) -> Result<Vec<i64>, Failure> {
    let assets: Result<Vec<_>, rusqlite::Error> = connection
        .prepare_cached(TOUCHED)?
        .query_map(named_params! { ":after": after, ":upto": upto }, |row| {
            row.get("asset")
        })?
        .collect();
    Ok(assets?)
}

/// How many versions an asset had, which is at most how many events there are to tell.
fn count(connection: &Connection, asset: i64, at: ScanId) -> Result<usize, Failure> {
    let versions: i64 = connection
        .prepare_cached(
            "SELECT count(*) AS versions FROM asset_version WHERE asset = :asset AND from_scan <= :at",
        )?
        .query_row(named_params! { ":asset": asset, ":at": at.0 }, |row| {
            row.get("versions")
        })?;
    Ok(usize::try_from(versions).unwrap_or(usize::MAX))
}

//! The lives of assets: what scans saw of them, from the versions that they had.

use opencite_core::{
    AssetId, AssetLife, FieldChange, LifeEvent, LifeEventKind, ScanId, Timestamp, UnitKey,
};
use rusqlite::{Connection, OptionalExtension as _, Row, named_params};

use super::names;
use crate::StoreError;
use crate::failure::Failure;
use crate::{assets, row, units};

/// The most assets whose lives are told at once. Units that share an id or a name are accounts and regions.
const MOST_LIVES: u32 = 100;

/// The lives of the assets of that id or, when there are none, of those that ever had that name.
pub(super) fn of(connection: &Connection, asked: &str) -> Result<Vec<AssetLife>, Failure> {
    let mut found = names::with_id(connection, asked, MOST_LIVES)?;
    if found.is_empty() {
        found = names::with_name(connection, asked, MOST_LIVES)?;
    }
    if found.is_empty() {
        let nearest = names::nearest(connection, asked)?;
        let asked = asked.to_owned();
        return Err(StoreError::NoSuchAsset { asked, nearest }.into());
    }
    let lives = found
        .into_iter()
        .map(|asset| life(connection, asset, ScanId(i64::MAX)));
    let mut lives: Vec<_> = lives.collect::<Result<_, _>>()?;
    lives.sort_by(|one, other| (&one.unit, &one.id).cmp(&(&other.unit, &other.id)));
    Ok(lives)
}

/// The life of an asset up to a scan.
pub(super) fn life(connection: &Connection, asset: i64, at: ScanId) -> Result<AssetLife, Failure> {
    let versions = versions(connection, asset, at)?;
    let head = head(connection, asset)?;
    let mut events = Vec::new();
    let mut before: Option<Version> = None;
    for version in versions {
        events.extend(turn(connection, &head, before.as_ref(), &version)?);
        before = Some(version);
    }
    if let Some(gone) = before
        .as_ref()
        .and_then(|last| last.to)
        .filter(|to| *to <= at)
    {
        events.push(event(connection, &head, gone, LifeEventKind::Gone)?);
    }
    Ok(AssetLife {
        looked: looked(connection, head.row, at)?,
        unit: head.unit,
        id: head.id,
        name: before.map(|last| last.name).unwrap_or_default(),
        events,
    })
}

/// An asset and its unit.
struct Head {
    /// The unit's.
    row: i64,
    unit: UnitKey,
    id: AssetId,
}

/// When an asset was like what, without what it was like.
struct Version {
    row: i64,
    from: ScanId,
    to: Option<ScanId>,
    name: String,
}

pub(crate) const VERSIONS: &str = "
    SELECT id, from_scan, to_scan, name FROM asset_version
    WHERE asset = :asset AND from_scan <= :at
    ORDER BY from_scan";

fn versions(connection: &Connection, asset: i64, at: ScanId) -> Result<Vec<Version>, Failure> {
    connection
        .prepare_cached(VERSIONS)?
        .query_and_then(named_params! { ":asset": asset, ":at": at.0 }, version)?
        .collect()
}

fn version(row: &Row<'_>) -> Result<Version, Failure> {
    let to: Option<i64> = row.get("to_scan")?;
    Ok(Version {
        row: row.get("id")?,
        from: ScanId(row.get("from_scan")?),
        to: to.map(ScanId),
        name: row.get("name")?,
    })
}

fn head(connection: &Connection, asset: i64) -> Result<Head, Failure> {
    connection
        .prepare_cached(
            "SELECT unit.*, asset.asset_id FROM asset JOIN unit ON unit.id = asset.unit
             WHERE asset.id = :asset",
        )?
        .query_row(named_params! { ":asset": asset }, |row| Ok(head_row(row)))?
}

fn head_row(row: &Row<'_>) -> Result<Head, Failure> {
    Ok(Head {
        row: row.get("id")?,
        unit: units::key(row)?,
        id: row::parsed(row, "asset_id", |text| AssetId::new(text))?,
    })
}

/// What happened from one version to the next: it changed, or it was gone for a while.
fn turn(
    connection: &Connection,
    head: &Head,
    before: Option<&Version>,
    after: &Version,
) -> Result<Vec<LifeEvent>, Failure> {
    let appeared = |connection| event(connection, head, after.from, LifeEventKind::Appeared);
    let Some(before) = before else {
        return Ok(vec![appeared(connection)?]);
    };
    let ended = before.to.unwrap_or(after.from);
    if ended < after.from {
        let gone = event(connection, head, ended, LifeEventKind::Gone)?;
        return Ok(vec![gone, appeared(connection)?]);
    }
    let fields = FieldChange::between(
        &assets::record(connection, before.row, after.from)?,
        &assets::record(connection, after.row, after.from)?,
    );
    if fields.is_empty() {
        return Ok(Vec::new());
    }
    let changed = LifeEventKind::Changed(fields);
    Ok(vec![event(connection, head, after.from, changed)?])
}

fn event(
    connection: &Connection,
    head: &Head,
    scan: ScanId,
    kind: LifeEventKind,
) -> Result<LifeEvent, Failure> {
    let at = connection
        .prepare_cached("SELECT finished FROM unit_run WHERE scan = :scan AND unit = :unit")?
        .query_and_then(
            named_params! { ":scan": scan.0, ":unit": head.row },
            |row| row::time(row, "finished"),
        )?
        .next()
        .unwrap_or_else(|| {
            Err(row::damaged(
                "a version",
                "a scan in which its unit did not run",
            ))
        })?;
    Ok(LifeEvent { scan, at, kind })
}

/// When a unit was last listed to the end, up to a scan.
pub(crate) const LOOKED: &str = "
    SELECT finished FROM unit_run
    WHERE unit = :unit AND outcome = 'complete' AND scan <= :at
    ORDER BY scan DESC LIMIT 1";

fn looked(connection: &Connection, unit: i64, at: ScanId) -> Result<Option<Timestamp>, Failure> {
    let time = connection
        .prepare_cached(LOOKED)?
        .query_row(named_params! { ":unit": unit, ":at": at.0 }, |row| {
            Ok(row::time(row, "finished"))
        })
        .optional()?;
    time.transpose()
}

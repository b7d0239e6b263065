//! The lives of assets: what scans saw of them, from the versions that they had.

use opencite_core::{
    AssetId, AssetLife, FieldChange, LifeEvent, LifeEventKind, ScanId, Timestamp, UnitKey,
};
use rusqlite::{Connection, OptionalExtension as _, Row, named_params};

use super::intervals::{self, Interval};
use super::{aging, names};
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
    let intervals = intervals::of_asset(connection, asset, at)?;
    let head = head(connection, asset)?;
    let mut events = Vec::new();
    let mut before: Option<Interval> = None;
    for interval in intervals {
        events.extend(turn(connection, head.row, before.as_ref(), &interval)?);
        before = Some(interval);
    }
    if let Some((last, end)) = before.as_ref().and_then(|last| Some((last, last.to?)))
        && end <= at
    {
        events.push(left(connection, head.row, last, end)?);
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
    unit: i64,
    before: Option<&Interval>,
    after: &Interval,
) -> Result<Vec<LifeEvent>, Failure> {
    let appeared = || began(connection, unit, after, LifeEventKind::Appeared);
    let Some(before) = before else {
        return Ok(vec![appeared()?]);
    };
    let ended = before.to.unwrap_or(after.from);
    if ended < after.from {
        return Ok(vec![left(connection, unit, before, ended)?, appeared()?]);
    }
    let fields = FieldChange::between(
        &assets::record(connection, before.version, after.from)?,
        &assets::record(connection, after.version, after.from)?,
    );
    if fields.is_empty() {
        return Ok(Vec::new());
    }
    let changed = LifeEventKind::Changed(fields);
    Ok(vec![began(connection, unit, after, changed)?])
}

/// What began a version, when it did: also where the run that saw it has been removed.
fn began(
    connection: &Connection,
    unit: i64,
    version: &Interval,
    kind: LifeEventKind,
) -> Result<LifeEvent, Failure> {
    let event = event(connection, unit, version.from, |_| kind)?;
    Ok(LifeEvent {
        at: version.began.unwrap_or(event.at),
        ..event
    })
}

/// That it was not there any more, as far as the listing could tell.
fn left(
    connection: &Connection,
    unit: i64,
    last: &Interval,
    scan: ScanId,
) -> Result<LifeEvent, Failure> {
    event(connection, unit, scan, |listed_since| {
        if aging::is_too_old(last.created, listed_since) {
            LifeEventKind::AgedOut
        } else {
            LifeEventKind::Gone
        }
    })
}

/// What a run of a unit found; `kind` is told since when the run listed.
fn event(
    connection: &Connection,
    unit: i64,
    scan: ScanId,
    kind: impl FnOnce(Option<Timestamp>) -> LifeEventKind,
) -> Result<LifeEvent, Failure> {
    let mut statement = connection.prepare_cached(
        "SELECT finished, listed_since FROM unit_run WHERE scan = :scan AND unit = :unit",
    )?;
    let mut rows = statement.query(named_params! { ":scan": scan.0, ":unit": unit })?;
    let Some(row) = rows.next()? else {
        let nowhere = "a scan in which its unit did not run";
        return Err(row::damaged("a version", nowhere));
    };
    Ok(LifeEvent {
        scan,
        at: row::time(row, "finished")?,
        kind: kind(row::optional_time(row, "listed_since")?),
    })
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

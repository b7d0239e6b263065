//! Compares what a unit saw with what is stored of it. Reads, and writes nothing.

use opencite_core::{Asset, ContentHash, Detail};
use rusqlite::{Connection, Row, named_params};

use crate::failure::Failure;
use crate::row;
use crate::runs::Run;
use crate::sightings::{Sighting, Sightings};
use crate::versions;

/// An asset that is there, by the rows of itself and of its live version.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Live {
    pub(crate) asset: i64,
    pub(crate) version: i64,
}

/// What has become of a stored asset.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Fate<'a> {
    /// It is not there any more.
    Gone,
    /// Its content is another.
    Changed(&'a Asset),
    /// Its content is the same, but the listing's word for it, the plugin build that described it,
    /// or how much is known of it is another.
    Retold(&'a Asset),
}

/// What a unit's result makes of what is stored.
#[derive(Debug, Default)]
pub(crate) struct Reconciliation<'a> {
    pub(crate) fates: Vec<(Live, Fate<'a>)>,
    /// How many stored assets are as they were.
    pub(crate) same: u64,
}

/// What is stored of an asset, as far as a description of it is compared with it.
#[derive(Debug, PartialEq, Eq)]
struct Stored {
    detail: Detail,
    content_hash: ContentHash,
    token: Option<(String, i64)>,
}

/// Takes the sightings of stored assets out of `sightings`, and says what has become of each.
///
/// `exhaustive` says that what was not seen is gone.
pub(crate) fn reconcile<'a>(
    connection: &Connection,
    run: Run,
    sightings: &mut Sightings<'a>,
    exhaustive: bool,
) -> Result<Reconciliation<'a>, Failure> {
    let mut reconciliation = Reconciliation::default();
    let mut statement = connection.prepare_cached(
        "SELECT live.asset, live.id AS version, asset.asset_id
         FROM asset_version AS live INDEXED BY asset_version_live
         CROSS JOIN asset ON asset.id = live.asset
         WHERE live.unit = :unit AND live.to_scan IS NULL",
    )?;
    let mut rows = statement.query(named_params! { ":unit": run.unit })?;
    while let Some(row) = rows.next()? {
        let live = live(row)?;
        let id = row
            .get_ref("asset_id")?
            .as_str()
            .map_err(rusqlite::Error::from)?;
        let fate = match sightings.remove(id) {
            Some(Sighting::Described(asset)) => fate(&stored(connection, live)?, asset, run),
            Some(Sighting::Kept(_)) => None,
            None if exhaustive => Some(Fate::Gone),
            None => continue,
        };
        match fate {
            Some(fate) => reconciliation.fates.push((live, fate)),
            None => reconciliation.same += 1,
        }
    }
    Ok(reconciliation)
}

fn live(row: &Row<'_>) -> Result<Live, Failure> {
    Ok(Live {
        asset: row.get("asset")?,
        version: row.get("version")?,
    })
}

/// What has become of an asset that was described; nothing when it is as it was.
fn fate<'a>(stored: &Stored, asset: &'a Asset, run: Run) -> Option<Fate<'a>> {
    match (stored.detail, asset.detail) {
        // What a listing alone says is less than what is known.
        (Detail::Full, Detail::Summary) => None,
        _ if stored.content_hash != asset.content_hash() => Some(Fate::Changed(asset)),
        _ if stored.detail != asset.detail || !has_token(stored, asset, run) => {
            Some(Fate::Retold(asset))
        }
        _ => None,
    }
}

fn has_token(stored: &Stored, asset: &Asset, run: Run) -> bool {
    let token = stored
        .token
        .as_ref()
        .map(|(token, build)| (token.as_str(), *build));
    token == versions::trusted_token(asset, run)
}

fn stored(connection: &Connection, live: Live) -> Result<Stored, Failure> {
    connection
        .prepare_cached(
            "SELECT detail, content_hash, version_token, described_by
             FROM asset_version JOIN asset ON asset.id = :asset
             WHERE asset_version.id = :version",
        )?
        .query_row(
            named_params! { ":asset": live.asset, ":version": live.version },
            |row| Ok(stored_row(row)),
        )?
}

fn stored_row(row: &Row<'_>) -> Result<Stored, Failure> {
    let token: Option<String> = row.get("version_token")?;
    let build: Option<i64> = row.get("described_by")?;
    Ok(Stored {
        detail: row::parsed(row, "detail", versions::detail_from_name)?,
        content_hash: row::hash(row, "content_hash")?,
        token: token.zip(build),
    })
}

//! Writes assets and their versions.

use opencite_core::{Asset, Detail, Relation};
use rusqlite::{Transaction, named_params};
use serde_json::json;

use crate::failure::Failure;
use crate::reconcile::Live;
use crate::row;
use crate::runs::Run;

/// Stores an asset that was not there; it may have been there before.
pub(crate) fn add(tx: &Transaction<'_>, run: Run, asset: &Asset) -> Result<(), Failure> {
    let row = insert_asset(tx, run, asset)?;
    open(tx, run, row, asset)
}

/// Ends the live version of an asset that is gone.
pub(crate) fn close(tx: &Transaction<'_>, run: Run, live: Live) -> Result<(), Failure> {
    tx.prepare_cached("UPDATE asset_version SET to_scan = :scan WHERE id = :version")?
        .execute(named_params! { ":scan": run.scan.0, ":version": live.version })?;
    Ok(())
}

/// Ends the live version of an asset and begins one with another content.
pub(crate) fn replace(
    tx: &Transaction<'_>,
    run: Run,
    live: Live,
    asset: &Asset,
) -> Result<(), Failure> {
    close(tx, run, live)?;
    set_token(tx, run, live, asset)?;
    open(tx, run, live.asset, asset)
}

/// Takes down how an asset of unchanged content is known now.
pub(crate) fn retell(
    tx: &Transaction<'_>,
    run: Run,
    live: Live,
    asset: &Asset,
) -> Result<(), Failure> {
    set_token(tx, run, live, asset)?;
    tx.prepare_cached(
        "UPDATE asset_version SET detail = :detail WHERE id = :version AND detail <> :detail",
    )?
    .execute(named_params! { ":version": live.version, ":detail": detail_name(asset.detail) })?;
    Ok(())
}

/// The token by which the asset need not be described again, and the plugin build for which that
/// holds. What was seen only in part is described again.
pub(crate) fn trusted_token(asset: &Asset, run: Run) -> Option<(&str, i64)> {
    match asset.detail {
        Detail::Full => asset
            .version_token
            .as_deref()
            .map(|token| (token, run.plugin_build)),
        Detail::Summary => None,
    }
}

/// The detail of that name.
pub(crate) fn detail_from_name(name: &str) -> Result<Detail, ()> {
    [Detail::Full, Detail::Summary]
        .into_iter()
        .find(|detail| detail_name(*detail) == name)
        .ok_or(())
}

fn detail_name(detail: Detail) -> &'static str {
    match detail {
        Detail::Full => "full",
        Detail::Summary => "summary",
    }
}

/// The row of an asset, made when the asset was never there.
fn insert_asset(tx: &Transaction<'_>, run: Run, asset: &Asset) -> Result<i64, Failure> {
    let token = trusted_token(asset, run);
    Ok(tx
        .prepare_cached(
            "INSERT INTO asset (unit, asset_id, first_scan, first_seen, version_token,
                 described_by)
             VALUES (:unit, :asset_id, :scan, :seen, :version_token, :described_by)
             ON CONFLICT (unit, asset_id) DO UPDATE
             SET version_token = excluded.version_token, described_by = excluded.described_by
             RETURNING id",
        )?
        .query_row(
            named_params! {
                ":unit": run.unit,
                ":asset_id": asset.id.as_str(),
                ":scan": run.scan.0,
                ":seen": row::time_text(run.finished),
                ":version_token": token.map(|(token, _)| token),
                ":described_by": token.map(|(_, build)| build),
            },
            |row| row.get("id"),
        )?)
}

fn set_token(tx: &Transaction<'_>, run: Run, live: Live, asset: &Asset) -> Result<(), Failure> {
    let token = trusted_token(asset, run);
    tx.prepare_cached(
        "UPDATE asset SET version_token = :version_token, described_by = :described_by
         WHERE id = :asset
           AND (version_token, described_by) IS NOT (:version_token, :described_by)",
    )?
    .execute(named_params! {
        ":asset": live.asset,
        ":version_token": token.map(|(token, _)| token),
        ":described_by": token.map(|(_, build)| build),
    })?;
    Ok(())
}

fn open(tx: &Transaction<'_>, run: Run, row: i64, asset: &Asset) -> Result<(), Failure> {
    tx.prepare_cached(
        "INSERT INTO asset_version (unit, asset, from_scan, detail, content_hash, name, status,
             created, modified, relations, properties)
         VALUES (:unit, :asset, :scan, :detail, :content_hash, :name, :status,
             :created, :modified, :relations, :properties)",
    )?
    .execute(named_params! {
        ":unit": run.unit,
        ":asset": row,
        ":scan": run.scan.0,
        ":detail": detail_name(asset.detail),
        ":content_hash": asset.content_hash().0,
        ":name": asset.name,
        ":status": asset.status,
        ":created": asset.created.map(row::time_text),
        ":modified": asset.modified.map(row::time_text),
        ":relations": relations_text(&asset.relations),
        ":properties": asset.properties.to_text(),
    })?;
    Ok(())
}

fn relations_text(relations: &[Relation]) -> String {
    json!(relations).to_string()
}

//! `opencite assets`.

use std::io::Write;
use std::process::ExitCode;

use opencite_core::{AccountId, AssetType, PluginId, ScanId};
use opencite_output::{csv, json, table};
use opencite_store::{AssetFilter, Store};

use crate::cli::{AssetsArgs, RowFormat};
use crate::failure::Failure;
use crate::terminal;

pub(super) fn run(args: &AssetsArgs) -> Result<ExitCode, Failure> {
    let filter = filter(args)?;
    let store = Store::open_existing(&args.db.db)?;
    let at = args.at.map(ScanId);
    terminal::print(|out| match args.format {
        RowFormat::Table => write_table(&store, &filter, at, out),
        RowFormat::Json => write_json(&store, &filter, at, out),
        RowFormat::Csv => write_csv(&store, &filter, at, out),
    })?;
    Ok(ExitCode::SUCCESS)
}

/// The widths of the columns depend on all assets.
fn write_table(
    store: &Store,
    filter: &AssetFilter,
    at: Option<ScanId>,
    out: impl Write,
) -> Result<(), Failure> {
    let assets = store.assets(filter, at)?;
    Ok(table::assets(&assets, terminal::width(), out)?)
}

/// One asset at a time: a million need no memory.
fn write_json(
    store: &Store,
    filter: &AssetFilter,
    at: Option<ScanId>,
    out: impl Write,
) -> Result<(), Failure> {
    let mut array = json::AssetArray::new(out)?;
    store.each_asset(filter, at, |asset| {
        array.push(&asset).map_err(Failure::from)
    })?;
    Ok(array.finish()?)
}

fn write_csv(
    store: &Store,
    filter: &AssetFilter,
    at: Option<ScanId>,
    out: impl Write,
) -> Result<(), Failure> {
    let mut rows = csv::AssetRows::new(out)?;
    store.each_asset(filter, at, |asset| rows.push(&asset).map_err(Failure::from))?;
    Ok(rows.finish()?)
}

fn filter(args: &AssetsArgs) -> Result<AssetFilter, Failure> {
    Ok(AssetFilter {
        plugin: args
            .plugin
            .clone()
            .map(PluginId::new)
            .transpose()
            .map_err(Failure::usage)?,
        asset_type: args
            .asset_type
            .clone()
            .map(AssetType::new)
            .transpose()
            .map_err(Failure::usage)?,
        account: args
            .account
            .clone()
            .map(AccountId::new)
            .transpose()
            .map_err(Failure::usage)?,
        region: args
            .region
            .as_deref()
            .map(opencite_core::Region::unlisted)
            .transpose()
            .map_err(Failure::usage)?,
    })
}

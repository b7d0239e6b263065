//! `opencite assets`.

use std::io::Write;
use std::process::ExitCode;

use opencite_core::ScanId;
use opencite_output::{csv, json, table};
use opencite_store::{AssetFilter, Store};

use super::filter;
use super::scan::clock;
use crate::cli::{AssetsArgs, RowFormat};
use crate::failure::Failure;
use crate::{moment, terminal};

pub(super) fn run(args: &AssetsArgs) -> Result<ExitCode, Failure> {
    let filter = filter::assets(&args.filter)?;
    let store = Store::open_existing(&args.db.db)?;
    let at = args.at.as_deref();
    let at = at.map(|text| moment::scan_ref(text, clock())).transpose()?;
    let at = at.map(|named| store.resolve(&named)).transpose()?;
    let at = at.map(|scan| scan.id);
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

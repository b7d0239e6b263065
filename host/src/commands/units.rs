//! `opencite units`.

use std::process::ExitCode;

use opencite_output::{json, table};
use opencite_store::Store;

use super::scan::clock;
use crate::cli::{TableFormat, UnitsArgs};
use crate::failure::Failure;
use crate::{moment, terminal};

pub(super) fn run(args: &UnitsArgs) -> Result<ExitCode, Failure> {
    let store = Store::open_existing(&args.list.db.db)?;
    let scan = args.scan.as_deref();
    let scan = scan
        .map(|text| moment::scan_ref(text, clock()))
        .transpose()?;
    let scan = scan.map(|named| store.resolve(&named)).transpose()?;
    let units = store.units(scan.map(|scan| scan.id))?;
    terminal::print(|out| match args.list.format {
        TableFormat::Table => table::units(&units, terminal::width(), out),
        TableFormat::Json => json::units(&units, out),
    })?;
    Ok(ExitCode::SUCCESS)
}

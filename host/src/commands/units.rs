//! `opencite units`.

use std::process::ExitCode;

use opencite_core::ScanId;
use opencite_output::{json, table};
use opencite_store::Store;

use crate::cli::{TableFormat, UnitsArgs};
use crate::failure::Failure;
use crate::terminal;

pub(super) fn run(args: &UnitsArgs) -> Result<ExitCode, Failure> {
    let units = Store::open_existing(&args.list.db.db)?.units(args.scan.map(ScanId))?;
    terminal::print(|out| match args.list.format {
        TableFormat::Table => table::units(&units, terminal::width(), out),
        TableFormat::Json => json::units(&units, out),
    })?;
    Ok(ExitCode::SUCCESS)
}

//! `opencite scans`.

use std::process::ExitCode;

use opencite_output::{json, table};
use opencite_store::Store;

use crate::cli::{ListArgs, TableFormat};
use crate::failure::Failure;
use crate::terminal;

pub(super) fn run(args: &ListArgs<TableFormat>) -> Result<ExitCode, Failure> {
    let scans = Store::open_existing(&args.db.db)?.scans()?;
    terminal::print(|out| match args.format {
        TableFormat::Table => table::scans(&scans, terminal::width(), out),
        TableFormat::Json => json::scans(&scans, out),
    })?;
    Ok(ExitCode::SUCCESS)
}

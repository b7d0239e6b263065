//! `opencite history`.

use std::io::Write;
use std::process::ExitCode;

use opencite_core::AssetLife;
use opencite_output::{history, json};
use opencite_store::Store;

use crate::cli::{HistoryArgs, TextFormat};
use crate::failure::Failure;
use crate::terminal;

pub(super) fn run(args: &HistoryArgs) -> Result<ExitCode, Failure> {
    let lives = Store::open_existing(&args.db.db)?.lives(&args.asset)?;
    terminal::print(|out| match args.format {
        TextFormat::Text => text(&lives, out),
        TextFormat::Json => Ok(json::lives(&lives, out)?),
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Several accounts and regions may have an asset of that name.
fn text(lives: &[AssetLife], mut out: impl Write) -> Result<(), Failure> {
    for (index, life) in lives.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        history::text(life, terminal::width(), &mut out)?;
    }
    Ok(())
}

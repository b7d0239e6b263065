//! `opencite diff`.

use std::process::ExitCode;

use anyhow::anyhow;
use opencite_core::{Comparison, ScanId, ScanRef};
use opencite_output::{diff, json};
use opencite_store::Store;

use super::filter;
use super::scan::clock;
use crate::cli::{DiffArgs, DiffFormat};
use crate::failure::{Failure, exit_code_of_changes};
use crate::{moment, report, terminal};

pub(super) fn run(args: &DiffArgs) -> Result<ExitCode, Failure> {
    let store = Store::open_existing(&args.db.db)?;
    let (from, to) = scans(&store, args)?;
    let comparison = store.compare(&filter::assets(&args.filter)?, from, to)?;
    terminal::print(|out| match args.format {
        DiffFormat::Text => diff::text(&comparison, terminal::width(), out),
        DiffFormat::Json => json::comparison(&comparison, out),
        DiffFormat::Markdown => diff::markdown(&comparison, out),
    })?;
    require_comparable(&comparison)?;
    let counts = args.exit_code && comparison.has_changes();
    Ok(exit_code_of_changes(counts))
}

/// The later scan is the latest, and the earlier one that before, as far as nothing is said.
fn scans(store: &Store, args: &DiffArgs) -> Result<(ScanId, ScanId), Failure> {
    let resolve = |text: &String| {
        let named = moment::scan_ref(text, clock())?;
        Ok::<_, Failure>(store.resolve(&named)?.id)
    };
    let to = match &args.to {
        Some(text) => resolve(text)?,
        None => store.resolve(&ScanRef::Latest)?.id,
    };
    let from = match &args.from {
        Some(text) => Some(resolve(text)?),
        None => report::ended_before(store, to)?,
    };
    let from = from.ok_or_else(|| {
        Failure::failed(anyhow!(
            "there is no scan before scan {to} to compare it with"
        ))
        .hint("Scan again, and then compare.")
    })?;
    Ok((from, to))
}

/// A comparison of nothing finds no changes, which is not to be taken for good news.
fn require_comparable(comparison: &Comparison) -> Result<(), Failure> {
    if comparison.comparable > 0 {
        return Ok(());
    }
    let nothing = anyhow!(
        "no unit is complete in both scan {} and scan {}",
        comparison.from.id,
        comparison.to.id
    );
    Err(Failure::failed(nothing).hint("`opencite units SCAN` says what is missing in a scan."))
}

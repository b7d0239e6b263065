//! `opencite report`.

use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context as _;
use opencite_core::Inventory;
use opencite_output::report;
use opencite_store::{AssetFilter, Store};

use crate::cli::{ReportArgs, ReportFormat, ReportKind};
use crate::failure::Failure;
use crate::terminal;

pub(super) fn run(args: &ReportArgs) -> Result<ExitCode, Failure> {
    let store = Store::open_existing(&args.db.db)?;
    match args.kind {
        ReportKind::Inventory => write(&inventory(&store)?, args.format, &args.output)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The state of things after the latest scan.
pub(super) fn inventory(store: &Store) -> Result<Inventory, Failure> {
    let Some(scan) = store.latest_scan()? else {
        return Err(
            Failure::failed(anyhow::anyhow!("the database holds no scan"))
                .hint("Run `opencite scan` first."),
        );
    };
    Ok(Inventory {
        generated: super::scan::clock(),
        simulated: store.is_simulated(scan.id)?,
        assets: store.assets(&AssetFilter::default(), None)?,
        units: store.latest_units(scan.id)?,
        scan,
    })
}

/// Writes a report whole, or not at all.
pub(super) fn write(
    inventory: &Inventory,
    format: ReportFormat,
    output: &Path,
) -> Result<(), Failure> {
    if output == Path::new("-") {
        return terminal::print(|out| render(inventory, format, out));
    }
    let directory = output
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let failed = || format!("cannot write report {}", output.display());
    if !directory.is_dir() {
        let missing = anyhow::anyhow!("there is no directory {}", directory.display());
        return Err(Failure::failed(missing.context(failed()))
            .hint("Create the directory, or name another file with -o."));
    }
    let mut file = tempfile::Builder::new()
        .permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644))
        .tempfile_in(directory)
        .with_context(failed)
        .map_err(Failure::failed)?;
    render(inventory, format, BufWriter::new(&mut file))?;
    file.as_file()
        .sync_all()
        .with_context(failed)
        .map_err(Failure::failed)?;
    file.persist(output)
        .map_err(|error| error.error)
        .with_context(failed)
        .map_err(Failure::failed)?;
    Ok(())
}

fn render(inventory: &Inventory, format: ReportFormat, mut out: impl Write) -> Result<(), Failure> {
    match format {
        ReportFormat::Html => report::html(inventory, &mut out)?,
        ReportFormat::Markdown => report::markdown(inventory, &mut out)?,
    }
    out.flush()?;
    Ok(())
}

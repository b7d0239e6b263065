//! `opencite db`.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use opencite_store::{Replace, ScanLock, Store};

use crate::cli::DbCommand;
use crate::failure::Failure;
use crate::terminal;

pub(super) fn run(command: &DbCommand) -> Result<ExitCode, Failure> {
    let said = match command {
        DbCommand::Backup { to, force, db } => backup(&db.db, to, *force)?,
        DbCommand::Check { db } => check(&db.db)?,
        DbCommand::Vacuum { db } => vacuum(&db.db)?,
        DbCommand::Merge { inputs, output } => merge(inputs, output)?,
    };
    terminal::print(|out| out.write_all(said.as_bytes()))?;
    Ok(ExitCode::SUCCESS)
}

fn backup(db: &Path, to: &Path, force: bool) -> Result<String, Failure> {
    let replace = if force {
        Replace::Existing
    } else {
        Replace::Never
    };
    let bytes = Store::open_existing(db)?.backup(to, replace)?;
    Ok(format!("{} holds a copy of {bytes} bytes\n", to.display()))
}

fn check(db: &Path) -> Result<String, Failure> {
    let facts = Store::open_existing(db)?.check()?;
    Ok(format!(
        "{} is whole: schema {}, {} scans, {} runs of units, {} assets in {} versions, {} calls of models\n\
         {} bytes, of which {} hold nothing\n",
        db.display(),
        facts.schema,
        facts.scans,
        facts.unit_runs,
        facts.assets,
        facts.versions,
        facts.invocations,
        facts.bytes,
        facts.free_bytes,
    ))
}

fn vacuum(db: &Path) -> Result<String, Failure> {
    drop(Store::open_existing(db)?);
    let _lock = ScanLock::acquire(db)?;
    let vacuumed = Store::open(db)?.vacuum()?;
    let later = if vacuumed.in_use {
        "; others are reading it, so the file gets smaller when they are done"
    } else {
        ""
    };
    let (before, after) = (vacuumed.before, vacuumed.after);
    Ok(format!(
        "{} had {before} bytes, and has {after}{later}\n",
        db.display()
    ))
}

fn merge(inputs: &[PathBuf], output: &Path) -> Result<String, Failure> {
    let merged = opencite_store::merge(inputs, output)?;
    let mut said = Vec::new();
    writeln!(said, "{} holds {} scans", output.display(), merged.scans)?;
    for input in &merged.inputs {
        let moved = input.scans.iter().filter(|(old, new)| old != new);
        let moved: Vec<String> = moved.map(|(old, new)| format!("{old} is {new}")).collect();
        if !moved.is_empty() {
            let (path, moved) = (input.path.display(), moved.join(", "));
            writeln!(said, "of {path}, scan {moved}")?;
        }
    }
    for tag in &merged.renamed {
        let (path, old, new) = (tag.path.display(), &tag.tag, &tag.renamed);
        writeln!(said, "of {path}, tag {old} is {new}")?;
    }
    String::from_utf8(said).map_err(Failure::failed)
}

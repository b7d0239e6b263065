//! `opencite plugin dev`: builds a plugin and runs its fixtures again whenever a file of it changes.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context as _, anyhow};
use opencite_runtime::{Limits, Runtime};

use super::fixtures;
use super::sources::Sources;
use crate::failure::Failure;
use crate::{plugins, terminal};

/// What builds a plugin, in its folder.
const BUILD: &str = "build.sh";
/// The folder of the fixtures.
const FIXTURES: &str = "tests";
pub(super) fn run(directory: &Path, once: bool, limits: Limits) -> Result<ExitCode, Failure> {
    let runtime = plugins::runtime(limits)?;
    if once {
        let passed = round(&runtime, directory)?;
        return Ok(ExitCode::from(u8::from(!passed)));
    }
    loop {
        let seen = Sources::of(directory);
        if let Err(failure) = round(&runtime, directory) {
            terminal::say_on_stderr(&format!("error: {failure}\n"))?;
        }
        terminal::say_on_stderr("waiting for a change; Ctrl-C ends\n")?;
        seen.wait_for_change(directory);
    }
}

/// Builds and tests once. Whether all fixtures hold.
fn round(runtime: &Runtime, directory: &Path) -> Result<bool, Failure> {
    build(directory)?;
    let component = component(directory)?;
    super::super::block_on(async {
        let plugin = plugins::named(runtime, &component).await?;
        fixtures::test(&plugin, &directory.join(FIXTURES), false).await
    })
}

fn build(directory: &Path) -> Result<(), Failure> {
    let script = directory.join(BUILD);
    let failed = || format!("cannot run {}", script.display());
    let script = script
        .canonicalize()
        .with_context(failed)
        .map_err(Failure::usage)?;
    let status = Command::new(&script).current_dir(directory).status();
    let status = status.with_context(failed).map_err(Failure::failed)?;
    if status.success() {
        return Ok(());
    }
    Err(Failure::failed(anyhow!("{BUILD} failed: {status}")))
}

/// The one component that the build has left in the folder.
fn component(directory: &Path) -> Result<PathBuf, Failure> {
    let unreadable = || format!("cannot read {}", directory.display());
    let entries = std::fs::read_dir(directory).with_context(unreadable);
    let files = entries.map_err(Failure::failed)?.filter_map(Result::ok);
    let mut files: Vec<PathBuf> = files
        .map(|entry| entry.path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "wasm")
        })
        .collect();
    match (files.pop(), files.pop()) {
        (Some(file), None) => Ok(file),
        (None, _) => Err(Failure::failed(anyhow!(
            "{BUILD} has left no .wasm file in {}",
            directory.display()
        ))),
        (Some(_), Some(_)) => Err(Failure::failed(anyhow!(
            "there are several .wasm files in {}",
            directory.display()
        ))
        .hint("Remove all but the one that build.sh makes.")),
    }
}

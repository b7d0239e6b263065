//! `opencite plugin new`.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, anyhow};
use opencite_core::PluginId;
use opencite_project::{Language, ProjectFile};

use crate::cli::{Lang, NewArgs};
use crate::failure::Failure;
use crate::terminal;

/// Writes the project of a plugin.
pub(super) fn new(args: &NewArgs) -> Result<ExitCode, Failure> {
    let named = || PathBuf::from(args.name.as_str());
    let folder = args.output.clone().unwrap_or_else(named);
    refuse_occupied(&folder)?;
    for file in opencite_project::files(language(args.lang), &args.name) {
        let path = folder.join(&file.path);
        write(&path, &file)
            .with_context(|| format!("cannot write {}", path.display()))
            .map_err(Failure::failed)?;
    }
    let next = next(&args.name, &folder);
    terminal::print(|out| out.write_all(next.as_bytes()))?;
    Ok(ExitCode::SUCCESS)
}

/// Nothing of anybody's is written over, nor mixed with what is not theirs.
fn refuse_occupied(folder: &Path) -> Result<(), Failure> {
    let occupied = match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_some(),
        Err(error) if error.kind() == ErrorKind::NotFound => false,
        Err(error) if error.kind() == ErrorKind::NotADirectory => true,
        Err(error) => {
            let failed = format!("cannot look into {}", folder.display());
            return Err(Failure::failed(anyhow::Error::new(error).context(failed)));
        }
    };
    if !occupied {
        return Ok(());
    }
    let there = anyhow!("{} is there already", folder.display());
    Err(Failure::usage(there).hint("Name another folder with --output, or give another name."))
}

fn write(path: &Path, file: &ProjectFile) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mode = if file.is_executable() { 0o777 } else { 0o666 };
    let mut options = OpenOptions::new();
    let mut opened = options.write(true).create_new(true).mode(mode).open(path)?;
    opened.write_all(file.text.as_bytes())
}

fn next(name: &PluginId, folder: &Path) -> String {
    let file = format!("{name}.wasm");
    format!(
        "{name} is a plugin that lists guardrails, until you change it. Its project is in {}. Next, there:\n\n    \
         ./build.sh\n    \
         opencite plugin test {file}\n    \
         opencite demo --plugins {file}\n\n\
         README.md says what is where.\n",
        folder.display()
    )
}

fn language(lang: Lang) -> Language {
    match lang {
        Lang::Rust => Language::Rust,
        Lang::Python => Language::Python,
        Lang::Js => Language::JavaScript,
    }
}

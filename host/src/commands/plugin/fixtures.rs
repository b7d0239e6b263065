//! `opencite plugin test`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use opencite_core::printable;
use opencite_runtime::Limits;
use similar::TextDiff;

use super::load;
use crate::cli::TestArgs;
use crate::failure::Failure;
use crate::fixture::{Case, Verdict};
use crate::plugins::LoadedPlugin;
use crate::terminal;

/// The folder of the fixtures, beside the plugin's file.
const FIXTURES: &str = "tests";
/// Lines around a difference.
const CONTEXT: usize = 3;

pub(super) fn run(args: &TestArgs, limits: Limits) -> Result<ExitCode, Failure> {
    let plugin = load(&args.file, limits)?;
    let fixtures = args.fixtures.clone();
    let fixtures = fixtures.unwrap_or_else(|| beside(&args.file));
    let passed = super::super::block_on(test(&plugin, &fixtures, args.bless))?;
    Ok(if passed {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn beside(file: &Path) -> PathBuf {
    file.parent().unwrap_or(Path::new("")).join(FIXTURES)
}

/// Runs all fixtures of a directory, and says what came of each. Whether all passed.
pub(super) async fn test(
    plugin: &LoadedPlugin,
    directory: &Path,
    bless: bool,
) -> Result<bool, Failure> {
    let (mut failed, mut cases) = (0, 0);
    for case in Case::all(directory)? {
        cases += 1;
        let name = printable(&case.name()).into_owned();
        let told = match case.run(plugin).await? {
            Verdict::Passed => format!("ok      {name}\n"),
            Verdict::New { found } | Verdict::Failed { found, .. } if bless => {
                case.bless(&found)?;
                format!("written {name}\n")
            }
            Verdict::Failed { expected, found } => {
                failed += 1;
                format!("FAILED  {name}\n{}", difference(&expected, &found))
            }
            Verdict::New { found } => {
                failed += 1;
                format!("NEW     {name}: --bless expects from now on\n{found}")
            }
        };
        say(&told)?;
    }
    say(&match failed {
        0 => format!("{cases} of {cases} fixtures hold\n"),
        failed => format!("{failed} of {cases} fixtures FAILED\n"),
    })?;
    Ok(failed == 0)
}

/// What is expected and was not found, and what was found and is not expected.
fn difference(expected: &str, found: &str) -> String {
    let texts = TextDiff::from_lines(expected, found);
    let mut unified = texts.unified_diff();
    unified
        .context_radius(CONTEXT)
        .header("expected", "found")
        .to_string()
}

/// Prints text that plugins and recordings have part in.
fn say(text: &str) -> Result<(), Failure> {
    let lines = text.split_inclusive('\n');
    let safe: String = lines
        .map(|line| match line.strip_suffix('\n') {
            Some(line) => format!("{}\n", printable(line)),
            None => printable(line).into_owned(),
        })
        .collect();
    terminal::print(|out| std::io::Write::write_all(out, safe.as_bytes()))
}

//! `opencite man` and `opencite completions`.

use std::io::Write as _;
use std::process::ExitCode;

use clap::CommandFactory as _;

use crate::cli::Cli;
use crate::failure::Failure;
use crate::terminal;

pub(super) fn page() -> Result<ExitCode, Failure> {
    terminal::print(|out| clap_mangen::Man::new(Cli::command()).render(out))?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn completions(shell: clap_complete::Shell) -> Result<ExitCode, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "opencite", &mut script);
    terminal::print(|out| out.write_all(&script))?;
    Ok(ExitCode::SUCCESS)
}

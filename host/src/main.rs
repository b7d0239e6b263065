//! `opencite`: says what AI runs on AWS, what changed, who uses it, and how sure it is.

mod accounts;
mod cli;
mod clock;
mod commands;
mod failure;
mod fixture;
mod job;
mod moment;
mod news;
mod outgoing;
mod paths;
mod plugin_home;
mod plugin_source;
mod plugins;
mod progress;
mod regions;
mod render;
mod report;
mod scan;
mod scheduler;
mod sign_in;
mod site;
mod store_thread;
mod terminal;
mod verify;
mod whole_file;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    terminal::init_logging(cli.verbose);
    match commands::dispatch(cli) {
        Ok(code) => code,
        Err(failure) => failure.report(),
    }
}

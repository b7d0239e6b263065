//! One module a command: resolves words into types, calls the floor below, writes the result.

mod assets;
mod coverage;
mod db;
mod deliveries;
mod demo;
mod diff;
mod filter;
mod history;
mod iam_policy;
mod invocations;
mod man;
mod plugin;
mod prune;
mod query;
mod report;
mod scan;
mod scans;
mod schedule;
mod signals;
mod tag;
mod units;
mod usage;
mod verify;

use std::process::ExitCode;

use crate::cli::{Cli, Command};
use crate::failure::Failure;

/// Runs the command.
pub(crate) fn dispatch(cli: Cli) -> Result<ExitCode, Failure> {
    match cli.command {
        Command::Scan(args) => scan::run(args),
        Command::Verify(args) => verify::run(&args),
        Command::Assets(args) => assets::run(&args),
        Command::Scans(args) => scans::run(&args),
        Command::Units(args) => units::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::History(args) => history::run(&args),
        Command::Tag(args) => tag::run(&args),
        Command::Prune(args) => prune::run(&args),
        Command::Db(command) => db::run(&command),
        Command::Query(args) => query::run(&args),
        Command::Schema(args) => query::schema(&args),
        Command::Usage(args) => usage::run(&args),
        Command::Invocations(args) => invocations::run(&args),
        Command::Report(args) => report::run(&args),
        Command::Deliveries(args) => deliveries::run(&args),
        Command::Schedule(args) => schedule::run(args),
        Command::IamPolicy(args) => iam_policy::run(&args),
        Command::Plugin(args) => plugin::run(&args),
        Command::Demo(args) => demo::run(&args),
        Command::Completions { shell } => man::completions(shell),
        Command::Man => man::page(),
        Command::CompileComponent { output } => Ok(opencite_runtime::compile_child(&output)),
    }
}

/// The threads that commands wait with.
pub(crate) fn block_on<T>(future: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(Failure::failed)?;
    let result = runtime.block_on(future);
    // A hung connection must not hold up the end of the program.
    runtime.shutdown_background();
    result
}

//! `opencite plugin`.

mod added;
mod check;
mod dev;
mod fixtures;
mod new;
mod push;
mod sources;

use std::path::Path;
use std::process::ExitCode;

use opencite_config::Config;
use opencite_core::IamPolicy;
use opencite_output::limits::{self, LimitRow};
use opencite_output::{PluginDescription, json, plugin as output, table};
use opencite_runtime::{Limit, LimitUnit, Limits};

use crate::cli::{PluginCommand, PluginSubcommandArgs, TableFormat, TextFormat};
use crate::failure::Failure;
use crate::plugins::{self, LoadedPlugin};
use crate::terminal;

pub(super) fn run(args: &PluginSubcommandArgs) -> Result<ExitCode, Failure> {
    let limits = plugins::limits(&Config::read(args.config.as_deref())?)?;
    match &args.command {
        PluginCommand::New(args) => return new::new(args),
        PluginCommand::Check { file } => return check::run(file, &limits),
        PluginCommand::Test(args) => return fixtures::run(args, limits),
        PluginCommand::Dev { directory, once } => return dev::run(directory, *once, limits),
        PluginCommand::Add(args) => return added::add(args, limits),
        PluginCommand::Push(args) => return push::run(args, &limits),
        PluginCommand::Remove { id } => return added::remove(id),
        PluginCommand::Grant { id, actions } => return added::grant(id, actions, limits),
        PluginCommand::Revoke { id, actions } => return added::revoke(id, actions),
        PluginCommand::Verify => return added::verify(limits),
        PluginCommand::Limits { format } => show_limits(&limits, *format)?,
        PluginCommand::Inspect { file, format } => {
            let description = describe(&load(file, limits)?);
            terminal::print(|out| match format {
                TextFormat::Text => output::inspect(&description, out),
                TextFormat::Json => json::plugin(&description, out),
            })?;
        }
        PluginCommand::List { plugins, format } => {
            let runtime = plugins::runtime(limits)?;
            let plugins = super::block_on(plugins::load(&runtime, plugins))?;
            let descriptions: Vec<PluginDescription> = plugins.iter().map(describe).collect();
            terminal::print(|out| match format {
                TableFormat::Table => table::plugins(&descriptions, terminal::width(), out),
                TableFormat::Json => json::plugins(&descriptions, out),
            })?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The plugin of a file.
fn load(file: &Path, limits: Limits) -> Result<LoadedPlugin, Failure> {
    let runtime = plugins::runtime(limits)?;
    super::block_on(plugins::named(&runtime, file))
}

fn show_limits(limits: &Limits, format: TableFormat) -> Result<(), Failure> {
    let rows: Vec<LimitRow> = limits.list().iter().map(limit_row).collect();
    terminal::print(|out| match format {
        TableFormat::Table => limits::table(&rows, terminal::width(), out),
        TableFormat::Json => limits::json(&rows, out),
    })
}

fn limit_row(limit: &Limit) -> LimitRow {
    LimitRow {
        name: limit.name,
        value: limit.value,
        unit: match limit.unit {
            LimitUnit::Bytes => "bytes",
            LimitUnit::Milliseconds => "milliseconds",
            LimitUnit::Things => "",
        },
        meaning: limit.meaning,
    }
}

fn describe(plugin: &LoadedPlugin) -> PluginDescription {
    PluginDescription {
        manifest: plugin.manifest().clone(),
        digest: plugin.digest().to_string(),
        size: plugin.size(),
        path: plugin.path().display().to_string(),
        aws: plugin.wanted().to_vec(),
        wasi: plugin.imports().wasi.clone(),
        policy: IamPolicy::allowing(plugin.wanted().iter().cloned()),
    }
}

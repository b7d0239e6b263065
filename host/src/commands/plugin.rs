//! `opencite plugin`.

mod added;
mod new;

use std::path::Path;
use std::process::ExitCode;

use opencite_core::IamPolicy;
use opencite_output::limits::{self, LimitRow};
use opencite_output::{PluginDescription, json, plugin as output, table};
use opencite_runtime::{Limit, LimitUnit};

use crate::cli::{PluginCommand, TableFormat, TextFormat};
use crate::config::Config;
use crate::failure::Failure;
use crate::plugins::{self, LoadedPlugin};
use crate::terminal;

pub(super) fn run(command: &PluginCommand) -> Result<ExitCode, Failure> {
    match command {
        PluginCommand::New(args) => return new::new(args),
        PluginCommand::Add(args) => return added::add(args),
        PluginCommand::Remove { id } => return added::remove(id),
        PluginCommand::Grant { id, actions } => return added::grant(id, actions),
        PluginCommand::Revoke { id, actions } => return added::revoke(id, actions),
        PluginCommand::Verify => return added::verify(),
        PluginCommand::Limits { config, format } => show_limits(config.as_deref(), *format)?,
        PluginCommand::Inspect { file, format } => {
            let plugin =
                super::block_on(async { plugins::named(&plugins::runtime()?, file).await })?;
            let description = describe(&plugin);
            terminal::print(|out| match format {
                TextFormat::Text => output::inspect(&description, out),
                TextFormat::Json => json::plugin(&description, out),
            })?;
        }
        PluginCommand::List { plugins, format } => {
            let plugins =
                super::block_on(async { plugins::load(&plugins::runtime()?, plugins).await })?;
            let descriptions: Vec<PluginDescription> = plugins.iter().map(describe).collect();
            terminal::print(|out| match format {
                TableFormat::Table => table::plugins(&descriptions, terminal::width(), out),
                TableFormat::Json => json::plugins(&descriptions, out),
            })?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn show_limits(config: Option<&Path>, format: TableFormat) -> Result<(), Failure> {
    let limits = Config::read(config)?.limits()?.list();
    let rows: Vec<LimitRow> = limits.iter().map(limit_row).collect();
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

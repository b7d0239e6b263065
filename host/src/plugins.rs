//! Finds and loads plugins.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use opencite_aws::Session;
use opencite_core::PluginId;
use opencite_runtime::{Limits, Plugin, Runtime};

use crate::cli::PluginArgs;
use crate::failure::Failure;
use crate::paths;

/// A plugin as scans use it.
pub(crate) type LoadedPlugin = Plugin<Session>;

/// The runtime of this process.
pub(crate) fn runtime() -> Result<Runtime, Failure> {
    let program = std::env::current_exe()
        .context("cannot find this program's own file")
        .map_err(Failure::failed)?;
    Runtime::new(program, paths::component_cache(), Limits::default())
        .map_err(|error| Failure::failed(anyhow::anyhow!("cannot start the sandbox: {error}")))
}

/// Loads the plugins that the operator names, or those that come with the program.
pub(crate) async fn load(
    runtime: &Runtime,
    args: &PluginArgs,
) -> Result<Vec<LoadedPlugin>, Failure> {
    let files = find(args)?;
    let loaded =
        futures_util::future::try_join_all(files.iter().map(|file| runtime.load::<Session>(file)))
            .await?;
    let mut by_id: BTreeMap<PluginId, LoadedPlugin> = BTreeMap::new();
    for plugin in loaded {
        if let Some(other) = by_id.get(&plugin.manifest().id) {
            return Err(twice(&plugin, other));
        }
        by_id.insert(plugin.manifest().id.clone(), plugin);
    }
    Ok(by_id.into_values().collect())
}

fn twice(one: &LoadedPlugin, other: &LoadedPlugin) -> Failure {
    let id = &one.manifest().id;
    let (one, other) = (one.path().display(), other.path().display());
    Failure::usage(anyhow::anyhow!(
        "plugin id {id} is used by both {other} and {one}"
    ))
    .hint("Name only one of them with --plugins.")
}

fn find(args: &PluginArgs) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for pattern in &args.plugins {
        files.extend(expand(pattern)?);
    }
    if let Some(directory) = &args.plugin_dir {
        files.extend(in_directory(directory)?);
    }
    if args.plugins.is_empty() && args.plugin_dir.is_none() {
        files = by_default()?;
    }
    files.sort();
    files.dedup();
    Ok(files)
}

/// A file by its name, or what a glob matches.
fn expand(pattern: &str) -> Result<Vec<PathBuf>, Failure> {
    let is_glob = pattern.contains(['*', '?', '[']) && !Path::new(pattern).exists();
    if !is_glob {
        return Ok(vec![PathBuf::from(pattern)]);
    }
    let matches = glob::glob(pattern).map_err(|error| {
        Failure::usage(anyhow::Error::new(error).context(format!("{pattern:?} is not a glob")))
    })?;
    let files: Vec<PathBuf> = matches
        .collect::<Result<_, _>>()
        .map_err(|error| Failure::usage(std::io::Error::from(error)))?;
    if files.is_empty() {
        return Err(no_plugins(format!("no plugin matches {pattern:?}")));
    }
    Ok(files)
}

fn in_directory(directory: &Path) -> Result<Vec<PathBuf>, Failure> {
    let unreadable = |error: std::io::Error| {
        Failure::usage(anyhow::Error::new(error).context(format!(
            "cannot read plugin directory {}",
            directory.display()
        )))
    };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(directory).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "wasm")
        {
            files.push(path);
        }
    }
    if files.is_empty() {
        return Err(no_plugins(format!(
            "there is no .wasm file in {}",
            directory.display()
        )));
    }
    Ok(files)
}

/// The plugins that the environment names, else those that are installed.
fn by_default() -> Result<Vec<PathBuf>, Failure> {
    paths::plugin_directory().map_or_else(installed, |directory| in_directory(&directory))
}

/// The plugins beside the program: `plugins/` next to it, or `lib/opencite/plugins/` next to its `bin/`.
fn installed() -> Result<Vec<PathBuf>, Failure> {
    let program = std::env::current_exe()
        .context("cannot find this program's own file")
        .map_err(Failure::failed)?;
    let beside = program.parent().unwrap_or(Path::new("/"));
    let places = [
        beside.join("plugins"),
        beside.join("../lib/opencite/plugins"),
    ];
    let place = places.iter().find(|place| place.is_dir());
    place.map_or_else(
        || {
            Err(no_plugins(
                "no plugins are installed beside this program".to_owned(),
            ))
        },
        |place| in_directory(place),
    )
}

fn no_plugins(what: String) -> Failure {
    Failure::usage(anyhow::anyhow!(what))
        .hint("Build the plugins with `make plugins`, then name them: --plugins plugins/*.wasm")
}

//! Finds and loads plugins.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use futures_util::TryStreamExt as _;
use futures_util::stream::FuturesOrdered;
use opencite_aws::Session;
use opencite_config::Config;
use opencite_core::{ContentHash, IamAction, PluginId, nearest};
use opencite_distribution::Pinned;
use opencite_runtime::{Limits, Plugin, Runtime};

use crate::cli::PluginArgs;
use crate::failure::Failure;
use crate::paths;
use crate::plugin_home::PluginHome;

/// A plugin as scans use it, with what it was granted.
pub(crate) struct LoadedPlugin {
    plugin: Plugin<Session>,
    granted: Vec<IamAction>,
}

impl LoadedPlugin {
    /// One that the operator named, or that comes with the program: it is granted what it asks for.
    fn trusted(plugin: Plugin<Session>) -> Self {
        let granted = plugin.wanted().to_vec();
        Self { plugin, granted }
    }

    /// The bytes of its file, as they were looked at.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or changed in between.
    pub(crate) fn bytes(&self, file: &Path) -> Result<Vec<u8>, Failure> {
        let bytes = std::fs::read(file)
            .with_context(|| format!("cannot read {}", file.display()))
            .map_err(Failure::failed)?;
        if ContentHash::of_bytes(&bytes) == self.plugin.digest() {
            return Ok(bytes);
        }
        Err(Failure::failed(anyhow::anyhow!(
            "{} changed while it was looked at",
            file.display()
        )))
    }

    /// The IAM actions that it was granted. No other is called for it.
    pub(crate) fn granted(&self) -> &[IamAction] {
        &self.granted
    }
}

impl Deref for LoadedPlugin {
    type Target = Plugin<Session>;

    fn deref(&self) -> &Plugin<Session> {
        &self.plugin
    }
}

/// What bounds plugins, by the config.
///
/// # Errors
///
/// When there is no limit of a name.
pub(crate) fn limits(config: &Config) -> Result<Limits, Failure> {
    let mut limits = Limits::default();
    for (name, value) in &config.limits {
        if !limits.set(name, *value) {
            return Err(unknown_limit(name, &limits));
        }
    }
    Ok(limits)
}

fn unknown_limit(name: &str, limits: &Limits) -> Failure {
    let known = limits.list();
    let nearest = nearest(name, known.iter().map(|limit| limit.name));
    let hint = nearest.map_or_else(
        || "`opencite plugin limits` lists them.".to_owned(),
        |nearest| format!("Did you mean {nearest}?"),
    );
    Failure::usage(anyhow::anyhow!(
        "the config's [limits] has {name}, which is none"
    ))
    .hint(hint)
}

/// The runtime of this process.
pub(crate) fn runtime(limits: Limits) -> Result<Runtime, Failure> {
    runtime_in(paths::component_cache(), limits)
}

/// The runtime of this process, with a cache of its own.
pub(crate) fn runtime_in(cache: PathBuf, limits: Limits) -> Result<Runtime, Failure> {
    let program = std::env::current_exe()
        .context("cannot find this program's own file")
        .map_err(Failure::failed)?;
    Runtime::new(program, cache, limits)
        .map_err(|error| Failure::failed(anyhow::anyhow!("cannot start the sandbox: {error}")))
}

/// Loads the plugins that the operator names, or those that come with the program.
pub(crate) async fn load(
    runtime: &Runtime,
    args: &PluginArgs,
) -> Result<Vec<LoadedPlugin>, Failure> {
    let mut loaded = Vec::new();
    let mut files = if is_default(args) {
        let home = PluginHome::open()?;
        loaded = at_once(home.plugins().map(|pinned| added(&home, pinned, runtime))).await?;
        // Whoever has added plugins needs none that come with the program.
        by_default().or_else(|none| {
            if loaded.is_empty() {
                Err(none)
            } else {
                Ok(Vec::new())
            }
        })?
    } else {
        find(args)?
    };
    files.sort();
    files.dedup();
    loaded.extend(at_once(files.iter().map(|file| named(runtime, file))).await?);
    let mut by_id: BTreeMap<PluginId, LoadedPlugin> = BTreeMap::new();
    for plugin in loaded {
        if let Some(other) = by_id.get(&plugin.manifest().id) {
            return Err(twice(&plugin, other));
        }
        by_id.insert(plugin.manifest().id.clone(), plugin);
    }
    Ok(by_id.into_values().collect())
}

/// Loads all at once. Of several that fail it is always the first of them that is told.
async fn at_once(
    loads: impl Iterator<Item = impl Future<Output = Result<LoadedPlugin, Failure>>>,
) -> Result<Vec<LoadedPlugin>, Failure> {
    loads.collect::<FuturesOrdered<_>>().try_collect().await
}

/// Loads the plugin of a file.
pub(crate) async fn named(runtime: &Runtime, file: &Path) -> Result<LoadedPlugin, Failure> {
    Ok(LoadedPlugin::trusted(runtime.load(file).await?))
}

/// Loads a plugin that was added, as it was added, with what it was granted.
///
/// # Errors
///
/// When its file is not what was added.
pub(crate) async fn added(
    home: &PluginHome,
    pinned: &Pinned,
    runtime: &Runtime,
) -> Result<LoadedPlugin, Failure> {
    let plugin: Plugin<Session> = runtime.load(&home.file(&pinned.id)).await?;
    let (id, digest) = (&plugin.manifest().id, plugin.digest().to_string());
    if digest != pinned.digest || *id != pinned.id {
        let file = plugin.path().display();
        let changed = anyhow::anyhow!(
            "{file} is not what was added: its digest is {digest}, not {}",
            pinned.digest
        );
        return Err(Failure::failed(changed).hint(format!(
            "Find out who changed it; `opencite plugin remove {}` and `plugin add` bring it back.",
            pinned.id
        )));
    }
    let granted = pinned.granted_of(plugin.wanted());
    Ok(LoadedPlugin { plugin, granted })
}

/// Whether the operator names no plugins.
fn is_default(args: &PluginArgs) -> bool {
    args.plugins.is_empty() && args.plugin_dir.is_none()
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

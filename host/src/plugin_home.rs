//! The plugins that an operator has added: copied, pinned by their digests, each with what it was granted.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};
use opencite_core::{IamAction, PluginId};
use serde::{Deserialize, Serialize};

use crate::config;
use crate::failure::Failure;
use crate::{paths, whole_file};

/// What the file says that it is.
const VERSION: u32 = 1;
/// The file that says what was added.
const LOCK: &str = "plugins.lock";
/// The largest such file, in bytes.
const MAX_LOCK: u64 = 1024 * 1024;

/// Where added plugins are.
pub(crate) struct PluginHome {
    directory: PathBuf,
    plugins: Vec<Pinned>,
}

/// An added plugin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pinned {
    pub(crate) id: String,
    pub(crate) version: String,
    /// Where it came from. Another place is another author.
    pub(crate) source: String,
    /// Of its file: what has another is not loaded.
    pub(crate) digest: String,
    /// The key that it was signed with, where that was verified. Its next version has to be signed with it, too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) signed_by: Option<String>,
    /// The IAM actions that the operator has granted it.
    pub(crate) granted: BTreeSet<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LockFile {
    version: u32,
    #[serde(default, rename = "plugin")]
    plugins: Vec<Pinned>,
}

impl PluginHome {
    /// Reads what was added.
    ///
    /// # Errors
    ///
    /// When the file is damaged, or of a later version.
    pub(crate) fn open() -> Result<Self, Failure> {
        let directory = paths::plugin_home();
        let plugins = read(&directory.join(LOCK))?;
        Ok(Self { directory, plugins })
    }

    /// All that were added, by id.
    pub(crate) fn plugins(&self) -> &[Pinned] {
        &self.plugins
    }

    /// The plugin of an id.
    pub(crate) fn find(&self, id: &str) -> Option<&Pinned> {
        self.plugins.iter().find(|plugin| plugin.id == id)
    }

    /// The plugin of an id, which has to be there.
    ///
    /// # Errors
    ///
    /// When none of that id was added.
    pub(crate) fn require(&self, id: &str) -> Result<&Pinned, Failure> {
        self.find(id).ok_or_else(|| {
            let ids = self.plugins.iter().map(|plugin| plugin.id.as_str());
            let nearest = config::nearest(id, ids);
            Failure::usage(anyhow!("no plugin {id} was added"))
                .maybe_hint(nearest.map(|nearest| format!("Did you mean {nearest}?")))
        })
    }

    /// The file of a plugin.
    pub(crate) fn file(&self, id: &str) -> PathBuf {
        self.directory.join(format!("{id}.wasm"))
    }

    /// Takes a plugin in, or the next version of it.
    ///
    /// # Errors
    ///
    /// When a file cannot be written.
    pub(crate) fn put(
        &mut self,
        id: &PluginId,
        bytes: &[u8],
        pinned: Pinned,
    ) -> Result<(), Failure> {
        fs::create_dir_all(&self.directory)
            .with_context(|| format!("cannot make {}", self.directory.display()))
            .map_err(Failure::failed)?;
        whole_file::write(&self.file(id.as_str()), |out| Ok(out.write_all(bytes)?))?;
        self.plugins.retain(|plugin| plugin.id != pinned.id);
        self.plugins.push(pinned);
        self.write()
    }

    /// Forgets a plugin.
    ///
    /// # Errors
    ///
    /// When none of that id was added, or a file cannot be written.
    pub(crate) fn remove(&mut self, id: &str) -> Result<(), Failure> {
        self.require(id)?;
        self.plugins.retain(|plugin| plugin.id != id);
        self.write()?;
        let file = self.file(id);
        fs::remove_file(&file)
            .with_context(|| format!("cannot remove {}", file.display()))
            .map_err(Failure::failed)
    }

    /// Changes what a plugin was granted.
    ///
    /// # Errors
    ///
    /// When none of that id was added, or a file cannot be written.
    pub(crate) fn grant(
        &mut self,
        id: &str,
        change: impl FnOnce(&mut BTreeSet<String>),
    ) -> Result<(), Failure> {
        self.require(id)?;
        if let Some(plugin) = self.plugins.iter_mut().find(|plugin| plugin.id == id) {
            change(&mut plugin.granted);
        }
        self.write()
    }

    fn write(&mut self) -> Result<(), Failure> {
        self.plugins.sort_by(|one, other| one.id.cmp(&other.id));
        let lock = LockFile {
            version: VERSION,
            plugins: self.plugins.clone(),
        };
        let text = toml::to_string_pretty(&lock).map_err(Failure::failed)?;
        let head = "# What was added, from where, and what it was granted: written by `opencite plugin`.\n";
        whole_file::write(&self.directory.join(LOCK), |out| {
            Ok(write!(out, "{head}{text}")?)
        })
    }
}

impl Pinned {
    /// What of all that a plugin asks for it was granted.
    pub(crate) fn granted_of(&self, wanted: &[IamAction]) -> Vec<IamAction> {
        let is_granted = |action: &&IamAction| self.granted.contains(&action.to_string());
        wanted.iter().filter(is_granted).cloned().collect()
    }
}

fn read(path: &Path) -> Result<Vec<Pinned>, Failure> {
    let failed = || format!("cannot read {}", path.display());
    let length = match fs::metadata(path) {
        Ok(file) => file.len(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Failure::failed(anyhow::Error::new(error).context(failed()))),
    };
    if length > MAX_LOCK {
        return Err(Failure::failed(
            anyhow!("it has over {MAX_LOCK} bytes").context(failed()),
        ));
    }
    let text = fs::read_to_string(path).with_context(failed);
    let lock: Result<LockFile, _> = toml::from_str(&text.map_err(Failure::failed)?);
    let lock = lock.with_context(failed).map_err(Failure::failed)?;
    if lock.version != VERSION {
        let version = lock.version;
        return Err(Failure::failed(
            anyhow!("it is of version {version}, and this program knows {VERSION}")
                .context(failed()),
        )
        .hint("Update opencite; the file was left as it is."));
    }
    Ok(lock.plugins)
}

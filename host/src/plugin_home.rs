//! The directory of the plugins that an operator has added: their files, and the lock.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};
use opencite_core::{IamAction, PluginId, nearest};
use opencite_distribution::{Lock, LockError, Pinned};

use crate::failure::Failure;
use crate::{paths, whole_file};

/// The file that says what was added.
const LOCK: &str = "plugins.lock";
/// The largest such file, in bytes.
const MAX_LOCK: u64 = 1024 * 1024;

/// Where added plugins are.
pub(crate) struct PluginHome {
    directory: PathBuf,
    lock: Lock,
}

impl PluginHome {
    /// Reads what was added.
    ///
    /// # Errors
    ///
    /// When the file is damaged, or of a later version.
    pub(crate) fn open() -> Result<Self, Failure> {
        let directory = paths::plugin_home();
        let lock = read(&directory.join(LOCK))?;
        Ok(Self { directory, lock })
    }

    /// All that were added, by id.
    pub(crate) fn plugins(&self) -> impl ExactSizeIterator<Item = &Pinned> {
        self.lock.plugins()
    }

    /// The plugin of an id.
    pub(crate) fn find(&self, id: &str) -> Option<&Pinned> {
        self.lock.find(id)
    }

    /// The plugin of an id, which has to be there.
    ///
    /// # Errors
    ///
    /// When none of that id was added.
    pub(crate) fn require(&self, id: &str) -> Result<&Pinned, Failure> {
        self.find(id).ok_or_else(|| {
            let ids = self.plugins().map(|plugin| plugin.id.as_str());
            let nearest = nearest(id, ids);
            Failure::usage(anyhow!("no plugin {id} was added"))
                .maybe_hint(nearest.map(|nearest| format!("Did you mean {nearest}?")))
        })
    }

    /// The file of a plugin.
    pub(crate) fn file(&self, id: &PluginId) -> PathBuf {
        self.directory.join(format!("{id}.wasm"))
    }

    /// Takes a plugin in, or the next version of it.
    ///
    /// # Errors
    ///
    /// When a file cannot be written.
    pub(crate) fn put(&mut self, bytes: &[u8], pinned: Pinned) -> Result<(), Failure> {
        fs::create_dir_all(&self.directory)
            .with_context(|| format!("cannot make {}", self.directory.display()))
            .map_err(Failure::failed)?;
        whole_file::write(&self.file(&pinned.id), |out| Ok(out.write_all(bytes)?))?;
        self.lock.put(pinned);
        self.write()
    }

    /// Forgets a plugin.
    ///
    /// # Errors
    ///
    /// When none of that id was added, or a file cannot be written.
    pub(crate) fn remove(&mut self, id: &str) -> Result<(), Failure> {
        let id = self.require(id)?.id.clone();
        self.lock.remove(&id);
        self.write()?;
        let file = self.file(&id);
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
        change: impl FnOnce(&mut BTreeSet<IamAction>),
    ) -> Result<(), Failure> {
        let id = self.require(id)?.id.clone();
        self.lock.grant(&id, change);
        self.write()
    }

    fn write(&self) -> Result<(), Failure> {
        whole_file::write(&self.directory.join(LOCK), |out| {
            Ok(write!(out, "{}", self.lock)?)
        })
    }
}

fn read(path: &Path) -> Result<Lock, Failure> {
    let failed = || format!("cannot read {}", path.display());
    let text = match whole_file::read_text(path, MAX_LOCK) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Lock::default()),
        text => text.with_context(failed).map_err(Failure::failed)?,
    };
    text.parse().map_err(|error| {
        let hint = matches!(error, LockError::Version(_))
            .then_some("Update opencite; the file was left as it is.");
        Failure::failed(anyhow::Error::new(error).context(failed())).maybe_hint(hint)
    })
}

//! Compiled code, kept between runs and mapped into memory.
//!
//! Wasmtime trusts what it maps: whoever can write a file here can run code as the operator. So the directory and its
//! files must belong to the operator alone, files appear whole by a rename, and code from elsewhere is never taken.

use std::fs::{self, File, Metadata};
use std::hash::{Hash as _, Hasher as _};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _};
use std::path::{Path, PathBuf};

use opencite_core::ContentHash;
use tempfile::NamedTempFile;
use wasmtime::Engine;
use wasmtime::component::Component;

use crate::error::PluginError;

pub(crate) struct Cache {
    directory: PathBuf,
    /// Tells apart what other versions or settings of the engine compiled.
    engine_key: u64,
}

/// Where code is being compiled to.
pub(crate) struct Slot<'a> {
    cache: &'a Cache,
    file: NamedTempFile,
}

/// The directory does not serve.
pub(crate) struct CacheError {
    directory: PathBuf,
    source: io::Error,
}

impl CacheError {
    pub(crate) fn of(self, plugin: &Path) -> PluginError {
        let Self { directory, source } = self;
        PluginError::Cache {
            path: plugin.to_owned(),
            directory,
            source,
        }
    }
}

impl Cache {
    pub(crate) fn new(directory: PathBuf, engine: &Engine) -> Self {
        let mut hasher = std::hash::DefaultHasher::new();
        engine.precompile_compatibility_hash().hash(&mut hasher);
        Self {
            directory,
            engine_key: hasher.finish(),
        }
    }

    /// The compiled code of a component, if it is here and nobody else can have written it.
    pub(crate) fn find(&self, engine: &Engine, digest: &ContentHash) -> Option<Component> {
        let path = self.path(digest);
        let is_ours = |path: &Path, what: fn(&Metadata) -> bool| {
            fs::symlink_metadata(path)
                .is_ok_and(|meta| what(&meta) && belongs_to_operator_alone(&meta))
        };
        if !is_ours(&self.directory, Metadata::is_dir) || !is_ours(&path, Metadata::is_file) {
            return None;
        }
        // What an engine of another version wrote, or a damaged header, is an error here: it is compiled again.
        map(engine, &path).ok()
    }

    /// A place to compile to.
    pub(crate) fn slot(&self) -> Result<Slot<'_>, CacheError> {
        self.prepare().map_err(|source| self.error(source))
    }

    fn prepare(&self) -> io::Result<Slot<'_>> {
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&self.directory)?;
        if !belongs_to_operator_alone(&fs::symlink_metadata(&self.directory)?) {
            return Err(io::Error::other(
                "the directory is not the operator's alone (mode 0700)",
            ));
        }
        let file = NamedTempFile::with_prefix_in(".compiling-", &self.directory)?;
        Ok(Slot { cache: self, file })
    }

    fn path(&self, digest: &ContentHash) -> PathBuf {
        self.directory
            .join(format!("{digest}-{:016x}.cwasm", self.engine_key))
    }

    fn error(&self, source: io::Error) -> CacheError {
        CacheError {
            directory: self.directory.clone(),
            source,
        }
    }
}

impl Slot<'_> {
    pub(crate) fn path(&self) -> &Path {
        self.file.path()
    }

    /// Moves the compiled code to its place and maps it. Another process may have been faster: both wrote the same.
    pub(crate) fn keep(
        self,
        engine: &Engine,
        digest: &ContentHash,
    ) -> Result<Component, CacheError> {
        let Self { cache, file } = self;
        let path = cache.path(digest);
        File::open(file.path())
            .and_then(|file| file.sync_all())
            .map_err(|source| cache.error(source))?;
        file.persist(&path)
            .map_err(|error| cache.error(error.error))?;
        map(engine, &path).map_err(|error| cache.error(io::Error::other(error.to_string())))
    }
}

fn belongs_to_operator_alone(meta: &Metadata) -> bool {
    meta.uid() == rustix::process::geteuid().as_raw() && meta.mode() & 0o022 == 0
}

#[expect(
    unsafe_code,
    reason = "the one place where compiled code is mapped; see the SAFETY note"
)]
fn map(engine: &Engine, path: &Path) -> wasmtime::Result<Component> {
    // SAFETY: the file is the unmodified output of `Engine::precompile_component`: our own child wrote it into a
    // directory that only the operator can write to, it was renamed into place whole, and nothing writes to it again.
    // Wasmtime itself refuses what another version or configuration of the engine wrote.
    unsafe { Component::deserialize_file(engine, path) }
}

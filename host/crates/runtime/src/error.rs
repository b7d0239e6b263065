//! Why a file cannot be used as a plugin.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

/// Why a file cannot be used as a plugin. Each names the file and, with [`PluginError::hint`], the way out.
#[derive(Debug, thiserror::Error)]
pub enum PluginError {
    /// The file cannot be read.
    #[error("cannot read plugin {path}")]
    Unreadable {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    /// The file is larger than a plugin may be.
    #[error("plugin {path} has {bytes} bytes, over the limit of {limit}")]
    TooLarge {
        path: PathBuf,
        bytes: u64,
        limit: usize,
    },
    /// The file is something else.
    #[error("{path} is not a WebAssembly component but {found}")]
    NotAComponent { path: PathBuf, found: &'static str },
    /// The file begins like a component but is none.
    #[error("{path} is not a valid WebAssembly component: {reason}")]
    Invalid { path: PathBuf, reason: String },
    /// Compiling takes longer, or more memory, than it may.
    #[error(
        "plugin {path} is too complex: compiling it did not end within {limit:?}, or took more processor time or memory than it may"
    )]
    TooComplex { path: PathBuf, limit: Duration },
    /// The compiling process could not be run.
    #[error("cannot compile plugin {path}")]
    Compiler {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    /// The compiled code could not be kept.
    #[error("cannot keep the compiled code of plugin {path} in {directory}")]
    Cache {
        path: PathBuf,
        directory: PathBuf,
        #[source]
        source: io::Error,
    },
    /// It is a component for something else.
    #[error("{path} is a component, but not a plugin: it does not export {export}")]
    NotAPlugin { path: PathBuf, export: &'static str },
    /// It needs an interface that no plugin gets.
    #[error("plugin {path} imports {interface}, which plugins are not given")]
    Forbidden { path: PathBuf, interface: String },
    /// It was built against another version of the interfaces.
    #[error("plugin {path} needs {interface}, and this program offers version {offered}")]
    OtherVersion {
        path: PathBuf,
        interface: String,
        offered: &'static str,
    },
    /// Its types are not those of the interfaces.
    #[error("plugin {path} does not fit this program: {reason}")]
    Mismatch { path: PathBuf, reason: String },
    /// What it says of itself cannot be taken.
    #[error("plugin {path} has an unusable manifest: {reason}")]
    Manifest { path: PathBuf, reason: String },
}

impl PluginError {
    /// What to do next, a sentence.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Unreadable { .. } => Some("Check the path and its permissions."),
            Self::TooLarge { .. } => Some("Build the plugin in release mode and strip it."),
            Self::NotAComponent { .. } | Self::Invalid { .. } => {
                Some("Build the plugin for wasm32-wasip2, and copy the .wasm file whole.")
            }
            Self::TooComplex { .. } => Some("Do not use this plugin unless you trust its author."),
            Self::Compiler { .. } => None,
            Self::Cache { .. } => {
                Some("Make the directory writable for you alone, or set XDG_CACHE_HOME to another.")
            }
            Self::NotAPlugin { .. } => {
                Some("A plugin is built with the opencite plugin SDK; see plugins/README.md.")
            }
            Self::Forbidden { .. } => Some(
                "Plugins reach AWS through opencite:aws-* interfaces only: ask the author to build it without files and sockets.",
            ),
            Self::OtherVersion { .. } | Self::Mismatch { .. } => Some(
                "Use a plugin and an opencite of the same interface version: upgrade the older of the two.",
            ),
            Self::Manifest { .. } => Some("Report this to the author of the plugin."),
        }
    }
}

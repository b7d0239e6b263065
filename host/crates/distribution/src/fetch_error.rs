//! Why a component was not fetched.

use std::io;
use std::path::PathBuf;

use crate::digest::Digest;
use crate::manifest::ManifestError;
use crate::transfer_error::TransferError;

/// Why a component was not fetched.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// A server did not hand it out.
    #[error(transparent)]
    Transfer(#[from] TransferError),
    /// A file cannot be read.
    #[error("read {}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// What is there is no file: a directory, a pipe or a device.
    #[error("read {}: it is no file", path.display())]
    NotAFile {
        /// What is there.
        path: PathBuf,
    },
    /// It is larger than what is taken.
    #[error("fetch {what}: it has {} bytes, {limit} is the most", in_words(*.size))]
    TooLarge {
        /// What was fetched.
        what: String,
        /// How large it is, where that is known.
        size: Option<u64>,
        /// How much is taken.
        limit: u64,
    },
    /// What a registry has under the reference is no component.
    #[error("fetch {what}: {problem}")]
    Manifest {
        /// What was fetched.
        what: String,
        /// What is wrong with it.
        problem: ManifestError,
    },
    /// It is not as large as its manifest says.
    #[error("fetch {what}: it has {} bytes, and its manifest says {declared}", in_words(*.received))]
    WrongSize {
        /// What was fetched.
        what: String,
        /// What the manifest says.
        declared: u64,
        /// What came, if it ended.
        received: Option<u64>,
    },
    /// It is something else than what it was asked for as.
    #[error("fetch {what}: the {part} that came is {found}, not {expected}")]
    WrongDigest {
        /// What was fetched.
        what: String,
        /// Which part of it.
        part: Part,
        /// What it should be.
        expected: Digest,
        /// What it is.
        found: Digest,
    },
}

/// A part of what is in a registry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What says what it consists of.
    Manifest,
    /// The component itself.
    Component,
}

impl std::fmt::Display for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Manifest => "manifest",
            Self::Component => "component",
        })
    }
}

fn in_words(size: Option<u64>) -> String {
    size.map_or_else(|| "more".to_owned(), |bytes| bytes.to_string())
}

impl FetchError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Transfer(error) => error.hint(),
            Self::File { source, .. } if source.kind() == io::ErrorKind::NotFound => {
                "Check the path; what is in a registry begins with oci://, and what is on the web with https://."
            }
            Self::File { .. } => "Check that you may read it.",
            Self::NotAFile { .. } => "Give the path of a .wasm file.",
            Self::TooLarge { .. } => {
                "Check that this is a plugin; if it is, raise the limit on the size of a plugin."
            }
            Self::Manifest {
                problem: ManifestError::Packed { .. } | ManifestError::Layers { .. },
                ..
            } => {
                "Ask the author to publish the .wasm file as it is, as opencite plugin push and wkg do."
            }
            Self::Manifest { .. } => "Check the name and the version: this is no plugin.",
            Self::WrongSize { .. } | Self::WrongDigest { .. } => {
                "Do not use it: it was changed or damaged on its way, or by the server."
            }
        }
    }
}

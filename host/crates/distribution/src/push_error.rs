//! Why a component was not published.

use crate::digest::Digest;
use crate::transfer_error::TransferError;

/// Why a component was not published.
#[derive(Debug, thiserror::Error)]
pub enum PushError {
    /// The registry did not take it.
    #[error(transparent)]
    Transfer(#[from] TransferError),
    /// It is to be published under a digest, which it has anyway.
    #[error(
        "publish the plugin: the reference names a digest, and a tag is what it is published under"
    )]
    Pinned,
    /// What is given as its signature is none.
    #[error("publish the plugin: its signature is cut off or damaged")]
    Signature,
    /// It is larger than what this program would fetch.
    #[error("publish the plugin: it has {size} bytes, {limit} is the most")]
    TooLarge {
        /// How large it is.
        size: u64,
        /// How much is taken.
        limit: u64,
    },
    /// What it consists of cannot be written down.
    #[error("publish the plugin: its manifest cannot be written")]
    Manifest(#[source] serde_json::Error),
    /// The registry took something else.
    #[error("publish the plugin: {host} took it as {found}, and it is {expected}")]
    WrongDigest {
        /// The registry.
        host: String,
        /// What it is.
        expected: Digest,
        /// What the registry says that it took.
        found: Digest,
    },
}

impl PushError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Transfer(error) => error.hint(),
            Self::Pinned => "Name a version, as in oci://ghcr.io/owner/name:1.0.0.",
            Self::Signature => {
                "Sign the .wasm file with minisign -S, and give the .minisig file that it writes."
            }
            Self::TooLarge { .. } => "Build it smaller, as make plugins does; nobody could add it.",
            Self::Manifest(_) => "Report this as a fault of the program.",
            Self::WrongDigest { .. } => {
                "Ask who runs the registry: it does not keep what it is given."
            }
        }
    }
}

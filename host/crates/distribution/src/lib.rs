//! Gets plugins from elsewhere, verifies them, and publishes them.
//!
//! - [`Reference`], [`OciReference`], [`Location`]: what an operator writes to say where a plugin is.
//! - [`Client`], [`Limits`], [`Credentials`]: who fetches and publishes, and by which rules.
//! - [`Client::fetch`], [`Fetched`], [`FetchError`]: a component, from a file, the web or a registry.
//! - [`Client::push`], [`Artifact`], [`PushError`]: a component, into a registry.
//! - [`PublicKey`], [`SignatureError`]: whether it is what an author signed.
//! - [`Digest`]: what it is, whoever handed it out.
//! - [`Lock`], [`Pinned`]: what was added, and what it was granted.
//!
//! Where it is from says nothing of whether it may run: nothing here looks into a component, or runs one. The
//! environment and the clock are the caller's; files are read only where a reference names them. What servers say is
//! bounded in size and time, is escaped where it is shown, and no error or `Debug` shows a credential or a query.

#![warn(missing_docs)]

mod artifact;
mod challenge;
mod client;
mod credentials;
mod digest;
mod excerpt;
mod exchange;
mod fetch;
mod fetch_error;
mod limits;
mod location;
mod lock;
mod login;
mod manifest;
mod push;
mod push_error;
mod reference;
mod registry;
mod signature;
mod transfer_error;

pub use artifact::Artifact;
pub use client::Client;
pub use credentials::{Credentials, CredentialsError, PASSWORD_VARIABLE, USER_VARIABLE};
pub use digest::{Digest, DigestError};
pub use fetch::Fetched;
pub use fetch_error::{FetchError, Part};
pub use limits::Limits;
pub use location::{Location, LocationError};
pub use lock::{Lock, LockError, Pinned};
pub use manifest::{ManifestError, SIGNATURE_ANNOTATION};
pub use opencite_network::{Reach, Trust};
pub use push_error::PushError;
pub use reference::{OciReference, OciReferenceError, Reference, ReferenceError, Version};
pub use signature::{KeyId, PublicKey, SIGNATURE_ENDING, SignatureError};
pub use transfer_error::{Login, TransferError};

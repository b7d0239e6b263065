//! Where a plugin comes from: a file, a URL or a registry; and whether its author signed it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use opencite_core::Secret;
use opencite_distribution::{
    Client, Credentials, FetchError, Fetched, Limits as Bounds, OciReference, PublicKey, Reference,
    SignatureError, Trust,
};
use opencite_runtime::Limits;
use tempfile::TempDir;

use crate::failure::{Failure, IntoFailure};
use crate::{paths, whole_file};

/// The largest file of a key, or of Docker's config, in bytes.
const MAX_TEXT: u64 = 1024 * 1024;

/// A plugin's file, as it was fetched.
pub(crate) struct Fetch {
    /// Where its bytes are to be read.
    pub(crate) file: PathBuf,
    /// Where it came from: another place is another author.
    pub(crate) source: String,
    /// The key that it was signed with, where that was asked for.
    pub(crate) signed_by: Option<String>,
    /// Holds what was downloaded.
    _directory: Option<TempDir>,
}

/// Fetches a plugin, and verifies that it was signed where a key is given.
///
/// # Errors
///
/// When it is not there, too large, or not what the owner of the key signed.
pub(crate) fn fetch(
    reference: &str,
    key: Option<&PublicKey>,
    limits: &Limits,
) -> Result<Fetch, Failure> {
    let reference: Reference = reference.parse().map_err(Failure::usage)?;
    if let (Reference::File(path), None) = (&reference, key) {
        return Ok(Fetch {
            file: path.clone(),
            source: source(&reference)?,
            signed_by: None,
            _directory: None,
        });
    }
    let client = Client {
        signatures: key.is_some(),
        credentials: match &reference {
            Reference::Oci(oci) => credentials(oci)?,
            Reference::File(_) | Reference::Url(_) => None,
        },
        ..client(limits)?
    };
    let fetched = crate::commands::block_on(async { Ok(client.fetch(&reference).await?) })?;
    if let Some(key) = key {
        let said = fetched.verify(key)?;
        tracing::info!("signed by key {}: {said}", key.id());
    }
    keep(&fetched, key)
}

/// What a key says, or a file that holds one.
///
/// # Errors
///
/// When it is none.
pub(crate) fn public_key(text: &str) -> Result<PublicKey, Failure> {
    let path = Path::new(text);
    if path.is_file() {
        return Ok(read(path)?.parse::<PublicKey>()?);
    }
    Ok(text.parse::<PublicKey>()?)
}

/// A client that takes as much as a plugin may have, and trusts whom the system trusts.
pub(crate) fn client(limits: &Limits) -> Result<Client, Failure> {
    let trust = Trust::system().map_err(Failure::failed)?;
    Ok(Client::new(trust, Bounds::new(limits.file_bytes as u64)))
}

/// What the registry knows the operator by: by the environment, or else by Docker's config.
pub(crate) fn credentials(reference: &OciReference) -> Result<Option<Credentials>, Failure> {
    if let Some((user, password)) = paths::registry_login() {
        let password = Secret::new(password);
        return Ok(Some(Credentials::Password { user, password }));
    }
    let Some(config) = paths::docker_config().filter(|path| path.is_file()) else {
        return Ok(None);
    };
    Credentials::of_docker(&read(&config)?, reference)
        .map_err(|error| Failure::failed(error.clone()).hint(error.hint()))
}

/// A text of at most [`MAX_TEXT`] bytes.
pub(crate) fn read(path: &Path) -> Result<String, Failure> {
    let failed = || format!("cannot read {}", path.display());
    let text = whole_file::read_text(path, MAX_TEXT).with_context(failed);
    text.map_err(Failure::usage)
}

/// Writes what was fetched where it can be loaded from. A file is where it is.
fn keep(fetched: &Fetched, key: Option<&PublicKey>) -> Result<Fetch, Failure> {
    let directory = tempfile::tempdir().map_err(Failure::failed)?;
    let file = directory.path().join("plugin.wasm");
    fs::write(&file, &fetched.bytes)
        .with_context(|| format!("cannot keep what {} is", fetched.source))
        .map_err(Failure::failed)?;
    Ok(Fetch {
        file,
        source: source(&fetched.source)?,
        signed_by: key.map(|key| key.id().to_string()),
        _directory: Some(directory),
    })
}

/// Another version from the same place is the same author's: a tag or a digest is not part of the place.
fn source(reference: &Reference) -> Result<String, Failure> {
    match reference {
        Reference::File(path) => {
            let path = fs::canonicalize(path)
                .with_context(|| format!("cannot find {}", path.display()))
                .map_err(Failure::usage)?;
            Ok(path.display().to_string())
        }
        Reference::Url(location) => Ok(location.to_string()),
        Reference::Oci(oci) => Ok(format!("oci://{}/{}", oci.registry(), oci.repository())),
    }
}

impl IntoFailure for FetchError {
    fn into_failure(self) -> Failure {
        let hint = self.hint();
        Failure::failed(self).hint(hint)
    }
}

impl IntoFailure for SignatureError {
    fn into_failure(self) -> Failure {
        let hint = self.hint();
        Failure::failed(self).hint(hint)
    }
}

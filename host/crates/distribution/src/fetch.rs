//! Gets a component from where it is.

mod file;
mod oci;

use std::fmt;

use crate::client::{Client, Origin};
use crate::digest::Digest;
use crate::exchange::Ask;
use crate::fetch_error::FetchError;
use crate::location::Location;
use crate::reference::Reference;
use crate::signature::{MAX_SIGNATURE, PublicKey, SIGNATURE_ENDING, SignatureError};
use crate::transfer_error::{Login, TransferError};

/// A component, as it was fetched. Whose it is, only [`Fetched::verify`] says.
#[derive(Clone, PartialEq, Eq)]
pub struct Fetched {
    /// The component.
    pub bytes: Vec<u8>,
    /// What its bytes hash to.
    pub digest: Digest,
    /// Where it is from.
    pub source: Reference,
    /// The digest of its manifest, by which the registry hands out the same again.
    pub manifest: Option<Digest>,
    /// What came as its signature. It is not verified yet.
    pub signature: Option<String>,
}

impl Client {
    /// Gets a component. What a registry hands out is what its manifest says, and what the reference pins.
    ///
    /// # Errors
    ///
    /// When it is not there, is larger than what is taken, is no component, or is not what it should be.
    pub async fn fetch(&self, reference: &Reference) -> Result<Fetched, FetchError> {
        match reference {
            Reference::File(path) => self.fetch_file(path).await,
            Reference::Url(location) => {
                self.in_time(&location.host(), self.fetch_url(location))
                    .await
            }
            Reference::Oci(oci) => self.in_time(oci.registry(), self.fetch_oci(oci)).await,
        }
    }

    async fn fetch_url(&self, location: &Location) -> Result<Fetched, FetchError> {
        let bytes = self.download(location, self.limits.bytes).await;
        let bytes = bytes.map_err(|error| too_large(error, &location.to_string()))?;
        let signature = if self.signatures {
            self.download_signature(&location.ending(SIGNATURE_ENDING))
                .await?
        } else {
            None
        };
        Ok(Fetched::new(
            bytes,
            Reference::Url(location.clone()),
            signature,
        ))
    }

    async fn download(&self, location: &Location, limit: u64) -> Result<Vec<u8>, TransferError> {
        let from = Origin::of(location);
        let answer = self.send(Ask::get(location.clone()), from).await?;
        let answer = answer
            .success(&location.to_string(), &[], Login::Never)
            .await?;
        answer.bytes(limit).await
    }

    /// A signature, if there is one. Where what is there may not be listed, S3 says 403 of what is not.
    async fn download_signature(&self, location: &Location) -> Result<Option<String>, FetchError> {
        match self.download(location, MAX_SIGNATURE).await {
            Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
            Err(TransferError::NotFound { .. } | TransferError::Forbidden { .. }) => Ok(None),
            Err(error) => Err(FetchError::Transfer(error)),
        }
    }
}

/// That what was fetched is too large is told of it, and not of its server.
fn too_large(error: TransferError, what: &str) -> FetchError {
    match error {
        TransferError::TooLarge {
            declared, limit, ..
        } => FetchError::TooLarge {
            what: what.to_owned(),
            size: declared,
            limit,
        },
        other => FetchError::Transfer(other),
    }
}

impl Fetched {
    fn new(bytes: Vec<u8>, source: Reference, signature: Option<String>) -> Self {
        Self {
            digest: Digest::of(&bytes),
            bytes,
            source,
            manifest: None,
            signature,
        }
    }

    /// Verifies that this is what the owner of a key signed. The answer is what they said of it, safe to show.
    ///
    /// # Errors
    ///
    /// When it is not, or there is no signature.
    pub fn verify(&self, key: &PublicKey) -> Result<String, SignatureError> {
        let missing = SignatureError::Missing { key: key.id() };
        let signature = self.signature.as_deref().ok_or(missing)?;
        key.verify(&self.bytes, signature)
    }
}

impl fmt::Debug for Fetched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            bytes,
            digest,
            source,
            ..
        } = self;
        write!(f, "Fetched({source}, {} bytes, {digest})", bytes.len())
    }
}

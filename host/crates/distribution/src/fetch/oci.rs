//! Components in registries.

use hyper::header::CONTENT_TYPE;

use super::Fetched;
use crate::client::Client;
use crate::digest::Digest;
use crate::fetch_error::{FetchError, Part};
use crate::manifest::Package;
use crate::reference::{OciReference, Reference, Version};
use crate::registry::{Access, CONTENT_DIGEST, Registry};
use crate::transfer_error::TransferError;

/// The largest manifest, in bytes: what the specification has registries take at the least.
const MAX_MANIFEST: u64 = 4 * 1024 * 1024;

impl Client {
    pub(super) async fn fetch_oci(&self, reference: &OciReference) -> Result<Fetched, FetchError> {
        let mut registry = Registry::new(self, reference, Access::Pull)?;
        let (manifest, package) = registry.package(reference).await?;
        let bytes = registry
            .component(reference, &package, self.limits.bytes)
            .await?;
        let source = Reference::Oci(reference.clone());
        Ok(Fetched {
            manifest: Some(manifest),
            ..Fetched::new(bytes, source, package.signature)
        })
    }
}

impl Registry<'_> {
    /// What the manifest says, which is the one that the reference pins, or that the registry says it is.
    async fn package(&mut self, reference: &OciReference) -> Result<(Digest, Package), FetchError> {
        let answer = self.manifest(reference.version()).await?;
        let content_type = answer.header(&CONTENT_TYPE).map(str::to_owned);
        let said = answer
            .header(&CONTENT_DIGEST)
            .and_then(|text| text.parse().ok());
        let bytes = answer.bytes(MAX_MANIFEST).await?;
        let digest = Digest::of(&bytes);
        let pinned = match reference.version() {
            Version::Digest(pinned) => Some(*pinned),
            Version::Tag(_) => None,
        };
        for expected in pinned.into_iter().chain(said) {
            check(reference, Part::Manifest, expected, digest)?;
        }
        let package = Package::read(&bytes, content_type.as_deref());
        let package = package.map_err(|problem| FetchError::Manifest {
            what: reference.to_string(),
            problem,
        })?;
        Ok((digest, package))
    }

    async fn component(
        &mut self,
        reference: &OciReference,
        package: &Package,
        limit: u64,
    ) -> Result<Vec<u8>, FetchError> {
        let declared = package.size;
        if declared > limit {
            return Err(FetchError::TooLarge {
                what: reference.to_string(),
                size: Some(declared),
                limit,
            });
        }
        let wrong_size = |received| FetchError::WrongSize {
            what: reference.to_string(),
            declared,
            received,
        };
        let bytes = match self.blob(package.digest).await?.bytes(declared).await {
            Err(TransferError::TooLarge {
                declared: received, ..
            }) => Err(wrong_size(received)),
            other => other.map_err(FetchError::Transfer),
        }?;
        let received = bytes.len() as u64;
        if received != declared {
            return Err(wrong_size(Some(received)));
        }
        check(
            reference,
            Part::Component,
            package.digest,
            Digest::of(&bytes),
        )?;
        Ok(bytes)
    }
}

fn check(
    reference: &OciReference,
    part: Part,
    expected: Digest,
    found: Digest,
) -> Result<(), FetchError> {
    if found == expected {
        return Ok(());
    }
    Err(FetchError::WrongDigest {
        what: reference.to_string(),
        part,
        expected,
        found,
    })
}

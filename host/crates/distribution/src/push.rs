//! Publishes a component in a registry.
//!
//! Source: <https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#push>.

use bytes::Bytes;

use crate::artifact::Artifact;
use crate::client::Client;
use crate::digest::Digest;
use crate::manifest::MANIFEST_TYPE;
use crate::push_error::PushError;
use crate::reference::{OciReference, Version};
use crate::registry::{Access, CONTENT_DIGEST, Registry};
use crate::signature::is_signature;
use crate::transfer_error::TransferError;

/// The media type of bytes on their way, whatever they are.
const BYTES: &str = "application/octet-stream";

impl Client {
    /// Publishes a component under a tag. The answer is the digest of its manifest, which with
    /// [`OciReference::pinned`] is a reference that never means anything else.
    ///
    /// # Errors
    ///
    /// When the registry does not take it, or it is nothing that could be fetched again.
    pub async fn push(
        &self,
        reference: &OciReference,
        artifact: &Artifact,
    ) -> Result<Digest, PushError> {
        self.check(reference, artifact)?;
        self.in_time(reference.registry(), self.hand_over(reference, artifact))
            .await
    }

    fn check(&self, reference: &OciReference, artifact: &Artifact) -> Result<(), PushError> {
        let (size, limit) = (artifact.component.len() as u64, self.limits.bytes);
        if matches!(reference.version(), Version::Digest(_)) {
            return Err(PushError::Pinned);
        }
        if artifact
            .signature
            .as_deref()
            .is_some_and(|text| !is_signature(text))
        {
            return Err(PushError::Signature);
        }
        if size > limit {
            return Err(PushError::TooLarge { size, limit });
        }
        Ok(())
    }

    /// What a manifest consists of goes first, so that a manifest is never there without it.
    async fn hand_over(
        &self,
        reference: &OciReference,
        artifact: &Artifact,
    ) -> Result<Digest, PushError> {
        let parcel = artifact.pack().map_err(PushError::Manifest)?;
        let mut registry = Registry::new(self, reference, Access::Push)?;
        registry.keep(parcel.component).await?;
        registry.keep(parcel.config).await?;
        registry.publish(reference.version(), parcel.manifest).await
    }
}

impl Registry<'_> {
    /// Hands over a blob, unless the registry has it.
    async fn keep(&mut self, bytes: Bytes) -> Result<(), TransferError> {
        let digest = Digest::of(&bytes);
        if self.has(digest).await? {
            return Ok(());
        }
        let place = self.upload().await?;
        let place = place.asking(&[("digest", &digest.to_string())]);
        self.put(place, BYTES, bytes).await?;
        Ok(())
    }

    async fn publish(&mut self, version: &Version, manifest: Bytes) -> Result<Digest, PushError> {
        let expected = Digest::of(&manifest);
        let place = self.at(&format!("manifests/{version}"));
        let answer = self.put(place, MANIFEST_TYPE, manifest).await?;
        let said = answer
            .header(&CONTENT_DIGEST)
            .and_then(|text| text.parse().ok());
        match said {
            Some(found) if found != expected => Err(PushError::WrongDigest {
                host: answer.host(),
                expected,
                found,
            }),
            _ => Ok(expected),
        }
    }
}

//! A registry, spoken with about one repository.
//!
//! Source: <https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#endpoints>.

use bytes::Bytes;
use hyper::header::{ACCEPT, AUTHORIZATION, HeaderName, HeaderValue, LOCATION};
use hyper::{Method, StatusCode};

use crate::client::{Client, Origin, follow};
use crate::credentials::Credentials;
use crate::digest::Digest;
use crate::exchange::{Answer, Ask};
use crate::location::Location;
use crate::manifest::MANIFEST_TYPE;
use crate::reference::{OciReference, Version};
use crate::transfer_error::{Login, TransferError};

/// What a registry says that the digest of a manifest is.
pub(crate) const CONTENT_DIGEST: HeaderName = HeaderName::from_static("docker-content-digest");

/// What an operator wants to do in a repository.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    Pull,
    Push,
}

/// A registry, spoken with about one repository.
pub(crate) struct Registry<'a> {
    pub(crate) client: &'a Client,
    reference: &'a OciReference,
    pub(crate) base: Location,
    access: Access,
    /// What proves who is asking, once the registry has asked for that.
    authorization: Option<HeaderValue>,
    /// What no message may repeat.
    pub(crate) secrets: Vec<String>,
}

impl Access {
    /// Source: <https://distribution.github.io/distribution/spec/auth/scope/>.
    fn actions(self) -> &'static str {
        match self {
            Self::Pull => "pull",
            Self::Push => "pull,push",
        }
    }
}

impl<'a> Registry<'a> {
    pub(crate) fn new(
        client: &'a Client,
        reference: &'a OciReference,
        access: Access,
    ) -> Result<Self, TransferError> {
        let base = reference.base().map_err(|_| TransferError::Request {
            host: reference.registry().to_owned(),
        })?;
        let secrets = client.credentials.as_ref().map(Credentials::secrets);
        Ok(Self {
            client,
            reference,
            base,
            access,
            authorization: None,
            secrets: secrets.unwrap_or_default(),
        })
    }

    /// Gets the manifest of a version.
    pub(crate) async fn manifest(&mut self, version: &Version) -> Result<Answer, TransferError> {
        let accept = HeaderValue::from_static(MANIFEST_TYPE);
        let ask = Ask::get(self.at(&format!("manifests/{version}"))).with(ACCEPT, accept);
        let what = self.reference.to_string();
        let answer = self.send(ask).await?;
        self.success(answer, &what).await
    }

    /// Gets a blob.
    pub(crate) async fn blob(&mut self, digest: Digest) -> Result<Answer, TransferError> {
        let answer = self
            .send(Ask::get(self.at(&format!("blobs/{digest}"))))
            .await?;
        self.success(answer, &digest.to_string()).await
    }

    /// Whether the registry has a blob already.
    pub(crate) async fn has(&mut self, digest: Digest) -> Result<bool, TransferError> {
        let location = self.at(&format!("blobs/{digest}"));
        let answer = self.send(Ask::new(Method::HEAD, location)).await?;
        if answer.status == StatusCode::NOT_FOUND {
            return Ok(false);
        }
        self.success(answer, &digest.to_string()).await?;
        Ok(true)
    }

    /// Asks where a blob is taken.
    pub(crate) async fn upload(&mut self) -> Result<Location, TransferError> {
        let ask = Ask::new(Method::POST, self.at("blobs/uploads/"));
        let answer = self.send(ask).await?;
        let answer = self.success(answer, self.reference.repository()).await?;
        let nowhere = || TransferError::Nowhere {
            host: answer.host(),
        };
        let place = answer.header(&LOCATION).ok_or_else(nowhere)?;
        follow(self.origin(), &answer, place)
    }

    /// Hands over bytes.
    pub(crate) async fn put(
        &mut self,
        location: Location,
        media_type: &'static str,
        bytes: Bytes,
    ) -> Result<Answer, TransferError> {
        let ask = Ask::new(Method::PUT, location).carrying(media_type, bytes);
        let answer = self.send(ask).await?;
        self.success(answer, &self.reference.to_string()).await
    }

    /// A place of the repository.
    pub(crate) fn at(&self, rest: &str) -> Location {
        self.base
            .at(&format!("/v2/{}/{rest}", self.reference.repository()))
    }

    pub(crate) fn scope(&self) -> String {
        format!(
            "repository:{}:{}",
            self.reference.repository(),
            self.access.actions()
        )
    }

    pub(crate) fn origin(&self) -> Origin {
        Origin::of(&self.base)
    }

    pub(crate) async fn success(
        &self,
        answer: Answer,
        what: &str,
    ) -> Result<Answer, TransferError> {
        let login = self.login(&answer.location);
        answer.success(what, &self.secrets, login).await
    }

    /// Whether whoever answers from a place was told who is asking.
    pub(crate) fn login(&self, location: &Location) -> Login {
        match (
            location.is_same_origin(&self.base),
            &self.client.credentials,
        ) {
            (false, _) => Login::Never,
            (true, Some(_)) => Login::Given,
            (true, None) => Login::Missing,
        }
    }

    /// Asks; where the registry wants to know who is asking, says so, and asks again.
    async fn send(&mut self, ask: Ask) -> Result<Answer, TransferError> {
        let from = self.origin();
        let answer = self.client.send(self.authorized(ask.clone()), from).await?;
        let is_registry = answer.location.is_same_origin(&self.base);
        if answer.status != StatusCode::UNAUTHORIZED || !is_registry {
            return Ok(answer);
        }
        let authorization = self.log_in(answer).await?;
        self.authorization = Some(authorization);
        self.client.send(self.authorized(ask), from).await
    }

    /// With what proves who is asking, when it is the registry that is asked.
    fn authorized(&self, ask: Ask) -> Ask {
        match &self.authorization {
            Some(value) if ask.location.is_same_origin(&self.base) => {
                ask.with(AUTHORIZATION, value.clone())
            }
            _ => ask,
        }
    }
}

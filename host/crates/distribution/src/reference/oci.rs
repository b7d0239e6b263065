//! References to what is in a registry.
//!
//! Source: <https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests>.

use std::fmt;

use crate::digest::{Digest, DigestError};
use crate::location::{Location, LocationError};

/// The longest name with its registry, which is what many registries take.
const MAX_NAME: usize = 255;

/// The longest tag.
const MAX_TAG: usize = 128;

/// The registry that is asked under another name than it is called by.
const DOCKER_HUB: (&str, &str) = ("docker.io", "registry-1.docker.io");

/// A registry, a repository in it, and a version: `oci://ghcr.io/me/aws_example:1.0.0`. A registry of this machine is
/// spoken to without TLS, as Docker does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OciReference {
    registry: String,
    repository: String,
    version: Version,
}

/// Which of the versions in a repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Version {
    /// A name, which the registry can give to something else.
    Tag(String),
    /// What never changes: the digest of a manifest.
    Digest(Digest),
}

/// Why a text is no reference to what is in a registry.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OciReferenceError {
    /// It has no repository, or is no such reference at all.
    #[error("find the registry: it must look like oci://ghcr.io/owner/name:1.0.0")]
    Malformed,
    /// The registry's name is none.
    #[error("find the registry: after oci:// there must be its name, and its port if it has one")]
    Registry,
    /// The name of the repository is against the rule.
    #[error(
        "find the repository {name:?}: it takes lower-case letters, digits, and between them one of . _ - and /"
    )]
    Repository {
        /// The name.
        name: String,
    },
    /// No version is named. `latest` is not meant by that: which plugin runs should not be left open.
    #[error("find the version: add one, as in :1.0.0 or @sha256:..")]
    NoVersion,
    /// Two versions are named.
    #[error("find the version: leave out the tag or the digest, there can be only one")]
    TwoVersions,
    /// The tag is against the rule.
    #[error(
        "find the version {tag:?}: a tag takes at most 128 letters, digits, . _ and -, and begins with none of . and -"
    )]
    Tag {
        /// The tag.
        tag: String,
    },
    /// The digest is none.
    #[error("find the version")]
    Digest(#[source] DigestError),
}

impl OciReference {
    /// Reads what stands after `oci://`.
    pub(super) fn parse(text: &str) -> Result<Self, OciReferenceError> {
        let (registry, rest) = text.split_once('/').ok_or(OciReferenceError::Malformed)?;
        let (repository, version) = split_version(rest)?;
        // As it is asked: a name of other letters is longer then.
        let registry = check_registry(registry)?;
        if !is_repository(repository) || registry.len() + repository.len() > MAX_NAME {
            return Err(OciReferenceError::Repository {
                name: repository.to_owned(),
            });
        }
        Ok(Self {
            registry,
            repository: repository.to_owned(),
            version,
        })
    }

    /// The registry, with its port where it names one.
    pub fn registry(&self) -> &str {
        &self.registry
    }

    /// The repository, with what it is grouped by.
    pub fn repository(&self) -> &str {
        &self.repository
    }

    /// The version.
    pub fn version(&self) -> &Version {
        &self.version
    }

    /// The same repository at a version that never changes.
    #[must_use]
    pub fn pinned(&self, digest: Digest) -> Self {
        Self {
            version: Version::Digest(digest),
            ..self.clone()
        }
    }

    /// Where the registry is asked.
    pub(crate) fn base(&self) -> Result<Location, LocationError> {
        let (called, asked) = DOCKER_HUB;
        base(if self.registry == called {
            asked
        } else {
            &self.registry
        })
    }
}

/// A registry's root, over TLS unless it is this machine.
fn base(registry: &str) -> Result<Location, LocationError> {
    let secure = Location::parse(&format!("https://{registry}/"))?;
    if secure.is_loopback() {
        return Location::parse(&format!("http://{registry}/"));
    }
    Ok(secure)
}

/// The registry as a URL has it: a name in lower case, an address in its one spelling.
fn check_registry(text: &str) -> Result<String, OciReferenceError> {
    let location = base(text).map_err(|_| OciReferenceError::Registry)?;
    if location.target() != "/" {
        return Err(OciReferenceError::Registry);
    }
    Ok(location.authority())
}

fn split_version(text: &str) -> Result<(&str, Version), OciReferenceError> {
    if let Some((name, digest)) = text.split_once('@') {
        if name.contains(':') {
            return Err(OciReferenceError::TwoVersions);
        }
        let digest = digest.parse().map_err(OciReferenceError::Digest)?;
        return Ok((name, Version::Digest(digest)));
    }
    let (name, tag) = text.split_once(':').ok_or(OciReferenceError::NoVersion)?;
    if !is_tag(tag) {
        return Err(OciReferenceError::Tag {
            tag: tag.to_owned(),
        });
    }
    Ok((name, Version::Tag(tag.to_owned())))
}

/// `[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}`
fn is_tag(text: &str) -> bool {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    text.len() <= MAX_TAG
        && text.bytes().next().is_some_and(is_word)
        && text
            .bytes()
            .all(|byte| is_word(byte) || matches!(byte, b'.' | b'-'))
}

/// `[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*`, any number of them with slashes in between.
fn is_repository(text: &str) -> bool {
    text.split('/').all(is_component)
}

fn is_component(text: &str) -> bool {
    let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    text.starts_with(is_word)
        && text.ends_with(is_word)
        && text.split(is_word).all(|between| {
            matches!(between, "" | "." | "_" | "__") || between.bytes().all(|byte| byte == b'-')
        })
}

impl fmt::Display for OciReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "oci://{}/{}", self.registry, self.repository)?;
        match &self.version {
            Version::Tag(tag) => write!(f, ":{tag}"),
            Version::Digest(digest) => write!(f, "@{digest}"),
        }
    }
}

/// As it stands in the path of a request.
impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tag(tag) => f.write_str(tag),
            Self::Digest(digest) => digest.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;

    fn parsed(text: &str) -> OciReference {
        OciReference::parse(text).unwrap()
    }

    fn refused(text: &str) -> String {
        let error = OciReference::parse(text).unwrap_err();
        let source = std::error::Error::source(&error).map(ToString::to_string);
        source.map_or(error.to_string(), |source| format!("{error}: {source}"))
    }

    #[test]
    fn a_reference_has_a_registry_a_repository_and_a_version() {
        let reference = parsed("ghcr.io/me/tools/aws_x:1.0.0-rc.1");
        assert_eq!(reference.registry(), "ghcr.io");
        assert_eq!(reference.repository(), "me/tools/aws_x");
        assert_eq!(reference.version(), &Version::Tag("1.0.0-rc.1".to_owned()));
        assert_eq!(
            reference.to_string(),
            "oci://ghcr.io/me/tools/aws_x:1.0.0-rc.1"
        );
        let pinned = reference.pinned(Digest::of(b""));
        assert_eq!(parsed(&pinned.to_string()["oci://".len()..]), pinned);
    }

    #[test]
    fn a_port_is_no_tag() {
        let reference = parsed("registry.example.com:5000/x:1");
        assert_eq!(reference.registry(), "registry.example.com:5000");
        assert_eq!(
            reference.base().unwrap().to_string(),
            "https://registry.example.com:5000/"
        );
        assert_eq!(
            refused("registry.example.com:5000/x"),
            "find the version: add one, as in :1.0.0 or @sha256:.."
        );
    }

    #[test]
    fn a_registry_of_this_machine_is_asked_without_tls() {
        for registry in ["localhost:5000", "127.0.0.1:5000", "[::1]:5000"] {
            let base = parsed(&format!("{registry}/x:1")).base().unwrap();
            assert_eq!(base.to_string(), format!("http://{registry}/"));
        }
    }

    #[test]
    fn docker_hub_is_asked_where_it_is() {
        let base = parsed("docker.io/me/x:1").base().unwrap();
        assert_eq!(base.to_string(), "https://registry-1.docker.io/");
    }

    #[test]
    fn names_follow_the_rule_of_the_specification() {
        for name in ["a", "a.b", "a_b", "a__b", "a--b", "0/1/2", "a-b/c.d"] {
            assert!(is_repository(name), "{name}");
        }
        for name in [
            "", "A", "a//b", "/a", "a/", "a..b", "a___b", "-a", "a-", "a/../b", "a%2e", "ä",
            "a._b", "a b",
        ] {
            assert!(!is_repository(name), "{name}");
        }
        assert!(is_tag("_x") && is_tag(&"x".repeat(128)));
        for tag in ["", ".x", "-x", "x/y", "x:y", "ä", "x?y"] {
            assert!(!is_tag(tag), "{tag}");
        }
        assert!(!is_tag(&"x".repeat(129)));
    }

    #[test]
    fn what_is_no_reference_is_refused_with_what_would_be() {
        assert_snapshot!(refused("ghcr.io"), @"find the registry: it must look like oci://ghcr.io/owner/name:1.0.0");
        assert_snapshot!(refused("gh cr.io/x:1"), @"find the registry: after oci:// there must be its name, and its port if it has one");
        assert_snapshot!(refused("me:pw@ghcr.io/x:1"), @"find the registry: after oci:// there must be its name, and its port if it has one");
        assert_snapshot!(refused("ghcr.io?x/x:1"), @"find the registry: after oci:// there must be its name, and its port if it has one");
        assert_snapshot!(refused("ghcr.io/Me/x:1"), @r#"find the repository "Me/x": it takes lower-case letters, digits, and between them one of . _ - and /"#);
        assert_snapshot!(refused("ghcr.io/me/x:-1"), @r#"find the version "-1": a tag takes at most 128 letters, digits, . _ and -, and begins with none of . and -"#);
        assert_snapshot!(refused("ghcr.io/me/x@sha512:00"), @"find the version: read the digest: it must begin with sha256:");
        assert_snapshot!(refused(&format!("ghcr.io/me/x:1@{}", Digest::of(b""))), @"find the version: leave out the tag or the digest, there can be only one");
    }

    #[test]
    fn a_name_is_measured_as_it_is_asked_for() {
        let registry = format!("{}example", "ü.".repeat(40));
        let refused = refused(&format!("{registry}/me/aws_example:1.0.0"));
        assert!(refused.starts_with("find the repository"), "{refused}");
    }
}

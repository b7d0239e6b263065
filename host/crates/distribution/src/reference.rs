//! What an operator writes to say where a plugin is.

mod oci;

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use crate::location::{Location, LocationError};

pub use oci::{OciReference, OciReferenceError, Version};

/// Where a plugin is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reference {
    /// In a file of this machine.
    File(PathBuf),
    /// At a URL.
    Url(Location),
    /// In a registry.
    Oci(OciReference),
}

/// Why a text says nothing of where a plugin is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReferenceError {
    /// There is no text.
    #[error("find the plugin: nothing says where it is")]
    Empty,
    /// It is of a kind that is not known.
    #[error(
        "find the plugin: {scheme}:// is not known, only https://, oci:// and the path of a file"
    )]
    Scheme {
        /// Its kind.
        scheme: String,
    },
    /// It is of a kind that is known, written in another way.
    #[error("find the plugin: after {scheme}: there must be two slashes")]
    Slashes {
        /// Its kind.
        scheme: String,
    },
    /// The URL is none.
    #[error(transparent)]
    Location(#[from] LocationError),
    /// What should be in a registry cannot be there.
    #[error(transparent)]
    Oci(#[from] OciReferenceError),
}

impl FromStr for Reference {
    type Err = ReferenceError;

    fn from_str(text: &str) -> Result<Self, ReferenceError> {
        if text.trim().is_empty() {
            return Err(ReferenceError::Empty);
        }
        let Some((scheme, rest)) = text.split_once(':').filter(|(head, _)| is_scheme(head)) else {
            return Ok(Self::File(text.into()));
        };
        let lower = scheme.to_ascii_lowercase();
        let is_known = matches!(lower.as_str(), "https" | "http" | "oci");
        match rest.strip_prefix("//") {
            None if is_known => Err(ReferenceError::Slashes { scheme: lower }),
            None => Ok(Self::File(text.into())),
            Some(place) if lower == "oci" => Ok(Self::Oci(OciReference::parse(place)?)),
            Some(_) if is_known => Ok(Self::Url(Location::parse(text)?)),
            Some(_) => Err(ReferenceError::Scheme { scheme: lower }),
        }
    }
}

/// Source: RFC 3986, section 3.1.
fn is_scheme(text: &str) -> bool {
    let is_more = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    text.starts_with(|first: char| first.is_ascii_alphabetic()) && text.bytes().all(is_more)
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => path.display().fmt(f),
            Self::Url(location) => location.fmt(f),
            Self::Oci(reference) => reference.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;
    use proptest::prelude::*;

    use super::*;

    fn refused(text: &str) -> ReferenceError {
        text.parse::<Reference>().unwrap_err()
    }

    #[test]
    fn what_has_no_scheme_is_a_file() {
        for text in [
            "plugin.wasm",
            "./a:b.wasm",
            "/opt/x/y.wasm",
            "odd:name.wasm",
            "ghcr.io/me/x:1",
        ] {
            assert_eq!(text.parse(), Ok(Reference::File(text.into())), "{text}");
        }
    }

    #[test]
    fn urls_and_registries_are_told_apart() {
        let url = "https://example.com/a.wasm".parse();
        assert!(matches!(url, Ok(Reference::Url(_))), "{url:?}");
        let oci = "oci://ghcr.io/me/aws_x:1.0.0".parse();
        assert!(matches!(oci, Ok(Reference::Oci(_))), "{oci:?}");
    }

    #[test]
    fn what_is_no_reference_is_refused_with_what_would_be() {
        assert_snapshot!(refused(" "), @"find the plugin: nothing says where it is");
        assert_snapshot!(refused("s3://bucket/a.wasm"), @"find the plugin: s3:// is not known, only https://, oci:// and the path of a file");
        assert_snapshot!(refused("file:///a.wasm"), @"find the plugin: file:// is not known, only https://, oci:// and the path of a file");
        assert_snapshot!(refused("oci:ghcr.io/me/x:1"), @"find the plugin: after oci: there must be two slashes");
        assert_snapshot!(refused("https:/example.com/a"), @"find the plugin: after https: there must be two slashes");
    }

    proptest! {
        #[test]
        fn any_text_is_a_reference_or_an_error(text in ".{0,80}") {
            drop(text.parse::<Reference>());
        }

        #[test]
        fn a_reference_to_a_registry_is_read_as_it_is_written(text in "oci://[a-z.:0-9]{1,12}/[a-zA-Z0-9._/:@-]{1,80}") {
            if let Ok(reference) = text.parse::<Reference>() {
                prop_assert_eq!(reference.to_string().parse(), Ok(reference));
            }
        }
    }
}

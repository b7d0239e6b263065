//! Names of bytes by what they hash to.

use std::fmt;
use std::str::FromStr;

use opencite_core::ContentHash;
use serde::{Deserialize, Serialize};

/// The one algorithm that all registries have.
const ALGORITHM: &str = "sha256";

/// `sha256:` and 64 hexadecimal digits: the bytes themselves, whoever hands them out.
///
/// Source: <https://github.com/opencontainers/image-spec/blob/v1.1.0/descriptor.md#digests>.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Digest(ContentHash);

/// Why a text is no digest.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DigestError {
    /// Of an algorithm that is not computed here.
    #[error("read the digest: it must begin with sha256:")]
    Algorithm,
    /// Too short, too long, or not hexadecimal.
    #[error("read the digest: after sha256: it must have 64 digits of 0-9 and a-f")]
    Malformed,
}

impl Digest {
    /// The digest of bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(ContentHash::of_bytes(bytes))
    }

    /// The hash alone.
    pub fn hash(self) -> ContentHash {
        self.0
    }
}

impl From<ContentHash> for Digest {
    fn from(hash: ContentHash) -> Self {
        Self(hash)
    }
}

impl FromStr for Digest {
    type Err = DigestError;

    fn from_str(text: &str) -> Result<Self, DigestError> {
        let hex = text
            .strip_prefix(ALGORITHM)
            .and_then(|rest| rest.strip_prefix(':'));
        let hex = hex.ok_or(DigestError::Algorithm)?.as_bytes();
        let mut hash = [0; 32];
        if hex.len() != 2 * hash.len() {
            return Err(DigestError::Malformed);
        }
        for (byte, pair) in hash.iter_mut().zip(hex.chunks_exact(2)) {
            *byte = pair
                .iter()
                .try_fold(0, |sum, digit| Some(sum << 4 | nibble(*digit)?))
                .ok_or(DigestError::Malformed)?;
        }
        Ok(Self(ContentHash(hash)))
    }
}

/// The value of a digit. Capitals are refused, as the specification does, so that a digest has one spelling.
fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

impl TryFrom<String> for Digest {
    type Error = DigestError;

    fn try_from(text: String) -> Result<Self, DigestError> {
        text.parse()
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> Self {
        digest.to_string()
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{ALGORITHM}:{}", self.0)
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of no bytes at all, as the whole world knows it.
    const EMPTY: &str = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    #[test]
    fn a_digest_is_read_as_it_is_written() {
        assert_eq!(Digest::of(b"").to_string(), EMPTY);
        assert_eq!(EMPTY.parse(), Ok(Digest::of(b"")));
    }

    #[test]
    fn what_is_no_digest_is_refused() {
        let refused = |text: &str| text.parse::<Digest>().unwrap_err();
        assert_eq!(refused(""), DigestError::Algorithm);
        assert_eq!(refused("sha512:00"), DigestError::Algorithm);
        assert_eq!(refused("sha256"), DigestError::Algorithm);
        assert_eq!(refused("sha256:00"), DigestError::Malformed);
        assert_eq!(
            refused(&EMPTY.to_uppercase().replace("SHA", "sha")),
            DigestError::Malformed
        );
        assert_eq!(refused(&EMPTY.replace("e3", "é")), DigestError::Malformed);
        assert_eq!(refused(&format!("{EMPTY}0")), DigestError::Malformed);
    }
}

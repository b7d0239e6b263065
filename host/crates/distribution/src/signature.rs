//! Signatures of minisign: that a component is what the owner of a key signed, whoever handed it out.
//!
//! Source: <https://jedisct1.github.io/minisign/#signature-format>.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use minisign_verify::{Error as MinisignError, PublicKey as MinisignKey, Signature};
use opencite_core::printable;

/// What is added to the name of a file for that of its signature.
pub const SIGNATURE_ENDING: &str = ".minisig";

/// The largest signature, in bytes; the tool's have about 300.
pub(crate) const MAX_SIGNATURE: u64 = 8 * 1024;

/// Where the id of a key stands, in a key and in a signature: after two bytes for the algorithm.
const KEY_ID: std::ops::Range<usize> = 2..10;

/// The key of an author, to verify signatures with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey {
    key: MinisignKey,
    id: KeyId,
}

/// What a key is called, and what a signature says that it was made with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct KeyId(u64);

/// Why a component is not taken as its author's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// The text is no public key.
    #[error(
        "read the public key: it must be the text of a .pub file of minisign, or the line in it that begins with RW"
    )]
    Key,
    /// There is no signature.
    #[error("verify the signature of key {key}: there is none")]
    Missing {
        /// The key that it was to be verified with.
        key: KeyId,
    },
    /// The signature is cut off, or is none.
    #[error("verify the signature of key {key}: it is cut off or damaged")]
    Malformed {
        /// The key that it was to be verified with.
        key: KeyId,
    },
    /// The signature is of the format of minisign before 0.8, which signs what is not hashed.
    #[error("verify the signature of key {key}: it is of the old format of minisign")]
    Legacy {
        /// The key that it was to be verified with.
        key: KeyId,
    },
    /// Another key made the signature.
    #[error("verify the signature of key {key}: it was made with key {signed_by}")]
    OtherKey {
        /// The key that it was to be verified with.
        key: KeyId,
        /// The key that the signature names.
        signed_by: KeyId,
    },
    /// The signature is for something else.
    #[error(
        "verify the signature of key {key}: the plugin, or what the signature says of it, is not what was signed"
    )]
    Wrong {
        /// The key that it was to be verified with.
        key: KeyId,
    },
}

impl SignatureError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Key => {
                "Give the public key that the author has published; minisign -G writes it."
            }
            Self::Missing { .. } => {
                "Ask the author for the .minisig file, and put it beside the plugin; or add the plugin without a key, if you trust where it is from."
            }
            Self::Malformed { .. } => "Get the .minisig file again, whole and unchanged.",
            Self::Legacy { .. } => "Ask the author to sign with minisign -S, without -l.",
            Self::OtherKey { .. } => {
                "Make sure from the author which key is theirs: it may have been replaced, or this is not their plugin."
            }
            Self::Wrong { .. } => {
                "Do not use this plugin: it was changed after it was signed, or the signature is another version's."
            }
        }
    }
}

impl PublicKey {
    /// What it is called.
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// Verifies that bytes are what the owner of this key signed. The answer is what they said of it under their
    /// signature (the trusted comment, often a name and a version), safe to show.
    ///
    /// # Errors
    ///
    /// When they are not, or the signature is none of this key.
    pub fn verify(&self, bytes: &[u8], signature: &str) -> Result<String, SignatureError> {
        let key = self.id;
        let decoded =
            Signature::decode(signature).map_err(|_| SignatureError::Malformed { key })?;
        let verified = self.key.verify(bytes, &decoded, false);
        match verified {
            Ok(()) => Ok(printable(decoded.trusted_comment()).into_owned()),
            Err(MinisignError::InvalidSignature) => Err(SignatureError::Wrong { key }),
            Err(MinisignError::UnexpectedAlgorithm) => Err(SignatureError::Legacy { key }),
            Err(MinisignError::UnexpectedKeyId) => Err(self.not_by(signature)),
            Err(_) => Err(SignatureError::Malformed { key }),
        }
    }

    fn not_by(&self, signature: &str) -> SignatureError {
        let key = self.id;
        let signed_by = signature.lines().nth(1).and_then(KeyId::read);
        signed_by.map_or(SignatureError::Malformed { key }, |signed_by| {
            SignatureError::OtherKey { key, signed_by }
        })
    }
}

impl FromStr for PublicKey {
    type Err = SignatureError;

    /// The text of a `.pub` file, or the line in it that is the key.
    fn from_str(text: &str) -> Result<Self, SignatureError> {
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let first = lines.next().ok_or(SignatureError::Key)?;
        let line = if first.starts_with("untrusted comment:") {
            lines.next().ok_or(SignatureError::Key)?
        } else {
            first
        };
        let key = MinisignKey::from_base64(line).map_err(|_| SignatureError::Key)?;
        let id = KeyId::read(line).ok_or(SignatureError::Key)?;
        Ok(Self { key, id })
    }
}

/// Whether a text has the form of a signature; whose it is, and of what, only a key tells.
pub(crate) fn is_signature(text: &str) -> bool {
    u64::try_from(text.len()).is_ok_and(|length| length <= MAX_SIGNATURE)
        && Signature::decode(text).is_ok()
}

impl KeyId {
    fn read(line: &str) -> Option<Self> {
        let bytes = STANDARD.decode(line.trim()).ok()?;
        let id = bytes.get(KEY_ID)?.try_into().ok()?;
        Some(Self(u64::from_le_bytes(id)))
    }
}

/// As minisign prints it.
impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016X}", self.0)
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyId({self})")
    }
}

#[cfg(test)]
mod tests;

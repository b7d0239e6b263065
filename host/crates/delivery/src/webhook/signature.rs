//! Signatures of Standard Webhooks.
//!
//! Source: the specification of Standard Webhooks, "Webhook signatures": HMAC-SHA256 over `id.timestamp.body`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use opencite_core::Secret;
use sha2::Sha256;

/// Bytes of a key, as the specification has it.
const KEY_BYTES: std::ops::RangeInclusive<usize> = 24..=64;

/// What both sides know: `whsec_` and 24 to 64 bytes in base64.
#[derive(Clone)]
pub struct SigningKey(Vec<u8>);

/// Why a text is no key. The text itself is not told.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum SigningKeyError {
    /// It is no base64.
    #[error("read the key of the webhook: it must be whsec_ and then base64")]
    Malformed,
    /// It is too easy to guess, or longer than its hash.
    #[error("read the key of the webhook: it has {bytes} bytes, it must have 24 to 64")]
    Length {
        /// How many it has.
        bytes: usize,
    },
}

impl SigningKey {
    /// Reads a key.
    ///
    /// # Errors
    ///
    /// When it is no base64, too short or too long.
    pub fn new(text: &Secret) -> Result<Self, SigningKeyError> {
        let text = text.expose().trim();
        let encoded = text.strip_prefix("whsec_").unwrap_or(text);
        let key = STANDARD
            .decode(encoded)
            .map_err(|_| SigningKeyError::Malformed)?;
        if !KEY_BYTES.contains(&key.len()) {
            return Err(SigningKeyError::Length { bytes: key.len() });
        }
        Ok(Self(key))
    }

    /// The value of `webhook-signature`.
    pub(super) fn sign(&self, id: &str, seconds: i64, body: &[u8]) -> String {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes a key of any length");
        mac.update(format!("{id}.{seconds}.").as_bytes());
        mac.update(body);
        format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
    }
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SigningKey(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> Result<SigningKey, SigningKeyError> {
        SigningKey::new(&Secret::new(text))
    }

    /// The example that the libraries of Standard Webhooks are tested with.
    #[test]
    fn a_signature_is_that_of_the_specification() {
        let key = key("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let signature = key.sign(
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1_614_265_330,
            br#"{"test": 2432232314}"#,
        );
        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn a_key_that_is_none_is_refused_without_being_repeated() {
        assert_eq!(
            key("whsec_not base64!").unwrap_err(),
            SigningKeyError::Malformed
        );
        assert_eq!(
            key("c2hvcnQ=").unwrap_err(),
            SigningKeyError::Length { bytes: 5 }
        );
        assert_eq!(key("").unwrap_err(), SigningKeyError::Length { bytes: 0 });
        let key = key("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        assert_eq!(format!("{key:?}"), "SigningKey(..)");
    }
}

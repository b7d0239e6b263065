//! Keyed fingerprints of values that may be secrets: a change shows, the value never does.

use std::sync::OnceLock;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

static KEY: OnceLock<[u8; 32]> = OnceLock::new();

/// Sets the key, once a process. Fingerprints compare only where the key is the same, so it is kept beside the
/// operator's other state. Returns whether this call set it.
pub fn install_key(key: [u8; 32]) -> bool {
    KEY.set(key).is_ok()
}

/// The first 128 bits of HMAC-SHA-256, in hex. Without an installed key all is hashed to nothing but "unkeyed", so that
/// a guessable value cannot be found by trying.
pub(crate) fn of(value: &str) -> String {
    KEY.get()
        .map_or_else(|| "unkeyed".to_owned(), |key| keyed(key, value))
}

fn keyed(key: &[u8; 32], value: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(value.as_bytes());
    let bytes: [u8; 32] = mac.finalize().into_bytes().into();
    let (kept, _) = bytes.split_at(16);
    kept.iter()
        .fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_follows_the_value_and_the_key_and_does_not_hold_the_value() {
        let one = keyed(&[1; 32], "sk-12345");
        assert_eq!(one, keyed(&[1; 32], "sk-12345"));
        assert_ne!(one, keyed(&[1; 32], "sk-12346"));
        assert_ne!(one, keyed(&[2; 32], "sk-12345"));
        assert_eq!(one.len(), 32);
        assert!(!one.contains("sk-"));
    }
}

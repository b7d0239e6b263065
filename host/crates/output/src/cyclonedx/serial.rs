//! The number that tells one bill of materials from every other.

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::OutputError;

/// A version 8 UUID made of the content's SHA-256: the same content has the same number.
///
/// Source: RFC 9562, section 5.8.
pub(super) fn of(content: &impl Serialize) -> Result<String, OutputError> {
    let mut hash = Hash(Sha256::new());
    serde_json::to_writer(&mut hash, content)?;
    let digest: [u8; 32] = hash.0.finalize().into();
    let mut bytes = [0; 16];
    bytes
        .iter_mut()
        .zip(digest)
        .for_each(|(byte, from)| *byte = from);
    let number = u128::from_be_bytes(bytes);
    let versioned = (number & !(0xf << 76)) | (0x8 << 76);
    let text = format!("{:032x}", (versioned & !(0x3 << 62)) | (0x2 << 62));
    let groups = [0..8, 8..12, 12..16, 16..20, 20..32];
    let groups = groups.map(|group| text.get(group).unwrap_or_default());
    Ok(format!("urn:uuid:{}", groups.join("-")))
}

struct Hash(Sha256);

impl std::io::Write for Hash {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

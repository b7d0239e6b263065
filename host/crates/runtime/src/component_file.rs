//! A plugin's file, looked at before anything is done with it.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use opencite_core::ContentHash;

use crate::error::PluginError;

/// The most memory that is taken for a file before it is read, in bytes.
const MAX_RESERVED: usize = 64 * 1024 * 1024;

/// The bytes of a component, with the digest that the plugin is known by.
pub(crate) struct ComponentFile {
    pub(crate) path: PathBuf,
    pub(crate) bytes: Vec<u8>,
    pub(crate) digest: ContentHash,
}

impl ComponentFile {
    /// Reads the file, once: what is hashed is what is compiled.
    pub(crate) fn read(path: &Path, limit: usize) -> Result<Self, PluginError> {
        let unreadable = |source| PluginError::Unreadable {
            path: path.to_owned(),
            source,
        };
        let file = File::open(path).map_err(unreadable)?;
        let size = file.metadata().map_err(unreadable)?.len();
        let expected = usize::try_from(size).unwrap_or(limit).min(limit);
        let mut bytes = Vec::with_capacity(expected.min(MAX_RESERVED));
        file.take(limit as u64 + 1)
            .read_to_end(&mut bytes)
            .map_err(unreadable)?;
        if bytes.len() > limit {
            let bytes = size.max(bytes.len() as u64);
            return Err(PluginError::TooLarge {
                path: path.to_owned(),
                bytes,
                limit,
            });
        }
        if let Some(found) = something_else(&bytes) {
            return Err(PluginError::NotAComponent {
                path: path.to_owned(),
                found,
            });
        }
        Ok(Self {
            path: path.to_owned(),
            digest: ContentHash::of_bytes(&bytes),
            bytes,
        })
    }
}

/// What the file is, when it does not begin like a component.
///
/// Code that is already compiled is never taken from outside: nothing could check what it does.
fn something_else(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [] => Some("an empty file"),
        [b'\0', b'a', b's', b'm', 0x0d, 0, 1, 0, ..] => None,
        [b'\0', b'a', b's', b'm', 1, 0, 0, 0, ..] => Some("a core WebAssembly module"),
        [b'\0', b'a', b's', b'm', ..] => {
            Some("WebAssembly of an unknown version, or a truncated file")
        }
        _ if wasmtime::Engine::detect_precompiled(bytes).is_some() => {
            Some("code compiled by Wasmtime")
        }
        [0x7f, b'E', b'L', b'F', ..] => Some("a native program"),
        [b'(', ..] => Some("WebAssembly text"),
        [0x1f, 0x8b, ..] => Some("a gzip file"),
        _ => Some("something unknown"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_component_is_named() {
        let cases: [(&[u8], &str); 7] = [
            (b"", "an empty file"),
            (b"\0asm\x01\0\0\0", "a core WebAssembly module"),
            (
                b"\0asm",
                "WebAssembly of an unknown version, or a truncated file",
            ),
            (b"\x7fELF\x02\x01\x01", "a native program"),
            (b"(component)", "WebAssembly text"),
            (b"\x1f\x8b\x08", "a gzip file"),
            (b"hello", "something unknown"),
        ];
        for (bytes, found) in cases {
            assert_eq!(something_else(bytes), Some(found));
        }
        assert_eq!(something_else(b"\0asm\x0d\0\x01\0"), None);
    }
}

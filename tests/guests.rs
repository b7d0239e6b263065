//! Plugins as nobody should write them: whatever one does, its unit ends with the reason, and nothing else is harmed.
//!
//! The guests are built by `make guests`; what is simpler as WebAssembly text, or as a file with some bytes changed, is
//! made here. Where a limit has to be small, a test has a runtime of its own; all else goes through the program.

/// Asserts a snapshot without what changes with every edit of a guest and every compiler: positions and versions.
macro_rules! assert_without_positions {
    ($text:expr, @$snapshot:literal) => {
        insta::with_settings!({
            filters => [
                (r"\.rs:\d+:\d+", ".rs"),
                (r" \(at offset 0x[0-9a-f]+\)", ""),
                (r"section range .*", "section range"),
                (r"`wasi:[^`]*`", "`wasi:...`"),
            ]
        }, {
            insta::assert_snapshot!($text, @$snapshot);
        })
    };
}

mod catalogue;
mod compiling;
mod endless;
mod files;
mod limits;
mod manifests;
mod memory_search;
mod sandbox;
mod scans;
mod wat;
mod words;

use std::fs;
use std::path::PathBuf;

use crate::support::{Opencite, SimServer};

/// A guest that `make guests` built.
fn built(name: &str) -> PathBuf {
    let guests = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/guests");
    PathBuf::from(format!("{guests}/{name}.wasm"))
}

/// The bytes of a guest.
pub(crate) fn bytes_of(name: &str) -> Vec<u8> {
    fs::read(built(name)).expect("`make guests` was run")
}

/// The guest with every occurrence of a text replaced by one of the same length.
pub(crate) fn edited(name: &str, from: &str, to: &str) -> Vec<u8> {
    assert_eq!(from.len(), to.len(), "a name's length stands before it");
    let mut bytes = bytes_of(name);
    let places: Vec<usize> = bytes
        .windows(from.len())
        .enumerate()
        .filter_map(|(place, window)| (window == from.as_bytes()).then_some(place))
        .collect();
    assert!(!places.is_empty(), "there is no {from:?} in {name}");
    for place in places {
        bytes[place..place + to.len()].copy_from_slice(to.as_bytes());
    }
    bytes
}

/// A place where these guests are the plugins that the program finds.
fn with_guests(server: &SimServer, names: &[&str]) -> Opencite {
    let opencite = Opencite::with_sim(server).env("OPENCITE_PLUGIN_DIR", "guests");
    for name in names {
        opencite.file(&format!("guests/{name}.wasm"), bytes_of(name));
    }
    opencite
}

//! A database file from somebody else: it is read, refused, or found to be damaged, whatever its bytes are.
//!
//! An input is the file itself or, when it begins with `PATCH`, changes to a sound database: four bytes for a place in it,
//! one for how many follow, and those.

#![no_main]

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use opencite_fuzz::database;
use opencite_store::Store;
use rusqlite::Connection;
use tempfile::TempDir;

static DIRECTORY: LazyLock<TempDir> =
    LazyLock::new(|| TempDir::new().expect("there is a temporary directory"));

/// A sound database, with small pages so that a change hits something.
static SOUND: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let (large, small) = (
        DIRECTORY.path().join("large.db"),
        DIRECTORY.path().join("small.db"),
    );
    database::create(&large).expect("a database can be made");
    let connection = Connection::open(&large).expect("it is there");
    let small_name = small.to_str().expect("the path is a text");
    let shrink =
        format!("PRAGMA journal_mode = delete; PRAGMA page_size = 512; VACUUM INTO '{small_name}'");
    connection.execute_batch(&shrink).expect("it can be copied");
    fs::read(small).expect("the copy is there")
});

fuzz_target!(|input: &[u8]| {
    let bytes = match input.strip_prefix(b"PATCH") {
        Some(patches) => patched(patches),
        None => input.to_vec(),
    };
    let path = DIRECTORY.path().join("opencite.db");
    clear(&path);
    fs::write(&path, &bytes).expect("it can be written");
    if let Ok(store) = Store::open_existing(&path) {
        database::read_all(&store);
    }
    merge(&path);
    clear(&path);
});

fn merge(path: &Path) {
    let merged = DIRECTORY.path().join("merged.db");
    clear(&merged);
    drop(opencite_store::merge(&[path.to_owned()], &merged));
}

fn clear(path: &Path) {
    for suffix in ["", "-wal", "-shm", "-journal"] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        // Most of them are not there.
        drop(fs::remove_file(name));
    }
}

fn patched(mut patches: &[u8]) -> Vec<u8> {
    let mut bytes = SOUND.clone();
    while let Some((place, rest)) = patches.split_first_chunk::<4>() {
        let (&length, rest) = rest.split_first().unwrap_or((&0, &[]));
        let (patch, rest) = rest.split_at(rest.len().min(length.into()));
        let place = usize::try_from(u32::from_le_bytes(*place)).unwrap_or_default() % bytes.len();
        for (old, new) in bytes.iter_mut().skip(place).zip(patch) {
            *old = *new;
        }
        patches = rest;
    }
    bytes
}

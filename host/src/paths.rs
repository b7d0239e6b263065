//! Where the program keeps what is not the operator's: the XDG base directories.
//!
//! Source: <https://specifications.freedesktop.org/basedir-spec/latest/>

use std::fs;
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

/// Compiled code; lost without harm.
pub(crate) fn component_cache() -> PathBuf {
    base("XDG_CACHE_HOME", ".cache").join("components")
}

/// The key that fingerprints of possible secrets are made with: made once, and kept from everybody else.
///
/// # Errors
///
/// When it cannot be read or made.
pub(crate) fn fingerprint_key() -> io::Result<[u8; 32]> {
    let path = base("XDG_STATE_HOME", ".local/state").join("fingerprint.key");
    match fs::read(&path) {
        Ok(bytes) => bytes.try_into().map_err(|_| damaged(&path)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => make_key(&path),
        Err(error) => Err(error),
    }
}

fn make_key(path: &Path) -> io::Result<[u8; 32]> {
    let mut key = [0; 32];
    getrandom::fill(&mut key).map_err(io::Error::other)?;
    if let Some(directory) = path.parent() {
        fs::create_dir_all(directory)?;
    }
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(&key)?;
    Ok(key)
}

fn damaged(path: &Path) -> io::Error {
    io::Error::other(format!(
        "{} is damaged: remove it to have it made anew",
        path.display()
    ))
}

#[expect(
    clippy::disallowed_methods,
    reason = "the base directories are named by the environment"
)]
fn base(variable: &str, below_home: &str) -> PathBuf {
    let named = std::env::var_os(variable)
        .map(PathBuf::from)
        .filter(|path| path.is_absolute());
    let home = || {
        std::env::home_dir()
            .unwrap_or_else(std::env::temp_dir)
            .join(below_home)
    };
    named.unwrap_or_else(home).join("opencite")
}

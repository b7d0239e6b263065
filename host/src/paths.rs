//! Where the program keeps what is not the operator's: the XDG base directories.
//!
//! Source: <https://specifications.freedesktop.org/basedir-spec/latest/>

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use opencite_distribution::{PASSWORD_VARIABLE, USER_VARIABLE};

/// Compiled code; lost without harm.
pub(crate) fn component_cache() -> PathBuf {
    base("XDG_CACHE_HOME", ".cache").join("components")
}

/// The file of the key that fingerprints of possible secrets are made with.
pub(crate) fn fingerprint_key() -> PathBuf {
    base("XDG_STATE_HOME", ".local/state").join("fingerprint.key")
}

/// Reads a key that is made once, and kept from everybody else.
///
/// # Errors
///
/// When it cannot be read or made.
pub(crate) fn key(path: &Path) -> io::Result<[u8; 32]> {
    match read_key(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => make_key(path),
        read => read,
    }
}

/// Whoever knows the key can find a secret by trying, so a file that others made, or can read, is not taken. In a container
/// that has no home directory it is in one that everybody can write to.
fn read_key(path: &Path) -> io::Result<[u8; 32]> {
    let mut file = File::open(path)?;
    let metadata = file.metadata()?;
    let is_ours = metadata.uid() == rustix::process::geteuid().as_raw();
    if !is_ours || metadata.mode() & 0o077 != 0 {
        return Err(io::Error::other(
            "it is not the operator's alone (mode 0600): remove it to have it made anew",
        ));
    }
    let mut key = [0; 32];
    file.read_exact(&mut key)
        .ok()
        .filter(|()| metadata.len() == key.len() as u64)
        .ok_or_else(|| io::Error::other("it is damaged: remove it to have it made anew"))?;
    Ok(key)
}

/// Makes the key whole or not at all. Of two scans that make it at once, both take the first.
fn make_key(path: &Path) -> io::Result<[u8; 32]> {
    let mut key = [0; 32];
    getrandom::fill(&mut key).map_err(io::Error::other)?;
    let directory = path.parent().unwrap_or(Path::new("/"));
    fs::create_dir_all(directory)?;
    // A file for the operator alone, as all temporary files are.
    let mut file = tempfile::NamedTempFile::new_in(directory)?;
    file.write_all(&key)?;
    match file.persist_noclobber(path) {
        Ok(_) => Ok(key),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => read_key(path),
        Err(error) => Err(error.error),
    }
}

/// Where the plugins are that an operator has added.
#[expect(clippy::disallowed_methods, reason = "the environment is asked for it")]
pub(crate) fn plugin_home() -> PathBuf {
    let named = std::env::var_os("OPENCITE_PLUGIN_HOME").map(PathBuf::from);
    named.unwrap_or_else(|| base("XDG_DATA_HOME", ".local/share").join("plugins"))
}

/// The user and the password of the environment, for registries.
#[expect(
    clippy::disallowed_methods,
    reason = "the environment is asked for them"
)]
pub(crate) fn registry_login() -> Option<(String, String)> {
    let user = std::env::var(USER_VARIABLE).ok()?;
    Some((user, std::env::var(PASSWORD_VARIABLE).ok()?))
}

/// The config of Docker, which keeps logins for registries.
///
/// Source: <https://docs.docker.com/reference/cli/docker/#environment-variables>
#[expect(clippy::disallowed_methods, reason = "the environment names it")]
pub(crate) fn docker_config() -> Option<PathBuf> {
    let named = std::env::var_os("DOCKER_CONFIG").map(PathBuf::from);
    let directory = named.or_else(|| Some(std::env::home_dir()?.join(".docker")))?;
    Some(directory.join("config.json"))
}

/// Where the environment says that the plugins are.
#[expect(clippy::disallowed_methods, reason = "the environment is asked for it")]
pub(crate) fn plugin_directory() -> Option<PathBuf> {
    std::env::var_os("OPENCITE_PLUGIN_DIR").map(PathBuf::from)
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

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn of_two_keys_made_at_once_the_first_stays() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("state/fingerprint.key");
        let first = make_key(&path).unwrap();
        assert_eq!(make_key(&path).unwrap(), first);
        assert_eq!(read_key(&path).unwrap(), first);
    }

    #[test]
    fn a_key_that_others_can_read_or_that_is_damaged_is_not_taken() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("fingerprint.key");
        make_key(&path).unwrap();
        let refused = || read_key(&path).unwrap_err().to_string();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        insta::assert_snapshot!(refused(), @"it is not the operator's alone (mode 0600): remove it to have it made anew");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        fs::write(&path, [0; 33]).unwrap();
        insta::assert_snapshot!(refused(), @"it is damaged: remove it to have it made anew");
        fs::write(&path, [0; 31]).unwrap();
        insta::assert_snapshot!(refused(), @"it is damaged: remove it to have it made anew");
    }
}

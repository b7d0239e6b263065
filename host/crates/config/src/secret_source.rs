//! Where a secret is: it does not stand in the config itself.

use std::io;
use std::path::{Path, PathBuf};

use opencite_core::Secret;
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Deserializer, MapAccess, Visitor};

use crate::error::ConfigError;
use crate::text_file;

/// The largest file that is taken for a secret, in bytes.
const MAX_BYTES: u64 = 64 * 1024;

/// Where a secret is: `{ env = "NAME" }` or `{ file = "PATH" }`.
#[derive(Debug)]
pub enum SecretSource {
    /// In an environment variable.
    Environment(String),
    /// In a file, whose last line break does not count.
    File(PathBuf),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reference {
    env: Option<String>,
    file: Option<PathBuf>,
}

impl SecretSource {
    /// Reads the secret; `what` says in messages what it is for.
    ///
    /// # Errors
    ///
    /// When the variable is not set, or the file cannot be read, is empty, or too large to be a secret.
    pub fn read(&self, what: &str) -> Result<Secret, ConfigError> {
        match self {
            Self::Environment(variable) => from_environment(variable, what),
            Self::File(path) => from_file(path, what),
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the config names the variable")]
fn from_environment(variable: &str, what: &str) -> Result<Secret, ConfigError> {
    match std::env::var(variable) {
        Ok(text) if !text.is_empty() => Ok(Secret::new(text)),
        Ok(_) | Err(_) => Err(ConfigError::new(format!(
            "the environment variable {variable}, which is to hold {what}, is not set"
        ))),
    }
}

fn from_file(path: &Path, what: &str) -> Result<Secret, ConfigError> {
    read_secret(path).map_err(|source| {
        let failed = format!("cannot read {}, which is to hold {what}", path.display());
        ConfigError::of(failed, source)
    })
}

fn read_secret(path: &Path) -> io::Result<Secret> {
    let text = text_file::read(path, MAX_BYTES)?;
    let text = text.strip_suffix('\n').unwrap_or(&text);
    let text = text.strip_suffix('\r').unwrap_or(text);
    if text.is_empty() {
        return Err(io::Error::other("it is empty"));
    }
    Ok(Secret::new(text))
}

impl<'de> Deserialize<'de> for SecretSource {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SourceVisitor)
    }
}

struct SourceVisitor;

impl<'de> Visitor<'de> for SourceVisitor {
    type Value = SecretSource;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a reference to the environment or to a file, { env = \"NAME\" } or { file = \"PATH\" }")
    }

    fn visit_str<E: de::Error>(self, _: &str) -> Result<SecretSource, E> {
        Err(E::custom(
            "a secret does not stand in the config: put it into an environment variable or a file, and write \
             { env = \"NAME\" } or { file = \"PATH\" } here",
        ))
    }

    fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<SecretSource, M::Error> {
        let reference = Reference::deserialize(MapAccessDeserializer::new(map))?;
        match (reference.env, reference.file) {
            (Some(variable), None) => Ok(SecretSource::Environment(variable)),
            (None, Some(path)) => Ok(SecretSource::File(path)),
            _ => Err(de::Error::custom("there is to be one of env and file")),
        }
    }
}

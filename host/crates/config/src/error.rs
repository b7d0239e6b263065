//! What is wrong with a config.

use std::io;

use opencite_core::printable;

/// The most characters of a key that are shown.
const MAX_SHOWN: usize = 60;

/// What is wrong with a config, or with what it refers to. No value of it is repeated: it could be a secret in the wrong
/// place.
#[derive(Debug, thiserror::Error)]
#[error("{what}")]
pub struct ConfigError {
    what: String,
    hint: Option<String>,
    source: Option<io::Error>,
}

impl ConfigError {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            hint: None,
            source: None,
        }
    }

    pub(crate) fn of(what: impl Into<String>, source: io::Error) -> Self {
        Self {
            source: Some(source),
            ..Self::new(what)
        }
    }

    /// Offers the word that was meant, where there is one.
    pub(crate) fn meant(self, nearest: Option<&str>) -> Self {
        Self {
            hint: nearest.map(|nearest| format!("Did you mean {nearest}?")),
            ..self
        }
    }

    /// What to do next.
    pub fn hint(&self) -> Option<&str> {
        self.hint.as_deref()
    }
}

/// A key as it is shown: on one line, and no longer than a key may be.
pub(crate) fn shown(key: &str) -> String {
    let short: String = key.chars().take(MAX_SHOWN).collect();
    printable(&short).into_owned()
}

//! What an operator has added: each plugin pinned by the digest of its file, with what it was granted.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use opencite_core::{IamAction, PluginId};
use serde::{Deserialize, Serialize};

/// The version of the format.
const VERSION: u32 = 1;
/// What the file begins with.
const HEAD: &str =
    "# What was added, from where, and what it was granted: written by `opencite plugin`.\n";

/// The lock file: what was added, by id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lock {
    plugins: BTreeMap<PluginId, Pinned>,
}

/// An added plugin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pinned {
    /// What it says that it is.
    pub id: PluginId,
    /// What it says that its version is.
    pub version: String,
    /// Where it came from. Another place is another author.
    pub source: String,
    /// The SHA-256 of its file, in hexadecimal: what has another is not loaded.
    pub digest: String,
    /// The key that it was signed with, where that was verified. Its next version has to be signed with it, too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_by: Option<String>,
    /// The IAM actions that the operator has granted it.
    pub granted: BTreeSet<IamAction>,
}

/// Why a text is no lock file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LockError {
    /// It is no TOML, or has what no lock file has.
    #[error("line {line}: {why}")]
    Malformed {
        /// The line, from 1.
        line: usize,
        /// What is wrong there.
        why: String,
    },
    /// Another program wrote it.
    #[error("it is of version {0}, and this program knows {VERSION}")]
    Version(u32),
    /// Two plugins of one id.
    #[error("it has {0} twice")]
    Twice(PluginId),
}

#[derive(Deserialize)]
struct Versioned {
    version: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    #[serde(default, rename = "plugin")]
    plugins: Vec<Pinned>,
}

impl Lock {
    /// All that were added, by id.
    pub fn plugins(&self) -> impl ExactSizeIterator<Item = &Pinned> {
        self.plugins.values()
    }

    /// The plugin of an id.
    pub fn find(&self, id: &str) -> Option<&Pinned> {
        self.plugins.get(&PluginId::new(id).ok()?)
    }

    /// Pins a plugin, or its next version.
    pub fn put(&mut self, plugin: Pinned) {
        self.plugins.insert(plugin.id.clone(), plugin);
    }

    /// Forgets a plugin.
    pub fn remove(&mut self, id: &PluginId) {
        self.plugins.remove(id);
    }

    /// Changes what a plugin was granted, where it was added.
    pub fn grant(&mut self, id: &PluginId, change: impl FnOnce(&mut BTreeSet<IamAction>)) {
        if let Some(plugin) = self.plugins.get_mut(id) {
            change(&mut plugin.granted);
        }
    }
}

impl FromStr for Lock {
    type Err = LockError;

    /// What the text of a lock file says.
    fn from_str(text: &str) -> Result<Self, LockError> {
        let malformed = |error| malformed(text, &error);
        // A later version may have what this one does not know: that is not damage.
        let Versioned { version } = toml::from_str(text).map_err(malformed)?;
        if version != VERSION {
            return Err(LockError::Version(version));
        }
        let file: File = toml::from_str(text).map_err(malformed)?;
        let mut plugins = BTreeMap::new();
        for plugin in file.plugins {
            if let Some(other) = plugins.insert(plugin.id.clone(), plugin) {
                return Err(LockError::Twice(other.id));
            }
        }
        Ok(Self { plugins })
    }
}

/// The text of the file.
impl fmt::Display for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = File {
            version: VERSION,
            plugins: self.plugins.values().cloned().collect(),
        };
        let text = toml::to_string_pretty(&file).map_err(|_| fmt::Error)?;
        write!(f, "{HEAD}{text}")
    }
}

impl Pinned {
    /// What of all that a plugin asks for it was granted.
    pub fn granted_of(&self, wanted: &[IamAction]) -> Vec<IamAction> {
        let is_granted = |action: &&IamAction| self.granted.contains(*action);
        wanted.iter().filter(is_granted).cloned().collect()
    }
}

fn malformed(text: &str, error: &toml::de::Error) -> LockError {
    let before = error.span().and_then(|span| text.get(..span.start));
    LockError::Malformed {
        line: before.unwrap_or_default().matches('\n').count() + 1,
        why: opencite_core::printable(error.message()).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn action(text: &str) -> IamAction {
        IamAction::parse(text).unwrap()
    }

    fn pinned(id: &str) -> Pinned {
        Pinned {
            id: PluginId::new(id).unwrap(),
            version: "1.2.0".to_owned(),
            source: "oci://registry.example.com/team/plugin".to_owned(),
            digest: "ab".repeat(32),
            signed_by: None,
            granted: BTreeSet::from([action("kendra:ListIndices")]),
        }
    }

    fn refused(text: &str) -> String {
        text.parse::<Lock>().unwrap_err().to_string()
    }

    #[test]
    fn a_lock_is_read_as_it_was_written() {
        let mut lock = Lock::default();
        lock.put(pinned("kendra"));
        lock.put(Pinned {
            signed_by: Some("F3B841666641F391".to_owned()),
            ..pinned("acme")
        });
        let text = lock.to_string();
        assert_eq!(text.parse(), Ok(lock));
        insta::assert_snapshot!(text, @r#"
        # What was added, from where, and what it was granted: written by `opencite plugin`.
        version = 1

        [[plugin]]
        id = "acme"
        version = "1.2.0"
        source = "oci://registry.example.com/team/plugin"
        digest = "abababababababababababababababababababababababababababababababab"
        signed_by = "F3B841666641F391"
        granted = ["kendra:ListIndices"]

        [[plugin]]
        id = "kendra"
        version = "1.2.0"
        source = "oci://registry.example.com/team/plugin"
        digest = "abababababababababababababababababababababababababababababababab"
        granted = ["kendra:ListIndices"]
        "#);
    }

    #[test]
    fn what_is_granted_changes_and_bounds_what_is_asked_for() {
        let mut lock = Lock::default();
        lock.put(pinned("kendra"));
        let id = PluginId::new("kendra").unwrap();
        lock.grant(&id, |granted| {
            granted.insert(action("kendra:DescribeIndex"));
        });
        let wanted = ["kendra:DescribeIndex", "kendra:ListExperiences"].map(action);
        let granted = lock.find("kendra").unwrap().granted_of(&wanted);
        assert_eq!(granted, [action("kendra:DescribeIndex")]);
        lock.remove(&id);
        assert_eq!(lock.find("kendra"), None);
    }

    #[test]
    fn an_id_that_would_be_another_file_is_refused() {
        let mut lock = Lock::default();
        lock.put(pinned("kendra"));
        let text = lock.to_string().replace("\"kendra\"", "\"../kendra\"");
        insta::assert_snapshot!(refused(&text), @r#"line 5: plugin id "../kendra" is not a lower-case word of letters, digits and underscores, at most 64 bytes"#);
    }

    #[test]
    fn damage_is_told_by_its_line() {
        insta::assert_snapshot!(refused("version = 1\n[[plugin]]\nid = \"x\"\n"), @"line 2: missing field `version`");
        insta::assert_snapshot!(refused("version = 1\nplugins = 3\n"), @"line 2: unknown field `plugins`, expected `version` or `plugin`");
        insta::assert_snapshot!(refused(""), @"line 1: missing field `version`");
    }

    #[test]
    fn a_later_version_is_no_damage() {
        insta::assert_snapshot!(refused("version = 2\nunknown = true\n"), @"it is of version 2, and this program knows 1");
    }

    #[test]
    fn two_of_one_id_are_refused() {
        let mut lock = Lock::default();
        lock.put(pinned("kendra"));
        let text = lock.to_string();
        let plugin = text.split_once("[[plugin]]").unwrap().1;
        insta::assert_snapshot!(refused(&format!("{text}[[plugin]]{plugin}")), @"it has kendra twice");
    }
}

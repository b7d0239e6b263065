//! Where a field is.

use std::fmt;

use serde::{Serialize, Serializer};

/// Where a field of an asset is. As a text it is a `JSONPath` ([RFC 9535], shorthand notation) without the `$.` that all
/// of them begin with: `properties.variants[0].weight`, `properties.environment['a.b']`.
///
/// [RFC 9535]: https://www.rfc-editor.org/rfc/rfc9535#section-2.5.1
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FieldPath(Vec<FieldStep>);

/// One step down.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FieldStep {
    /// Into the member of an object.
    Key(String),
    /// To the item of an array, from 0.
    Index(usize),
}

impl FieldPath {
    /// The steps from the asset down.
    pub fn steps(&self) -> &[FieldStep] {
        &self.0
    }

    pub(super) fn key(&self, key: &str) -> Self {
        self.down(FieldStep::Key(key.to_owned()))
    }

    pub(super) fn index(&self, index: usize) -> Self {
        self.down(FieldStep::Index(index))
    }

    /// The name of the innermost member that the path leads through.
    pub(super) fn name(&self) -> Option<&str> {
        self.0.iter().rev().find_map(|step| match step {
            FieldStep::Key(key) => Some(key.as_str()),
            FieldStep::Index(_) => None,
        })
    }

    fn down(&self, step: FieldStep) -> Self {
        let mut steps = Vec::with_capacity(self.0.len() + 1);
        steps.extend_from_slice(&self.0);
        steps.push(step);
        Self(steps)
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (depth, step) in self.0.iter().enumerate() {
            match step {
                FieldStep::Key(key) if is_shorthand(key) && depth == 0 => f.write_str(key)?,
                FieldStep::Key(key) if is_shorthand(key) => write!(f, ".{key}")?,
                FieldStep::Key(key) => quoted(key, f)?,
                FieldStep::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// RFC 9535, section 2.5.1.1: `member-name-shorthand`.
fn is_shorthand(key: &str) -> bool {
    let is_first = |char: char| char.is_ascii_alphabetic() || char == '_' || !char.is_ascii();
    let mut chars = key.chars();
    chars.next().is_some_and(is_first) && chars.all(|char| is_first(char) || char.is_ascii_digit())
}

/// RFC 9535, section 2.3.1.1: `single-quoted`.
fn quoted(key: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str("['")?;
    for char in key.chars() {
        match char {
            '\'' | '\\' => write!(f, "\\{char}")?,
            '\0'..='\x1f' => write!(f, "\\u{:04x}", u32::from(char))?,
            _ => write!(f, "{char}")?,
        }
    }
    f.write_str("']")
}

impl Serialize for FieldPath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

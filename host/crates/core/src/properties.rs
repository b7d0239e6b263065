//! An asset's properties: a JSON object, checked, canonical and hashed.

use std::fmt;

use serde::Serialize;
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

/// The largest JSON text of an asset's properties, in bytes.
const MAX_BYTES: usize = 1024 * 1024;
/// How many times its length a text may have in its canonical form: `1E15` has 18 characters instead of 4.
const MAX_GROWTH: usize = 8;
/// The deepest nesting. AWS's own answers stay under 15; `serde_json` refuses 128.
const MAX_DEPTH: usize = 32;

/// A JSON object. Keys are sorted and nulls left out, so that equal content is equal text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(transparent)]
pub struct Properties(Map<String, Value>);

/// What tells one content from another: SHA-256 over a canonical text.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ContentHash(pub [u8; 32]);

/// Why a text is not an asset's properties.
#[derive(Debug, thiserror::Error)]
pub enum PropertiesError {
    /// Over 1 MiB.
    #[error("properties of {0} bytes are over the limit of {MAX_BYTES}")]
    TooLarge(usize),
    /// Nested too deep.
    #[error("properties are nested deeper than {MAX_DEPTH} levels")]
    TooDeep,
    /// Not JSON.
    #[error("properties are not JSON")]
    NotJson(#[source] serde_json::Error),
    /// JSON, but no object.
    #[error("properties are not a JSON object")]
    NotAnObject,
}

impl Properties {
    /// Parses the JSON text of an object.
    ///
    /// # Errors
    ///
    /// When the text is too large, not JSON, no object, or nested too deep.
    pub fn parse(text: &str) -> Result<Self, PropertiesError> {
        if text.len() > MAX_BYTES {
            return Err(PropertiesError::TooLarge(text.len()));
        }
        let value = serde_json::from_str(text).map_err(PropertiesError::NotJson)?;
        let Value::Object(object) = without_nulls(value) else {
            return Err(PropertiesError::NotAnObject);
        };
        if object.values().any(|value| depth(value) >= MAX_DEPTH) {
            return Err(PropertiesError::TooDeep);
        }
        let properties = Self(object);
        // Numbers may grow on the way to their canonical form: `1E15` to `1000000000000000.0`.
        if text.len() > MAX_BYTES / MAX_GROWTH && properties.to_text().len() > MAX_BYTES {
            return Err(PropertiesError::TooLarge(properties.to_text().len()));
        }
        Ok(properties)
    }

    /// The canonical JSON text.
    #[expect(
        clippy::missing_panics_doc,
        reason = "what JSON was read into is written as JSON"
    )]
    pub fn to_text(&self) -> String {
        serde_json::to_string(&self.0).expect("its keys are texts")
    }

    /// The object. Its keys come sorted.
    pub fn as_map(&self) -> &Map<String, Value> {
        &self.0
    }
}

/// An absent field and a null one say the same; only one of them is stored.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(object) => Value::Object(
            object
                .into_iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(key, value)| (key, without_nulls(value)))
                .collect(),
        ),
        Value::Array(items) => Value::Array(items.into_iter().map(without_nulls).collect()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value,
    }
}

fn depth(value: &Value) -> usize {
    match value {
        Value::Object(object) => 1 + object.values().map(depth).max().unwrap_or(0),
        Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
    }
}

impl ContentHash {
    /// Hashes a text.
    pub fn of(text: &str) -> Self {
        Self::of_bytes(text.as_bytes())
    }

    /// Hashes bytes.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ContentHash({self})")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Each was read as a neighbour of what was written.
    const FOUND: [&str; 3] = ["4.4107437e-16", "7.9321861e-16", "3.78608704e-15"];

    /// The canonical text of a number, and that of this text.
    fn canonical_twice(number: &str) -> [String; 2] {
        let once = |text: &str| Properties::parse(text).unwrap().to_text();
        let first = once(&format!(r#"{{"a":{number}}}"#));
        [once(&first), first]
    }

    #[test]
    fn field_order_and_nulls_make_no_difference() {
        let one = Properties::parse(r#"{"b":1,"a":{"d":null,"c":[{"y":1,"x":2}]}}"#).unwrap();
        let other = Properties::parse(r#"{"a":{"c":[{"x":2,"y":1}]},"b":1,"e":null}"#).unwrap();
        assert_eq!(one.to_text(), other.to_text());
        assert_eq!(one.to_text(), r#"{"a":{"c":[{"x":2,"y":1}]},"b":1}"#);
    }

    #[test]
    fn only_a_bounded_object_is_taken() {
        let deep = format!("{}1{}", r#"{"a":"#.repeat(40), "}".repeat(40));
        let bottomless = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        let large = format!(r#"{{"a":"{}"}}"#, "x".repeat(MAX_BYTES));
        assert!(matches!(
            Properties::parse("[]"),
            Err(PropertiesError::NotAnObject)
        ));
        assert!(matches!(
            Properties::parse("{"),
            Err(PropertiesError::NotJson(_))
        ));
        assert!(matches!(
            Properties::parse(&deep),
            Err(PropertiesError::TooDeep)
        ));
        assert!(matches!(
            Properties::parse(&bottomless),
            Err(PropertiesError::NotJson(_))
        ));
        assert!(matches!(
            Properties::parse(&large),
            Err(PropertiesError::TooLarge(_))
        ));
    }
    #[test]
    fn the_canonical_text_of_these_numbers_is_its_own() {
        for number in FOUND {
            let [again, first] = canonical_twice(number);
            assert_eq!(again, first, "{number}");
        }
    }

    proptest! {
        #[test]
        fn the_canonical_text_of_any_number_is_its_own(
            number in "-?(0|[1-9][0-9]{0,25})(\\.[0-9]{1,25})?([eE][+-]?[0-9]{1,2})?",
        ) {
            let [again, first] = canonical_twice(&number);
            prop_assert_eq!(again, first);
        }

        #[test]
        fn a_number_is_read_as_the_one_that_was_written(bits: u64) {
            let number = f64::from_bits(bits);
            prop_assume!(number.is_finite());
            let properties = Properties::parse(&format!(r#"{{"a":{number:e}}}"#)).unwrap();
            prop_assert_eq!(properties.as_map()["a"].as_f64(), Some(number));
        }
    }
}

//! One resource, as AWS's wire JSON.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Map, Value};

/// A resource with all fields that any answer about it has, by their names on the wire, and its tags.
///
/// Where a list and a get call the same thing by two names, the record has the get's.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    fields: Map<String, Value>,
    tags: BTreeMap<String, String>,
}

impl Record {
    /// Makes a record of a JSON object.
    ///
    /// # Panics
    ///
    /// When `fields` is not an object: estates are written by hand, and this is a slip of the pen.
    pub fn new(fields: Value) -> Self {
        let Value::Object(fields) = fields else {
            unreachable!("a record is made of a JSON object, not of {fields}")
        };
        Self {
            fields,
            tags: BTreeMap::new(),
        }
    }

    /// The same record with one more tag.
    #[must_use]
    pub fn tag(mut self, key: &str, value: &str) -> Self {
        self.tags.insert(key.to_owned(), value.to_owned());
        self
    }

    /// The same record with other or more fields; `null` takes a field away.
    #[must_use]
    pub fn with(mut self, changes: Value) -> Self {
        self.merge(changes);
        self
    }

    pub fn field(&self, name: &str) -> Option<&Value> {
        self.fields.get(name)
    }

    /// All fields.
    pub fn document(&self) -> Value {
        Value::Object(self.fields.clone())
    }

    /// A field that is text, or nothing.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.fields.get(name)?.as_str()
    }

    pub fn tags(&self) -> &BTreeMap<String, String> {
        &self.tags
    }

    pub(crate) fn time(&self, name: &str) -> Option<Timestamp> {
        self.text(name)?.parse().ok()
    }

    pub(crate) fn merge(&mut self, changes: Value) {
        let Value::Object(changes) = changes else {
            unreachable!("changes are a JSON object, not {changes}")
        };
        for (name, value) in changes {
            match value {
                Value::Null => drop(self.fields.remove(&name)),
                value => drop(self.fields.insert(name, value)),
            }
        }
    }
}

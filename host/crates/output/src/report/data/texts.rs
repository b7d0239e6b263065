//! Texts for the script: it shows them as they are.

use std::collections::BTreeMap;

use opencite_core::{Timestamp, printable};
use serde::ser::{SerializeMap as _, SerializeSeq as _};
use serde::{Serialize, Serializer};
use serde_json::Value;

/// A value in which all texts and keys are printable.
pub(super) struct Shown<'a>(pub(super) &'a Value);

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::String(text) => serializer.serialize_str(&printable(text)),
            Value::Array(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                items
                    .iter()
                    .try_for_each(|item| list.serialize_element(&Shown(item)))?;
                list.end()
            }
            Value::Object(object) => {
                let mut map = serializer.serialize_map(Some(object.len()))?;
                let mut entry = |(key, value): (&String, &Value)| {
                    map.serialize_entry(&printable(key), &Shown(value))
                };
                object.iter().try_for_each(&mut entry)?;
                map.end()
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => self.0.serialize(serializer),
        }
    }
}

/// Texts that repeat, each kept once, by the order in which they first came.
#[derive(Default)]
pub(super) struct Dictionary<'a> {
    numbers: BTreeMap<&'a str, usize>,
    pub(super) texts: Vec<String>,
}

impl<'a> Dictionary<'a> {
    pub(super) fn number(&mut self, text: &'a str) -> usize {
        let next = self.texts.len();
        *self.numbers.entry(text).or_insert_with(|| {
            self.texts.push(printable(text).into_owned());
            next
        })
    }
}

/// A time in seconds since 1970: the page shows minutes.
pub(super) fn second(time: Timestamp) -> i64 {
    time.as_second()
}

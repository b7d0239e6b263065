//! An asset's properties: what AWS says of it, under AWS's names.

use std::fmt;

use serde::Serialize;
use serde_json::{Map, Value};

/// A JSON object in the making. Absent fields are left out.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Properties(Map<String, Value>);

impl Properties {
    /// The fields of a record of AWS's. Later records add to and override earlier ones.
    #[must_use]
    pub fn record(mut self, record: &impl Serialize) -> Self {
        if let Some(Value::Object(fields)) = json(record) {
            self.0.extend(fields);
        }
        self
    }

    /// One more field; nothing when the value is absent.
    #[must_use]
    pub fn set(mut self, name: &str, value: impl Serialize) -> Self {
        if let Some(value) = json(&value).filter(|value| !value.is_null()) {
            self.0.insert(name.to_owned(), value);
        }
        self
    }

    /// Gives a field the name that users of OpenCITE know it by.
    #[must_use]
    pub fn rename(mut self, from: &str, to: &str) -> Self {
        if let Some(value) = self.0.remove(from) {
            self.0.insert(to.to_owned(), value);
        }
        self
    }

    /// Gathers fields into one object: of each pair, the name within it and the name so far.
    #[must_use]
    pub fn gather(mut self, group: &str, members: &[(&str, &str)]) -> Self {
        let moved = members
            .iter()
            .filter_map(|&(to, from)| Some((to.to_owned(), self.0.remove(from)?)));
        let object: Map<String, Value> = moved.collect();
        self.0.insert(group.to_owned(), Value::Object(object));
        self
    }

    /// Turns a list of settings or tags into an object by name, so that a change of one is a change of one. A path leads
    /// to lists further down: `containers.environment` is the environment of each container.
    #[must_use]
    pub fn by_name(mut self, path: &str) -> Self {
        turn_by_name(&mut self.0, path);
        self
    }

    /// The JSON text.
    pub fn to_text(&self) -> String {
        // A map of texts to values is always JSON.
        serde_json::to_string(&self.0).unwrap_or_default()
    }
}

/// A line for each field.
impl fmt::Display for Properties {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|(name, value)| writeln!(f, "{name} = {value}"))
    }
}

/// What a record of the WIT holds: texts, numbers, lists and records, all of which is JSON.
///
/// By way of the text, where 0.9 is 0.9: a 32-bit float that is widened to 64 bits becomes 0.8999999761581421.
fn json(record: &impl Serialize) -> Option<Value> {
    let text = serde_json::to_string(record).ok()?;
    serde_json::from_str(&text).ok().map(aws_fields)
}

/// A record without the fields that are absent, under AWS's names: the generated code appends an underscore to words of
/// Rust such as `type`.
fn aws_fields(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let present = fields.into_iter().filter(|(_, value)| !value.is_null());
            let renamed = present
                .map(|(name, value)| (name.trim_end_matches('_').to_owned(), aws_fields(value)));
            Value::Object(renamed.collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(aws_fields).collect()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value,
    }
}

fn turn_by_name(fields: &mut Map<String, Value>, path: &str) {
    let (field, below) = match path.split_once('.') {
        Some((field, below)) => (field, Some(below)),
        None => (path, None),
    };
    match (fields.get_mut(field), below) {
        (Some(Value::Object(inner)), Some(below)) => turn_by_name(inner, below),
        (Some(Value::Array(items)), Some(below)) => items
            .iter_mut()
            .filter_map(Value::as_object_mut)
            .for_each(|item| turn_by_name(item, below)),
        (Some(settings @ Value::Array(_)), None) => {
            if let Value::Array(entries) = settings.take() {
                *settings = Value::Object(entries.into_iter().filter_map(named).collect());
            }
        }
        _ => {}
    }
}

/// A setting is `name` and `value`, or `name` and `fingerprint` where the host does not show the value; a tag is `key`
/// and `value`.
fn named(entry: Value) -> Option<(String, Value)> {
    let Value::Object(mut entry) = entry else {
        return None;
    };
    let Some(Value::String(name)) = entry.remove("name").or_else(|| entry.remove("key")) else {
        return None;
    };
    let value = match entry.remove("fingerprint") {
        Some(fingerprint) => serde_json::json!({ "fingerprint": fingerprint }),
        None => entry.remove("value").unwrap_or_default(),
    };
    Some((name, value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Setting;

    #[derive(Serialize)]
    struct Record {
        settings: Vec<Setting>,
        absent: Option<String>,
        provider_name: &'static str,
        top_p: f32,
        type_: &'static str,
        input_modalities: [&'static str; 1],
    }

    #[test]
    fn a_record_becomes_fields_under_known_names() {
        let setting = |name: &str, value: Option<&str>, fingerprint: Option<&str>| Setting {
            name: name.to_owned(),
            value: value.map(str::to_owned),
            fingerprint: fingerprint.map(str::to_owned),
        };
        let record = Record {
            settings: vec![
                setting("epochs", Some("2"), None),
                setting("api_key", None, Some("ab12")),
            ],
            absent: None,
            provider_name: "Amazon",
            top_p: 0.9,
            type_: "APPLICATION",
            input_modalities: ["TEXT"],
        };
        let text = Properties::default()
            .record(&record)
            .rename("provider_name", "provider")
            .gather(
                "modalities",
                &[
                    ("input", "input_modalities"),
                    ("output", "output_modalities"),
                ],
            )
            .by_name("settings")
            .set("days", 7)
            .set("nothing", None::<&str>)
            .to_text();
        insta::assert_snapshot!(text, @r#"{"days":7,"modalities":{"input":["TEXT"]},"provider":"Amazon","settings":{"api_key":{"fingerprint":"ab12"},"epochs":"2"},"top_p":0.9,"type":"APPLICATION"}"#);
    }

    #[test]
    fn settings_further_down_are_found_by_their_path() {
        let setting = |name: &str| serde_json::json!({ "name": name, "value": "1" });
        let record = serde_json::json!({
            "primary": { "environment": [setting("A")] },
            "containers": [{ "environment": [setting("B")] }, { "environment": [] }, "odd"],
            "plain": "text",
        });
        let text = Properties::default()
            .record(&record)
            .by_name("primary.environment")
            .by_name("containers.environment")
            .by_name("plain")
            .by_name("absent.environment")
            .to_text();
        insta::assert_snapshot!(text, @r#"{"containers":[{"environment":{"B":"1"}},{"environment":{}},"odd"],"plain":"text","primary":{"environment":{"A":"1"}}}"#);
    }
}

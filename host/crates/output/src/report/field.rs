//! A field that changed, in a report.

use opencite_core::{FieldChange, printable};
use serde::Serialize;
use serde_json::Value;

use super::short::short;

/// A field that changed. A value that was not there is nothing.
#[derive(Debug, Clone, Serialize)]
pub(super) struct FieldView {
    path: String,
    old: Option<String>,
    new: Option<String>,
}

impl FieldView {
    pub(super) fn of(change: &FieldChange) -> Self {
        Self {
            path: short(&change.path.to_string()),
            old: change.old.as_ref().map(text),
            new: change.new.as_ref().map(text),
        }
    }

    /// For where no template escapes what is written.
    pub(super) fn printable(change: &FieldChange) -> Self {
        let Self { path, old, new } = Self::of(change);
        let shown = |text: String| printable(&text).into_owned();
        Self {
            path: shown(path),
            old: old.map(shown),
            new: new.map(shown),
        }
    }
}

/// A text without quotes, a relation as its kind and target, and all else as JSON.
fn text(value: &Value) -> String {
    let part = |key| value.get(key).and_then(Value::as_str);
    let text = match (value, part("kind"), part("target")) {
        (Value::String(text), _, _) if !text.is_empty() => text.clone(),
        (Value::Object(object), Some(kind), Some(target)) if object.len() == 2 => {
            format!("{kind} → {target}")
        }
        _ => value.to_string(),
    };
    short(&text)
}

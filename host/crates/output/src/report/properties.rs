//! An asset's properties as lines of a tree.

use opencite_core::Properties;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::words::{count, number};

/// How many lines of an asset are shown, how many items of a list, how many characters of a value, and how far lines are
/// set in. What is left out is said, and is in the JSON.
const MAX_LINES: usize = 120;
const MAX_ITEMS: usize = 20;
const MAX_LETTERS: usize = 600;
const MAX_DEPTH: usize = 6;

/// A key with its value, or with the lines below it.
#[derive(Debug, Serialize)]
pub(super) struct PropertyLine {
    depth: usize,
    /// What sets the line in where there is no style for it.
    indent: String,
    key: String,
    value: Option<String>,
}

/// The lines of a tree.
#[derive(Debug, Default, Serialize)]
pub(super) struct PropertyTree {
    lines: Vec<PropertyLine>,
    /// How many properties there are at the top.
    count: String,
    is_cut: bool,
}

impl PropertyTree {
    pub(super) fn of(properties: &Properties) -> Self {
        let object = properties.as_map();
        let total = number(object.len());
        let mut tree = Self {
            count: count(total),
            ..Self::default()
        };
        tree.object(0, object);
        tree
    }

    /// How long its texts are.
    pub(super) fn bytes(&self) -> usize {
        let line = |line: &PropertyLine| {
            line.indent.len() + line.key.len() + line.value.as_ref().map_or(0, String::len)
        };
        self.lines.iter().map(line).sum()
    }

    fn object(&mut self, depth: usize, object: &Map<String, Value>) {
        for (key, value) in object {
            self.entry(depth, key.clone(), value);
        }
    }

    fn entry(&mut self, depth: usize, key: String, value: &Value) {
        if self.lines.len() >= MAX_LINES {
            self.is_cut = true;
            return;
        }
        let below = depth + 1;
        match value {
            Value::Object(object) if !object.is_empty() && below < MAX_DEPTH => {
                self.push(depth, key, None);
                self.object(below, object);
            }
            Value::Array(items) if items.iter().any(has_parts) && below < MAX_DEPTH => {
                self.push(depth, key, None);
                self.items(below, items);
            }
            _ => {
                let text = self.bounded(text(value));
                self.push(depth, key, Some(text));
            }
        }
    }

    fn items(&mut self, depth: usize, items: &[Value]) {
        for (number, item) in (1..=MAX_ITEMS).zip(items) {
            self.entry(depth, format!("#{number}"), item);
        }
        self.is_cut |= items.len() > MAX_ITEMS;
    }

    fn push(&mut self, depth: usize, key: String, value: Option<String>) {
        let key = self.bounded(key);
        let indent = "  ".repeat(depth + 1);
        self.lines.push(PropertyLine {
            depth,
            indent,
            key,
            value,
        });
    }

    fn bounded(&mut self, text: String) -> String {
        if text.chars().nth(MAX_LETTERS).is_none() {
            return text;
        }
        self.is_cut = true;
        text.chars().take(MAX_LETTERS).chain(['…']).collect()
    }
}

fn has_parts(value: &Value) -> bool {
    matches!(value, Value::Object(_) | Value::Array(_))
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) if !text.is_empty() => text.clone(),
        Value::Array(items) if !items.is_empty() && !items.iter().any(has_parts) => {
            items.iter().map(text).collect::<Vec<_>>().join(", ")
        }
        Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Array(_)
        | Value::Object(_) => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(json: &str) -> PropertyTree {
        PropertyTree::of(&Properties::parse(json).unwrap())
    }

    fn shown(tree: &PropertyTree) -> String {
        let line = |line: &PropertyLine| {
            let value = line.value.as_deref().unwrap_or_default();
            format!("{}{}: {value}\n", line.indent, line.key)
        };
        tree.lines.iter().map(line).collect()
    }

    #[test]
    fn objects_and_lists_become_lines_set_in() {
        let tree = tree(
            r#"{"a":{"b":1,"c":[true,"x"]},"v":[{"n":"one"},{"n":"two"}],"empty":{},"none":[]}"#,
        );
        insta::assert_snapshot!(shown(&tree), @"
        a: 
          b: 1
          c: true, x
        empty: {}
        none: []
        v: 
          #1: 
            n: one
          #2: 
            n: two
        ");
        assert!(!tree.is_cut);
    }

    #[test]
    fn a_tree_has_an_end_and_says_so() {
        let long = tree(&format!(r#"{{"a":"{}"}}"#, "é".repeat(2_000)));
        assert!(long.is_cut);
        let deep = tree(&format!("{}1{}", r#"{"a":"#.repeat(30), "}".repeat(30)));
        assert_eq!(deep.lines.len(), MAX_DEPTH);
        let wide = serde_json::json!({ "a": (0..1_000).map(|n| vec![n]).collect::<Vec<_>>() });
        let wide = tree(&wide.to_string());
        assert!(wide.is_cut);
        assert_eq!(wide.lines.len(), MAX_ITEMS + 1);
    }
}

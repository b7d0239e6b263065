//! What is wrong with a config: where it is, and the nearest word. No value is repeated: it could be a secret in the
//! wrong place.

use std::path::Path;

use opencite_core::nearest;
use toml::de::{DeTable, DeValue};

use crate::error::{ConfigError, shown};

/// The error in words: file, line, section and key.
pub(crate) fn complaint(path: &Path, text: &str, error: &toml::de::Error) -> ConfigError {
    let at = error.span().map_or(0, |span| span.start);
    let before = text.get(..at).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let place = Place {
        section: section(before),
        key: DeTable::parse(text)
            .ok()
            .and_then(|table| key_at(table.get_ref(), at)),
    };
    ConfigError::new(format!(
        "config {}, line {line}: {}",
        path.display(),
        place.words(error.message())
    ))
}

/// Where an error is.
struct Place {
    /// ` in [[account]]`; empty before the first section.
    section: String,
    /// The key whose value is wrong, where one is.
    key: Option<String>,
}

impl Place {
    fn words(&self, message: &str) -> String {
        let section = &self.section;
        if let Some(unknown) = message.strip_prefix("unknown field `") {
            return unknown_key(unknown, section);
        }
        if let Some(missing) = message.strip_prefix("missing field `") {
            return format!("there is no {}{section}", missing.trim_end_matches('`'));
        }
        // A value may have any words in it: what is expected comes after the last of them.
        let expected = message.rsplit_once(", expected ");
        let expected = expected.map(|(_value, expected)| expected);
        let key = self.key.as_deref().map_or("a value".into(), shown);
        if message.starts_with("unknown variant ") {
            let known = quoted(expected.unwrap_or_default()).join(", ");
            return format!("{key}{section} is none of {known}");
        }
        match expected {
            Some(expected) if message.starts_with("invalid ") => {
                format!("{key}{section} is not {}", kind_in_words(expected))
            }
            _ if self.key.is_none() => message.to_owned(),
            _ => format!("{key}{section}: {message}"),
        }
    }
}

/// The rest of `acces_key_id`, expected one of `access_key_id`, `profile`.
fn unknown_key(message: &str, section: &str) -> String {
    let (unknown, expected) = message.rsplit_once("`, expected ").unwrap_or((message, ""));
    let known = quoted(expected);
    let shown = shown(unknown);
    match nearest(unknown, known.iter().copied()) {
        Some(nearest) => format!("unknown key {shown}{section}; did you mean {nearest}?"),
        None => format!(
            "unknown key {shown}{section}; there are {}",
            known.join(", ")
        ),
    }
}

/// The words between backquotes.
fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// What serde and TOML call the kinds of values, in words for people.
fn kind_in_words(expected: &str) -> &str {
    match expected {
        "a sequence" => "a list",
        "a string" => "a text",
        "a boolean" => "true or false",
        "u16" | "u32" | "i64" => "a whole number within bounds",
        "f64" => "a number",
        _ if expected.starts_with("struct ") || expected == "a map" => "a section",
        _ => expected,
    }
}

/// The section that the last header before an error begins: ` in [[account]]`.
fn section(before: &str) -> String {
    let is_header = |line: &&str| {
        let name = line.trim_matches(['[', ']']);
        line.starts_with('[')
            && line.ends_with(']')
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte))
    };
    // A header's own line is part of the section that it begins.
    let mut headers = before.lines().map(header_of);
    headers
        .rfind(is_header)
        .map_or_else(String::new, |header| format!(" in {header}"))
}

/// A line without its comment.
fn header_of(line: &str) -> &str {
    line.split('#').next().unwrap_or_default().trim()
}

/// The key whose value, or which itself, stands at this place; the innermost.
fn key_at(table: &DeTable<'_>, at: usize) -> Option<String> {
    table.iter().find_map(|(key, value)| {
        let inner = within(value.get_ref(), at);
        let here = key.span().contains(&at) || value.span().contains(&at);
        inner.or_else(|| here.then(|| key.get_ref().to_string()))
    })
}

fn within(value: &DeValue<'_>, at: usize) -> Option<String> {
    match value {
        DeValue::Table(table) => key_at(table, at),
        DeValue::Array(items) => items.iter().find_map(|item| within(item.get_ref(), at)),
        DeValue::String(_)
        | DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Boolean(_)
        | DeValue::Datetime(_) => None,
    }
}

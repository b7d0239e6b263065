//! Texts that people write freely and that may hold secrets: reduced to fingerprints before a plugin sees them.

use std::collections::BTreeMap;

use aws_smithy_types::{Document, Number};

use super::{IntoWit, secret};
use crate::fingerprint;

/// What is reduced to a fingerprint.
pub(crate) trait FreeText {
    /// A text, or none where there is none.
    type Fingerprint;

    fn fingerprint(self) -> Self::Fingerprint;
}

/// The fingerprint of a text as a whole.
pub(crate) fn hidden<T: FreeText>(text: T) -> T::Fingerprint {
    text.fingerprint()
}

/// A command line: each argument that may hold a secret, or that follows the name of one, is a fingerprint.
pub(crate) fn arguments(arguments: impl Into<Option<Vec<String>>>) -> Vec<String> {
    let mut option = String::new();
    let mut shown = Vec::new();
    for argument in arguments.into().unwrap_or_default() {
        let is_option = argument.starts_with('-');
        let is_secret = match argument.split_once('=') {
            // A key may end with equals signs itself.
            Some((name, value)) => {
                secret::is_likely(name, value) || secret::is_likely("", &argument)
            }
            // The name of an option is no value of the one before.
            None if is_option => secret::is_likely("", &argument),
            None => secret::is_likely(&option, &argument),
        };
        shown.push(if is_secret {
            format!("fingerprint:{}", fingerprint::of(&argument))
        } else {
            argument.clone()
        });
        option = if is_option { argument } else { String::new() };
    }
    shown
}

impl FreeText for String {
    type Fingerprint = Self;

    fn fingerprint(self) -> Self {
        fingerprint::of(&self)
    }
}

impl FreeText for Document {
    type Fingerprint = String;

    fn fingerprint(self) -> String {
        fingerprint::of(&canonical(&self))
    }
}

impl<T: FreeText> FreeText for Option<T> {
    type Fingerprint = Option<T::Fingerprint>;

    fn fingerprint(self) -> Self::Fingerprint {
        self.map(FreeText::fingerprint)
    }
}

/// Free JSON says too much: a fingerprint tells that it has changed.
impl IntoWit<String> for Document {
    fn into_wit(self) -> String {
        self.fingerprint()
    }
}

/// The same text for the same document, whatever the order of its fields.
fn canonical(document: &Document) -> String {
    match document {
        Document::Object(fields) => {
            let sorted: BTreeMap<&str, String> = fields
                .iter()
                .map(|(name, value)| (name.as_str(), canonical(value)))
                .collect();
            format!("{sorted:?}")
        }
        Document::Array(items) => {
            let items: Vec<String> = items.iter().map(canonical).collect();
            format!("{items:?}")
        }
        Document::Number(Number::PosInt(number)) => number.to_string(),
        Document::Number(Number::NegInt(number)) => number.to_string(),
        Document::Number(Number::Float(number)) => number.to_string(),
        Document::String(text) => format!("{text:?}"),
        Document::Bool(value) => value.to_string(),
        Document::Null => "null".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    fn shown(arguments: &[&str]) -> Vec<String> {
        let texts: Vec<String> = arguments.iter().map(ToString::to_string).collect();
        super::arguments(texts)
    }

    #[test]
    fn a_command_line_keeps_all_but_its_secrets() {
        let line = [
            "--epochs",
            "3",
            "--api-key",
            "abc",
            "--password=x",
            "--note",
            "sk-proj-abcdefghijklmnop",
            "s3://bucket/data",
        ];
        let shown = shown(&line);
        assert_eq!(shown[..3], ["--epochs", "3", "--api-key"]);
        for index in [3, 4, 6] {
            assert!(shown[index].starts_with("fingerprint:"), "{}", shown[index]);
        }
        assert_eq!(shown[5], "--note");
        assert_eq!(shown[7], "s3://bucket/data");
    }

    #[test]
    fn a_key_that_ends_with_equals_signs_is_no_name() {
        let key = "IQoJb3JpZ2luX2VjEJr0aCXVzLWVhc3QtMSJIMEYCIQDzY8k3Hk9mM2==";
        assert_eq!(shown(&[key]), ["fingerprint:unkeyed"]);
    }

    #[test]
    fn a_document_is_the_same_in_any_order() {
        let fields = [("b", "1"), ("a", "2"), ("c", "3")];
        let document = |order: &[usize]| {
            let fields: HashMap<String, Document> = order
                .iter()
                .map(|&index| (fields[index].0.to_owned(), fields[index].1.into()))
                .collect();
            canonical(&Document::Object(fields))
        };
        assert_eq!(document(&[0, 1, 2]), document(&[2, 0, 1]));
        assert_ne!(document(&[0, 1]), document(&[0, 2]));
    }
}

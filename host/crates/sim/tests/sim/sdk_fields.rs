//! Reads which fields of which types have ever been filled, out of what the SDK's answers print of themselves.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

/// What has been seen so far.
#[derive(Default)]
pub(crate) struct Fields {
    filled: BTreeMap<String, bool>,
    unknown: BTreeSet<String>,
}

impl Fields {
    /// Takes note of one answer.
    pub(crate) fn note(&mut self, answer: &impl Debug) {
        let text = format!("{answer:#?}");
        let mut open: Vec<Option<String>> = vec![];
        let mut lines = text.lines().map(str::trim);
        while let Some(line) = lines.next() {
            if let (Some(Some(name)), Some((field, value))) = (open.last(), field(line)) {
                let filled = !["None,", "\"\",", "[],", "{},"].contains(&value);
                *self.filled.entry(format!("{name}.{field}")).or_default() |= filled;
            }
            if line.ends_with("UnknownVariantValue(") {
                self.unknown.extend(
                    lines
                        .next()
                        .map(|value| value.trim_matches(['"', ',']).to_owned()),
                );
            }
            if let Some(head) = line.strip_suffix('{') {
                open.push(type_name(head));
            } else if line.starts_with('}') {
                open.pop();
            }
        }
    }

    /// How many fields the answers have.
    pub(crate) fn len(&self) -> usize {
        self.filled.len()
    }

    /// The fields, by type, that no answer has filled.
    pub(crate) fn never_filled(&self) -> Vec<&str> {
        self.filled
            .iter()
            .filter(|(_, filled)| !**filled)
            .map(|(name, _)| name.as_str())
            .collect()
    }

    /// The values that the SDK's enums do not know.
    pub(crate) fn unknown_values(&self) -> Vec<&str> {
        self.unknown.iter().map(String::as_str).collect()
    }
}

fn field(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(": ")?;
    let good = !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "_#".contains(c));
    good.then_some((name, value))
}

/// The type before an opening brace; a map has none.
fn type_name(head: &str) -> Option<String> {
    let name = head.trim().rsplit([' ', '(']).next().unwrap_or_default();
    name.starts_with(|c: char| c.is_ascii_uppercase())
        .then(|| name.to_owned())
}

#[test]
fn fields_are_told_by_type_and_filled_once_is_enough() {
    #[derive(Debug)]
    #[expect(dead_code, reason = "read by Debug")]
    struct Inner {
        a: Option<u8>,
        b: Vec<u8>,
    }
    #[derive(Debug)]
    #[expect(dead_code, reason = "read by Debug")]
    struct Outer {
        inner: Vec<Inner>,
        map: BTreeMap<String, String>,
        c: Option<Inner>,
    }
    let mut fields = Fields::default();
    let map = BTreeMap::from([("k: v".to_owned(), String::new())]);
    let first = Outer {
        inner: vec![
            Inner { a: None, b: vec![] },
            Inner {
                a: Some(1),
                b: vec![],
            },
        ],
        map,
        c: None,
    };
    fields.note(&first);
    assert_eq!(fields.never_filled(), ["Inner.b", "Outer.c"]);
    fields.note(&Outer {
        inner: vec![],
        map: BTreeMap::new(),
        c: Some(Inner {
            a: None,
            b: vec![1],
        }),
    });
    assert!(fields.never_filled().is_empty());
}

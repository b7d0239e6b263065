//! The subject of a mail, from a template.

use std::borrow::Cow;
use std::str::FromStr;

use opencite_core::{ScanId, printable};
use serde::Deserialize;

/// Characters of one value in a subject, and of the whole.
const MAX_VALUE: usize = 80;
const MAX_SUBJECT: usize = 200;

/// A text with placeholders: `[{account}] {added} added, {removed} removed`. A brace is written twice to stand for
/// itself.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct SubjectTemplate(Vec<Piece>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Value(Placeholder),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Placeholder {
    Added,
    Removed,
    Changed,
    Title,
    Account,
    Scan,
    Date,
}

/// What the placeholders stand for.
#[derive(Debug, Clone)]
pub struct SubjectValues<'a> {
    /// Assets that are new; nothing when there is nothing to compare with.
    pub added: Option<usize>,
    /// Assets that are gone.
    pub removed: Option<usize>,
    /// Assets that are different.
    pub changed: Option<usize>,
    /// What the report is called.
    pub title: &'a str,
    /// The account or accounts.
    pub account: &'a str,
    /// The scan.
    pub scan: ScanId,
    /// The day of the report.
    pub date: &'a str,
}

/// What is wrong with a template.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum SubjectError {
    /// There is no such placeholder.
    #[error(
        "read the subject: there is no {{{name}}}; there are {}",
        Placeholder::list()
    )]
    Unknown {
        /// What was written.
        name: String,
    },
    /// A brace that belongs to no placeholder.
    #[error(
        "read the subject: a brace at character {at} has no other half; write it twice if it is meant"
    )]
    Unmatched {
        /// Which character, the first being 1.
        at: usize,
    },
    /// A subject is one line.
    #[error("read the subject: it must be one line of text, without control characters")]
    NotOneLine,
    /// A subject says something.
    #[error("read the subject: it is empty")]
    Empty,
}

impl SubjectTemplate {
    /// The subject. Values cannot break out of the line, and a very long one is cut.
    pub fn render(&self, values: &SubjectValues<'_>) -> String {
        let mut subject = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => subject.push_str(text),
                Piece::Value(placeholder) => subject.push_str(&placeholder.value(values)),
            }
        }
        shortened(&subject, MAX_SUBJECT).into_owned()
    }
}

impl FromStr for SubjectTemplate {
    type Err = SubjectError;

    fn from_str(text: &str) -> Result<Self, SubjectError> {
        if text.trim().is_empty() {
            return Err(SubjectError::Empty);
        }
        if matches!(printable(text), Cow::Owned(_)) {
            return Err(SubjectError::NotOneLine);
        }
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            let (before, brace) = rest.split_at(at);
            pieces.push(Piece::Text(before.to_owned()));
            let (piece, after) = parse_brace(brace).ok_or_else(|| unmatched(text, brace))??;
            pieces.push(piece);
            rest = after;
        }
        pieces.push(Piece::Text(rest.to_owned()));
        Ok(Self(pieces))
    }
}

/// What begins with a brace, and what follows it; nothing where the brace has no other half.
fn parse_brace(text: &str) -> Option<Result<(Piece, &str), SubjectError>> {
    for twice in ["{{", "}}"] {
        if let Some(after) = text.strip_prefix(twice) {
            return Some(Ok((Piece::Text(twice.split_at(1).0.to_owned()), after)));
        }
    }
    let (name, after) = text.strip_prefix('{')?.split_once('}')?;
    if name.contains('{') {
        return None;
    }
    let placeholder = Placeholder::named(name.trim());
    Some(placeholder.map(|found| (Piece::Value(found), after)))
}

fn unmatched(text: &str, rest: &str) -> SubjectError {
    let at = text.chars().count() - rest.chars().count() + 1;
    SubjectError::Unmatched { at }
}

impl TryFrom<String> for SubjectTemplate {
    type Error = SubjectError;

    fn try_from(text: String) -> Result<Self, SubjectError> {
        text.parse()
    }
}

impl Placeholder {
    const ALL: [Self; 7] = [
        Self::Added,
        Self::Removed,
        Self::Changed,
        Self::Title,
        Self::Account,
        Self::Scan,
        Self::Date,
    ];

    fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
            Self::Title => "title",
            Self::Account => "account",
            Self::Scan => "scan",
            Self::Date => "date",
        }
    }

    fn named(name: &str) -> Result<Self, SubjectError> {
        let found = Self::ALL.into_iter().find(|one| one.as_str() == name);
        found.ok_or_else(|| SubjectError::Unknown {
            name: name.to_owned(),
        })
    }

    fn list() -> String {
        Self::ALL
            .map(|one| format!("{{{}}}", one.as_str()))
            .join(" ")
    }

    fn value(self, values: &SubjectValues<'_>) -> String {
        match self {
            Self::Added => count(values.added),
            Self::Removed => count(values.removed),
            Self::Changed => count(values.changed),
            Self::Title => one_line(values.title),
            Self::Account => one_line(values.account),
            Self::Scan => values.scan.to_string(),
            Self::Date => one_line(values.date),
        }
    }
}

/// What cannot be said is not 0.
fn count(count: Option<usize>) -> String {
    count.map_or_else(|| "?".to_owned(), |count| count.to_string())
}

fn one_line(value: &str) -> String {
    printable(&shortened(value, MAX_VALUE)).into_owned()
}

fn shortened(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        Some((end, _)) => Cow::Owned(format!("{}…", text.split_at(end).0)),
        None => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;

    fn values() -> SubjectValues<'static> {
        SubjectValues {
            added: Some(3),
            removed: Some(0),
            changed: None,
            title: "Weekly",
            account: "123456789012",
            scan: ScanId(42),
            date: "2026-11-23",
        }
    }

    fn render(template: &str, values: &SubjectValues<'_>) -> String {
        template.parse::<SubjectTemplate>().unwrap().render(values)
    }

    fn refused(template: &str) -> SubjectError {
        template.parse::<SubjectTemplate>().unwrap_err()
    }

    #[test]
    fn every_placeholder_has_its_value() {
        assert_snapshot!(
            render("{title} {account} {scan} {date}: +{added} -{removed} ~{ changed }, {{braces}}", &values()),
            @"Weekly 123456789012 42 2026-11-23: +3 -0 ~?, {braces}"
        );
    }

    #[test]
    fn an_unknown_placeholder_is_named_beside_those_that_there_are() {
        assert_snapshot!(refused("{title} {colour}"), @"read the subject: there is no {colour}; there are {added} {removed} {changed} {title} {account} {scan} {date}");
    }

    #[test]
    fn a_lonely_brace_is_pointed_at() {
        assert_snapshot!(refused("Größe {title"), @"read the subject: a brace at character 7 has no other half; write it twice if it is meant");
        assert_eq!(refused("a } b"), SubjectError::Unmatched { at: 3 });
        assert_eq!(refused("{a {title}"), SubjectError::Unmatched { at: 1 });
    }

    #[test]
    fn a_template_is_one_line_that_says_something() {
        assert_eq!(refused("a\r\nBcc: x@example.com"), SubjectError::NotOneLine);
        assert_eq!(refused("  "), SubjectError::Empty);
    }

    #[test]
    fn a_value_cannot_begin_another_header() {
        let hostile = SubjectValues {
            title: "x\r\nBcc: everyone@example.com\u{202e}",
            ..values()
        };
        assert_snapshot!(render("{title}", &hostile), @r"x\r\nBcc: everyone@example.com\u{202e}");
    }

    #[test]
    fn what_is_too_long_is_cut() {
        let long = "é".repeat(1000);
        let hostile = SubjectValues {
            title: &long,
            ..values()
        };
        assert_eq!(render("{title}", &hostile).chars().count(), MAX_VALUE + 1);
        let many = render(&"{title}".repeat(50), &hostile);
        assert_eq!(many.chars().count(), MAX_SUBJECT + 1);
    }
}

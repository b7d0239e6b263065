//! What queries may read: the views of the database, documented.

mod views;

/// A view: its name and its columns stay, whatever becomes of the tables behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ViewDoc {
    /// What it is called.
    pub name: &'static str,
    /// What a row is, in a sentence.
    pub purpose: &'static str,
    /// Its columns, in order.
    pub columns: &'static [ColumnDoc],
}

/// A column of a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ColumnDoc {
    /// What it is called.
    pub name: &'static str,
    /// What its values are.
    pub kind: ColumnKind,
    /// What it says, in a sentence.
    pub meaning: &'static str,
}

/// What the values of a column are, where they are not NULL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Any text.
    Text,
    /// A whole number.
    Integer,
    /// A time: RFC 3339 in UTC with nine digits of fraction, so that it sorts as text.
    Time,
    /// A day in UTC: `2026-11-21`.
    Day,
    /// JSON as text: `->>` reads it.
    Json,
}

impl ColumnKind {
    /// The kind's name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Integer => "integer",
            Self::Time => "time",
            Self::Day => "day",
            Self::Json => "json",
        }
    }
}

/// The views that queries may read.
pub fn schema() -> &'static [ViewDoc] {
    views::VIEWS
}

/// Whether queries may read a view of that name; case does not matter in SQL.
pub(crate) fn is_view(name: &str) -> bool {
    schema()
        .iter()
        .any(|view| view.name.eq_ignore_ascii_case(name))
}

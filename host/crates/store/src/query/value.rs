//! Values of an answer.

use rusqlite::types::ValueRef;

/// A value of an answer.
#[derive(Debug, Clone, PartialEq)]
pub enum QueryValue {
    /// Nothing.
    Null,
    /// A whole number.
    Integer(i64),
    /// Another number; it may be infinite.
    Real(f64),
    /// A text; bytes that are none were replaced.
    Text(String),
    /// Bytes.
    Blob(Vec<u8>),
}

impl QueryValue {
    /// How much room it takes, for the limit.
    pub(super) fn bytes(&self) -> u64 {
        let length = match self {
            Self::Null | Self::Integer(_) | Self::Real(_) => 8,
            Self::Text(text) => text.len(),
            Self::Blob(bytes) => bytes.len(),
        };
        length.try_into().unwrap_or(u64::MAX)
    }

    /// The bytes of a [`QueryValue::Blob`] as people read them: `c0ffee`.
    pub fn hex(bytes: &[u8]) -> String {
        let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
        digits
            .filter_map(|digit| char::from_digit(u32::from(digit), 16))
            .collect()
    }
}

impl From<ValueRef<'_>> for QueryValue {
    fn from(value: ValueRef<'_>) -> Self {
        match value {
            ValueRef::Null => Self::Null,
            ValueRef::Integer(number) => Self::Integer(number),
            ValueRef::Real(number) => Self::Real(number),
            ValueRef::Text(text) => Self::Text(String::from_utf8_lossy(text).into_owned()),
            ValueRef::Blob(bytes) => Self::Blob(bytes.to_owned()),
        }
    }
}

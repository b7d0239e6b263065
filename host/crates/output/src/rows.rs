//! The rows of a query: columns that nobody knew when this was written.
//!
//! JSON and CSV are written as the rows come; a table is aligned, so it needs them all.

mod csv;
mod json;
mod table;

use std::collections::BTreeSet;

pub use csv::CellRows;
pub use json::RowArray;
pub use table::table;

/// One value of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Null,
    /// A whole number.
    Integer(i64),
    /// A number; what is not finite is null in JSON.
    Real(f64),
    /// A text.
    Text(String),
    /// Bytes, written as hexadecimal digits.
    Bytes(Vec<u8>),
}

impl Cell {
    /// The value as a text; nothing for nothing.
    fn text(&self) -> Option<String> {
        match self {
            Self::Null => None,
            Self::Integer(number) => Some(number.to_string()),
            Self::Real(number) => Some(number.to_string()),
            Self::Text(text) => Some(text.clone()),
            Self::Bytes(bytes) => Some(hexadecimal(bytes)),
        }
    }

    fn is_number(&self) -> bool {
        matches!(self, Self::Integer(_) | Self::Real(_))
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 0x0f]);
    digits
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

/// The names of columns, each once: the second `id` is `id_2`.
fn distinct(names: &[String]) -> Vec<String> {
    let mut taken: BTreeSet<String> = names.iter().cloned().collect();
    let mut seen = BTreeSet::new();
    let mut name_apart = |name: &String| {
        if seen.insert(name.clone()) {
            return name.clone();
        }
        let mut numbered = (2_u64..).map(|number| format!("{name}_{number}"));
        let free = numbered.find(|name| taken.insert(name.clone()));
        free.unwrap_or_else(|| name.clone())
    };
    names.iter().map(&mut name_apart).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_columns_have_one_name() {
        let names = ["id", "n", "id", "id_2", "id", ""].map(str::to_owned);
        assert_eq!(distinct(&names), ["id", "n", "id_3", "id_2", "id_4", ""]);
    }
}

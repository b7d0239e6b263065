//! Rows as an array of objects.

use std::io::Write;

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

use super::{Cell, distinct, hexadecimal};
use crate::OutputError;
use crate::json::Array;

/// Rows as JSON, one object a line, written as they come.
#[derive(Debug)]
#[must_use = "an array that is not finished is not JSON"]
pub struct RowArray<W: Write> {
    columns: Vec<String>,
    array: Array<W>,
}

impl<W: Write> RowArray<W> {
    /// Begins the array. A name that a column before has gets a number: `id_2`.
    ///
    /// # Errors
    ///
    /// When the writer refuses.
    pub fn new(columns: &[String], writer: W) -> Result<Self, OutputError> {
        Ok(Self {
            columns: distinct(columns),
            array: Array::new(writer)?,
        })
    }

    /// Writes one more row, whose cells are in the order of the columns.
    ///
    /// # Errors
    ///
    /// When the writer refuses.
    pub fn push(&mut self, cells: &[Cell]) -> Result<(), OutputError> {
        let columns = &self.columns;
        self.array.push(&Row { columns, cells })
    }

    /// Ends the array.
    ///
    /// # Errors
    ///
    /// When the writer refuses.
    pub fn finish(self) -> Result<(), OutputError> {
        self.array.finish()
    }
}

struct Row<'a> {
    columns: &'a [String],
    cells: &'a [Cell],
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        for (column, cell) in self.columns.iter().zip(self.cells) {
            object.serialize_entry(column, cell)?;
        }
        object.end()
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Integer(number) => serializer.serialize_i64(*number),
            Self::Real(number) => serializer.serialize_f64(*number),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Bytes(bytes) => serializer.serialize_str(&hexadecimal(bytes)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    fn json(columns: &[String], rows: &[Vec<Cell>]) -> String {
        samples::text(|writer| {
            let mut array = RowArray::new(columns, writer)?;
            rows.iter().try_for_each(|row| array.push(row))?;
            array.finish()
        })
    }

    #[test]
    fn a_row_is_an_object_with_its_columns_in_order() {
        let (columns, rows) = samples::rows();
        insta::assert_snapshot!(json(&columns, &rows), @r#"
        [
        {"id":"=1+1","n":-7,"id_2":null},
        {"id":"模型","n":0.5,"id_2":"00ff"}
        ]
        "#);
    }

    #[test]
    fn no_rows_are_an_empty_array() {
        assert_eq!(json(&samples::rows().0, &[]), "[]\n");
    }

    #[test]
    fn a_number_that_json_cannot_say_is_null() {
        let text = json(&["n".to_owned()], &[vec![Cell::Real(f64::INFINITY)]]);
        assert_eq!(text, "[\n{\"n\":null}\n]\n");
    }
}

//! Rows as CSV.

use std::io::Write;

use super::{Cell, distinct};
use crate::OutputError;
use crate::csv::cell;

/// Rows as CSV with a header, written as they come. Nothing is an empty cell.
pub struct CellRows<W: Write>(csv::Writer<W>);

impl<W: Write> CellRows<W> {
    /// Writes the header. A name that a column before has gets a number: `id_2`.
    ///
    /// # Errors
    ///
    /// When the writer refuses.
    pub fn new(columns: &[String], writer: W) -> Result<Self, OutputError> {
        let mut rows = csv::Writer::from_writer(writer);
        let header = distinct(columns);
        rows.write_record(header.iter().map(|text| cell(text)))?;
        Ok(Self(rows))
    }

    /// Writes one more row, whose cells are in the order of the columns.
    ///
    /// # Errors
    ///
    /// When the writer refuses, or the row has more or fewer cells than the header.
    pub fn push(&mut self, cells: &[Cell]) -> Result<(), OutputError> {
        Ok(self.0.write_record(cells.iter().map(shown))?)
    }

    /// Writes what is still held back.
    ///
    /// # Errors
    ///
    /// When the writer refuses.
    pub fn finish(mut self) -> Result<(), OutputError> {
        Ok(self.0.flush()?)
    }
}

/// A number is no formula, though it may begin with a minus.
fn shown(value: &Cell) -> String {
    let text = value.text().unwrap_or_default();
    if value.is_number() {
        return text;
    }
    cell(&text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[test]
    fn a_negative_number_stays_a_number_and_a_formula_becomes_a_text() {
        let (columns, rows) = samples::rows();
        let text = samples::text(|writer| {
            let mut csv = CellRows::new(&columns, writer)?;
            rows.iter().try_for_each(|row| csv.push(row))?;
            csv.finish()
        });
        insta::assert_snapshot!(text, @"
        id,n,id_2
        '=1+1,-7,
        模型,0.5,00ff
        ");
    }
}

//! Rows as a table for terminals.

use std::io::Write;

use super::{Cell, distinct};
use crate::OutputError;
use crate::table::grid::{self, Column};
use crate::words::{counted, number};

/// Writes `query --format table`: numbers to the right, a dash for nothing, how many rows there are below. With a
/// width, the widest columns of texts give way.
///
/// # Errors
///
/// When the writer refuses.
pub fn table(
    columns: &[String],
    rows: &[Vec<Cell>],
    width: Option<usize>,
    mut writer: impl Write,
) -> Result<(), OutputError> {
    let titles = distinct(columns).into_iter().enumerate();
    let columns: Vec<_> = titles
        .map(|(index, title)| column(title, index, rows))
        .collect();
    grid::write_rows(
        &columns,
        rows.iter().map(|row| texts(row)),
        width,
        &mut writer,
    )?;
    Ok(writeln!(
        writer,
        "\n{}",
        counted(number(rows.len()), "row")
    )?)
}

/// A column of numbers is never cut: a number without its end is another number.
fn column(title: String, index: usize, rows: &[Vec<Cell>]) -> Column {
    let cells = || rows.iter().filter_map(|row| row.get(index));
    let is_number = |cell: &Cell| cell.is_number() || *cell == Cell::Null;
    if cells().all(is_number) && cells().any(Cell::is_number) {
        Column::number(title)
    } else {
        Column::text(title)
    }
}

fn texts(row: &[Cell]) -> Vec<String> {
    let shown = |cell: &Cell| cell.text().unwrap_or_else(|| "-".to_owned());
    row.iter().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[test]
    fn rows_are_aligned_whatever_they_hold() {
        let (columns, rows) = samples::rows();
        insta::assert_snapshot!(samples::text(|w| table(&columns, &rows, Some(60), w)), @"
        id      n  id_2
        =1+1   -7  -
        模型  0.5  00ff

        2 rows
        ");
    }

    #[test]
    fn nothing_found_is_a_header_and_its_count() {
        let (columns, _) = samples::rows();
        insta::assert_snapshot!(samples::text(|w| table(&columns, &[], None, w)), @"
        id  n  id_2

        0 rows
        ");
    }

    #[test]
    fn a_hostile_column_name_is_spelled_out() {
        let text = samples::text(|w| table(&[samples::HOSTILE.to_owned()], &[], None, w));
        assert!(
            text.contains("\\u{1b}[31m") && !text.contains('\u{1b}'),
            "{text}"
        );
    }
}

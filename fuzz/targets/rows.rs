//! Rows of a query, whose names and values are the asker's and the database's, in all formats.

#![no_main]

use libfuzzer_sys::fuzz_target;
use opencite_fuzz::shown::{assert_csv, assert_harmless, assert_json, text};
use opencite_output::rows::{self, Cell, CellRows, RowArray};

/// The most columns, so that rows are short.
const COLUMNS: usize = 6;

fuzz_target!(|input: (u8, Vec<&str>, Vec<i64>, &[u8])| {
    let (width, texts, numbers, bytes) = input;
    let columns: Vec<String> = texts
        .iter()
        .take(COLUMNS)
        .map(|name| (*name).to_owned())
        .collect();
    if columns.is_empty() {
        return;
    }
    let rows = rows_of(columns.len(), &texts, &numbers, bytes);
    let csv = text(|writer| {
        let mut csv = CellRows::new(&columns, writer)?;
        rows.iter().try_for_each(|row| csv.push(row))?;
        csv.finish()
    });
    assert_csv(&csv, None, |cell| cell.parse::<f64>().is_ok());
    let json = text(|writer| {
        let mut array = RowArray::new(&columns, writer)?;
        rows.iter().try_for_each(|row| array.push(row))?;
        array.finish()
    });
    let json = assert_json(&json);
    let objects = json.as_array().expect("an array is written");
    assert_eq!(objects.len(), rows.len());
    assert!(objects.iter().all(|row| {
        row.as_object()
            .is_some_and(|row| row.len() == columns.len())
    }));
    let width = (width > 0).then_some(usize::from(width));
    let table = text(|writer| rows::table(&columns, &rows, width, writer));
    assert_harmless(&table);
    assert_eq!(
        table.lines().count(),
        rows.len() + 3,
        "a line a row: {table:?}"
    );
});

fn rows_of(columns: usize, texts: &[&str], numbers: &[i64], bytes: &[u8]) -> Vec<Vec<Cell>> {
    let texts = texts.iter().map(|text| Cell::Text((*text).to_owned()));
    let numbers = numbers.iter().flat_map(|number| {
        let real = f64::from_bits(number.cast_unsigned());
        [Cell::Integer(*number), Cell::Real(real)]
    });
    let others = [Cell::Null, Cell::Bytes(bytes.to_owned())];
    let cells: Vec<Cell> = texts.chain(numbers).chain(others).collect();
    cells.chunks_exact(columns).map(<[Cell]>::to_vec).collect()
}

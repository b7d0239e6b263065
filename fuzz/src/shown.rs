//! What must hold of all that is written for people and programs.

use std::borrow::Cow;

use opencite_core::printable;
use opencite_output::OutputError;

/// What a writer writes.
pub fn text(write: impl FnOnce(&mut Vec<u8>) -> Result<(), OutputError>) -> String {
    let mut bytes = Vec::new();
    write(&mut bytes).expect("memory takes all that is written");
    String::from_utf8(bytes).expect("all output is UTF-8")
}

/// Fails when a terminal would act upon anything but the ends of lines.
pub fn assert_harmless(text: &str) {
    for line in text.split('\n') {
        let is_harmless = matches!(printable(line), Cow::Borrowed(_));
        assert!(is_harmless, "a terminal acts upon {line:?}");
    }
}

/// Fails when a text is not one JSON document and a line feed, or does something to a terminal.
pub fn assert_json(text: &str) -> serde_json::Value {
    assert_harmless(text);
    serde_json::from_str(text).expect("JSON is written")
}

/// Fails when a text is not CSV of so many rows, all as wide as the header, or when a cell begins a formula. Columns of
/// numbers may: a number can have a minus.
pub fn assert_csv(text: &str, rows: Option<usize>, is_number: impl Fn(&str) -> bool) {
    assert_harmless(text);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    let records: Vec<_> = reader
        .records()
        .map(|record| record.expect("CSV is written"))
        .collect();
    if let Some(rows) = rows {
        assert_eq!(records.len(), rows + 1, "rows and a header: {text:?}");
    }
    for cell in records.iter().flatten() {
        let begins_formula =
            cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
        assert!(
            !begins_formula || is_number(cell),
            "{cell:?} begins a formula"
        );
    }
}

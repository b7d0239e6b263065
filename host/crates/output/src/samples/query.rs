//! What a query found, for the tests.

use crate::rows::Cell;

/// Two columns of one name, and every kind of value.
pub(crate) fn rows() -> (Vec<String>, Vec<Vec<Cell>>) {
    let text = |text: &str| Cell::Text(text.to_owned());
    let columns = ["id", "n", "id"].map(str::to_owned);
    let rows = vec![
        vec![text("=1+1"), Cell::Integer(-7), Cell::Null],
        vec![text("模型"), Cell::Real(0.5), Cell::Bytes(vec![0, 255])],
    ];
    (columns.into(), rows)
}

//! What bounds plugins.

use std::io::Write;

use serde::Serialize;

use crate::OutputError;
use crate::json::document;
use crate::table::grid::{self, Column};
use crate::words::count;

/// A limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LimitRow {
    /// What the config calls it.
    pub name: &'static str,
    /// The number.
    pub value: u64,
    /// What the number counts; nothing for things that the name says.
    pub unit: &'static str,
    /// What is bounded by it.
    pub meaning: &'static str,
}

/// Writes `plugin limits --format json`.
///
/// # Errors
///
/// When the writer refuses.
pub fn json(limits: &[LimitRow], writer: impl Write) -> Result<(), OutputError> {
    document(&limits, writer)
}

/// Writes `plugin limits --format table`.
///
/// # Errors
///
/// When the writer refuses.
pub fn table(
    limits: &[LimitRow],
    width: Option<usize>,
    writer: impl Write,
) -> Result<(), OutputError> {
    let columns = [
        Column::word("LIMIT"),
        Column::number("NUMBER"),
        Column::word("OF"),
        Column::text("MEANING"),
    ];
    let row = |limit: &LimitRow| {
        [
            limit.name.to_owned(),
            count(limit.value),
            limit.unit.to_owned(),
            limit.meaning.to_owned(),
        ]
    };
    Ok(grid::write(
        &columns,
        limits.iter().map(row),
        width,
        writer,
    )?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[test]
    fn a_limit_says_what_it_bounds() {
        let limits = [LimitRow {
            name: "memory_bytes",
            value: 268_435_456,
            unit: "bytes",
            meaning: "One linear memory.",
        }];
        insta::assert_snapshot!(samples::text(|w| table(&limits, None, w)), @"
        LIMIT              NUMBER  OF     MEANING
        memory_bytes  268,435,456  bytes  One linear memory.
        ");
        insta::assert_snapshot!(samples::text(|w| json(&limits, w)), @r#"[{"name":"memory_bytes","value":268435456,"unit":"bytes","meaning":"One linear memory."}]"#);
    }
}

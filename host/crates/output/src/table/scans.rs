//! The table of scans.

use std::io::Write;

use opencite_core::{ScanOutcome, ScanRecord};

use super::grid::{self, Column};
use crate::OutputError;
use crate::words::{count, minute};

/// Writes `scans --format table`.
///
/// # Errors
///
/// When the writer refuses.
pub fn scans(
    scans: &[ScanRecord],
    width: Option<usize>,
    mut writer: impl Write,
) -> Result<(), OutputError> {
    if scans.is_empty() {
        return Ok(writeln!(
            writer,
            "No scans yet: `opencite scan` makes the first."
        )?);
    }
    let columns = [
        Column::number("SCAN"),
        Column::word("STARTED"),
        Column::word("OUTCOME"),
        Column::number("COMPLETE"),
        Column::number("PARTIAL"),
        Column::number("FAILED"),
        Column::number("SKIPPED"),
        Column::number("ASSETS"),
        Column::number("REQUESTS"),
        Column::text("ERROR"),
    ];
    Ok(grid::write(&columns, scans.iter().map(row), width, writer)?)
}

fn row(scan: &ScanRecord) -> [String; 10] {
    [
        scan.id.to_string(),
        minute(scan.started),
        scan.outcome
            .map_or("unfinished", ScanOutcome::as_str)
            .to_owned(),
        count(scan.units.complete),
        count(scan.units.partial),
        count(scan.units.failed),
        count(scan.units.skipped),
        count(scan.assets),
        count(scan.requests),
        scan.error.clone().unwrap_or_default(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[test]
    fn a_scan_is_a_line() {
        let killed = ScanRecord {
            finished: None,
            outcome: None,
            ..samples::scan()
        };
        let table = samples::text(|writer| scans(&[samples::scan(), killed], None, writer));
        insta::assert_snapshot!(table, @"
        SCAN  STARTED               OUTCOME     COMPLETE  PARTIAL  FAILED  SKIPPED  ASSETS  REQUESTS  ERROR
          12  2026-11-21 07:00 UTC  partial            2        1       7        1      48        22
          12  2026-11-21 07:00 UTC  unfinished         2        1       7        1      48        22
        ");
    }

    #[test]
    fn a_new_database_says_what_to_do() {
        assert!(samples::text(|writer| scans(&[], None, writer)).contains("opencite scan"));
    }
}

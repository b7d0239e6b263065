//! What a prune would keep and remove, before it does.

use std::io::Write;

use opencite_core::ScanRecord;
use serde::Serialize;

use crate::OutputError;
use crate::json::document;
use crate::table::grid::{self, Column};
use crate::wire::{Each, ScanWire};
use crate::words::{count, counted, listed, moment, number};

/// What a prune would do.
#[derive(Debug, Clone, Copy)]
pub struct PruneView<'a> {
    /// Every scan there is, oldest first, with what becomes of it.
    pub scans: &'a [PrunedScan<'a>],
    /// How many rows that would free, as far as it can be told before.
    pub rows_freed: Option<u64>,
    /// Whether it has been done, or is only a plan.
    pub done: bool,
}

/// What becomes of a scan.
#[derive(Debug, Clone)]
pub struct PrunedScan<'a> {
    /// The scan.
    pub scan: &'a ScanRecord,
    /// Why it is kept, in a few words each; a scan that nothing keeps is removed.
    pub kept_for: Vec<String>,
}

#[derive(Serialize)]
struct PruneWire<'a> {
    done: bool,
    kept: usize,
    removed: usize,
    rows_freed: Option<u64>,
    scans: Each<'a, PrunedScan<'a>, PrunedScanWire<'a>>,
}

#[derive(Serialize)]
struct PrunedScanWire<'a> {
    scan: ScanWire<'a>,
    kept: bool,
    reasons: &'a [String],
}

/// Writes `prune --format json`.
///
/// # Errors
///
/// When the writer refuses.
pub fn json(prune: &PruneView<'_>, writer: impl Write) -> Result<(), OutputError> {
    let kept = kept(prune);
    let wire = PruneWire {
        done: prune.done,
        kept,
        removed: prune.scans.len().saturating_sub(kept),
        rows_freed: prune.rows_freed,
        scans: prune.scans.into(),
    };
    document(&wire, writer)
}

/// Writes `prune --format text`: what is kept and why, what goes, and what that comes to.
///
/// # Errors
///
/// When the writer refuses.
pub fn text(
    prune: &PruneView<'_>,
    width: Option<usize>,
    mut writer: impl Write,
) -> Result<(), OutputError> {
    let columns = [
        Column::number("SCAN"),
        Column::word("ENDED"),
        Column::word(if prune.done { "DONE" } else { "PLAN" }),
        Column::text("WHY"),
    ];
    let rows = prune.scans.iter().map(|scan| row(scan, prune.done));
    if !prune.scans.is_empty() {
        grid::write(&columns, rows, width, &mut writer)?;
        writeln!(writer)?;
    }
    Ok(writeln!(writer, "{}", total(prune))?)
}

fn row(pruned: &PrunedScan<'_>, done: bool) -> [String; 4] {
    let fate = match (pruned.kept_for.is_empty(), done) {
        (false, false) => "keep",
        (true, false) => "remove",
        (false, true) => "kept",
        (true, true) => "removed",
    };
    [
        pruned.scan.id.to_string(),
        moment(pruned.scan.finished),
        fate.to_owned(),
        listed(&pruned.kept_for),
    ]
}

fn total(prune: &PruneView<'_>) -> String {
    let kept = kept(prune);
    let removed = counted(number(prune.scans.len().saturating_sub(kept)), "scan");
    let rows = prune
        .rows_freed
        .map(|rows| format!(" and {}", counted(rows, "row")));
    let (rows, kept) = (rows.unwrap_or_default(), count(number(kept)));
    if prune.done {
        format!("Removed {removed}{rows}; kept {kept}.")
    } else {
        format!("Would remove {removed}{rows}, and keep {kept}. Nothing has been removed.")
    }
}

fn kept(prune: &PruneView<'_>) -> usize {
    let is_kept = |scan: &&PrunedScan<'_>| !scan.kept_for.is_empty();
    prune.scans.iter().filter(is_kept).count()
}

impl<'a> From<&'a PrunedScan<'a>> for PrunedScanWire<'a> {
    fn from(pruned: &'a PrunedScan<'a>) -> Self {
        Self {
            scan: pruned.scan.into(),
            kept: !pruned.kept_for.is_empty(),
            reasons: &pruned.kept_for,
        }
    }
}

#[cfg(test)]
mod tests {
    use opencite_core::ScanId;

    use super::*;
    use crate::samples;

    fn shown(
        done: bool,
        write: impl Fn(&PruneView<'_>, &mut Vec<u8>) -> Result<(), OutputError>,
    ) -> String {
        let older = ScanRecord {
            id: ScanId(11),
            ..samples::scan()
        };
        let newest = samples::scan();
        let scans = [
            PrunedScan {
                scan: &older,
                kept_for: Vec::new(),
            },
            PrunedScan {
                scan: &newest,
                kept_for: vec![
                    "the newest".to_owned(),
                    "tagged before-migration".to_owned(),
                ],
            },
        ];
        let prune = PruneView {
            scans: &scans,
            rows_freed: Some(1_200),
            done,
        };
        samples::text(|writer| write(&prune, writer))
    }

    #[test]
    fn a_plan_says_that_nothing_has_been_removed_yet() {
        insta::assert_snapshot!(shown(false, |prune, w| text(prune, Some(80), w)), @"
        SCAN  ENDED             PLAN    WHY
          11  2026-11-21 07:00  remove
          12  2026-11-21 07:00  keep    the newest and tagged before-migration

        Would remove 1 scan and 1,200 rows, and keep 1. Nothing has been removed.
        ");
    }

    #[test]
    fn what_was_done_is_told_as_done() {
        insta::assert_snapshot!(shown(true, |prune, w| text(prune, None, w)), @"
        SCAN  ENDED             DONE     WHY
          11  2026-11-21 07:00  removed
          12  2026-11-21 07:00  kept     the newest and tagged before-migration

        Removed 1 scan and 1,200 rows; kept 1.
        ");
    }

    #[test]
    fn programs_get_every_scan_with_its_reasons() {
        insta::assert_snapshot!(shown(false, |prune, w| json(prune, w)), @r#"{"done":false,"kept":1,"removed":1,"rows_freed":1200,"scans":[{"scan":{"id":11,"started":"2026-11-21T07:00:00Z","finished":"2026-11-21T07:00:04Z","outcome":"partial","units":{"complete":2,"partial":1,"failed":7,"skipped":1},"assets":48,"requests":22,"error":null,"tags":[]},"kept":false,"reasons":[]},{"scan":{"id":12,"started":"2026-11-21T07:00:00Z","finished":"2026-11-21T07:00:04Z","outcome":"partial","units":{"complete":2,"partial":1,"failed":7,"skipped":1},"assets":48,"requests":22,"error":null,"tags":[]},"kept":true,"reasons":["the newest","tagged before-migration"]}]}"#);
    }

    #[test]
    fn no_scans_are_nothing_to_remove() {
        let prune = PruneView {
            scans: &[],
            rows_freed: None,
            done: false,
        };
        insta::assert_snapshot!(samples::text(|w| text(&prune, None, w)), @"Would remove 0 scans, and keep 0. Nothing has been removed.");
    }
}

//! A scan in JSON: as it ends, and as it is stored.

use opencite_core::{ScanOutcome, ScanRecord, ScanSummary, ScanTag, Timestamp, UnitCounts};
use serde::Serialize;

#[derive(Serialize)]
pub(crate) struct SummaryWire {
    scan: i64,
    outcome: &'static str,
    units: CountsWire,
    assets: u64,
    requests: u64,
    seconds: f64,
}

#[derive(Serialize)]
pub(crate) struct ScanWire<'a> {
    id: i64,
    started: Timestamp,
    finished: Option<Timestamp>,
    /// `unfinished` while the scan runs, and for ever when it was killed.
    outcome: &'static str,
    units: CountsWire,
    assets: u64,
    requests: u64,
    error: Option<&'a str>,
    tags: Vec<&'a str>,
}

#[derive(Serialize)]
pub(crate) struct CountsWire {
    complete: u64,
    partial: u64,
    failed: u64,
    skipped: u64,
}

impl From<&ScanSummary> for SummaryWire {
    fn from(summary: &ScanSummary) -> Self {
        Self {
            scan: summary.scan.0,
            outcome: summary.outcome.as_str(),
            units: summary.units.into(),
            assets: summary.assets,
            requests: summary.requests,
            seconds: summary.seconds,
        }
    }
}

impl<'a> From<&'a ScanRecord> for ScanWire<'a> {
    fn from(scan: &'a ScanRecord) -> Self {
        Self {
            id: scan.id.0,
            started: scan.started,
            finished: scan.finished,
            outcome: scan.outcome.map_or("unfinished", ScanOutcome::as_str),
            units: scan.units.into(),
            assets: scan.assets,
            requests: scan.requests,
            error: scan.error.as_deref(),
            tags: scan.tags.iter().map(ScanTag::as_str).collect(),
        }
    }
}

impl From<UnitCounts> for CountsWire {
    fn from(counts: UnitCounts) -> Self {
        let UnitCounts {
            complete,
            partial,
            failed,
            skipped,
        } = counts;
        Self {
            complete,
            partial,
            failed,
            skipped,
        }
    }
}

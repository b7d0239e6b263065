//! A report as one table.

use std::io::Write;

use opencite_core::{Report, ReportKind};

use super::{assets, changes, usage};
use crate::OutputError;

/// Writes `report --format csv`: one table, which depends on the kind. Of the inventory, and of a full report, a row is
/// an asset; of changes, a field that is different; of usage, a model, principal, profile, day or endpoint.
///
/// # Errors
///
/// When the writer refuses.
pub fn report(report: &Report, writer: impl Write) -> Result<(), OutputError> {
    match report.kind {
        ReportKind::Inventory | ReportKind::Full => assets(&report.inventory.assets, writer),
        ReportKind::Changes => changes::changes(report.changes.as_ref(), writer),
        ReportKind::Usage => usage::usage_report(report.usage.as_ref(), writer),
    }
}

#[cfg(test)]
mod tests;

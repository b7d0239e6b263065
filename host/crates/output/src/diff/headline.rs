//! What a comparison comes to, in sentences.

use opencite_core::{Comparison, ScanRecord};

use crate::words::{count, counted, listed, minute, number};

/// "scan 12 (2026-11-21 07:00 UTC)", with its tags.
pub(crate) fn scan(scan: &ScanRecord) -> String {
    let ended = scan.finished.unwrap_or(scan.started);
    let tags = scan.tags.iter().map(|tag| format!(", {tag}"));
    format!(
        "scan {} ({}{})",
        scan.id,
        minute(ended),
        tags.collect::<String>()
    )
}

/// "1 added, 2 removed, 3 changed", or that nothing changed.
pub(crate) fn totals(comparison: &Comparison) -> String {
    if comparison.comparable == 0 {
        return "nothing that could be compared.".to_owned();
    }
    let units = counted(comparison.comparable, "unit");
    if !comparison.has_changes() {
        return format!("no changes in {units} complete at both scans.");
    }
    let told = [
        (comparison.added.len(), "added"),
        (comparison.removed.len(), "removed"),
        (comparison.changed.len(), "changed"),
    ]
    .map(|(members, word)| format!("{} {word}", count(number(members))));
    format!("{}, in {units} complete at both scans.", told.join(", "))
}

/// What must be known before the rest is read: that nothing can be compared, that it is no real account.
pub(crate) fn warnings(comparison: &Comparison) -> Vec<String> {
    let mut warnings = Vec::new();
    if comparison.comparable == 0 {
        warnings.push("Nothing can be compared: no unit is complete at both scans. What changed, if anything did, cannot be said.".to_owned());
    }
    if comparison.simulated {
        warnings.push("Simulated: these assets are of the built-in simulated account.".to_owned());
    }
    warnings
}

/// What makes the rest less sure.
pub(crate) fn notes(comparison: &Comparison) -> Vec<String> {
    let mut notes = Vec::new();
    if !comparison.updated_plugins.is_empty() {
        let plugins: Vec<_> = comparison
            .updated_plugins
            .iter()
            .map(ToString::to_string)
            .collect();
        notes.push(format!(
            "The scans used different builds of {}: what they describe may differ by that alone.",
            listed(&plugins)
        ));
    }
    if !comparison.ticked.is_empty() {
        notes.push(format!(
            "Nothing but times that tick, such as the last modification, differs in {}: the JSON has them.",
            counted(number(comparison.ticked.len()), "more asset")
        ));
    }
    notes
}

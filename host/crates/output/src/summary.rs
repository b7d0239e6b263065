//! What a scan came to, for the person who ran it.

use std::io::Write;

use opencite_core::{ErrorKind, ScanOutcome, ScanSummary, UnitRecord, printable};

use crate::OutputError;
use crate::place::Place;
use crate::trouble::{self, Trouble};
use crate::words::{count, counted};

/// How many lines of places a paragraph has.
const MAX_PLACES: usize = 8;

/// Writes the result in a line, then a paragraph for each thing that keeps units from being complete: which units, what
/// happened, what to do next. `units` are the scan's.
///
/// # Errors
///
/// When the writer refuses.
pub fn scan(
    summary: &ScanSummary,
    units: &[UnitRecord],
    mut writer: impl Write,
) -> Result<(), OutputError> {
    writeln!(writer, "{}", result(summary))?;
    let troubles = trouble::group(units);
    for trouble in troubles.iter().filter(|trouble| !trouble.is_skipped()) {
        paragraph(trouble, summary, &mut writer)?;
    }
    if summary.units.skipped > 0 {
        let reasons = trouble::skip_reasons(&troubles);
        writeln!(
            writer,
            "\nSkipped {}: {reasons}.",
            counted(summary.units.skipped, "unit")
        )?;
    }
    Ok(())
}

/// Writes a paragraph about an account that nobody is signed in to, and that no unit tells of: its name in the config,
/// why, and what to do next.
///
/// # Errors
///
/// When the writer refuses.
pub fn not_signed_in(
    name: &str,
    reason: &str,
    remedy: &str,
    mut writer: impl Write,
) -> Result<(), OutputError> {
    writeln!(writer, "\nNot signed in to account {}.", printable(name))?;
    writeln!(writer, "  What happened: {}", printable(reason))?;
    Ok(writeln!(writer, "  What to do: {remedy}")?)
}

fn result(summary: &ScanSummary) -> String {
    let ScanSummary {
        scan,
        outcome,
        assets,
        requests,
        seconds,
        ..
    } = summary;
    let cost = format!("{} in {seconds:.1} s", counted(*requests, "request"));
    let found = counted(*assets, "asset");
    let units = unit_counts(summary);
    match outcome {
        ScanOutcome::Complete => format!("Scan {scan} is complete: {found}, {units}, {cost}."),
        ScanOutcome::Partial => format!("Scan {scan} is partial: {found}, {units}, {cost}."),
        ScanOutcome::Failed => format!("Scan {scan} failed, nothing was learned: {units}, {cost}."),
    }
}

/// "40 units complete", "38 of 40 units complete, 2 failed".
fn unit_counts(summary: &ScanSummary) -> String {
    let counts = summary.units;
    let asked = counts.complete + counts.partial + counts.failed;
    if counts.complete == asked {
        return format!("{} complete", counted(asked, "unit"));
    }
    let complete = format!(
        "{} of {} complete",
        count(counts.complete),
        counted(asked, "unit")
    );
    let others = [(counts.partial, "partial"), (counts.failed, "failed")];
    let others = others.into_iter().filter(|(units, _)| *units > 0);
    others.fold(complete, |text, (units, word)| {
        text + &format!(", {} {word}", count(units))
    })
}

fn paragraph(
    trouble: &Trouble<'_>,
    summary: &ScanSummary,
    mut writer: impl Write,
) -> Result<(), OutputError> {
    writeln!(
        writer,
        "\n{}: {}.",
        printable(&trouble.headline()),
        trouble.toll()
    )?;
    places(&trouble.places(), summary, &mut writer)?;
    writeln!(
        writer,
        "  What happened: {}{}",
        printable(trouble.message()),
        others(trouble)
    )?;
    if let Some(id) = trouble
        .request_id()
        .filter(|_| needs_support(trouble.kind()))
    {
        writeln!(writer, "  Request id: {}", printable(id))?;
    }
    if trouble.keeps_something() {
        writeln!(
            writer,
            "  What was found before is kept, and nothing is called gone."
        )?;
    }
    Ok(writeln!(writer, "  What to do: {}", trouble.remedy())?)
}

fn others(trouble: &Trouble<'_>) -> String {
    match trouble.other_messages() {
        0 => String::new(),
        others => format!(" (and {})", counted(others, "other message")),
    }
}

fn places(
    places: &[Place],
    summary: &ScanSummary,
    mut writer: impl Write,
) -> Result<(), OutputError> {
    for Place { what, regions } in places.iter().take(MAX_PLACES) {
        writeln!(writer, "    {what}: {}", regions.join(", "))?;
    }
    let left_out = places.len().saturating_sub(MAX_PLACES);
    if left_out > 0 {
        writeln!(
            writer,
            "    and {left_out} more: opencite units {} lists them all",
            summary.scan
        )?;
    }
    Ok(())
}

/// Whether the remedy asks for the request's id.
fn needs_support(kind: ErrorKind) -> bool {
    match kind {
        ErrorKind::NotFound
        | ErrorKind::InvalidRequest
        | ErrorKind::MalformedResponse
        | ErrorKind::Other => true,
        ErrorKind::AccessDenied
        | ErrorKind::NotGranted
        | ErrorKind::Throttled
        | ErrorKind::UnsupportedRegion
        | ErrorKind::RegionDisabled
        | ErrorKind::ExpiredCredentials
        | ErrorKind::Timeout
        | ErrorKind::Network
        | ErrorKind::Cancelled
        | ErrorKind::Limit
        | ErrorKind::Plugin
        | ErrorKind::Trap
        | ErrorKind::Incomplete => false,
    }
}

#[cfg(test)]
mod tests {
    use opencite_core::{ScanId, UnitCounts};

    use super::*;
    use crate::samples;

    fn text(units: &[UnitRecord]) -> String {
        let counts = UnitCounts::of(units.iter().map(|unit| &unit.outcome));
        let summary = ScanSummary {
            scan: ScanId(12),
            outcome: counts.scan_outcome(),
            units: counts,
            assets: units.iter().map(|unit| unit.assets).sum(),
            requests: units.iter().map(|unit| unit.requests).sum(),
            seconds: 3.25,
        };
        samples::text(|writer| scan(&summary, units, writer))
    }

    #[test]
    fn a_complete_scan_is_one_line() {
        insta::assert_snapshot!(text(&[samples::complete(41)]), @"Scan 12 is complete: 41 assets, 1 unit complete, 2 requests in 3.2 s.");
    }

    #[test]
    fn one_missing_permission_is_one_paragraph() {
        let regions = ["eu-west-1", "us-east-1", "us-west-2"];
        insta::assert_snapshot!(text(&regions.map(samples::denied_in)), @"
        Scan 12 failed, nothing was learned: 0 of 3 units complete, 3 failed, 6 requests in 3.2 s.

        Permission denied at bedrock:ListGuardrails (AccessDeniedException): 3 units failed.
            aws_bedrock/guardrail in 111122223333: eu-west-1, us-east-1, us-west-2
          What happened: no identity-based policy allows it
          What to do: Grant bedrock:ListGuardrails to the scanning principal, then scan again.
        ");
    }

    #[test]
    fn each_way_to_fail_says_what_to_do() {
        insta::assert_snapshot!(text(&samples::every_outcome()), @"
        Scan 12 is partial: 48 assets, 2 of 10 units complete, 1 partial, 7 failed, 22 requests in 3.2 s.

        Permission denied at bedrock:ListGuardrails (AccessDeniedException): 1 unit failed.
            aws_bedrock/guardrail in 111122223333: us-east-1
          What happened: no identity-based policy allows it
          What to do: Grant bedrock:ListGuardrails to the scanning principal, then scan again.

        Throttled at bedrock:GetCustomModel (ThrottlingException) after 6 attempts: 1 unit ended early.
            aws_bedrock/prompt in 111122223333: us-east-1
          What happened: too many requests
          What was found before is kept, and nothing is called gone.
          What to do: AWS limits the rate of calls: scan again later, or with a lower --concurrency.

        Credentials expired: 1 unit failed.
            aws_bedrock/flow in 111122223333: us-east-1
          What happened: the token has expired
          What to do: Sign in again (aws sso login, or new keys), then scan again.

        Timed out: 1 unit failed.
            aws_bedrock/job in 111122223333: us-east-1
          What happened: no answer in 60 s
          What to do: Check the network, proxy and endpoint between this machine and AWS, then scan again.

        Network failure: 1 unit failed.
            aws_bedrock/profile in 111122223333: us-east-1
          What happened: connection reset
          What to do: Check the network, proxy and endpoint between this machine and AWS, then scan again.

        Malformed answer: 1 unit failed.
            aws_bedrock/router in 111122223333: us-east-1
          What happened: not JSON
          What to do: Something other than AWS answers at the endpoint: check for a proxy or a wrong --endpoint-url.

        AWS error at bedrock:ListImportedModels (InternalServerException) after 4 attempts: 1 unit failed.
            aws_bedrock/imported_model in 111122223333: us-east-1
          What happened: an internal error occurred
          Request id: 9a0b
          What to do: Scan again; if it stays, report it with the request id.

        Plugin crashed: 1 unit failed.
            aws_bedrock/trap in 111122223333: us-east-1
          What happened: wasm unreachable
          What to do: Report this to the author of the plugin.

        Skipped 1 unit: not offered in the region.
        ");
    }

    #[test]
    fn a_long_list_of_places_is_cut_and_says_where_the_rest_is() {
        let denied: Vec<_> = (0..30).map(samples::denied_of_type).collect();
        let text = text(&denied);
        assert!(
            text.contains("    and 22 more: opencite units 12 lists them all"),
            "{text}"
        );
    }

    #[test]
    fn a_hostile_message_moves_no_cursor() {
        let mut unit = samples::denied_in("us-east-1");
        unit.outcome = samples::failed(
            ErrorKind::Plugin,
            "\u{1b}]0;owned\u{7}\nScan 12 is complete",
        );
        let text = text(&[unit]);
        assert!(
            text.contains("\\u{1b}]0;owned\\u{7}\\nScan 12 is complete"),
            "{text}"
        );
    }
}

//! The main numbers of usage, and what of it was not collected.

use std::io::Write;

use opencite_core::{TimeSpan, UnitError, UsageCoverage, UsageSummary, printable};

use crate::OutputError;
use crate::words::{counted, minute, number, reported};

/// Writes `usage --summary`.
///
/// # Errors
///
/// When the writer refuses.
pub fn summary(summary: &UsageSummary, mut writer: impl Write) -> Result<(), OutputError> {
    let span = summary.span;
    writeln!(
        writer,
        "From {} to {}",
        minute(span.from()),
        minute(span.to())
    )?;
    let lines = [
        ("Endpoints", summary.endpoints),
        ("  called", summary.active_endpoints),
        ("  calls", summary.endpoint_invocations),
        ("Models of the account's own", summary.models),
        ("Model packages", summary.model_packages),
        ("Training jobs begun", summary.training_jobs),
        ("Models called in Bedrock", summary.models_called),
        ("  calls", summary.invocations),
        ("  failed", summary.errors),
        ("  principals", summary.principals),
    ];
    for (name, value) in lines {
        writeln!(writer, "{name:<28}{:>14}", reported(value))?;
    }
    Ok(())
}

/// A gap that is shorter than this many seconds is not worth a word: sources are late, and a scan takes its time.
const SLACK: u64 = 3_600;
/// The most gaps of a unit that are told one by one.
const TOLD: usize = 3;

/// Writes what was not collected of a span, a sentence a unit. Returns whether there was anything to say.
///
/// # Errors
///
/// When the writer refuses.
pub fn uncollected<'a>(
    coverage: impl IntoIterator<Item = &'a UsageCoverage>,
    span: TimeSpan,
    mut writer: impl Write,
) -> Result<bool, OutputError> {
    let sentences = gap_sentences(coverage, span);
    for sentence in &sentences {
        writeln!(writer, "{sentence}")?;
    }
    Ok(!sentences.is_empty())
}

/// What was not collected of a span, a sentence a unit.
pub(crate) fn gap_sentences<'a>(
    coverage: impl IntoIterator<Item = &'a UsageCoverage>,
    span: TimeSpan,
) -> Vec<String> {
    let sentence = |unit: &UsageCoverage| {
        Some(format!(
            "{}: {}{}",
            unit.key,
            gaps(unit, span)?,
            reason(unit)
        ))
    };
    coverage.into_iter().filter_map(sentence).collect()
}

fn gaps(unit: &UsageCoverage, span: TimeSpan) -> Option<String> {
    let mut gaps = unit.missing(span);
    if gaps == [span] {
        return Some("nothing was collected of this time".to_owned());
    }
    gaps.retain(|gap| gap.seconds() > SLACK);
    let more = gaps.len().saturating_sub(TOLD);
    let told = gaps.iter().take(TOLD).map(|gap| {
        let (from, to) = (minute(gap.from()), minute(gap.to()));
        format!("from {from} to {to}")
    });
    let told = told.collect::<Vec<_>>().join(", ");
    match (gaps.is_empty(), more) {
        (true, _) => None,
        (false, 0) => Some(format!("not collected {told}")),
        (false, more) => {
            let more = counted(number(more), "gap");
            Some(format!("not collected {told}, and {more} before"))
        }
    }
}

fn reason(unit: &UsageCoverage) -> String {
    unit.latest.error().map_or_else(
        || ".".to_owned(),
        |UnitError { kind, message, .. }| {
            let (outcome, message) = (unit.latest.kind(), printable(message));
            format!(
                "; its latest run was {outcome}: {}: {message}.",
                kind.as_str()
            )
        },
    )
}

#[cfg(test)]
mod tests {
    use opencite_core::{ErrorKind, Outcome, UnitError};

    use super::*;
    use crate::samples;

    fn span(from: &str, to: &str) -> TimeSpan {
        let day = |text: &str| samples::time(&format!("2026-11-{text}:00:00Z"));
        TimeSpan::new(day(from), day(to)).unwrap()
    }

    fn unit(latest: Outcome, covered: Vec<TimeSpan>) -> UsageCoverage {
        UsageCoverage {
            key: samples::key("aws_bedrock", "invocation", "us-east-1"),
            latest,
            covered,
        }
    }

    fn told(units: &[UsageCoverage]) -> String {
        samples::text(|writer| uncollected(units, span("01T00", "21T12"), writer).map(drop))
    }

    #[test]
    fn a_summary_keeps_null_and_0_apart() {
        let text = samples::text(|writer| summary(&samples::usage_summary(), writer));
        insta::assert_snapshot!(text, @"
        From 2026-11-14 00:00 UTC to 2026-11-21 00:00 UTC
        Endpoints                               60
          called                                 0
          calls                                  -
        Models of the account's own          1,000
        Model packages                           -
        Training jobs begun                      3
        Models called in Bedrock                 2
          calls                              1,500
          failed                               150
          principals                             7
        ");
    }

    #[test]
    fn each_unit_says_what_it_did_not_collect() {
        let throttled = UnitError::new(ErrorKind::Throttled, "too many requests\n");
        let denied = UnitError::new(ErrorKind::AccessDenied, "no policy allows it");
        let days = [2, 4, 6, 8, 10]
            .map(|day| span(&format!("{day:02}T00"), &format!("{:02}T00", day + 1)));
        let units = [
            unit(Outcome::Complete, vec![span("14T12", "21T12")]),
            unit(Outcome::Partial(throttled), days.to_vec()),
            unit(Outcome::Failed(denied), Vec::new()),
        ];
        insta::assert_snapshot!(told(&units), @r"
        aws_bedrock invocation in 111122223333 us-east-1: not collected from 2026-11-01 00:00 UTC to 2026-11-14 12:00 UTC.
        aws_bedrock invocation in 111122223333 us-east-1: not collected from 2026-11-11 00:00 UTC to 2026-11-21 12:00 UTC, from 2026-11-09 00:00 UTC to 2026-11-10 00:00 UTC, from 2026-11-07 00:00 UTC to 2026-11-08 00:00 UTC, and 3 gaps before; its latest run was partial: throttled: too many requests\n.
        aws_bedrock invocation in 111122223333 us-east-1: nothing was collected of this time; its latest run was failed: access-denied: no policy allows it.
        ");
    }

    #[test]
    fn what_is_only_late_is_not_worth_a_word() {
        assert_eq!(
            told(&[unit(Outcome::Complete, vec![span("01T00", "21T11")])]),
            ""
        );
        assert_eq!(told(&[]), "");
    }
}

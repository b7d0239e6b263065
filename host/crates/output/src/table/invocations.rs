//! The table of calls.

use std::io::Write;

use opencite_core::{InvocationRecord, Principal, Timestamp};

use super::grid::{self, Column};
use crate::OutputError;
use crate::words::reported;

/// Writes `invocations --format table`.
///
/// # Errors
///
/// When the writer refuses.
pub fn invocations(
    calls: &[InvocationRecord],
    width: Option<usize>,
    mut writer: impl Write,
) -> Result<(), OutputError> {
    if calls.is_empty() {
        return Ok(writeln!(writer, "No invocations.")?);
    }
    let columns = [
        Column::word("TIME"),
        Column::word("ACCOUNT"),
        Column::word("REGION"),
        Column::text("OPERATION"),
        Column::text("MODEL"),
        Column::id("PRINCIPAL"),
        Column::text("SESSION"),
        Column::text("SOURCE"),
        Column::text("ERROR"),
        Column::number("INPUT"),
        Column::number("OUTPUT"),
        Column::id("ID"),
    ];
    Ok(grid::write(&columns, calls.iter().map(row), width, writer)?)
}

fn row(record: &InvocationRecord) -> [String; 12] {
    let call = &record.invocation;
    let principal = call.principal.as_ref();
    [
        second(call.time),
        record.account.to_string(),
        record.region.to_string(),
        text(call.operation.as_deref()),
        text(record.model.as_deref()),
        text(principal.map(Principal::arn)),
        text(principal.and_then(Principal::session)),
        text(call.source_ip.as_deref()),
        text(call.error_code.as_deref()),
        reported(call.tokens.input),
        reported(call.tokens.output),
        call.id.to_string(),
    ]
}

fn text(text: Option<&str>) -> String {
    text.unwrap_or("-").to_owned()
}

fn second(time: Timestamp) -> String {
    time.strftime("%Y-%m-%d %H:%M:%S").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[test]
    fn calls_are_listed() {
        let table = samples::text(|writer| invocations(&samples::invocations(), None, writer));
        insta::assert_snapshot!(table, @"
        TIME                 ACCOUNT       REGION     OPERATION  MODEL                                   PRINCIPAL                                 SESSION  SOURCE       ERROR                 INPUT  OUTPUT  ID
        2026-11-21 07:00:01  111122223333  us-east-1  Converse   anthropic.claude-3-haiku-20240307-v1:0  arn:aws:iam::111122223333:role/apps/Chat  i-1      203.0.113.7  ThrottlingException  63,568       0  6cb96e61-bd36-4b19-a1fe-a2d2b1b2d0a1
        2026-11-21 07:00:01  111122223333  us-east-1  -          -                                       -                                         -        -            -                         -       -  e-2
        ");
    }

    #[test]
    fn nothing_is_said_in_words() {
        let table = samples::text(|writer| invocations(&[], None, writer));
        assert_eq!(table, "No invocations.\n");
    }
}

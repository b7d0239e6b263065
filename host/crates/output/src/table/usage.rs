//! The table of usage.

use std::io::Write;

use opencite_core::{UsageBy, UsageDetail, UsageRow};

use super::grid::{self, Column};
use crate::OutputError;
use crate::words::{moment, reported};

/// Writes `usage --format table`.
///
/// # Errors
///
/// When the writer refuses.
pub fn usage(
    by: UsageBy,
    rows: &[UsageRow],
    width: Option<usize>,
    mut writer: impl Write,
) -> Result<(), OutputError> {
    if rows.is_empty() {
        return Ok(writeln!(writer, "No usage.")?);
    }
    let key = match by {
        UsageBy::Model => Column::text("MODEL"),
        UsageBy::Principal => Column::id("PRINCIPAL"),
        UsageBy::Profile => Column::id("CALLED AS"),
        UsageBy::Day => Column::word("DAY"),
    };
    let [calls, errors, input, output, read, written] = COUNTS.map(Column::number);
    let (first, last) = (Column::word("FIRST"), Column::word("LAST"));
    match by {
        UsageBy::Model | UsageBy::Day => {
            let principals = Column::number("PRINCIPALS");
            let columns = [
                key, calls, errors, input, output, read, written, principals, first, last,
            ];
            grid::write(&columns, rows.iter().map(plain), width, writer)?;
        }
        UsageBy::Principal => {
            let (sessions, models) = (Column::number("SESSIONS"), Column::number("MODELS"));
            let columns = [
                key, calls, errors, input, output, read, written, sessions, models, first, last,
            ];
            grid::write(&columns, rows.iter().map(principal), width, writer)?;
        }
        UsageBy::Profile => {
            let (principals, route) = (Column::number("PRINCIPALS"), Column::word("ROUTE"));
            let columns = [
                key, calls, errors, input, output, read, written, principals, first, last, route,
            ];
            grid::write(&columns, rows.iter().map(profile), width, writer)?;
        }
    }
    Ok(())
}

const COUNTS: [&str; 6] = [
    "CALLS",
    "ERRORS",
    "INPUT",
    "OUTPUT",
    "CACHE READ",
    "CACHE WRITTEN",
];

fn plain(row: &UsageRow) -> [String; 10] {
    let [key, calls, errors, input, output, read, written] = counted(row);
    let principals = reported(row.principals);
    let (first, last) = (moment(row.first_seen), moment(row.last_seen));
    [
        key, calls, errors, input, output, read, written, principals, first, last,
    ]
}

fn principal(row: &UsageRow) -> [String; 11] {
    let [key, calls, errors, input, output, read, written] = counted(row);
    let (sessions, models) = match &row.detail {
        UsageDetail::Principal {
            sessions, models, ..
        } => (Some(*sessions), Some(*models)),
        UsageDetail::Model | UsageDetail::Profile { .. } | UsageDetail::Day => (None, None),
    };
    let (sessions, models) = (reported(sessions), reported(models));
    let (first, last) = (moment(row.first_seen), moment(row.last_seen));
    [
        key, calls, errors, input, output, read, written, sessions, models, first, last,
    ]
}

fn profile(row: &UsageRow) -> [String; 11] {
    let [
        key,
        calls,
        errors,
        input,
        output,
        read,
        written,
        principals,
        first,
        last,
    ] = plain(row);
    let route = match &row.detail {
        UsageDetail::Profile { route, .. } => route.to_string(),
        UsageDetail::Model | UsageDetail::Principal { .. } | UsageDetail::Day => String::new(),
    };
    [
        key, calls, errors, input, output, read, written, principals, first, last, route,
    ]
}

fn counted(row: &UsageRow) -> [String; 7] {
    let (counts, tokens) = (row.counts, row.counts.tokens);
    let key = row.key.clone().unwrap_or_else(|| "(not named)".to_owned());
    [
        key,
        reported(counts.invocations),
        reported(counts.errors),
        reported(tokens.input),
        reported(tokens.output),
        reported(tokens.cache_read),
        reported(tokens.cache_write),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    fn table(by: UsageBy, rows: &[UsageRow]) -> String {
        samples::text(|writer| usage(by, rows, None, writer))
    }

    #[test]
    fn what_nobody_reported_is_a_dash() {
        insta::assert_snapshot!(table(UsageBy::Model, &samples::usage_by_model()), @"
        MODEL                                   CALLS  ERRORS   INPUT  OUTPUT  CACHE READ  CACHE WRITTEN  PRINCIPALS  FIRST             LAST
        anthropic.claude-3-haiku-20240307-v1:0  1,500     150  63,568       0      18,131              -           7  2026-11-01 00:30  2026-11-21 07:00
        (not named)                                 3       0       -       -           -              -           -  2026-11-01 00:30  2026-11-21 07:00
        amazon.nova-lite-v1:0                       -       -  63,568       0      18,131              -           -  -                 -
        ");
    }

    #[test]
    fn principals_have_sessions_and_names_have_routes() {
        insta::assert_snapshot!(table(UsageBy::Principal, &samples::usage_by_principal()), @"
        PRINCIPAL                                 CALLS  ERRORS   INPUT  OUTPUT  CACHE READ  CACHE WRITTEN  SESSIONS  MODELS  FIRST             LAST
        arn:aws:iam::111122223333:role/apps/Chat  1,500     150  63,568       0      18,131              -     1,000       2  2026-11-01 00:30  2026-11-21 07:00
        ");
        insta::assert_snapshot!(table(UsageBy::Profile, &samples::usage_by_profile()), @"
        CALLED AS                                  CALLS  ERRORS   INPUT  OUTPUT  CACHE READ  CACHE WRITTEN  PRINCIPALS  FIRST             LAST              ROUTE
        us.anthropic.claude-3-haiku-20240307-v1:0  1,500     150  63,568       0      18,131              -           7  2026-11-01 00:30  2026-11-21 07:00  geo:us
        ");
    }

    #[test]
    fn nothing_is_said_in_words() {
        assert_eq!(table(UsageBy::Day, &[]), "No usage.\n");
    }

    #[test]
    fn a_hostile_name_is_spelled_out() {
        let row = UsageRow {
            key: Some("\u{1b}[2Jx".to_owned()),
            ..samples::usage_by_model().remove(0)
        };
        assert!(table(UsageBy::Model, &[row]).contains("\\u{1b}[2Jx"));
    }
}

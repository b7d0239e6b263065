//! The table of how endpoints were used.

use std::io::Write;

use opencite_core::EndpointUsage;

use super::grid::{self, Column};
use crate::OutputError;
use crate::words::{moment, reported};

/// Writes `usage --by endpoint --format table`.
///
/// # Errors
///
/// When the writer refuses.
pub fn endpoint_usage(
    endpoints: &[EndpointUsage],
    width: Option<usize>,
    mut writer: impl Write,
) -> Result<(), OutputError> {
    if endpoints.is_empty() {
        return Ok(writeln!(writer, "No usage of endpoints.")?);
    }
    let columns = [
        Column::text("ENDPOINT"),
        Column::text("VARIANT"),
        Column::word("ACCOUNT"),
        Column::word("REGION"),
        Column::number("CALLS"),
        Column::number("4XX"),
        Column::number("5XX"),
        Column::number("MODEL ERRORS"),
        Column::number("MODEL MS"),
        Column::number("OVERHEAD MS"),
        Column::word("LAST"),
    ];
    Ok(grid::write(
        &columns,
        endpoints.iter().map(row),
        width,
        writer,
    )?)
}

fn row(usage: &EndpointUsage) -> [String; 11] {
    [
        usage.endpoint.clone(),
        usage.variant.clone().unwrap_or_else(|| "-".to_owned()),
        usage.account.to_string(),
        usage.region.to_string(),
        reported(usage.invocations),
        reported(usage.errors_4xx),
        reported(usage.errors_5xx),
        reported(usage.model_errors),
        mean(usage.model_latency_ms),
        mean(usage.overhead_latency_ms),
        moment(usage.last_seen),
    ]
}

fn mean(mean: Option<f64>) -> String {
    mean.map_or_else(|| "-".to_owned(), |mean| format!("{mean:.1}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[test]
    fn an_endpoint_has_a_line_a_variant() {
        let table =
            samples::text(|writer| endpoint_usage(&samples::endpoint_usage(), None, writer));
        insta::assert_snapshot!(table, @"
        ENDPOINT  VARIANT  ACCOUNT       REGION      CALLS  4XX  5XX  MODEL ERRORS  MODEL MS  OVERHEAD MS  LAST
        churn     blue     111122223333  eu-west-1  12,000    3    -             0      20.2            -  2026-11-21 07:00
        churn     -        111122223333  eu-west-1       0    -    -             0      20.2            -  -
        ");
    }

    #[test]
    fn nothing_is_said_in_words() {
        let table = samples::text(|writer| endpoint_usage(&[], None, writer));
        assert_eq!(table, "No usage of endpoints.\n");
    }
}

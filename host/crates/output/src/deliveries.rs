//! Reports on their way to somebody.

use std::io::Write;

use opencite_core::{Timestamp, printable};
use serde::Serialize;

use crate::OutputError;
use crate::json::document;
use crate::table::grid::{self, Column};
use crate::words::moment;

/// A report on its way to somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DeliveryRow {
    /// Its number.
    pub id: i64,
    /// The job that made it.
    pub job: Option<String>,
    /// Who gets it.
    pub destination: String,
    /// What it is called.
    pub subject: String,
    /// When it was made.
    pub created: Timestamp,
    /// Whether it is still to be sent.
    pub waiting: bool,
    /// How often it was tried.
    pub attempts: u64,
    /// Why the last attempt failed.
    pub error: Option<String>,
    /// When it was sent; nothing when it is waiting, or was given up.
    pub sent: Option<Timestamp>,
}

/// Writes `deliveries --format json`.
///
/// # Errors
///
/// When the writer refuses.
pub fn json(deliveries: &[DeliveryRow], writer: impl Write) -> Result<(), OutputError> {
    document(&deliveries, writer)
}

/// Writes `deliveries --format table`.
///
/// # Errors
///
/// When the writer refuses.
pub fn table(
    deliveries: &[DeliveryRow],
    width: Option<usize>,
    mut writer: impl Write,
) -> Result<(), OutputError> {
    if deliveries.is_empty() {
        return Ok(writeln!(writer, "No deliveries.")?);
    }
    let columns = [
        Column::number("NUMBER"),
        Column::word("JOB"),
        Column::word("TO"),
        Column::word("MADE (UTC)"),
        Column::number("TRIED"),
        Column::text("STATE"),
        Column::text("SUBJECT"),
    ];
    let row = |delivery: &DeliveryRow| {
        [
            delivery.id.to_string(),
            delivery.job.clone().unwrap_or_else(|| "-".to_owned()),
            printable(&delivery.destination).into_owned(),
            moment(Some(delivery.created)),
            delivery.attempts.to_string(),
            state(delivery),
            printable(&delivery.subject).into_owned(),
        ]
    };
    Ok(grid::write(
        &columns,
        deliveries.iter().map(row),
        width,
        writer,
    )?)
}

fn state(delivery: &DeliveryRow) -> String {
    let state = match (delivery.waiting, delivery.sent) {
        (true, _) => "waiting".to_owned(),
        (false, Some(sent)) => format!("sent {}", moment(Some(sent))),
        (false, None) => "given up".to_owned(),
    };
    match &delivery.error {
        Some(error) => format!("{state}: {}", printable(error)),
        None => state,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[test]
    fn a_delivery_tells_where_it_is() {
        let made: Timestamp = "2026-11-23T06:00:00Z".parse().unwrap();
        let waiting = DeliveryRow {
            id: 7,
            job: Some("weekly".to_owned()),
            destination: "team".to_owned(),
            subject: "OpenCITE: 2 added\u{202e}".to_owned(),
            created: made,
            waiting: true,
            attempts: 2,
            error: Some("login refused".to_owned()),
            sent: None,
        };
        let sent = DeliveryRow {
            id: 8,
            job: None,
            waiting: false,
            sent: Some(made),
            error: None,
            ..waiting.clone()
        };
        let dropped = DeliveryRow {
            sent: None,
            ..sent.clone()
        };
        let rows = [waiting, sent, dropped];
        let text = samples::text(|w| table(&rows, None, w));
        insta::assert_snapshot!(text, @r"
        NUMBER  JOB     TO    MADE (UTC)        TRIED  STATE                   SUBJECT
             7  weekly  team  2026-11-23 06:00      2  waiting: login refused  OpenCITE: 2 added\u{202e}
             8  -       team  2026-11-23 06:00      2  sent 2026-11-23 06:00   OpenCITE: 2 added\u{202e}
             8  -       team  2026-11-23 06:00      2  given up                OpenCITE: 2 added\u{202e}
        ");
        let text = samples::text(|w| json(&rows[..1], w));
        insta::assert_snapshot!(text, @r#"[{"id":7,"job":"weekly","destination":"team","subject":"OpenCITE: 2 added\u202e","created":"2026-11-23T06:00:00Z","waiting":true,"attempts":2,"error":"login refused","sent":null}]"#);
    }
}

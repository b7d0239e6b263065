//! Scheduled jobs: when they ran, what came of it, and when they are due.

use std::io::Write;

use opencite_core::{ScanOutcome, Timestamp, printable};
use serde::Serialize;

use crate::OutputError;
use crate::json::document;
use crate::table::grid::{self, Column};
use crate::words::moment;

/// A scheduled job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JobRow {
    /// Its name.
    pub name: String,
    /// Its cron expression.
    pub cron: String,
    /// Its time zone.
    pub time_zone: String,
    /// When it is due next.
    pub next: Option<Timestamp>,
    /// When it last began.
    pub started: Option<Timestamp>,
    /// When that run ended; nothing while it runs, and when it was killed.
    pub finished: Option<Timestamp>,
    /// How that run ended.
    pub outcome: Option<ScanOutcome>,
    /// What went wrong in it.
    pub error: Option<String>,
}

/// Writes `schedule list --format json`.
///
/// # Errors
///
/// When the writer refuses.
pub fn json(jobs: &[JobRow], writer: impl Write) -> Result<(), OutputError> {
    document(&jobs, writer)
}

/// Writes `schedule list --format table`.
///
/// # Errors
///
/// When the writer refuses.
pub fn table(jobs: &[JobRow], width: Option<usize>, writer: impl Write) -> Result<(), OutputError> {
    let columns = [
        Column::word("JOB"),
        Column::word("CRON"),
        Column::word("ZONE"),
        Column::word("NEXT (UTC)"),
        Column::word("LAST (UTC)"),
        Column::text("CAME TO"),
    ];
    let row = |job: &JobRow| {
        [
            job.name.clone(),
            printable(&job.cron).into_owned(),
            printable(&job.time_zone).into_owned(),
            moment(job.next),
            moment(job.started),
            came_to(job),
        ]
    };
    Ok(grid::write(&columns, jobs.iter().map(row), width, writer)?)
}

fn came_to(job: &JobRow) -> String {
    let outcome = match (job.outcome, job.started) {
        (Some(outcome), _) => outcome.as_str(),
        (None, Some(_)) => "running, or killed",
        (None, None) => "never ran",
    };
    match &job.error {
        Some(error) => format!("{outcome}: {}", printable(error)),
        None => outcome.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    fn job(name: &str) -> JobRow {
        JobRow {
            name: name.to_owned(),
            cron: "0 7 * * MON".to_owned(),
            time_zone: "Europe/Berlin".to_owned(),
            next: "2026-11-30T06:00:00Z".parse().ok(),
            started: None,
            finished: None,
            outcome: None,
            error: None,
        }
    }

    #[test]
    fn a_job_tells_what_came_of_it() {
        let started = "2026-11-23T06:00:00Z".parse().ok();
        let jobs = [
            job("never"),
            JobRow {
                started,
                ..job("running")
            },
            JobRow {
                started,
                finished: started,
                outcome: Some(ScanOutcome::Failed),
                error: Some("login refused\u{1b}[2J".to_owned()),
                ..job("failed")
            },
        ];
        let text = samples::text(|w| table(&jobs, None, w));
        insta::assert_snapshot!(text, @r"
        JOB      CRON         ZONE           NEXT (UTC)        LAST (UTC)        CAME TO
        never    0 7 * * MON  Europe/Berlin  2026-11-30 06:00  -                 never ran
        running  0 7 * * MON  Europe/Berlin  2026-11-30 06:00  2026-11-23 06:00  running, or killed
        failed   0 7 * * MON  Europe/Berlin  2026-11-30 06:00  2026-11-23 06:00  failed: login refused\u{1b}[2J
        ");
        let text = samples::text(|w| json(&jobs[..1], w));
        insta::assert_snapshot!(text, @r#"[{"name":"never","cron":"0 7 * * MON","time_zone":"Europe/Berlin","next":"2026-11-30T06:00:00Z","started":null,"finished":null,"outcome":null,"error":null}]"#);
    }
}

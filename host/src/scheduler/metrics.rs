//! The metrics of a scheduler, in the text format of Prometheus.

use opencite_core::{ScanOutcome, Timestamp};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::{Registry, Unit};

use super::status::{JobStatus, Status};

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct JobLabel {
    job: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RunLabel {
    job: String,
    outcome: &'static str,
}

/// What is known of the jobs, as the numbers that it comes to.
#[derive(Default)]
struct Numbers {
    runs: Family<RunLabel, Counter>,
    running: Family<JobLabel, Gauge>,
    started: Family<JobLabel, Gauge>,
    duration: Family<JobLabel, Gauge>,
    complete: Family<JobLabel, Gauge>,
    due: Family<JobLabel, Gauge>,
}

/// The metrics as text.
///
/// # Errors
///
/// Never, as writing into a text does not fail.
pub(super) fn text(status: &Status) -> Result<String, std::fmt::Error> {
    let mut registry = Registry::with_prefix("opencite");
    let numbers = Numbers::default();
    for job in status.jobs() {
        numbers.take(&job);
    }
    numbers.register(&mut registry);
    if let Some(waiting) = status.waiting() {
        let gauge: Gauge = Gauge::default();
        gauge.set(i64::try_from(waiting).unwrap_or(i64::MAX));
        registry.register(
            "deliveries_waiting",
            "Reports that are waiting to be sent",
            gauge,
        );
    }
    let mut text = String::new();
    encode(&mut text, &registry)?;
    Ok(text)
}

impl Numbers {
    fn take(&self, job: &JobStatus) {
        let label = JobLabel {
            job: job.name.clone(),
        };
        for (outcome, runs) in ScanOutcome::ALL.iter().zip(job.runs) {
            let label = RunLabel {
                job: job.name.clone(),
                outcome: outcome.as_str(),
            };
            self.runs.get_or_create(&label).inc_by(runs);
        }
        let set = |family: &Family<JobLabel, Gauge>, number: i64| {
            family.get_or_create(&label).set(number);
        };
        set(&self.running, i64::from(job.running.is_some()));
        if let Some(last) = job.last {
            set(&self.started, last.started.as_second());
            set(
                &self.duration,
                last.ended.duration_since(last.started).as_secs(),
            );
            set(
                &self.complete,
                i64::from(last.outcome == ScanOutcome::Complete),
            );
        }
        if let Some(due) = job.due.map(Timestamp::as_second) {
            set(&self.due, due);
        }
    }

    fn register(self, registry: &mut Registry) {
        let seconds = Unit::Seconds;
        registry.register("job_runs", "Runs of a job, by how they ended", self.runs);
        registry.register("job_running", "Whether the job is under way", self.running);
        registry.register_with_unit(
            "job_last_run_timestamp",
            "When the job last began",
            seconds.clone(),
            self.started,
        );
        registry.register_with_unit(
            "job_last_run_duration",
            "How long the last run took",
            seconds.clone(),
            self.duration,
        );
        registry.register(
            "job_last_run_complete",
            "Whether the last run was complete",
            self.complete,
        );
        registry.register_with_unit(
            "job_next_due_timestamp",
            "When the job is due next",
            seconds,
            self.due,
        );
    }
}

//! Runs jobs when they are due, one after the other, each in a process of its own: whatever becomes of it, the next one
//! runs.

mod child;
mod courier;
mod metrics;
mod status;
mod web;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use opencite_core::Timestamp;
use opencite_schedule::{Due, Planner, Timetable};
use tokio_util::sync::CancellationToken;

use crate::failure::Failure;

pub(crate) use child::ChildCommand;
use courier::Courier;
use status::Status;

/// The longest sleep: after it the clock is looked at again, as a machine may have slept or its clock been set.
const LONGEST_SLEEP: Duration = Duration::from_secs(20);

/// What a scheduler runs.
pub(crate) struct SchedulerRequest {
    pub(crate) jobs: Vec<ScheduledJob>,
    /// Where it answers how it is.
    pub(crate) listen: Option<SocketAddr>,
    /// How many reports are waiting to be sent; nothing when that cannot be told just now.
    pub(crate) waiting: Box<dyn Fn() -> Option<u64> + Send + Sync>,
    /// What sends them.
    pub(crate) deliver: ChildCommand,
    /// The clock.
    pub(crate) now: fn() -> Timestamp,
}

/// A job that is run when it is due.
pub(crate) struct ScheduledJob {
    pub(crate) name: String,
    pub(crate) timetable: Timetable,
    /// The time of its timetable that it ran for last.
    pub(crate) done: Option<Timestamp>,
    pub(crate) command: ChildCommand,
    /// How long it may take.
    pub(crate) timeout: Duration,
}

/// Runs jobs until it is stopped. A job that is under way then is asked to end, and waited for.
///
/// # Errors
///
/// When it cannot listen where it is to answer.
pub(crate) async fn run(request: SchedulerRequest, stop: CancellationToken) -> Result<(), Failure> {
    let jobs = request.jobs;
    let now = request.now;
    let timetables = jobs.iter().map(|job| (job.timetable.clone(), job.done));
    let mut planner = Planner::new(timetables, now());
    let mut courier = Courier::new(request.deliver, now());
    let names = jobs.iter().map(|job| job.name.clone());
    let status = Arc::new(Status::new(names, request.waiting, now));
    if let Some(address) = request.listen {
        web::serve(address, Arc::clone(&status), stop.clone()).await?;
    }
    while !stop.is_cancelled() {
        for (index, _) in jobs.iter().enumerate() {
            status.is_due(index, planner.next_of(index));
        }
        status.is_alive();
        match planner.due(now()) {
            Due::Nothing { until } => {
                let left = status.waiting();
                if courier.send(left, now(), &stop).await.is_none() {
                    wait(until, now(), &stop).await;
                }
            }
            Due::Job { job: index, time } => {
                if let Some(job) = jobs.get(index) {
                    run_job(job, index, time, &status, &stop).await;
                }
                planner.done(index, time);
            }
        }
    }
    Ok(())
}

async fn run_job(
    job: &ScheduledJob,
    index: usize,
    due: Timestamp,
    status: &Arc<Status>,
    stop: &CancellationToken,
) {
    tracing::info!("job {} begins, due {due}", job.name);
    status.begins(index);
    // As long as a job runs, the scheduler is alive.
    let beat = tokio::spawn(beat(Arc::clone(status)));
    let command = job.command.with(["--due".to_owned(), due.to_string()]);
    let end = child::run(&command, job.timeout, stop).await;
    beat.abort();
    status.ends(index, end.outcome());
    tracing::info!("job {} {end}", job.name);
}

async fn beat(status: Arc<Status>) {
    loop {
        status.is_alive();
        tokio::time::sleep(LONGEST_SLEEP).await;
    }
}

async fn wait(until: Option<Timestamp>, now: Timestamp, stop: &CancellationToken) {
    let left = until.map(|until| until.duration_since(now));
    let left = left.and_then(|left| Duration::try_from(left).ok());
    let sleep = left.unwrap_or(LONGEST_SLEEP).min(LONGEST_SLEEP);
    stop.run_until_cancelled(tokio::time::sleep(sleep)).await;
}

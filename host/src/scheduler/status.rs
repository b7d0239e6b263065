//! What is known of the jobs of a running scheduler.

use std::sync::Mutex;

use opencite_core::{ScanOutcome, Timestamp};

/// How long nothing may be heard of the scheduler before it is taken for stuck, in seconds.
const MAX_SILENCE: i64 = 120;

/// What is known of the jobs.
pub(super) struct Status {
    state: Mutex<State>,
    waiting: Box<dyn Fn() -> Option<u64> + Send + Sync>,
    now: fn() -> Timestamp,
}

struct State {
    alive: Option<Timestamp>,
    jobs: Vec<JobStatus>,
}

/// What is known of one job.
#[derive(Debug, Clone, Default)]
pub(super) struct JobStatus {
    pub(super) name: String,
    /// When it is due next.
    pub(super) due: Option<Timestamp>,
    /// When the run that is under way began.
    pub(super) running: Option<Timestamp>,
    pub(super) last: Option<LastRun>,
    /// Runs by how they ended, in the order of [`ScanOutcome::ALL`].
    pub(super) runs: [u64; ScanOutcome::ALL.len()],
}

/// The last run of a job.
#[derive(Debug, Clone, Copy)]
pub(super) struct LastRun {
    pub(super) started: Timestamp,
    pub(super) ended: Timestamp,
    pub(super) outcome: ScanOutcome,
}

impl Status {
    pub(super) fn new(
        names: impl Iterator<Item = String>,
        waiting: Box<dyn Fn() -> Option<u64> + Send + Sync>,
        now: fn() -> Timestamp,
    ) -> Self {
        let job = |name| JobStatus {
            name,
            ..JobStatus::default()
        };
        let jobs = names.map(job).collect();
        Self {
            state: Mutex::new(State { alive: None, jobs }),
            waiting,
            now,
        }
    }

    pub(super) fn is_alive(&self) {
        let now = (self.now)();
        self.with(|state| state.alive = Some(now));
    }

    pub(super) fn is_due(&self, job: usize, due: Option<Timestamp>) {
        self.job(job, |job| job.due = due);
    }

    pub(super) fn begins(&self, job: usize) {
        let now = (self.now)();
        self.job(job, |job| job.running = Some(now));
    }

    pub(super) fn ends(&self, job: usize, outcome: ScanOutcome) {
        let now = (self.now)();
        self.job(job, |job| {
            let started = job.running.take().unwrap_or(now);
            job.last = Some(LastRun {
                started,
                ended: now,
                outcome,
            });
            let place = ScanOutcome::ALL.iter().position(|one| *one == outcome);
            if let Some(runs) = place.and_then(|place| job.runs.get_mut(place)) {
                *runs += 1;
            }
        });
    }

    /// Whether the scheduler was heard of lately.
    pub(super) fn is_healthy(&self) -> bool {
        let alive = self.with(|state| state.alive);
        alive.is_some_and(|alive| (self.now)().duration_since(alive).as_secs() <= MAX_SILENCE)
    }

    pub(super) fn jobs(&self) -> Vec<JobStatus> {
        self.with(|state| state.jobs.clone())
    }

    /// How many reports are waiting to be sent; nothing when the database does not say.
    pub(super) fn waiting(&self) -> Option<u64> {
        (self.waiting)()
    }

    fn job(&self, job: usize, change: impl FnOnce(&mut JobStatus)) {
        self.with(|state| {
            if let Some(job) = state.jobs.get_mut(job) {
                change(job);
            }
        });
    }

    fn with<T>(&self, work: impl FnOnce(&mut State) -> T) -> T {
        let mut state = self
            .state
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        work(&mut state)
    }
}

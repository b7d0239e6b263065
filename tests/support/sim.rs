//! A simulated AWS that runs beside a test.

use std::ops::Deref;
use std::thread;
use std::time::Duration;

use opencite_sim::{Estate, Sim, SimBuilder};

/// A simulated AWS with threads of its own, so that tests are plain functions.
pub(crate) struct SimServer {
    runtime: tokio::runtime::Runtime,
    sim: Option<Sim>,
}

impl SimServer {
    pub(crate) fn start(builder: SimBuilder) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .expect("a runtime for the simulated AWS");
        let sim = runtime
            .block_on(builder.start())
            .expect("the simulated AWS starts");
        Self {
            runtime,
            sim: Some(sim),
        }
    }

    /// A simulated AWS that has this and nothing goes wrong in.
    pub(crate) fn of(estate: Estate) -> Self {
        Self::start(Sim::builder().estate(estate))
    }

    pub(crate) fn sim(&self) -> &Sim {
        self.sim.as_ref().expect("it runs until it is dropped")
    }
}

impl Deref for SimServer {
    type Target = Sim;

    fn deref(&self) -> &Sim {
        self.sim()
    }
}

impl Drop for SimServer {
    fn drop(&mut self) {
        if let Some(sim) = self.sim.take() {
            self.runtime.block_on(sim.stop());
        }
    }
}

/// Waits until something that another process does has happened, however long that takes.
pub(crate) fn until(happened: impl Fn() -> bool) {
    while !happened() {
        thread::park_timeout(Duration::from_millis(1));
    }
}

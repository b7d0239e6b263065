//! The time that a question has.

use std::time::{Duration, Instant};

use rusqlite::{Error, ffi};

/// How much a function does between two looks at the clock, as it counts it: far less than a millisecond.
const WORK: usize = 50_000;

/// Began with the question.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clock {
    begun: Instant,
    time: Duration,
}

impl Clock {
    pub(super) fn start(time: Duration) -> Self {
        let begun = Instant::now();
        Self { begun, time }
    }

    pub(super) fn is_over(&self) -> bool {
        self.begun.elapsed() > self.time
    }

    /// Ends a function as SQLite ends a statement that is interrupted.
    pub(super) fn check(&self) -> Result<(), Error> {
        if self.is_over() {
            return Err(failure(ffi::SQLITE_INTERRUPT));
        }
        Ok(())
    }
}

/// Looks at the clock once in a while.
#[derive(Debug)]
pub(super) struct Meter<'a> {
    clock: &'a Clock,
    left: usize,
}

impl<'a> Meter<'a> {
    pub(super) fn new(clock: &'a Clock) -> Self {
        Self { clock, left: WORK }
    }

    /// Counts work before it is done.
    pub(super) fn spend(&mut self, work: usize) -> Result<(), Error> {
        if let Some(left) = self.left.checked_sub(work) {
            self.left = left;
            return Ok(());
        }
        self.left = WORK;
        self.clock.check()
    }
}

/// An error that SQLite has a number and words for.
pub(super) fn failure(code: i32) -> Error {
    Error::SqliteFailure(ffi::Error::new(code), None)
}

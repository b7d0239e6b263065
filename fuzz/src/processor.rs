//! The time that this thread has spent on a processor: unlike a clock's, it stands still while others have it.

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// The time until now.
pub fn time() -> Duration {
    Duration::try_from(clock_gettime(ClockId::ThreadCPUTime)).expect("it only grows")
}

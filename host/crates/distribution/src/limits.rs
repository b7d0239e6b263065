//! How much is taken, and how long is waited.

use std::time::Duration;

/// Bounds on what comes from elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The largest component, in bytes. It is held in memory.
    pub bytes: u64,
    /// For a connection, all addresses together.
    pub connect: Duration,
    /// For the next sign of life on a connection.
    pub silence: Duration,
    /// For all of it.
    pub whole: Duration,
}

impl Limits {
    /// Waits that a slow line does not reach: 32 MiB in ten minutes are 56 kB a second.
    pub fn new(bytes: u64) -> Self {
        Self {
            bytes,
            connect: Duration::from_secs(10),
            silence: Duration::from_secs(30),
            whole: Duration::from_mins(10),
        }
    }
}

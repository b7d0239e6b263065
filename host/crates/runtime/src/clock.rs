//! The clocks that guests see: coarse, so that they measure nothing finer than they need.

use std::time::{Duration, Instant};

use wasmtime_wasi::HostMonotonicClock;

/// The finest step of time that a guest sees.
const RESOLUTION: Duration = Duration::from_millis(1);

/// Time since the unit began, in steps of [`RESOLUTION`].
pub(crate) struct CoarseClock(Instant);

impl CoarseClock {
    pub(crate) fn new() -> Self {
        Self(Instant::now())
    }
}

impl HostMonotonicClock for CoarseClock {
    fn resolution(&self) -> u64 {
        u64::try_from(RESOLUTION.as_nanos()).unwrap_or(u64::MAX)
    }

    fn now(&self) -> u64 {
        let step = self.resolution();
        let elapsed = u64::try_from(self.0.elapsed().as_nanos()).unwrap_or(u64::MAX);
        elapsed / step * step
    }
}

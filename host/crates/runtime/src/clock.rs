//! The clocks that guests see: coarse, so that they measure nothing finer than they need.

use std::time::{Duration, Instant};

use opencite_core::Timestamp;
use wasmtime_wasi::{HostMonotonicClock, HostWallClock};

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

/// The time of day, in steps of [`RESOLUTION`]: the machine's, or one that stands still.
pub(crate) struct CoarseTimeOfDay {
    stands_at: Option<Timestamp>,
}

impl CoarseTimeOfDay {
    pub(crate) fn new(stands_at: Option<Timestamp>) -> Self {
        Self { stands_at }
    }
}

impl HostWallClock for CoarseTimeOfDay {
    fn resolution(&self) -> Duration {
        RESOLUTION
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "it is the guest that asks, through WASI"
    )]
    fn now(&self) -> Duration {
        let now = self.stands_at.unwrap_or_else(Timestamp::now);
        Duration::from_millis(u64::try_from(now.as_millisecond()).unwrap_or_default())
    }
}

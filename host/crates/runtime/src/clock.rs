//! The clocks that guests see: coarse, so that they measure nothing finer than they need.

use std::time::{Duration, Instant, SystemTime};

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

/// The time of day, in steps of [`RESOLUTION`].
pub(crate) struct CoarseTimeOfDay;

impl HostWallClock for CoarseTimeOfDay {
    fn resolution(&self) -> Duration {
        RESOLUTION
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "it is the guest that asks, through WASI"
    )]
    fn now(&self) -> Duration {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let milliseconds = now.unwrap_or_default().as_millis();
        let milliseconds = u64::try_from(milliseconds).unwrap_or(u64::MAX);
        Duration::from_millis(milliseconds)
    }
}

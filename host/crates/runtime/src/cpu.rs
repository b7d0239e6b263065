//! Measures the time that a guest spends on a processor: the time inside `poll`, not the time spent waiting.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

/// A stopwatch that runs while its guest does. Shared between the future that polls the guest and the callback that
/// interrupts it.
#[derive(Debug, Clone)]
pub(crate) struct CpuClock(Arc<Readings>);

#[derive(Debug)]
struct Readings {
    epoch: Instant,
    /// Nanoseconds of all finished polls.
    spent: AtomicU64,
    /// When the running poll began, in nanoseconds since `epoch`.
    polled_at: AtomicU64,
}

impl CpuClock {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Readings {
            epoch: Instant::now(),
            spent: AtomicU64::new(0),
            polled_at: AtomicU64::new(0),
        }))
    }

    /// The time spent so far. Only meaningful from within a poll.
    pub(crate) fn spent(&self) -> Duration {
        let running = self
            .now()
            .saturating_sub(self.0.polled_at.load(Ordering::Relaxed));
        Duration::from_nanos(self.0.spent.load(Ordering::Relaxed) + running)
    }

    fn start(&self) {
        self.0.polled_at.store(self.now(), Ordering::Relaxed);
    }

    fn stop(&self) {
        let ran = self
            .now()
            .saturating_sub(self.0.polled_at.load(Ordering::Relaxed));
        self.0.spent.fetch_add(ran, Ordering::Relaxed);
    }

    fn now(&self) -> u64 {
        u64::try_from(self.0.epoch.elapsed().as_nanos()).unwrap_or(u64::MAX)
    }
}

pin_project_lite::pin_project! {
    /// A future whose polls are timed.
    pub(crate) struct Timed<F> {
        #[pin]
        future: F,
        clock: CpuClock,
    }
}

impl<F> Timed<F> {
    pub(crate) fn new(clock: CpuClock, future: F) -> Self {
        Self { future, clock }
    }
}

impl<F: Future> Future for Timed<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let this = self.project();
        this.clock.start();
        let polled = this.future.poll(context);
        this.clock.stop();
        polled
    }
}

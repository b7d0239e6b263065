//! Measures the time that a guest spends on a processor: not the time it waits, for AWS or for a processor.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// A stopwatch that runs while its guest does. Shared between the future that polls the guest and the callback that
/// interrupts it.
#[derive(Debug, Clone)]
pub(crate) struct CpuClock(Arc<Readings>);

#[derive(Debug, Default)]
struct Readings {
    /// Nanoseconds of all finished polls.
    spent: AtomicU64,
    /// When the running poll began, by the clock of its thread.
    polled_at: AtomicU64,
}

impl CpuClock {
    pub(crate) fn new() -> Self {
        Self(Arc::default())
    }

    /// The time spent so far. Only meaningful from within a poll.
    pub(crate) fn spent(&self) -> Duration {
        Duration::from_nanos(self.0.spent.load(Ordering::Relaxed) + self.running())
    }

    fn start(&self) {
        self.0.polled_at.store(thread_time(), Ordering::Relaxed);
    }

    fn stop(&self) {
        self.0.spent.fetch_add(self.running(), Ordering::Relaxed);
    }

    fn running(&self) -> u64 {
        thread_time().saturating_sub(self.0.polled_at.load(Ordering::Relaxed))
    }
}

/// The nanoseconds that this thread has spent on a processor. A poll begins and ends on one thread.
fn thread_time() -> u64 {
    let time = Duration::try_from(clock_gettime(ClockId::ThreadCPUTime));
    let nanoseconds = time.map(|time| u64::try_from(time.as_nanos()));
    nanoseconds.map_or(0, |nanoseconds| nanoseconds.unwrap_or(u64::MAX))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blocked_thread_spends_nothing() {
        let (clock, blocked) = (CpuClock::new(), Duration::from_millis(50));
        let run = Timed::new(clock.clone(), async {
            std::thread::sleep(blocked);
            clock.spent()
        });
        let mut run = std::pin::pin!(run);
        let Poll::Ready(spent) = run
            .as_mut()
            .poll(&mut Context::from_waker(std::task::Waker::noop()))
        else {
            panic!("it waits for nothing");
        };
        assert!(spent < blocked, "{spent:?}");
    }
}

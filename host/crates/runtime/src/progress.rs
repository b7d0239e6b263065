//! The interface `progress`.

use std::sync::Arc;

use opencite_bindings::host::progress;
use tokio_util::sync::CancellationToken;

/// Who is told how far a unit is: done, and of how much if that is known.
type Listener = Arc<dyn Fn(u64, Option<u64>) + Send + Sync>;

/// How far a unit is, and whether it is to end.
#[derive(Clone)]
pub struct Progress {
    listener: Listener,
    cancelled: CancellationToken,
}

impl Progress {
    /// Progress that is told to `listener`, of a unit that ends when `cancelled` is.
    pub fn new(
        listener: impl Fn(u64, Option<u64>) + Send + Sync + 'static,
        cancelled: CancellationToken,
    ) -> Self {
        Self {
            listener: Arc::new(listener),
            cancelled,
        }
    }

    /// Progress that nobody watches.
    pub fn unwatched(cancelled: CancellationToken) -> Self {
        Self::new(|_, _| {}, cancelled)
    }

    pub(crate) fn cancelled_token(&self) -> &CancellationToken {
        &self.cancelled
    }
}

impl progress::Host for Progress {
    fn report(&mut self, done: u64, total: Option<u64>) -> wasmtime::Result<()> {
        (self.listener)(done, total);
        Ok(())
    }

    fn cancelled(&mut self) -> wasmtime::Result<bool> {
        Ok(self.cancelled.is_cancelled())
    }
}

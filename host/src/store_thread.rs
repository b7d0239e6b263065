//! The one thread that uses the database: SQL blocks, and SQLite has one writer.

use std::thread;

use opencite_store::{Store, StoreError};
use tokio::sync::{mpsc, oneshot};

/// Jobs that may wait for the thread: each holds the assets of a unit.
const QUEUE: usize = 4;

type Job = Box<dyn FnOnce(&mut Store) + Send>;

/// Sends jobs to the thread, which ends when this is dropped.
pub(crate) struct StoreThread(mpsc::Sender<Job>);

impl StoreThread {
    /// Starts the thread. The future ends when the thread has closed the database: until then, a part of what was
    /// stored may be in a file next to it.
    pub(crate) fn start(mut store: Store) -> (Self, impl Future<Output = ()>) {
        let (sender, mut jobs) = mpsc::channel::<Job>(QUEUE);
        let (open, closed) = oneshot::channel::<()>();
        thread::Builder::new()
            .name("opencite-store".to_owned())
            .spawn(move || {
                while let Some(job) = jobs.blocking_recv() {
                    job(&mut store);
                }
                drop(store);
                drop(open);
            })
            .expect("the operating system gives a program a few threads");
        let closed = async move {
            let _dropped = closed.await.is_err();
        };
        (Self(sender), closed)
    }

    /// Runs one job on the store and waits for its result.
    pub(crate) async fn run<R: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Store) -> Result<R, StoreError> + Send + 'static,
    ) -> Result<R, StoreError> {
        let (sender, result) = oneshot::channel();
        let job: Job = Box::new(move |store| {
            // Whoever asked may have given up waiting.
            let _unheard = sender.send(job(store)).is_ok();
        });
        let sent = self.0.send(job).await.is_ok();
        debug_assert!(sent, "the thread lives as long as this");
        result.await.expect("the thread answers every job")
    }
}

//! The one thread that uses the database: SQL blocks, and SQLite has one writer.

use std::thread;

use opencite_store::{Store, StoreError};
use tokio::sync::{mpsc, oneshot};

/// Jobs that may wait for the thread: each holds the assets of a unit.
const QUEUE: usize = 4;

type Job = Box<dyn FnOnce(&mut Store) + Send>;

/// Sends jobs to the thread. The thread ends when the last handle is dropped.
#[derive(Clone)]
pub(crate) struct StoreThread(mpsc::Sender<Job>);

impl StoreThread {
    pub(crate) fn start(mut store: Store) -> Self {
        let (sender, mut jobs) = mpsc::channel::<Job>(QUEUE);
        thread::Builder::new()
            .name("opencite-store".to_owned())
            .spawn(move || {
                while let Some(job) = jobs.blocking_recv() {
                    job(&mut store);
                }
            })
            .expect("the operating system gives a program a few threads");
        Self(sender)
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
        debug_assert!(sent, "the thread lives as long as its handles");
        result.await.expect("the thread answers every job")
    }
}

//! Servers that run beside a test.

use std::ops::Deref;

use tokio::runtime::{Builder, Runtime};

/// A server with a thread of its own, so that tests are plain functions. It ends when it is dropped.
pub(crate) struct Beside<T> {
    server: Option<T>,
    runtime: Runtime,
}

impl<T> Beside<T> {
    pub(crate) fn start(starting: impl Future<Output = T>) -> Self {
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .expect("a runtime for a server");
        let server = Some(runtime.block_on(starting));
        Self { server, runtime }
    }
}

impl<T> Deref for Beside<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.server.as_ref().expect("it runs until it is dropped")
    }
}

impl<T> Drop for Beside<T> {
    fn drop(&mut self) {
        let _inside = self.runtime.enter();
        self.server.take();
    }
}

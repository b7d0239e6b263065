//! Where futures are waited for, on one thread.

use std::future::Future;
use std::sync::LazyLock;

use tokio::runtime::{Builder, Runtime};

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime can be made")
});

/// What comes of a future.
pub fn for_end<T>(future: impl Future<Output = T>) -> T {
    RUNTIME.block_on(future)
}

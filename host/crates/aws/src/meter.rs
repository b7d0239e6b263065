//! Counts what is really sent: every attempt of every call, told to the ledger of the unit that made it.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::BeforeTransmitInterceptorContextRef;
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;

tokio::task_local! {
    /// The attempts of the call that this task is making. Clients are shared by many units; the task tells them apart.
    static ATTEMPTS: Arc<AtomicU32>;
}

/// Runs a call and counts its attempts.
pub(crate) async fn metered<F: Future>(call: F) -> (F::Output, u32) {
    let attempts = Arc::new(AtomicU32::new(0));
    let output = ATTEMPTS.scope(Arc::clone(&attempts), call).await;
    (output, attempts.load(Ordering::Relaxed))
}

/// The SDK interceptor that does the counting; one in every client.
#[derive(Debug)]
pub(crate) struct Meter;

#[dyn_dispatch_hint]
impl Intercept for Meter {
    fn name(&self) -> &'static str {
        "Meter"
    }

    fn read_before_transmit(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        // Calls outside a unit (who am I?) are not counted.
        let _outside = ATTEMPTS.try_with(|attempts| attempts.fetch_add(1, Ordering::Relaxed));
        Ok(())
    }
}

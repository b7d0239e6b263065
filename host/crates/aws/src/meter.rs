//! Counts what is really sent: every attempt of every call, told to the ledger of the unit that made it.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeTransmitInterceptorContextRef, FinalizerInterceptorContextRef,
};
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;

use crate::classify::throttling_codes;

tokio::task_local! {
    /// The readings of the call that this task is making. Clients are shared by many units; the task tells them apart.
    static COUNTERS: Arc<Counters>;
}

#[derive(Default)]
struct Counters {
    attempts: AtomicU32,
    throttled: AtomicU32,
    bytes: AtomicUsize,
}

/// What was sent for one call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Readings {
    /// Requests sent, the first one included.
    pub(crate) attempts: u32,
    /// Those of them that AWS refused for their rate.
    pub(crate) throttled: u32,
    /// The bytes that AWS answered with, refusals included.
    pub(crate) bytes: usize,
}

/// Runs a call and counts its attempts.
pub(crate) async fn metered<F: Future>(call: F) -> (F::Output, Readings) {
    let counters = Arc::<Counters>::default();
    let output = COUNTERS.scope(Arc::clone(&counters), call).await;
    let readings = Readings {
        attempts: counters.attempts.load(Ordering::Relaxed),
        throttled: counters.throttled.load(Ordering::Relaxed),
        bytes: counters.bytes.load(Ordering::Relaxed),
    };
    (output, readings)
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
        let _outside = COUNTERS.try_with(|it| it.attempts.fetch_add(1, Ordering::Relaxed));
        Ok(())
    }

    fn read_after_attempt(
        &self,
        context: &FinalizerInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let Some(response) = context.response() else {
            return Ok(());
        };
        let length = response.body().bytes().map_or(0, <[u8]>::len);
        let throttled = u32::from(is_throttled(response));
        let _outside = COUNTERS.try_with(|it| {
            it.bytes.fetch_add(length, Ordering::Relaxed);
            it.throttled.fetch_add(throttled, Ordering::Relaxed);
        });
        Ok(())
    }
}

/// Whether AWS refused for the rate of calls: by the status, or by the code in a header or in the body of any protocol.
fn is_throttled(response: &HttpResponse) -> bool {
    if response.status().as_u16() == 429 {
        return true;
    }
    if response.status().is_success() {
        return false;
    }
    let named = response.headers().get("x-amzn-errortype");
    let body = response.body().bytes().unwrap_or_default();
    throttling_codes().any(|code| {
        named.is_some_and(|named| named.contains(code))
            || body.windows(code.len()).any(|part| part == code.as_bytes())
    })
}

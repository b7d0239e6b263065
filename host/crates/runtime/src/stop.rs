//! Why a guest was stopped, in words.

use std::time::Duration;

use opencite_core::{ErrorKind, UnitError};
use wasmtime::{Store, Trap, UpdateDeadline};

use crate::cpu::CpuClock;

/// The guest spent more time on a processor than it may.
#[derive(Debug, thiserror::Error)]
#[error("{0:?} of processor time")]
struct CpuOverrun(Duration);

/// Lets others run at every tick, and stops the guest once it has spent its processor time.
pub(crate) fn interrupt_after<T: 'static>(store: &mut Store<T>, clock: CpuClock, limit: Duration) {
    store.set_epoch_deadline(1);
    store.epoch_deadline_callback(move |_| {
        if clock.spent() > limit {
            return Err(wasmtime::Error::new(CpuOverrun(limit)));
        }
        Ok(UpdateDeadline::Yield(1))
    });
}

/// The error of a guest that ended otherwise than by returning. `last_words` is the last that it wrote to stderr, where
/// the panic of a Rust plugin stands.
pub(crate) fn crashed(error: &wasmtime::Error, last_words: Option<&str>) -> UnitError {
    if let Some(overrun) = error.downcast_ref::<CpuOverrun>() {
        return UnitError::new(ErrorKind::Limit, overrun.to_string());
    }
    let what = describe(error);
    let message = match last_words {
        Some(words) => format!("{what}; its last words: {words}"),
        None => what,
    };
    UnitError::new(ErrorKind::Trap, message)
}

/// What happened, in one line: the trap where there is one, else the whole chain of causes.
pub(crate) fn describe(error: &wasmtime::Error) -> String {
    if let Some(trap) = error.downcast_ref::<Trap>() {
        return trap.to_string();
    }
    let chain: Vec<String> = error
        .chain()
        .map(ToString::to_string)
        .filter(|cause| !cause.starts_with("error while executing at wasm backtrace"))
        .collect();
    opencite_core::printable(&chain.join(": ")).into_owned()
}

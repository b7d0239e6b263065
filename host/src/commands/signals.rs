//! What ends a program that runs until it is stopped.

use anyhow::Context as _;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use crate::failure::Failure;

/// A token that is cancelled by Ctrl-C, and by what service managers send.
pub(super) fn stop_on_signal() -> Result<CancellationToken, Failure> {
    let wait_for = |kind| {
        signal(kind)
            .context("cannot be told when to stop")
            .map_err(Failure::failed)
    };
    let mut interrupt = wait_for(SignalKind::interrupt())?;
    let mut terminate = wait_for(SignalKind::terminate())?;
    let token = CancellationToken::new();
    let stop = token.clone();
    tokio::spawn(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        tracing::warn!("stopping: a job that is under way is asked to end");
        stop.cancel();
    });
    Ok(token)
}

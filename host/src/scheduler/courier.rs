//! Sends what a job could not: a mail server that is away for an hour must not cost a weekly report a week.

use std::time::Duration;

use jiff::SignedDuration;
use opencite_core::Timestamp;
use tokio_util::sync::CancellationToken;

use super::child::{self, ChildCommand, End};

/// How long what could not be sent is left alone.
const PAUSE: SignedDuration = SignedDuration::from_mins(15);
/// How long sending may take.
const TIMEOUT: Duration = Duration::from_mins(30);

/// Sends what waits, now and then.
pub(super) struct Courier {
    command: ChildCommand,
    next: Timestamp,
}

impl Courier {
    /// One that begins with what an earlier scheduler left.
    pub(super) fn new(command: ChildCommand, now: Timestamp) -> Self {
        Self { command, next: now }
    }

    /// Sends what waits, if there is something and the last attempt is long enough ago.
    pub(super) async fn send(
        &mut self,
        waiting: Option<u64>,
        now: Timestamp,
        stop: &CancellationToken,
    ) -> Option<End> {
        if waiting.unwrap_or_default() == 0 || !self.is_due(now) {
            return None;
        }
        self.next = now.checked_add(PAUSE).unwrap_or(now);
        let end = child::run(&self.command, TIMEOUT, stop).await;
        tracing::info!("sending what waited {end}");
        Some(end)
    }

    /// A clock that was set back must not hold anything up for longer than the pause.
    fn is_due(&self, now: Timestamp) -> bool {
        now >= self.next || self.next.duration_since(now) > PAUSE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        format!("2026-11-23T{text}Z").parse().unwrap()
    }

    fn courier() -> Courier {
        let command = ChildCommand {
            program: "/bin/true".into(),
            arguments: Vec::new(),
        };
        Courier::new(command, at("07:00:00"))
    }

    async fn sends(courier: &mut Courier, waiting: Option<u64>, now: &str) -> bool {
        let stop = CancellationToken::new();
        courier.send(waiting, at(now), &stop).await.is_some()
    }

    #[tokio::test]
    async fn what_waits_is_sent_again_after_a_pause() {
        let mut courier = courier();
        assert!(sends(&mut courier, Some(1), "07:00:00").await);
        assert!(!sends(&mut courier, Some(1), "07:14:59").await);
        assert!(sends(&mut courier, Some(1), "07:15:00").await);
    }

    #[tokio::test]
    async fn nothing_is_run_when_nothing_waits() {
        let mut courier = courier();
        assert!(!sends(&mut courier, Some(0), "07:00:00").await);
        assert!(!sends(&mut courier, None, "07:00:00").await);
    }

    #[tokio::test]
    async fn a_clock_set_back_holds_nothing_up() {
        let mut courier = courier();
        assert!(sends(&mut courier, Some(1), "07:00:00").await);
        assert!(sends(&mut courier, Some(1), "06:00:00").await);
    }
}

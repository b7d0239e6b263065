//! Questions and answers, each within its time.

use std::time::Duration;

use opencite_network::Duplex;
use tokio::time::{Instant, timeout};

use super::error::SendError;
use super::reply::Reply;
use super::step::Step;
use super::wire::{Answer, Wire, WireError};

/// How long we wait for a server to say goodbye, which decides nothing.
const GOODBYE: Duration = Duration::from_secs(2);

/// How long a server is waited for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience<'a> {
    pub(super) host: &'a str,
    pub(super) step: Duration,
    pub(super) message: Duration,
    pub(super) until: Instant,
}

/// A dialogue with a server.
pub(super) struct Dialogue<'a, S> {
    wire: Wire<S>,
    patience: Patience<'a>,
}

impl Patience<'_> {
    /// Waits for something at a step, but no longer than for the step, nor than for all of them.
    pub(super) async fn wait<T>(
        &self,
        step: Step,
        work: impl Future<Output = T>,
    ) -> Result<T, SendError> {
        let most = match step {
            Step::Message => self.message,
            _ => self.step,
        };
        let after = most.min(self.until.saturating_duration_since(Instant::now()));
        let ended = timeout(after, work).await;
        ended.map_err(|_| SendError::Timeout {
            host: self.host.to_owned(),
            step,
            after,
        })
    }
}

impl<'a, S: Duplex> Dialogue<'a, S> {
    pub(super) fn new(stream: S, patience: Patience<'a>) -> Self {
        Self {
            wire: Wire::new(stream),
            patience,
        }
    }

    /// From now on, these texts are not taken over from what the server says.
    pub(super) fn hide(&mut self, secrets: impl IntoIterator<Item = String>) {
        self.wire.hide(secrets);
    }

    /// Reads the greeting.
    pub(super) async fn greeting(&mut self) -> Result<(), SendError> {
        let answer = self
            .patience
            .wait(Step::Greeting, self.wire.answer())
            .await?;
        let answer = self.heard(Step::Greeting, answer)?;
        self.must_be_done(Step::Greeting, answer.reply)
    }

    /// Asks and answers, whatever the answer is, unless the server hangs up with it.
    pub(super) async fn ask(&mut self, step: Step, line: &str) -> Result<Answer, SendError> {
        let answer = self.patience.wait(step, self.wire.ask(line)).await?;
        self.heard(step, answer)
    }

    /// Writes what is no line, and reads the answer.
    pub(super) async fn hand_over(&mut self, step: Step, bytes: &[u8]) -> Result<Reply, SendError> {
        let wire = &mut self.wire;
        let exchange = async {
            wire.write(bytes).await?;
            wire.answer().await
        };
        let answer = self.patience.wait(step, exchange).await?;
        Ok(self.heard(step, answer)?.reply)
    }

    /// Says goodbye. Nothing depends on the answer.
    pub(super) async fn quit(mut self) {
        let farewell = timeout(GOODBYE, self.wire.ask("QUIT"));
        drop(farewell.await);
    }

    /// Makes an answer that must not be a refusal one.
    pub(super) fn must_be_done(&self, step: Step, reply: Reply) -> Result<(), SendError> {
        if reply.is_done() {
            return Ok(());
        }
        Err(self.unavailable(step, reply))
    }

    /// Gives the connection back, if nothing was said on it that nobody asked for.
    pub(super) fn into_silent(self) -> Option<S> {
        self.wire.into_silent()
    }

    fn heard(&self, step: Step, answer: Result<Answer, WireError>) -> Result<Answer, SendError> {
        let answer = answer.map_err(|error| SendError::wire(self.patience.host, step, error))?;
        if answer.reply.is_farewell() {
            return Err(self.unavailable(step, answer.reply));
        }
        Ok(answer)
    }

    fn unavailable(&self, step: Step, reply: Reply) -> SendError {
        SendError::Unavailable {
            host: self.patience.host.to_owned(),
            step,
            reply,
        }
    }
}

//! A running simulator, and how to start one.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::cloudtrail::RateLimit;
use crate::estate::Estate;
use crate::exchange::Exchange;
use crate::fault::{Fault, FaultPlan};
use crate::keyring::Keyring;
use crate::principal::Principal;
use crate::request_log::{Refusal, RequestRecord};
use crate::server::serve;
use crate::world::World;

/// Why the simulator cannot start.
#[derive(Debug, thiserror::Error)]
pub enum SimError {
    #[error("listen on 127.0.0.1 port {port}")]
    Listen { port: u16, source: std::io::Error },
}

/// How a simulator is to start; made by [`Sim::builder`].
#[derive(Default)]
pub struct SimBuilder {
    estate: Option<Estate>,
    faults: Vec<Fault>,
    principals: Vec<Principal>,
    latency: Duration,
    drift_after: Option<u64>,
    now: Option<Timestamp>,
    lookups: RateLimit,
    port: u16,
}

/// A simulated AWS that serves on the loopback interface until it is stopped or dropped.
pub struct Sim {
    exchange: Arc<Exchange>,
    address: SocketAddr,
    default: Principal,
    server: JoinHandle<()>,
}

impl SimBuilder {
    /// What the simulator answers with; without it, [`Estate::demo`].
    #[must_use]
    pub fn estate(self, estate: Estate) -> Self {
        Self {
            estate: Some(estate),
            ..self
        }
    }

    /// One more scripted fault.
    #[must_use]
    pub fn fault(mut self, fault: Fault) -> Self {
        self.faults.push(fault);
        self
    }

    /// How long every call takes at least.
    #[must_use]
    pub fn latency(self, latency: Duration) -> Self {
        Self { latency, ..self }
    }

    /// One more principal. The first is the default; without any, it is the user of the estate's first account.
    #[must_use]
    pub fn principal(mut self, principal: Principal) -> Self {
        self.principals.push(principal);
        self
    }

    /// Lets the estate drift once, when this many requests have been answered.
    #[must_use]
    pub fn drift_after(self, requests: u64) -> Self {
        Self {
            drift_after: Some(requests),
            ..self
        }
    }

    /// What time it is for what happened in the estate when the simulator starts; without it, the machine's.
    ///
    /// Signatures are checked by the machine's clock all the same.
    #[must_use]
    pub fn now(self, now: Timestamp) -> Self {
        Self {
            now: Some(now),
            ..self
        }
    }

    /// How many lookups of CloudTrail an account may make a second in each region; without it, two as AWS has it.
    #[must_use]
    pub fn lookups_per_second(self, lookups: u32) -> Self {
        Self {
            lookups: RateLimit::new(lookups),
            ..self
        }
    }

    /// The port to listen on; without it, one that is free.
    #[must_use]
    pub fn port(self, port: u16) -> Self {
        Self { port, ..self }
    }

    /// Starts to serve, on the runtime of the caller.
    ///
    /// # Errors
    ///
    /// When the port cannot be listened on.
    pub async fn start(mut self) -> Result<Sim, SimError> {
        let port = self.port;
        let listen = |source| SimError::Listen { port, source };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .await
            .map_err(listen)?;
        let address = listener.local_addr().map_err(listen)?;
        let estate = self.estate.take().unwrap_or_else(Estate::demo);
        if self.principals.is_empty() {
            self.principals
                .push(Principal::user(estate.first_account()));
        }
        let default = self
            .principals
            .first()
            .cloned()
            .unwrap_or_else(|| Principal::user(estate.first_account()));
        let keyring = Keyring::new(self.principals);
        let now = system_time();
        let ahead = self.now.unwrap_or(now).duration_since(now);
        let mut world = World {
            estate,
            keyring,
            clock: system_time,
            ahead,
            lookups: self.lookups,
        };
        world.settle();
        let exchange = Exchange::new(
            world,
            FaultPlan::new(self.faults),
            self.latency,
            self.drift_after,
        );
        let exchange = Arc::new(exchange);
        let server = tokio::spawn(serve(listener, Arc::clone(&exchange)));
        Ok(Sim {
            exchange,
            address,
            default,
            server,
        })
    }
}

/// Signatures are checked against the clock that the client signs by, which is the machine's.
#[expect(
    clippy::disallowed_methods,
    reason = "the simulator's one look at the clock"
)]
fn system_time() -> Timestamp {
    Timestamp::now()
}

impl Sim {
    pub fn builder() -> SimBuilder {
        SimBuilder::default()
    }

    /// The URL that a client takes for its endpoint, for all services.
    pub fn endpoint_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The access key id of the default principal.
    pub fn access_key_id(&self) -> &str {
        &self.default.access_key_id
    }

    /// The secret of the default principal.
    pub fn secret_access_key(&self) -> &str {
        &self.default.secret_access_key
    }

    /// The session token of the default principal, where it has one.
    pub fn session_token(&self) -> Option<&str> {
        self.default.session_token.as_deref()
    }

    /// Changes the estate between two calls.
    pub fn edit<T>(&self, change: impl FnOnce(&mut Estate) -> T) -> T {
        let mut world = self.exchange.world();
        let changed = change(&mut world.estate);
        world.settle();
        changed
    }

    /// Adds a fault from now on.
    pub fn inject(&self, fault: Fault) {
        self.exchange.faults().add(fault);
    }

    /// Ends all faults.
    pub fn clear_faults(&self) {
        self.exchange.faults().clear();
    }

    /// Adds a principal, or replaces the one with the same access key id.
    pub fn add_principal(&self, principal: Principal) {
        self.exchange.world().keyring.add(principal);
    }

    /// Makes every temporary key expire now.
    pub fn expire_sessions(&self) {
        self.exchange.world().keyring.expire_sessions();
    }

    /// The last requests, oldest first; the oldest of very many are forgotten.
    pub fn requests(&self) -> Vec<RequestRecord> {
        self.exchange.log().records()
    }

    /// How often each operation was called, by `service:Operation`.
    pub fn counts(&self) -> BTreeMap<String, u64> {
        self.exchange.counts()
    }

    /// How often one operation was called, by `service:Operation`.
    pub fn count(&self, operation: &str) -> u64 {
        self.counts().get(operation).copied().unwrap_or_default()
    }

    /// Forgets requests and counts, so that a second scan is counted alone.
    pub fn clear_requests(&self) {
        self.exchange.log().clear();
    }

    /// What was asked that the simulator does not know: a test asserts that it is empty.
    pub fn refusals(&self) -> Vec<Refusal> {
        self.exchange.log().refusals()
    }

    /// The largest number of requests that were under way at once.
    pub fn peak_in_flight(&self) -> usize {
        self.exchange.peak()
    }

    /// Stops serving and waits until the port is free.
    pub async fn stop(mut self) {
        self.server.abort();
        let ended = (&mut self.server).await;
        tracing::debug!(cancelled = ended.is_err(), "the simulated AWS has stopped");
    }
}

impl Drop for Sim {
    fn drop(&mut self) {
        self.server.abort();
    }
}

//! Who fetches and publishes, and by which rules.

use std::time::Duration;

use hyper::Method;
use hyper::header::{AUTHORIZATION, LOCATION};
use opencite_network::{Reach, Trust};
use tokio::time::{error::Elapsed, timeout};

use crate::credentials::Credentials;
use crate::exchange::{Answer, Ask, Manners};
use crate::limits::Limits;
use crate::location::{Location, LocationError};
use crate::transfer_error::TransferError;

/// Redirections that are followed. A registry has one, to where it keeps its blobs; GitHub has two for a release.
const MAX_REDIRECTS: usize = 5;

/// Who fetches and publishes, and by which rules.
#[derive(Debug, Clone)]
pub struct Client {
    /// Whom certificates must be from.
    pub trust: Trust,
    /// Where servers may be. A reference that names this machine allows this machine.
    pub reach: Reach,
    /// What the registry knows the operator by. Nothing else is told of it; a URL is always fetched without.
    pub credentials: Option<Credentials>,
    /// Whether a signature is looked for beside what is fetched from a file or a URL. From a registry it comes along.
    pub signatures: bool,
    /// How much is taken, and how long is waited.
    pub limits: Limits,
}

/// Who named a place: an operator, or a server that was asked before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// An operator who named this machine, or this machine itself.
    ThisMachine,
    /// Anyone else.
    Elsewhere,
}

impl Origin {
    /// That of a place which an operator named.
    pub(crate) fn of(location: &Location) -> Self {
        if location.is_loopback() {
            Self::ThisMachine
        } else {
            Self::Elsewhere
        }
    }
}

impl Client {
    /// One that fetches from the internet, without a login.
    pub fn new(trust: Trust, limits: Limits) -> Self {
        Self {
            trust,
            reach: Reach::default(),
            credentials: None,
            signatures: false,
            limits,
        }
    }

    /// Asks, and follows where the answer leads when it was asked to read. What proves who is asking is only for the
    /// first server, and is not taken up again later. The same goes for this machine: only from there is one led to it,
    /// as a server elsewhere must not have us call what listens here.
    pub(crate) async fn send(&self, ask: Ask, from: Origin) -> Result<Answer, TransferError> {
        let start = ask.location.clone();
        let (mut ask, mut from) = (ask, from);
        for _ in 0..=MAX_REDIRECTS {
            let answer = self.send_once(ask.clone(), from).await?;
            let Some(next) = redirection(&ask.method, &answer) else {
                return Ok(answer);
            };
            let next = follow(from, &answer, &next)?;
            if !next.is_same_origin(&start) {
                ask.headers.retain(|(name, _)| name != AUTHORIZATION);
            }
            if !next.is_loopback() {
                from = Origin::Elsewhere;
            }
            ask.location = next;
        }
        Err(TransferError::RedirectLoop {
            host: start.host(),
            redirects: MAX_REDIRECTS,
        })
    }

    /// Asks, and takes the answer as it is.
    pub(crate) async fn send_once(&self, ask: Ask, from: Origin) -> Result<Answer, TransferError> {
        let manners = self.manners(from, &ask.location);
        ask.send(manners).await
    }

    fn manners(&self, from: Origin, location: &Location) -> Manners<'_> {
        let stays_here = from == Origin::ThisMachine && location.is_loopback();
        Manners {
            trust: &self.trust,
            reach: if stays_here {
                Reach::Private
            } else {
                self.reach
            },
            limits: &self.limits,
        }
    }

    /// Gives up when all of it takes too long.
    pub(crate) async fn in_time<T, E: From<TransferError>>(
        &self,
        host: &str,
        work: impl Future<Output = Result<T, E>>,
    ) -> Result<T, E> {
        let after: Duration = self.limits.whole;
        timeout(after, work).await.unwrap_or_else(|Elapsed { .. }| {
            let host = host.to_owned();
            Err(TransferError::Timeout { host, after }.into())
        })
    }
}

/// Where an answer leads, if it does. What changes something is never sent on: it was meant for the server.
fn redirection(method: &Method, answer: &Answer) -> Option<String> {
    if !method.is_safe() || !matches!(answer.status.as_u16(), 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    answer.header(&LOCATION).map(str::to_owned)
}

/// The place that a server leads to. To plain text only this machine leads, on itself.
pub(crate) fn follow(from: Origin, answer: &Answer, text: &str) -> Result<Location, TransferError> {
    let astray = |source| TransferError::Astray {
        host: answer.host(),
        source,
    };
    let next = answer.location.join(text).map_err(astray)?;
    if next.is_secure() || from == Origin::ThisMachine {
        return Ok(next);
    }
    Err(astray(LocationError::PlainText { host: next.host() }))
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    fn client() -> Client {
        // An authority of no other use: a machine may have none.
        let pem = opencite_postbox::Authority::default().pem();
        Client::new(Trust::system_and(pem.as_bytes()).unwrap(), Limits::new(100))
    }

    async fn refused(text: &str) -> String {
        let location = Location::parse(text).unwrap();
        let sent = client().send(Ask::get(location), Origin::Elsewhere).await;
        sent.err().unwrap().to_string()
    }

    #[tokio::test]
    async fn a_server_elsewhere_does_not_lead_to_this_machine() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        for scheme in ["http", "https"] {
            let told = refused(&format!("{scheme}://127.0.0.1:{port}/admin")).await;
            assert_eq!(
                told,
                "connect to 127.0.0.1: 127.0.0.1 is an address of this machine"
            );
        }
    }

    #[test]
    fn who_named_this_machine_may_reach_it_and_nothing_else_of_its_network() {
        let here = Location::parse("http://localhost:5000/").unwrap();
        let private = Location::parse("https://10.0.0.1/").unwrap();
        let client = client();
        assert_eq!(
            client.manners(Origin::of(&here), &here).reach,
            Reach::Private
        );
        assert_eq!(
            client.manners(Origin::of(&here), &private).reach,
            Reach::Public
        );
        assert_eq!(
            client.manners(Origin::of(&private), &here).reach,
            Reach::Public
        );
    }
}

//! Connections: a name becomes addresses once, every one of them is checked, and only they are dialled. There is no
//! second look-up that could answer something else.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use tokio::net::{TcpStream, lookup_host};
use tokio::time::{error::Elapsed, timeout};

use crate::reach::{AddressKind, Reach};

/// Addresses of one name that are dialled; more are no server's.
const MAX_ADDRESSES: usize = 8;

/// Why there is no connection.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// Nobody knows the name.
    #[error("find the address of {host}")]
    Unknown {
        /// The name.
        host: String,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The name leads to where connections may not go.
    #[error("connect to {host}: {address} is {kind}")]
    Forbidden {
        /// The name.
        host: String,
        /// Where it leads.
        address: IpAddr,
        /// What that is.
        kind: AddressKind,
    },
    /// No address of it answers.
    #[error("connect to {host}:{port}")]
    Refused {
        /// The name.
        host: String,
        /// The port.
        port: u16,
        /// What the system said of the last address.
        #[source]
        source: io::Error,
    },
    /// No address of it answers in time.
    #[error("connect to {host}:{port} within {} s", after.as_secs_f64())]
    Timeout {
        /// The name.
        host: String,
        /// The port.
        port: u16,
        /// How long it was tried.
        after: Duration,
    },
}

impl ConnectError {
    /// Whether it may go better later.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Unknown { .. } | Self::Refused { .. } | Self::Timeout { .. } => true,
            Self::Forbidden { .. } => false,
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Unknown { .. } => {
                "Check the name of the server, and that this machine has a network."
            }
            Self::Forbidden {
                kind: AddressKind::Loopback | AddressKind::Private,
                ..
            } => "Allow private addresses if that is where the server is.",
            Self::Forbidden { .. } => {
                "Check the name of the server: such an address is never spoken to."
            }
            Self::Refused { .. } | Self::Timeout { .. } => {
                "Check the name and the port, and that a firewall lets the connection pass."
            }
        }
    }
}

/// Turns names into addresses.
pub trait Resolve {
    /// All addresses of a name.
    fn addresses(
        &self,
        host: &str,
        port: u16,
    ) -> impl Future<Output = io::Result<Vec<SocketAddr>>> + Send;
}

/// Asks the system.
#[derive(Debug, Clone, Copy)]
pub struct SystemResolver;

impl Resolve for SystemResolver {
    async fn addresses(&self, host: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
        Ok(lookup_host((host, port)).await?.collect())
    }
}

/// A server's name and port, and how it may be reached.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    /// A name or an address; one of IPv6 without brackets.
    pub host: &'a str,
    /// The port.
    pub port: u16,
    /// Where its addresses may be.
    pub reach: Reach,
    /// For the look-up and all addresses together.
    pub timeout: Duration,
}

/// A connection, and what is at its other end.
#[derive(Debug)]
pub struct Connected {
    /// The connection.
    pub stream: TcpStream,
    /// What it leads to.
    pub kind: AddressKind,
}

impl Target<'_> {
    /// Connects to the first address that answers.
    ///
    /// # Errors
    ///
    /// When the name is unknown, leads to where it may not, or no address of it answers.
    pub async fn connect(&self, resolver: &impl Resolve) -> Result<Connected, ConnectError> {
        timeout(self.timeout, self.dial(resolver))
            .await
            .unwrap_or_else(|Elapsed { .. }| Err(self.timed_out()))
    }

    async fn dial(&self, resolver: &impl Resolve) -> Result<Connected, ConnectError> {
        let addresses = self.allowed(resolver).await?;
        let patience = self.timeout / u32::try_from(addresses.len()).unwrap_or(1).max(1);
        let mut failed = self.timed_out();
        for address in addresses {
            match timeout(patience, TcpStream::connect(address)).await {
                Ok(Ok(stream)) => return Ok(connected(stream, address)),
                Ok(Err(source)) => failed = self.refused(source),
                Err(Elapsed { .. }) => {}
            }
        }
        Err(failed)
    }

    /// The addresses of the name, all of which must be allowed: a name that leads both to the internet and to a private
    /// network is what an attack by rebinding looks like.
    async fn allowed(&self, resolver: &impl Resolve) -> Result<Vec<SocketAddr>, ConnectError> {
        let found = resolver.addresses(self.host, self.port).await;
        let mut addresses = found.map_err(|source| self.unknown(source))?;
        if addresses.is_empty() {
            return Err(self.unknown(io::Error::other("the name has no address")));
        }
        for address in &addresses {
            self.check(address.ip())?;
        }
        addresses.truncate(MAX_ADDRESSES);
        Ok(addresses)
    }

    fn check(&self, address: IpAddr) -> Result<(), ConnectError> {
        let kind = AddressKind::of(address);
        if self.reach.covers(kind) {
            return Ok(());
        }
        Err(ConnectError::Forbidden {
            host: self.host.to_owned(),
            address,
            kind,
        })
    }

    fn unknown(&self, source: io::Error) -> ConnectError {
        ConnectError::Unknown {
            host: self.host.to_owned(),
            source,
        }
    }

    fn refused(&self, source: io::Error) -> ConnectError {
        ConnectError::Refused {
            host: self.host.to_owned(),
            port: self.port,
            source,
        }
    }

    fn timed_out(&self) -> ConnectError {
        ConnectError::Timeout {
            host: self.host.to_owned(),
            port: self.port,
            after: self.timeout,
        }
    }
}

fn connected(stream: TcpStream, address: SocketAddr) -> Connected {
    Connected {
        stream,
        kind: AddressKind::of(address.ip()),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use insta::assert_snapshot;
    use tokio::net::TcpListener;

    use super::*;

    /// Answers what the last addresses say when the others are used up.
    struct Script {
        answers: Vec<Vec<&'static str>>,
        asked: AtomicUsize,
    }

    impl Script {
        fn new(answers: Vec<Vec<&'static str>>) -> Self {
            Self {
                answers,
                asked: AtomicUsize::new(0),
            }
        }
    }

    impl Resolve for Script {
        async fn addresses(&self, _host: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
            let turn = self.asked.fetch_add(1, Ordering::Relaxed);
            let answer = &self.answers[turn.min(self.answers.len() - 1)];
            Ok(answer
                .iter()
                .map(|ip| SocketAddr::new(ip.parse().unwrap(), port))
                .collect())
        }
    }

    fn target(reach: Reach, port: u16) -> Target<'static> {
        Target {
            host: "hooks.example.com",
            port,
            reach,
            timeout: Duration::from_secs(5),
        }
    }

    async fn refusal(reach: Reach, addresses: Vec<&'static str>) -> String {
        let failed = target(reach, 9)
            .connect(&Script::new(vec![addresses]))
            .await;
        let error = failed.unwrap_err();
        format!(
            "{error}; retryable: {}. {}",
            error.is_retryable(),
            error.hint()
        )
    }

    #[tokio::test]
    async fn a_name_that_leads_into_a_private_network_is_refused() {
        assert_snapshot!(
            refusal(Reach::Public, vec!["10.1.2.3"]).await,
            @"connect to hooks.example.com: 10.1.2.3 is a private address; retryable: false. Allow private addresses if that is where the server is."
        );
    }

    #[tokio::test]
    async fn one_private_address_among_public_ones_is_enough_to_refuse_the_name() {
        assert_snapshot!(
            refusal(Reach::Public, vec!["8.8.8.8", "::ffff:127.0.0.1"]).await,
            @"connect to hooks.example.com: ::ffff:127.0.0.1 is an address of this machine; retryable: false. Allow private addresses if that is where the server is."
        );
    }

    #[tokio::test]
    async fn the_metadata_service_is_refused_whatever_is_allowed() {
        assert_snapshot!(
            refusal(Reach::Private, vec!["169.254.169.254"]).await,
            @"connect to hooks.example.com: 169.254.169.254 is an address of a cloud's metadata service; retryable: false. Check the name of the server: such an address is never spoken to."
        );
    }

    #[tokio::test]
    async fn a_name_is_asked_for_once_so_that_a_second_answer_cannot_lead_elsewhere() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let rebinding = Script::new(vec![vec!["127.0.0.1"], vec!["169.254.169.254"]]);

        let first = target(Reach::Private, port)
            .connect(&rebinding)
            .await
            .unwrap();
        assert_eq!(first.stream.peer_addr().unwrap().port(), port);
        assert_eq!(rebinding.asked.load(Ordering::Relaxed), 1);

        let second = target(Reach::Private, port).connect(&rebinding).await;
        assert!(matches!(second, Err(ConnectError::Forbidden { .. })));
    }

    #[tokio::test]
    async fn a_dead_address_is_passed_over_for_one_that_answers() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let script = Script::new(vec![vec!["127.0.0.2", "127.0.0.1"]]);
        let connected = target(Reach::Private, port).connect(&script).await.unwrap();
        assert_eq!(
            connected.stream.peer_addr().unwrap().ip().to_string(),
            "127.0.0.1"
        );
        assert_eq!(connected.kind, AddressKind::Loopback);
    }

    #[tokio::test]
    async fn a_name_without_addresses_is_unknown() {
        assert_snapshot!(
            refusal(Reach::Public, vec![]).await,
            @"find the address of hooks.example.com; retryable: true. Check the name of the server, and that this machine has a network."
        );
    }

    #[tokio::test]
    async fn a_closed_port_is_said_with_its_number() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        drop(listener);
        let script = Script::new(vec![vec!["127.0.0.1"]]);
        let error = target(Reach::Private, port)
            .connect(&script)
            .await
            .unwrap_err();
        assert!(matches!(error, ConnectError::Refused { .. }), "{error}");
        assert_eq!(
            error.to_string(),
            format!("connect to hooks.example.com:{port}")
        );
        assert!(error.is_retryable());
    }
}

//! Why a server did not do what it was asked for.

use std::time::Duration;

use opencite_network::{AddressKind, ConnectError, TlsError};

use crate::location::LocationError;

/// Why a server did not do what it was asked for. None of them shows a credential, or the query of a URL.
#[derive(Debug, thiserror::Error)]
pub enum TransferError {
    /// There is no connection.
    #[error(transparent)]
    Connect(#[from] ConnectError),
    /// The connection is not secure.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// What is named as this machine is another.
    #[error("speak with {host} in plain text: it is not this machine")]
    PlainText {
        /// The server.
        host: String,
    },
    /// A request cannot be made.
    #[error("ask {host}: the request cannot be written")]
    Request {
        /// The server.
        host: String,
    },
    /// The server fell silent.
    #[error("hear from {host}: nothing came within {} s", after.as_secs_f64())]
    Silent {
        /// The server.
        host: String,
        /// How long was waited.
        after: Duration,
    },
    /// All of it took too long.
    #[error("speak with {host}: it was not done within {} s", after.as_secs_f64())]
    Timeout {
        /// The server that was asked first.
        host: String,
        /// How long was waited.
        after: Duration,
    },
    /// The connection ended, or what was said on it is not HTTP.
    #[error("hear from {host}: the connection ended, or it does not speak HTTP")]
    Lost {
        /// The server.
        host: String,
        /// What hyper said.
        #[source]
        source: hyper::Error,
    },
    /// The server leads to where nothing is fetched from.
    #[error("follow {host} to where it leads")]
    Astray {
        /// The server.
        host: String,
        /// What is wrong with it.
        #[source]
        source: LocationError,
    },
    /// The server says that it is elsewhere, to a request that must not go elsewhere, or without saying where.
    #[error("ask {host}: it answered {status}, that it is elsewhere")]
    Redirected {
        /// The server.
        host: String,
        /// The status of HTTP.
        status: u16,
    },
    /// One server leads to the next, without end.
    #[error("follow {host} to where it leads: after {redirects} redirections there was no end")]
    RedirectLoop {
        /// The server that was asked first.
        host: String,
        /// How many were followed.
        redirects: usize,
    },
    /// The server wants to know who is asking, or does not know them.
    #[error("log in at {host}: it answered 401{}", after_colon(.excerpt))]
    Unauthorized {
        /// The server.
        host: String,
        /// What it said, safe to show.
        excerpt: String,
        /// Whether it was told who is asking.
        login: Login,
    },
    /// The server wants to know who is asking in a way that is not known.
    #[error("log in at {host}: it wants a login of a kind that is not known")]
    Challenge {
        /// The server.
        host: String,
    },
    /// What should have held a token holds none.
    #[error("log in at {host}: it handed out no token")]
    NoToken {
        /// The server.
        host: String,
    },
    /// The server takes what is pushed, and does not say where.
    #[error("push to {host}: it does not say where it takes what is pushed")]
    Nowhere {
        /// The server.
        host: String,
    },
    /// The server does not let this operator.
    #[error("ask {host}: it answered 403{}", after_colon(.excerpt))]
    Forbidden {
        /// The server.
        host: String,
        /// What it said, safe to show.
        excerpt: String,
    },
    /// The server does not have it.
    #[error("find {what}: {host} does not have it{}", after_colon(.excerpt))]
    NotFound {
        /// What was asked for.
        what: String,
        /// The server.
        host: String,
        /// What it said, safe to show.
        excerpt: String,
    },
    /// The server says no.
    #[error("ask {host}: it answered {status}{}", after_colon(.excerpt))]
    Refused {
        /// The server.
        host: String,
        /// The status of HTTP.
        status: u16,
        /// What it said, safe to show.
        excerpt: String,
    },
    /// The answer is compressed, although that was not asked for: how large it gets cannot be told from it.
    #[error("read what {host} answers: it is packed as \"{encoding}\"")]
    Encoded {
        /// The server.
        host: String,
        /// How it is packed.
        encoding: String,
    },
    /// The answer is larger than what is taken.
    #[error("read what {host} answers: it has {} bytes, {limit} is the most", size(*.declared))]
    TooLarge {
        /// The server.
        host: String,
        /// How large it says that it is, where it says so.
        declared: Option<u64>,
        /// How much is taken.
        limit: u64,
    },
}

/// Whether a server was told who is asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Login {
    /// It was.
    Given,
    /// It was not, for nothing was given to tell it.
    Missing,
    /// It was not, for it is no registry, or not the one that was named.
    Never,
}

fn after_colon(excerpt: &str) -> String {
    if excerpt.is_empty() {
        return String::new();
    }
    format!(": {excerpt}")
}

fn size(declared: Option<u64>) -> String {
    declared.map_or_else(|| "more".to_owned(), |bytes| bytes.to_string())
}

impl TransferError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Connect(ConnectError::Forbidden {
                kind: AddressKind::Loopback,
                ..
            }) => {
                "Name this machine as localhost or 127.0.0.1 if it is meant, or allow private addresses."
            }
            Self::Connect(error) => error.hint(),
            Self::Tls(error) => error.hint(),
            Self::PlainText { .. } => "Use a name that leads to this machine, or https://.",
            Self::Request { .. } => "Check the reference and the credentials for odd characters.",
            Self::Astray { .. } => {
                "Ask who runs the server; or fetch the file in another way, and add it from there."
            }
            Self::Redirected { .. } | Self::RedirectLoop { .. } | Self::Nowhere { .. } => {
                "Check the reference, and ask who runs the server."
            }
            Self::Unauthorized { login, .. } => login.hint(),
            Self::Challenge { .. } | Self::NoToken { .. } => {
                "Check that the name of the registry is right; it must take a password or hand out tokens as Docker's does."
            }
            Self::Forbidden { .. } => "Check that the user may do this in the repository.",
            Self::NotFound { .. } => "Check the name and the version.",
            Self::Silent { .. }
            | Self::Timeout { .. }
            | Self::Lost { .. }
            | Self::Refused {
                status: 429 | 500..=599,
                ..
            } => "Try again later.",
            Self::Refused { .. } => "Read what the server says: it does not take this request.",
            Self::Encoded { .. } => "Have the server hand it out as it is.",
            Self::TooLarge { .. } => {
                "Check the reference: what is there is not what was looked for."
            }
        }
    }
}

impl Login {
    fn hint(self) -> &'static str {
        match self {
            Self::Given => {
                "Check the user and the password, and that they may do this in the repository."
            }
            Self::Missing => {
                "Log in with docker login, or set OPENCITE_REGISTRY_USER and OPENCITE_REGISTRY_PASSWORD; a registry says the same of a repository that it does not have."
            }
            Self::Never => {
                "Fetch the file in another way, and add it from there: only a registry is told who is asking."
            }
        }
    }
}

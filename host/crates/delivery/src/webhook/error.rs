//! Why a document was not delivered.

use std::time::Duration;

use opencite_network::{ConnectError, TlsError};

use crate::retry::Failure;

/// Why a document was not delivered. None of them shows more of the URL than its host.
#[derive(Debug, thiserror::Error)]
pub enum PostError {
    /// The document's name cannot be a header.
    #[error("post the document: its name takes letters, digits, hyphens and underscores")]
    Name,
    /// There is no connection.
    #[error(transparent)]
    Connect(#[from] ConnectError),
    /// The connection is not secure.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// Everyone on the way could read the document.
    #[error("post to {host} in plain text: it is not this machine")]
    PlainText {
        /// The listener.
        host: String,
    },
    /// The request cannot be made.
    #[error("post to {host}: the URL cannot be asked for")]
    Request {
        /// The listener.
        host: String,
    },
    /// The listener says that it is elsewhere.
    #[error("post to {host}: it answered {status}, that it is elsewhere")]
    Redirected {
        /// The listener.
        host: String,
        /// The status of HTTP.
        status: u16,
    },
    /// The listener says no.
    #[error("post to {host}: it answered {status}{}", after_colon(.excerpt))]
    Refused {
        /// The listener.
        host: String,
        /// The status of HTTP.
        status: u16,
        /// The beginning of what it said, safe to show.
        excerpt: String,
        /// How long it asks to be left alone.
        retry_after: Option<Duration>,
    },
    /// The listener did not answer in time.
    #[error("post to {host}: no answer within {} s", after.as_secs_f64())]
    Timeout {
        /// The listener.
        host: String,
        /// How long was waited.
        after: Duration,
    },
    /// The connection ended, or what was said on it is not HTTP.
    #[error("post to {host}: no answer of HTTP")]
    Lost {
        /// The listener.
        host: String,
        /// What hyper said.
        #[source]
        source: hyper::Error,
    },
}

fn after_colon(excerpt: &str) -> String {
    if excerpt.is_empty() {
        return String::new();
    }
    format!(": {excerpt}")
}

impl Failure for PostError {
    fn is_retryable(&self) -> bool {
        match self {
            Self::Connect(error) => error.is_retryable(),
            Self::Tls(error) => error.is_retryable(),
            Self::Refused { status, .. } => matches!(status, 408 | 425 | 429 | 500..=599),
            Self::Timeout { .. } | Self::Lost { .. } => true,
            Self::Name
            | Self::PlainText { .. }
            | Self::Request { .. }
            | Self::Redirected { .. } => false,
        }
    }

    fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Refused { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    fn hint(&self) -> &'static str {
        match self {
            Self::Name => "Report this as a fault of the program.",
            Self::Connect(error) => error.hint(),
            Self::Tls(error) => error.hint(),
            Self::PlainText { .. } => "Use https://.",
            Self::Request { .. } => "Check the URL.",
            Self::Redirected { .. } => {
                "Give the URL that it leads to, if you trust it: redirections are not followed."
            }
            Self::Refused {
                status: 401 | 403, ..
            } => "Check the URL and the key.",
            Self::Refused {
                status: 404 | 410, ..
            } => "Give the webhook's new URL: this one is no longer in use.",
            Self::Refused { status: 413, .. } => "Send a smaller document.",
            Self::Refused { .. } if self.is_retryable() => "Try again later.",
            Self::Refused { .. } => "Read what the listener says: it does not take this document.",
            Self::Timeout { .. } | Self::Lost { .. } => "Try again later.",
        }
    }
}

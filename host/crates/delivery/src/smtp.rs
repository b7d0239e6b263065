//! Hands a mail to a server.
//!
//! The dialogue is this module's own, not lettre's: it bounds every wait as a whole (a server that sends a byte a second
//! is not alive), says at which step and for which recipient it was refused, goes only where [`Reach`] allows, and
//! believes nothing that was said before STARTTLS.

mod abilities;
mod delivery;
mod dialogue;
mod error;
mod login;
mod reply;
mod step;
mod wire;

use std::collections::BTreeSet;
use std::fmt;
use std::time::Duration;

use opencite_core::Secret;
use opencite_network::{Reach, SystemResolver, Trust};

use crate::mail::{MAX_BYTES, Mail, to_eml};

pub use error::SendError;
pub use reply::{Refusal, Reply};
pub use step::Step;

/// A server that takes mail.
#[derive(Debug, Clone)]
pub struct Smtp {
    /// Its name, or its address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is kept secret.
    pub security: Security,
    /// Who sends, where the server asks.
    pub login: Option<Login>,
    /// Where the server may be.
    pub reach: Reach,
    /// Whom its certificate must be from.
    pub trust: Trust,
    /// How long to wait for it.
    pub timeouts: Timeouts,
    /// Bytes of the largest message that it takes; it may say itself that it takes less.
    pub max_bytes: usize,
}

/// How a connection is kept secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// It begins in plain text and is made secure before anything is said. A server that does not offer it is refused.
    StartTls,
    /// It is secure from the first byte.
    Tls,
    /// Not at all, which is for this machine and private networks.
    Plain,
    /// Not at all, wherever the server is.
    PlainAnywhere,
}

/// Who sends.
#[derive(Clone)]
pub struct Login {
    /// The user's name.
    pub user: String,
    /// The user's password.
    pub password: Secret,
}

/// How long to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// For a connection, all addresses of the server together.
    pub connect: Duration,
    /// For each answer, and for TLS.
    pub step: Duration,
    /// For the message to be written and accepted.
    pub message: Duration,
    /// For all of it.
    pub whole: Duration,
}

/// What the server said of a mail that it took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Its answer, which often names the mail in its queue.
    pub reply: Reply,
    /// The addresses that it took the mail for.
    pub accepted: Vec<String>,
    /// The addresses that it refused.
    pub refused: Vec<Refusal>,
}

/// Sends a mail. A server that refuses some of the recipients is given the mail for the others, and the receipt says who
/// was refused: one who left must not keep the report from all the rest.
///
/// # Errors
///
/// When nobody got the mail, or, for a connection that ended after the message was written, when that is not known: it
/// may arrive twice if it is sent again, under one [`MessageId`](crate::MessageId).
pub async fn send(mail: &Mail, smtp: &Smtp) -> Result<Receipt, SendError> {
    let message = to_eml(mail)?;
    mail.check_size(message.len(), smtp.max_bytes)?;
    delivery::Delivery::begin(smtp, &SystemResolver)
        .await?
        .hand_over(mail, &message)
        .await
}

impl Smtp {
    /// A server on the internet at the port that belongs to the kind of security, without a login.
    pub fn new(host: impl Into<String>, security: Security, trust: Trust) -> Self {
        Self {
            host: host.into(),
            port: security.default_port(),
            security,
            login: None,
            reach: Reach::default(),
            trust,
            timeouts: Timeouts::default(),
            max_bytes: MAX_BYTES,
        }
    }
}

impl Security {
    /// The port where servers offer it.
    ///
    /// Source: RFC 6409 section 3.1, RFC 8314 section 3.3, RFC 5321 section 4.5.4.2.
    pub fn default_port(self) -> u16 {
        match self {
            Self::StartTls => 587,
            Self::Tls => 465,
            Self::Plain | Self::PlainAnywhere => 25,
        }
    }
}

impl Default for Timeouts {
    /// A server that greylists or scans may take a minute to answer; RFC 5321 would wait for five. A message of 25 MB
    /// goes through a line of 1 Mbit/s.
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(30),
            step: Duration::from_mins(1),
            message: Duration::from_mins(5),
            whole: Duration::from_mins(10),
        }
    }
}

impl Receipt {
    /// The addresses that were refused for now: for [`Mail::only_to`] of the next attempt. Nothing when there are none.
    pub fn left_over(&self) -> Option<BTreeSet<String>> {
        let for_now = self.refused.iter().filter(|one| one.reply.is_for_now());
        let left: BTreeSet<_> = for_now.map(|one| one.address.clone()).collect();
        (!left.is_empty()).then_some(left)
    }
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Login(..)")
    }
}

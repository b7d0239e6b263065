//! Why a mail was not delivered.

use std::io;
use std::time::Duration;

use opencite_network::{ConnectError, TlsError};

use super::reply::{Refusal, Reply};
use super::step::Step;
use super::wire::WireError;
use crate::mail::MailError;
use crate::retry::Failure;

/// Why a mail was not delivered: who failed, where, and what to do about it.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// The mail is none.
    #[error(transparent)]
    Mail(#[from] MailError),
    /// There is no connection.
    #[error(transparent)]
    Connect(#[from] ConnectError),
    /// The connection is not secure.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// Everyone on the way could read the mail.
    #[error("send the mail to {host} in plain text: it is not in a private network")]
    PlainText {
        /// The server.
        host: String,
    },
    /// Everyone on the way could read the password.
    #[error("log in at {host}: the connection is in plain text")]
    PlainLogin {
        /// The server.
        host: String,
    },
    /// The server does not make the connection secure.
    #[error("secure the connection to {host}: it does not offer STARTTLS")]
    NoStartTls {
        /// The server.
        host: String,
    },
    /// Someone on the way added to what the server said.
    #[error("secure the connection to {host}: more was said in plain text than asked for")]
    Injected {
        /// The server.
        host: String,
    },
    /// The server offers no way in.
    #[error("log in at {host}: it offers neither PLAIN nor LOGIN")]
    NoLogin {
        /// The server.
        host: String,
    },
    /// The server takes nothing from us, or nothing now.
    #[error("speak with {host}: at {step} it answered {reply}")]
    Unavailable {
        /// The server.
        host: String,
        /// Where.
        step: Step,
        /// What it said.
        reply: Reply,
    },
    /// The user or the password is wrong, or may not do this.
    #[error("log in at {host}: it answered {reply}")]
    LoginRefused {
        /// The server.
        host: String,
        /// What it said.
        reply: Reply,
    },
    /// Nothing is taken from the sender.
    #[error("send the mail as {from}: {host} answered {reply}")]
    SenderRefused {
        /// The server.
        host: String,
        /// The address.
        from: String,
        /// What it said.
        reply: Reply,
    },
    /// Nothing is taken for any of the recipients.
    #[error("send the mail: {host} takes it for none of {}", shown(.refusals))]
    RecipientsRefused {
        /// The server.
        host: String,
        /// Who, and why.
        refusals: Vec<Refusal>,
    },
    /// The mail itself is not taken.
    #[error("send the mail: {host} answered {reply}")]
    MessageRefused {
        /// The server.
        host: String,
        /// What it said.
        reply: Reply,
    },
    /// The server did not answer in time.
    #[error("speak with {host}: no answer to {step} within {} s", after.as_secs_f64())]
    Timeout {
        /// The server.
        host: String,
        /// Where.
        step: Step,
        /// How long was waited.
        after: Duration,
    },
    /// The connection ended.
    #[error("speak with {host}: the connection ended at {step}")]
    Lost {
        /// The server.
        host: String,
        /// Where.
        step: Step,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// What answers is no mail server.
    #[error("speak with {host}: at {step} it answered with something that is not SMTP")]
    Garbled {
        /// The server.
        host: String,
        /// Where.
        step: Step,
    },
}

/// Recipients that are named in a message for people.
const SHOWN: usize = 5;

fn shown(refusals: &[Refusal]) -> String {
    let mut shown: Vec<_> = refusals
        .iter()
        .take(SHOWN)
        .map(ToString::to_string)
        .collect();
    if let Some(more) = refusals.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        shown.push(format!("{more} more"));
    }
    shown.join(", ")
}

impl SendError {
    pub(super) fn wire(host: &str, step: Step, error: WireError) -> Self {
        let host = host.to_owned();
        match error {
            WireError::Lost(source) => Self::Lost { host, step, source },
            WireError::Garbled => Self::Garbled { host, step },
        }
    }
}

fn recipients_hint(refusals: &[Refusal]) -> &'static str {
    let all = |test: fn(&Reply) -> bool| refusals.iter().all(|refusal| test(&refusal.reply));
    if all(Reply::is_about_room) {
        return "Have the mailbox emptied, or name someone else.";
    }
    if all(Reply::is_for_now) {
        return "Try again later.";
    }
    "Check the addresses, and that the server takes mail for them from this user."
}

impl Failure for SendError {
    fn is_retryable(&self) -> bool {
        match self {
            Self::Connect(error) => error.is_retryable(),
            Self::Tls(error) => error.is_retryable(),
            Self::Unavailable { reply, .. }
            | Self::LoginRefused { reply, .. }
            | Self::SenderRefused { reply, .. }
            | Self::MessageRefused { reply, .. } => reply.is_for_now(),
            Self::RecipientsRefused { refusals, .. } => {
                refusals.iter().any(|refusal| refusal.reply.is_for_now())
            }
            Self::Timeout { .. } | Self::Lost { .. } => true,
            Self::Mail(_)
            | Self::PlainText { .. }
            | Self::PlainLogin { .. }
            | Self::NoStartTls { .. }
            | Self::Injected { .. }
            | Self::NoLogin { .. }
            | Self::Garbled { .. } => false,
        }
    }

    /// SMTP has no word for it.
    fn retry_after(&self) -> Option<Duration> {
        None
    }

    fn hint(&self) -> &'static str {
        match self {
            Self::Mail(error) => error.hint(),
            Self::Connect(error) => error.hint(),
            Self::Tls(error) => error.hint(),
            Self::PlainText { .. } => "Use STARTTLS or TLS, or allow plain text to this server.",
            Self::PlainLogin { .. } => {
                "Use STARTTLS or TLS: a password is never sent in plain text."
            }
            Self::NoStartTls { .. } => {
                "Use TLS at port 465 if the server has it; if it had STARTTLS before, someone may be listening."
            }
            Self::Injected { .. } => "Use TLS at port 465; someone may be listening.",
            Self::NoLogin { .. } => {
                "Ask who runs the server for another way to send, or leave the login out."
            }
            Self::LoginRefused { reply, .. } if !reply.is_for_now() => {
                "Check the user and the password; many providers want one that is made for programs."
            }
            Self::SenderRefused { reply, .. } if reply.code == 530 => {
                "Give a user and a password: the server wants a login."
            }
            Self::SenderRefused { reply, .. } if !reply.is_for_now() => {
                "Send as an address that the server lets this user send as."
            }
            Self::RecipientsRefused { refusals, .. } => recipients_hint(refusals),
            Self::MessageRefused { reply, .. } if !reply.is_for_now() => {
                "Read what the server says: it may be too large, or against a rule of its owner."
            }
            Self::Garbled { .. } => {
                "Check the port and the kind of security: the server may expect another."
            }
            Self::Unavailable { reply, .. } if !reply.is_for_now() => {
                "Ask who runs the server whether this machine may send through it."
            }
            Self::LoginRefused { .. }
            | Self::SenderRefused { .. }
            | Self::MessageRefused { .. }
            | Self::Unavailable { .. }
            | Self::Timeout { .. }
            | Self::Lost { .. } => "Try again later.",
        }
    }
}

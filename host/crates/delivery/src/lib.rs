//! Brings a finished report to people and programs.
//!
//! - [`Mail`], [`Mailbox`], [`MessageId`], [`Attachment`]: a mail, which [`to_eml`] writes as a message.
//! - [`SubjectTemplate`]: its subject.
//! - [`Smtp`], [`send`], [`Receipt`], [`SendError`]: the server that takes it, and what came of it.
//! - [`Webhook`], [`WebhookUrl`], [`SigningKey`], [`post`], [`PostError`]: the same for a program that listens.
//! - [`slack`]: a report in Slack's words.
//! - [`Reach`], [`Trust`]: where a delivery may go, and whom it believes.
//! - [`RetryPolicy`]: when to try again.
//!
//! Nothing here reads the clock, the environment or a file, but for the system's certificates; every wait has a bound.
//! No error and no `Debug` shows a password, a key or the path of a webhook.

#![warn(missing_docs)]

mod connect;
mod mail;
mod mailbox;
mod message_id;
mod reach;
mod retry;
pub mod slack;
mod smtp;
mod subject;
mod trust;
mod webhook;

pub use connect::ConnectError;
pub use mail::{Attachment, Mail, MailError, to_eml};
pub use mailbox::{Mailbox, MailboxError};
pub use message_id::{MessageId, MessageIdError};
pub use reach::{AddressKind, Reach};
pub use retry::{Failure, RetryPolicy};
pub use smtp::{Login, Receipt, Refusal, Reply, Security, SendError, Smtp, Step, Timeouts, send};
pub use subject::{SubjectError, SubjectTemplate, SubjectValues};
pub use trust::{CertificateProblem, TlsError, Trust, TrustError};
pub use webhook::{
    Answer, Post, PostError, SigningKey, SigningKeyError, Webhook, WebhookTimeouts, WebhookUrl,
    WebhookUrlError, post,
};

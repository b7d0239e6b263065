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

mod mail;
mod mailbox;
mod message_id;
mod retry;
pub mod slack;
mod smtp;
mod subject;
mod webhook;

pub use mail::{Attachment, Mail, MailError, to_eml};
pub use mailbox::{Mailbox, MailboxError};
pub use message_id::{MessageId, MessageIdError};
pub use opencite_network::{
    AddressKind, CertificateProblem, ConnectError, Reach, TlsError, Trust, TrustError,
};
pub use retry::{Failure, RetryPolicy};
pub use smtp::{Login, Receipt, Refusal, Reply, Security, SendError, Smtp, Step, Timeouts, send};
pub use subject::{SubjectError, SubjectTemplate, SubjectValues};
pub use webhook::{
    Answer, Post, PostError, SigningKey, SigningKeyError, Webhook, WebhookTimeouts, WebhookUrl,
    WebhookUrlError, post,
};

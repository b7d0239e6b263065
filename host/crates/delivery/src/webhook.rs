//! Hands a document to a program that listens at a URL.

mod error;
mod exchange;
mod signature;
mod url;

use std::fmt;
use std::time::Duration;

use opencite_core::Timestamp;
use opencite_network::{Reach, SystemResolver, Trust};

pub use error::PostError;
pub use signature::{SigningKey, SigningKeyError};
pub use url::{WebhookUrl, WebhookUrlError};

/// A program that listens.
#[derive(Debug, Clone)]
pub struct Webhook {
    /// Where. Without HTTPS it must be this machine.
    pub url: WebhookUrl,
    /// What proves to it that a document is ours.
    pub key: Option<SigningKey>,
    /// Where it may be.
    pub reach: Reach,
    /// Whom its certificate must be from.
    pub trust: Trust,
    /// How long to wait for it.
    pub timeouts: WebhookTimeouts,
}

/// How long to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WebhookTimeouts {
    /// For a connection, all addresses together.
    pub connect: Duration,
    /// For all of it.
    pub whole: Duration,
}

/// A document to hand over.
#[derive(Clone)]
pub struct Post {
    /// Its name, the same whenever it is sent again, so that the listener can tell. Letters, digits, hyphens and
    /// underscores.
    pub id: String,
    /// When it is sent, this time.
    pub at: Timestamp,
    /// The document, in JSON.
    pub body: Vec<u8>,
}

/// What the program said when it took a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status of HTTP.
    pub status: u16,
    /// The beginning of what it said, safe to show.
    pub excerpt: String,
}

/// Posts a document, signed as Standard Webhooks has it when there is a key: `webhook-id`, `webhook-timestamp` and
/// `webhook-signature`. Redirections are not followed.
///
/// # Errors
///
/// When the program did not say that it took the document.
pub async fn post(post: &Post, webhook: &Webhook) -> Result<Answer, PostError> {
    exchange::exchange(post, webhook, &SystemResolver).await
}

impl Webhook {
    /// A program on the internet that asks for no proof.
    pub fn new(url: WebhookUrl, trust: Trust) -> Self {
        Self {
            url,
            key: None,
            reach: Reach::default(),
            trust,
            timeouts: WebhookTimeouts::default(),
        }
    }
}

impl Default for WebhookTimeouts {
    /// Standard Webhooks recommends 15 to 30 seconds for all of it.
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            whole: Duration::from_secs(30),
        }
    }
}

impl fmt::Debug for Post {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Post({:?}, {} bytes)", self.id, self.body.len())
    }
}

//! A mail, and the message that it becomes.

mod compose;

use std::collections::BTreeSet;

use opencite_core::Timestamp;

use crate::mailbox::Mailbox;
use crate::message_id::MessageId;

pub use compose::to_eml;

/// Recipients of one mail: the number that every server must take.
///
/// Source: RFC 5321 section 4.5.3.1.8.
pub(crate) const MAX_RECIPIENTS: usize = 100;

/// Bytes of a message that is sent, unless it is said otherwise: what the large providers take.
pub(crate) const MAX_BYTES: usize = 25_000_000;

/// A report that is ready to be sent.
#[derive(Debug, Clone)]
pub struct Mail {
    /// Whom it is from.
    pub from: Mailbox,
    /// Whom it is for.
    pub to: Vec<Mailbox>,
    /// Who gets it as well.
    pub cc: Vec<Mailbox>,
    /// Who gets it without being named in it.
    pub bcc: Vec<Mailbox>,
    /// Where answers go; to the sender, when nothing.
    pub reply_to: Option<Mailbox>,
    /// What it is about, in one line.
    pub subject: String,
    /// What it says, as a page.
    pub html: String,
    /// The same as text.
    pub text: String,
    /// Files that come with it.
    pub attachments: Vec<Attachment>,
    /// Its name, the same whenever it is sent again.
    pub message_id: MessageId,
    /// When it was written.
    pub date: Timestamp,
    /// The addresses that it is handed to, if not all: those that are left over from an attempt before.
    pub only_to: Option<BTreeSet<String>>,
}

/// A file that comes with a mail.
#[derive(Debug, Clone)]
pub struct Attachment {
    /// What it is called.
    pub name: String,
    /// What it is: `text/html`.
    pub media_type: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Why a mail is none.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// It is for nobody.
    #[error("write the mail: it is for nobody")]
    NoRecipients,
    /// It is for too many.
    #[error("write the mail: it is for {count} addresses, {MAX_RECIPIENTS} is the most")]
    TooManyRecipients {
        /// How many.
        count: usize,
    },
    /// What a file is said to be is nothing that there can be.
    #[error("write the mail: {media_type} is no media type for {name}")]
    MediaType {
        /// The file.
        name: String,
        /// What was said.
        media_type: String,
    },
    /// No server would take it.
    #[error("send the mail: it has {bytes} bytes as a message, {limit} is the most{}", largest(.attachment.as_deref()))]
    TooLarge {
        /// How large it is, encoded.
        bytes: usize,
        /// How large it may be.
        limit: usize,
        /// The largest file that comes with it.
        attachment: Option<String>,
    },
    /// The message cannot be composed.
    #[error("write the mail")]
    Compose(#[source] lettre::error::Error),
}

fn largest(attachment: Option<&str>) -> String {
    attachment.map_or_else(String::new, |name| format!("; its largest file is {name}"))
}

impl MailError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NoRecipients => "Name someone to send it to.",
            Self::TooManyRecipients { .. } => "Send it to a mailing list.",
            Self::MediaType { .. } => "Give a type and a subtype: text/html.",
            Self::TooLarge { .. } => {
                "Attach another format (CSV or JSON is smaller than HTML), report on fewer types or regions, or write the report to a shared folder."
            }
            Self::Compose(_) => "Report this as a fault of the program.",
        }
    }
}

impl Mail {
    /// The addresses that it is handed to, each once: those it is for, and of these only those that are left over.
    pub fn recipients(&self) -> Vec<&Mailbox> {
        let mut seen = BTreeSet::new();
        let all = self.to.iter().chain(&self.cc).chain(&self.bcc);
        all.filter(|mailbox| self.is_for(mailbox.address()))
            .filter(|mailbox| seen.insert(mailbox.address()))
            .collect()
    }

    fn is_for(&self, address: &str) -> bool {
        let only = self.only_to.as_ref();
        only.is_none_or(|only| only.contains(address))
    }

    pub(crate) fn check_recipients(&self) -> Result<(), MailError> {
        match self.recipients().len() {
            0 => Err(MailError::NoRecipients),
            count if count > MAX_RECIPIENTS => Err(MailError::TooManyRecipients { count }),
            _ => Ok(()),
        }
    }

    /// Holds a composed message to a limit.
    pub(crate) fn check_size(&self, bytes: usize, limit: usize) -> Result<(), MailError> {
        if bytes <= limit {
            return Ok(());
        }
        let largest = self.attachments.iter().max_by_key(|file| file.bytes.len());
        Err(MailError::TooLarge {
            bytes,
            limit,
            attachment: largest.map(Attachment::shown_name),
        })
    }
}

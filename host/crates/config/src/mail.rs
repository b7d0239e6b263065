//! The section `[mail]`: the server that takes mails.

use std::path::PathBuf;

use serde::Deserialize;

use crate::{Bounded, SecretSource};

/// The server that takes mails, and who they are from.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailSection {
    /// The server's name.
    pub host: String,
    /// By default the usual one for the security: 587, 465 or 25.
    pub port: Option<u16>,
    /// How the conversation is kept from others.
    #[serde(default)]
    pub security: MailSecurity,
    /// `OpenCITE <opencite@example.org>`.
    pub from: String,
    /// Who gets the answers to mails, where that is somebody else.
    pub reply_to: Option<String>,
    /// What the server knows the program by.
    pub user: Option<String>,
    /// What goes with the user.
    pub password: Option<SecretSource>,
    /// The certificate of an authority of one's own, in PEM.
    pub ca_file: Option<PathBuf>,
    /// Whether the server may have a private address.
    #[serde(default)]
    pub allow_private: bool,
    /// How long a step of the conversation may take, in seconds.
    pub timeout: Option<Bounded<1, 600>>,
}

/// How the conversation with the server is kept from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailSecurity {
    /// By STARTTLS, which the server has to offer.
    #[default]
    Starttls,
    /// By TLS from the first byte.
    Tls,
    /// Not at all: only for a server on the same machine or a private address.
    None,
}

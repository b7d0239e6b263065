//! The section `[mail]`: the server that takes mails.

use std::path::PathBuf;

use serde::Deserialize;

use super::{Bounded, SecretSource};

/// The server that takes mails, and who they are from.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MailSection {
    /// The server's name.
    pub(crate) host: String,
    /// By default the usual one for the security: 587, 465 or 25.
    pub(crate) port: Option<u16>,
    #[serde(default)]
    pub(crate) security: MailSecurity,
    /// `OpenCITE <opencite@example.org>`.
    pub(crate) from: String,
    pub(crate) reply_to: Option<String>,
    pub(crate) user: Option<String>,
    pub(crate) password: Option<SecretSource>,
    /// The certificate of an authority of one's own, in PEM.
    pub(crate) ca_file: Option<PathBuf>,
    /// Whether the server may have a private address.
    #[serde(default)]
    pub(crate) allow_private: bool,
    /// How long a step of the conversation may take, in seconds.
    pub(crate) timeout: Option<Bounded<1, 600>>,
}

/// How the conversation with the server is kept from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum MailSecurity {
    /// By STARTTLS, which the server has to offer.
    #[default]
    Starttls,
    /// By TLS from the first byte.
    Tls,
    /// Not at all: only for a server on the same machine or a private address.
    None,
}

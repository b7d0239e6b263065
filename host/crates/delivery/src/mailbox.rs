//! A name and an address of mail.

use std::fmt;
use std::str::FromStr;

use lettre::Address;
use lettre::message::Mailbox as LettreMailbox;
use opencite_core::printable;
use serde::Deserialize;
use url::Host;

/// The longest address that SMTP carries.
///
/// Source: RFC 5321 section 4.5.3.1.3, less the angle brackets.
const MAX_ADDRESS: usize = 254;

/// Who a mail is from or for: `Zoë Example <zoe@example.com>`, or the address alone. The domain may be of any script; it
/// is kept as the ASCII that mail servers speak.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Mailbox(LettreMailbox);

/// Why a text is no mailbox.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum MailboxError {
    /// It has not the form of one.
    #[error("read the address {}: it must look like name@example.com or Name <name@example.com>", printable(.text))]
    Malformed {
        /// What was written.
        text: String,
    },
    /// Few servers would take it.
    #[error("read the address {}: what stands before the @ must be ASCII", printable(.text))]
    NotAscii {
        /// What was written.
        text: String,
    },
    /// No server would take it.
    #[error("read the address {}: it is longer than {MAX_ADDRESS} characters", printable(.text))]
    TooLong {
        /// What was written.
        text: String,
    },
}

impl Mailbox {
    /// The address alone.
    pub fn address(&self) -> &str {
        self.0.email.as_ref()
    }

    pub(crate) fn to_lettre(&self) -> LettreMailbox {
        self.0.clone()
    }
}

impl FromStr for Mailbox {
    type Err = MailboxError;

    fn from_str(text: &str) -> Result<Self, MailboxError> {
        let malformed = || MailboxError::Malformed {
            text: text.to_owned(),
        };
        let parsed: LettreMailbox = text.trim().parse().map_err(|_| malformed())?;
        if !parsed.email.user().is_ascii() {
            return Err(MailboxError::NotAscii {
                text: text.to_owned(),
            });
        }
        let domain = ascii_domain(parsed.email.domain()).ok_or_else(malformed)?;
        let address = Address::new(parsed.email.user(), domain).map_err(|_| malformed())?;
        if AsRef::<str>::as_ref(&address).len() > MAX_ADDRESS {
            return Err(MailboxError::TooLong {
                text: text.to_owned(),
            });
        }
        let name = parsed.name.map(|name| printable(&name).into_owned());
        Ok(Self(LettreMailbox::new(name, address)))
    }
}

/// The domain as the ASCII that stands for it.
fn ascii_domain(domain: &str) -> Option<String> {
    match Host::parse(domain).ok()? {
        Host::Domain(name) => Some(name),
        Host::Ipv4(_) | Host::Ipv6(_) => None,
    }
}

impl TryFrom<String> for Mailbox {
    type Error = MailboxError;

    fn try_from(text: String) -> Result<Self, MailboxError> {
        text.parse()
    }
}

impl fmt::Display for Mailbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;

    fn mailbox(text: &str) -> Mailbox {
        text.parse().unwrap()
    }

    fn refused(text: &str) -> MailboxError {
        text.parse::<Mailbox>().unwrap_err()
    }

    #[test]
    fn a_name_is_optional_and_may_be_of_any_script() {
        assert_eq!(mailbox("ops@example.com").address(), "ops@example.com");
        assert_eq!(
            mailbox(" Zoë Müller <zoe@example.com> ").address(),
            "zoe@example.com"
        );
        assert_snapshot!(mailbox("\"Ops, Team\" <ops@example.com>"), @r#""Ops, Team" <ops@example.com>"#);
    }

    #[test]
    fn a_domain_of_any_script_becomes_the_ascii_that_servers_speak() {
        assert_eq!(
            mailbox("post@müller.example").address(),
            "post@xn--mller-kva.example"
        );
    }

    #[test]
    fn what_is_no_address_is_refused_and_shown_without_its_tricks() {
        assert_snapshot!(refused("nobody"), @"read the address nobody: it must look like name@example.com or Name <name@example.com>");
        assert_snapshot!(refused("a@example.com\r\nRCPT TO:<b@example.com>"), @r"read the address a@example.com\r\nRCPT TO:<b@example.com>: it must look like name@example.com or Name <name@example.com>");
        assert_snapshot!(refused("zoë@example.com"), @"read the address zoë@example.com: what stands before the @ must be ASCII");
        assert!(matches!(
            refused("a@10.0.0.1"),
            MailboxError::Malformed { .. }
        ));
    }

    #[test]
    fn an_address_that_no_server_takes_is_refused() {
        let labels = vec!["a".repeat(60); 5].join(".");
        let refused = refused(&format!("a@{labels}"));
        assert!(!refused.to_string().is_empty());
    }
}

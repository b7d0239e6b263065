//! Where a webhook is.

use std::fmt;
use std::str::FromStr;

use opencite_core::Secret;
use serde::Deserialize;
use url::{Host, Url};

/// The URL of a webhook. Whoever knows it may post to it, so that only its scheme and host are ever shown.
#[derive(Clone, Deserialize)]
#[serde(try_from = "Secret")]
pub struct WebhookUrl(Url);

/// Why a text is no URL of a webhook. The text itself is not told: it may be nearly right, and secret.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum WebhookUrlError {
    /// It is no URL.
    #[error("read the URL of the webhook: it must look like https://example.com/path")]
    Malformed,
    /// It is none of HTTP.
    #[error(
        "read the URL of the webhook: it must begin with https://, or for this machine with http://"
    )]
    Scheme,
    /// It holds what belongs elsewhere.
    #[error("read the URL of the webhook: it must not hold a user or a password")]
    Login,
}

impl WebhookUrl {
    /// Whether the connection is kept secret.
    pub(super) fn is_secure(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// The name or the address of the host, an IPv6 address without its brackets.
    pub(crate) fn host(&self) -> String {
        match self.0.host() {
            Some(Host::Ipv6(address)) => address.to_string(),
            Some(host) => host.to_string(),
            None => String::new(),
        }
    }

    pub(super) fn port(&self) -> u16 {
        self.0.port_or_known_default().unwrap_or(443)
    }

    /// What the `Host` header says.
    pub(super) fn authority(&self) -> String {
        let host = self.0.host_str().unwrap_or_default();
        match self.0.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        }
    }

    /// The secret part: the path and the query.
    pub(super) fn target(&self) -> String {
        match self.0.query() {
            Some(query) => format!("{}?{query}", self.0.path()),
            None => self.0.path().to_owned(),
        }
    }
}

impl FromStr for WebhookUrl {
    type Err = WebhookUrlError;

    fn from_str(text: &str) -> Result<Self, WebhookUrlError> {
        let url = Url::parse(text.trim()).map_err(|_| WebhookUrlError::Malformed)?;
        if !matches!(url.scheme(), "https" | "http") {
            return Err(WebhookUrlError::Scheme);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(WebhookUrlError::Login);
        }
        Ok(Self(url))
    }
}

impl TryFrom<Secret> for WebhookUrl {
    type Error = WebhookUrlError;

    fn try_from(text: Secret) -> Result<Self, WebhookUrlError> {
        text.expose().parse()
    }
}

impl fmt::Display for WebhookUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}/..", self.0.scheme(), self.authority())
    }
}

impl fmt::Debug for WebhookUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WebhookUrl({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> WebhookUrl {
        text.parse().unwrap()
    }

    #[test]
    fn what_is_secret_in_a_url_is_not_shown() {
        let url = url("https://hooks.slack.com/services/T0/B0/hunter2?token=hunter3");
        assert_eq!(url.to_string(), "https://hooks.slack.com/..");
        assert_eq!(format!("{url:?}"), "WebhookUrl(https://hooks.slack.com/..)");
        assert_eq!(url.target(), "/services/T0/B0/hunter2?token=hunter3");
        assert_eq!(url.port(), 443);
    }

    #[test]
    fn a_port_and_an_address_are_understood() {
        let url = url("http://[::1]:8080/hook");
        assert_eq!((url.host().as_str(), url.port()), ("::1", 8080));
        assert_eq!(url.authority(), "[::1]:8080");
        assert!(!url.is_secure());
    }

    #[test]
    fn numbers_that_stand_for_an_address_are_seen_through() {
        assert_eq!(url("https://2130706433/").host(), "127.0.0.1");
        assert_eq!(url("https://0x7f.1/").host(), "127.0.0.1");
    }

    #[test]
    fn what_is_no_url_of_a_webhook_is_refused_without_being_repeated() {
        let refused = |text: &str| text.parse::<WebhookUrl>().unwrap_err();
        assert_eq!(
            refused("hooks.slack.com/services"),
            WebhookUrlError::Malformed
        );
        assert_eq!(refused("ftp://example.com/x"), WebhookUrlError::Scheme);
        assert_eq!(
            refused("https://me:hunter2@example.com"),
            WebhookUrlError::Login
        );
    }
}

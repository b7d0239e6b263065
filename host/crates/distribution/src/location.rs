//! URLs that are fetched from.

use std::fmt;
use std::net::IpAddr;

use opencite_network::AddressKind;
use url::{Host, Url};

/// The longest URL, in characters; what servers take at most is mostly 8,000.
const MAX_LENGTH: usize = 4096;

/// An `https://` URL, or an `http://` URL of this machine, which is for tests and for a registry that one has started
/// oneself: what is neither verified nor secret goes no further than that.
#[derive(Clone, PartialEq, Eq)]
pub struct Location(Url);

/// Why a text is no such URL. The text is not told, for its query may be secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LocationError {
    /// It is no URL.
    #[error("read the URL: it must look like https://example.com/plugin.wasm")]
    Malformed,
    /// It is not of HTTP.
    #[error("read the URL: it must begin with https://")]
    Scheme,
    /// Without HTTPS anyone on the way can put another plugin in the place of this one.
    #[error(
        "read the URL: http:// is only for this machine (localhost, 127.0.0.1 or [::1]); {host} needs https://"
    )]
    PlainText {
        /// The server.
        host: String,
    },
    /// It holds a user or a password.
    #[error("read the URL: it must hold no user and no password")]
    Login,
    /// It holds a part that no server is asked for.
    #[error("read the URL: it must hold no part after #")]
    Fragment,
}

impl Location {
    /// Reads a URL.
    ///
    /// # Errors
    ///
    /// When it is none, or none that is fetched from.
    pub fn parse(text: &str) -> Result<Self, LocationError> {
        // The parser of the WHATWG drops line breaks and tabs, so that two texts would be one URL.
        if text.len() > MAX_LENGTH || text.chars().any(|c| c.is_control() || c.is_whitespace()) {
            return Err(LocationError::Malformed);
        }
        let url = Url::parse(text).map_err(|_| LocationError::Malformed)?;
        if url.fragment().is_some() {
            return Err(LocationError::Fragment);
        }
        Self::check(url)
    }

    /// Where a header of an answer leads from here.
    pub(crate) fn join(&self, text: &str) -> Result<Self, LocationError> {
        if text.len() > MAX_LENGTH {
            return Err(LocationError::Malformed);
        }
        let mut url = self.0.join(text).map_err(|_| LocationError::Malformed)?;
        url.set_fragment(None);
        Self::check(url)
    }

    fn check(url: Url) -> Result<Self, LocationError> {
        if !matches!(url.scheme(), "https" | "http") {
            return Err(LocationError::Scheme);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(LocationError::Login);
        }
        let location = Self(url);
        if location.is_secure() || location.is_loopback() {
            return Ok(location);
        }
        Err(LocationError::PlainText {
            host: location.host(),
        })
    }

    /// Another path on the same server, without a query.
    pub(crate) fn at(&self, path: &str) -> Self {
        let mut url = self.0.clone();
        url.set_path(path);
        url.set_query(None);
        Self(url)
    }

    /// The same with an ending to its path.
    pub(crate) fn ending(&self, ending: &str) -> Self {
        let mut url = self.0.clone();
        url.set_path(&format!("{}{ending}", self.0.path()));
        Self(url)
    }

    /// The same with more to its query.
    pub(crate) fn asking(&self, pairs: &[(&str, &str)]) -> Self {
        let mut url = self.0.clone();
        url.query_pairs_mut().extend_pairs(pairs);
        Self(url)
    }

    pub(crate) fn is_secure(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// Whether this machine is named, and not merely led to.
    pub(crate) fn is_loopback(&self) -> bool {
        let is_this = |address| AddressKind::of(address) == AddressKind::Loopback;
        match self.0.host() {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(address)) => is_this(IpAddr::V4(address)),
            Some(Host::Ipv6(address)) => is_this(IpAddr::V6(address)),
            None => false,
        }
    }

    /// Whether credentials for one are also for the other: scheme, host and port are the same (RFC 6454).
    pub(crate) fn is_same_origin(&self, other: &Self) -> bool {
        self.0.origin() == other.0.origin()
    }

    /// The name or the address of the server, an IPv6 address without its brackets.
    pub(crate) fn host(&self) -> String {
        match self.0.host() {
            Some(Host::Ipv6(address)) => address.to_string(),
            Some(host) => host.to_string(),
            None => String::new(),
        }
    }

    pub(crate) fn port(&self) -> u16 {
        self.0.port_or_known_default().unwrap_or(443)
    }

    /// What the `Host` header says.
    pub(crate) fn authority(&self) -> String {
        let host = self.0.host_str().unwrap_or_default();
        match self.0.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        }
    }

    /// What the request asks for.
    pub(crate) fn target(&self) -> String {
        match self.0.query() {
            Some(query) => format!("{}?{query}", self.0.path()),
            None => self.0.path().to_owned(),
        }
    }
}

/// Without what is in its query, which may be a key.
impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let query = if self.0.query().is_some() { "?.." } else { "" };
        let (scheme, authority) = (self.0.scheme(), self.authority());
        write!(f, "{scheme}://{authority}{}{query}", self.0.path())
    }
}

impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Location({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn location(text: &str) -> Location {
        Location::parse(text).unwrap()
    }

    fn refused(text: &str) -> LocationError {
        Location::parse(text).unwrap_err()
    }

    #[test]
    fn what_is_in_a_query_is_not_shown() {
        let signed = location("https://example.com/a.wasm?key=hunter2");
        assert_eq!(signed.to_string(), "https://example.com/a.wasm?..");
        assert_eq!(
            format!("{signed:?}"),
            "Location(https://example.com/a.wasm?..)"
        );
        assert_eq!(signed.target(), "/a.wasm?key=hunter2");
    }

    #[test]
    fn a_signature_is_beside_its_file() {
        let beside = |text: &str| location(text).ending(".minisig").target();
        assert_eq!(
            beside("https://example.com/v1/a.wasm"),
            "/v1/a.wasm.minisig"
        );
        assert_eq!(
            beside("https://example.com/a.wasm?v=1"),
            "/a.wasm.minisig?v=1"
        );
    }

    #[test]
    fn this_machine_is_known_under_all_its_names() {
        for text in [
            "http://localhost:5000/x",
            "http://127.9.9.9/x",
            "http://[::1]:80/x",
            "http://2130706433/x",
        ] {
            assert!(location(text).is_loopback(), "{text}");
        }
        for text in [
            "https://localhost.example.com",
            "https://127.0.0.1.example.com",
            "https://10.0.0.1",
        ] {
            assert!(!location(text).is_loopback(), "{text}");
        }
    }

    #[test]
    fn plain_text_is_only_for_this_machine() {
        let refusal = refused("http://example.com/a.wasm");
        insta::assert_snapshot!(refusal, @"read the URL: http:// is only for this machine (localhost, 127.0.0.1 or [::1]); example.com needs https://");
        assert!(matches!(
            refused("http://10.0.0.1/a.wasm"),
            LocationError::PlainText { .. }
        ));
    }

    #[test]
    fn what_is_not_fetched_from_is_refused() {
        assert_eq!(refused("example.com/a.wasm"), LocationError::Malformed);
        assert_eq!(
            refused("https://exa\nmple.com/a.wasm"),
            LocationError::Malformed
        );
        assert_eq!(refused("https://example.com/a b"), LocationError::Malformed);
        assert_eq!(
            refused(&format!("https://example.com/{}", "x".repeat(5000))),
            LocationError::Malformed
        );
        assert_eq!(refused("ftp://example.com/a.wasm"), LocationError::Scheme);
        assert_eq!(
            refused("https://me:hunter2@example.com/a.wasm"),
            LocationError::Login
        );
        assert_eq!(
            refused("https://example.com/a.wasm#sha256:00"),
            LocationError::Fragment
        );
    }

    #[test]
    fn credentials_are_for_one_scheme_host_and_port() {
        let here = location("https://example.com/a");
        assert!(here.is_same_origin(&location("https://example.com:443/b?c")));
        for other in [
            "https://example.com:444/a",
            "https://www.example.com/a",
            "https://example.org/a",
        ] {
            assert!(!here.is_same_origin(&location(other)), "{other}");
        }
    }
}

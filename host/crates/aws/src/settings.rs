//! Who to be, where, and how patient.

use std::str::FromStr;
use std::time::Duration;

use opencite_core::{RoleArn, Secret};

/// Keys that an operator wrote into the config.
#[derive(Debug, Clone)]
pub struct StaticKeys {
    pub access_key_id: Secret,
    pub secret_access_key: Secret,
    pub session_token: Option<Secret>,
}

/// A role to assume.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    pub arn: RoleArn,
    pub external_id: Option<String>,
}

/// Where calls go instead of to AWS.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(try_from = "String")]
pub struct EndpointUrl(String);

/// A text that is not the URL of an endpoint. It is not repeated here: it could be a secret in the wrong place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not the URL of an endpoint, such as http://localhost:4566")]
pub struct EndpointUrlError;

impl EndpointUrl {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for EndpointUrl {
    type Err = EndpointUrlError;

    /// Takes `http` and `https` URLs that begin with a host.
    fn from_str(text: &str) -> Result<Self, EndpointUrlError> {
        let host = text
            .strip_prefix("https://")
            .or_else(|| text.strip_prefix("http://"))
            .ok_or(EndpointUrlError)?;
        if !host.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '[')
            || !host.bytes().all(|byte| byte.is_ascii_graphic())
        {
            return Err(EndpointUrlError);
        }
        Ok(Self(text.to_owned()))
    }
}

impl TryFrom<String> for EndpointUrl {
    type Error = EndpointUrlError;

    fn try_from(text: String) -> Result<Self, EndpointUrlError> {
        text.parse()
    }
}

/// How long to wait, and how often to try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patience {
    /// For a connection to be made.
    pub connect: Duration,
    /// For one attempt to be answered in full.
    pub attempt: Duration,
    /// For an operation with all its attempts and the pauses between them.
    pub operation: Duration,
    /// Attempts, the first included.
    pub attempts: u32,
    /// The pause before the first retry; later ones double it, with jitter.
    pub backoff: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            attempt: Duration::from_secs(30),
            operation: Duration::from_mins(2),
            attempts: 5,
            backoff: Duration::from_millis(500),
        }
    }
}

/// Where credentials come from and where calls go.
///
/// Credentials are resolved in this order: `keys`, `profile`, then the SDK's own chain (environment, shared files, SSO,
/// credential process, container, instance). The `roles` are then assumed one after the other.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    pub keys: Option<StaticKeys>,
    pub profile: Option<String>,
    pub roles: Vec<Role>,
    /// Takes the place of AWS's own endpoints, for all services.
    pub endpoint_url: Option<EndpointUrl>,
    pub patience: Patience,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endpoint_is_an_http_url_with_a_host() {
        let parsed = |text: &str| text.parse::<EndpointUrl>().is_ok();
        for good in [
            "http://127.0.0.1:4566",
            "https://[::1]/aws",
            "https://vpce-1.example",
        ] {
            assert!(parsed(good), "{good}");
        }
        for bad in [
            "",
            "localhost:4566",
            "ftp://x",
            "http://",
            "http:///x",
            "http://a b",
        ] {
            assert!(!parsed(bad), "{bad}");
        }
    }

    #[test]
    fn secrets_are_not_printable() {
        let keys = StaticKeys {
            access_key_id: Secret::new("AKIAIOSFODNN7EXAMPLE"),
            secret_access_key: Secret::new("wJalrXUtnFEMI"),
            session_token: Some(Secret::new("IQoJb3JpZ2lu")),
        };
        let shown = format!(
            "{:?}",
            Settings {
                keys: Some(keys),
                ..Settings::default()
            }
        );
        for secret in ["AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI", "IQoJb3JpZ2lu"] {
            assert!(!shown.contains(secret));
        }
    }
}

//! Who to be, where, and how patient.

use std::str::FromStr;
use std::time::Duration;

use crate::{RoleArn, Secret};

/// Keys that an operator wrote into the config.
#[derive(Debug, Clone)]
pub struct StaticKeys {
    /// Not secret by itself, but nobody else's business.
    pub access_key_id: Secret,
    /// What requests are signed with.
    pub secret_access_key: Secret,
    /// Of temporary keys.
    pub session_token: Option<Secret>,
}

/// A role to assume.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// The role.
    pub arn: RoleArn,
    /// What the role's trust policy may ask for.
    ///
    /// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html>
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
    /// The URL.
    pub fn as_str(&self) -> &str {
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
pub struct AwsSettings {
    /// Keys of the operator's.
    pub keys: Option<StaticKeys>,
    /// A profile of AWS's shared config.
    pub profile: Option<String>,
    /// In the order in which they are assumed.
    pub roles: Vec<Role>,
    /// Takes the place of AWS's own endpoints, for all services.
    pub endpoint_url: Option<EndpointUrl>,
    /// How long to wait, and how often to try.
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
            AwsSettings {
                keys: Some(keys),
                ..AwsSettings::default()
            }
        );
        for secret in ["AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI", "IQoJb3JpZ2lu"] {
            assert!(!shown.contains(secret));
        }
    }
}

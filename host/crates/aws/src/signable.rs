//! Credentials that a request can be signed with.

use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider, future};

/// A source whose credentials are looked at: over one that no header can hold, the SDK panics.
#[derive(Debug)]
struct Signable(SharedCredentialsProvider);

/// The same source, of which only credentials come that a request can be signed with.
pub(crate) fn signable(source: SharedCredentialsProvider) -> SharedCredentialsProvider {
    SharedCredentialsProvider::new(Signable(source))
}

impl ProvideCredentials for Signable {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(async {
            let credentials = self.0.provide_credentials().await?;
            if is_signable(&credentials) {
                return Ok(credentials);
            }
            Err(CredentialsError::invalid_configuration(
                "the access key id or the session token has a character that none has, such as a line break",
            ))
        })
    }

    fn fallback_on_interrupt(&self) -> Option<Credentials> {
        self.0.fallback_on_interrupt().filter(is_signable)
    }
}

fn is_signable(credentials: &Credentials) -> bool {
    let is_plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_graphic());
    is_plain(credentials.access_key_id()) && credentials.session_token().is_none_or(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn provided(key: &str, token: Option<&str>) -> Result<Credentials, CredentialsError> {
        let token = token.map(str::to_owned);
        let credentials = Credentials::new(key, "secret", token, None, "test");
        let source = signable(SharedCredentialsProvider::new(credentials));
        source.provide_credentials().await
    }

    #[tokio::test]
    async fn credentials_that_no_header_can_hold_are_refused_and_not_repeated() {
        let sound = provided("AKIAIOSFODNN7EXAMPLE", Some("IQoJb3JpZ2lu+/=")).await;
        assert!(sound.is_ok());
        for (key, token) in [("AKIA\nX", None), ("AKIAX", Some("a\u{7f}b")), ("é", None)] {
            let refused = provided(key, token).await.expect_err("no header holds it");
            assert!(!format!("{refused:?}").contains("AKIA"));
        }
    }
}

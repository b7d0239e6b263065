//! What proves to a registry who is asking.
//!
//! Source: <https://distribution.github.io/distribution/spec/auth/token/> and
//! <https://distribution.github.io/distribution/spec/auth/oauth/>.

use bytes::Bytes;
use hyper::Method;
use hyper::header::{AUTHORIZATION, HeaderValue};
use opencite_core::Secret;
use serde::Deserialize;
use url::form_urlencoded;

use crate::challenge::Challenge;
use crate::client::follow;
use crate::credentials::Credentials;
use crate::exchange::{Answer, Ask};
use crate::location::Location;
use crate::registry::Registry;
use crate::transfer_error::TransferError;

/// Bytes of an answer with a token; Azure's have some thousand.
const MAX_TOKEN: u64 = 64 * 1024;

/// What this program is called where tokens are handed out.
const CLIENT_ID: &str = "opencite";

/// What holds a token, under one of two names.
#[derive(Deserialize)]
struct Handout {
    token: Option<Secret>,
    access_token: Option<Secret>,
}

impl Registry<'_> {
    /// What proves who is asking, in the way that the registry wants to be told.
    pub(crate) async fn log_in(&mut self, asked: Answer) -> Result<HeaderValue, TransferError> {
        let host = asked.host();
        let Some(challenge) = Challenge::of(&asked.headers) else {
            return Err(TransferError::Challenge { host });
        };
        let text = match challenge {
            Challenge::Bearer { realm, service } => {
                let realm = follow(self.origin(), &asked, &realm)?;
                let token = self.token(realm, service.as_deref()).await?;
                self.secrets.push(token.expose().to_owned());
                format!("Bearer {}", token.expose())
            }
            Challenge::Basic => {
                let basic = self
                    .client
                    .credentials
                    .as_ref()
                    .and_then(Credentials::basic);
                let Some(basic) = basic else {
                    return Err(self.unknown(asked).await);
                };
                basic
            }
        };
        sensitive(&text).ok_or(TransferError::NoToken { host })
    }

    async fn unknown(&self, asked: Answer) -> TransferError {
        let login = self.login(&asked.location);
        TransferError::Unauthorized {
            host: asked.host(),
            excerpt: asked.excerpt(&self.secrets).await,
            login,
        }
    }

    /// Has a token handed out. The place for it is the registry's to name, as Docker Hub's is another server; it gets
    /// the credentials of this registry, which the registry could ask for itself. Where that place leads is not followed.
    async fn token(&self, realm: Location, service: Option<&str>) -> Result<Secret, TransferError> {
        let host = realm.host();
        let ask = self.ask_for_token(realm, service)?;
        let answer = self.client.send_once(ask, self.origin()).await?;
        let login = self.login(&self.base);
        let answer = answer.success("a token", &self.secrets, login).await?;
        let body = answer.bytes(MAX_TOKEN).await?;
        let handout: Option<Handout> = serde_json::from_slice(&body).ok();
        let token = handout.and_then(|handout| handout.token.or(handout.access_token));
        token
            .filter(|token| !token.expose().is_empty())
            .ok_or(TransferError::NoToken { host })
    }

    fn ask_for_token(&self, realm: Location, service: Option<&str>) -> Result<Ask, TransferError> {
        let scope = self.scope();
        let mut pairs = vec![("scope", scope.as_str())];
        pairs.extend(service.map(|service| ("service", service)));
        match &self.client.credentials {
            Some(Credentials::IdentityToken(token)) => {
                pairs.extend([
                    ("grant_type", "refresh_token"),
                    ("client_id", CLIENT_ID),
                    ("refresh_token", token.expose()),
                ]);
                let form = form_urlencoded::Serializer::new(String::new())
                    .extend_pairs(pairs)
                    .finish();
                let ask = Ask::new(Method::POST, realm);
                Ok(ask.carrying("application/x-www-form-urlencoded", Bytes::from(form)))
            }
            Some(credentials @ Credentials::Password { .. }) => {
                let host = realm.host();
                let basic = credentials.basic().and_then(|basic| sensitive(&basic));
                let basic = basic.ok_or(TransferError::Request { host })?;
                Ok(Ask::get(realm.asking(&pairs)).with(AUTHORIZATION, basic))
            }
            None => Ok(Ask::get(realm.asking(&pairs))),
        }
    }
}

/// A header that hyper does not print.
fn sensitive(text: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(text).ok()?;
    value.set_sensitive(true);
    Some(value)
}

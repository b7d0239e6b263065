//! Who calls: a user or an assumed role, with the keys it signs with and what its policy allows.

use jiff::Timestamp;

/// The access key id of the default principal: AWS's documented example style, and nothing that AWS ever issued.
pub(crate) const DEFAULT_ACCESS_KEY_ID: &str = "AKIAOPENCITE7EXAMPLE";

/// The secret of the default principal, unlike any other text, so that a test may search what we write for it.
pub(crate) const DEFAULT_SECRET_ACCESS_KEY: &str = "sImUlAtEdAwS/OpEnCiTe/bPxRfiCYEXAMPLEKEY";

/// A simulated IAM user or role session. It has no `Debug`: types that hold secrets never do.
#[derive(Clone)]
pub struct Principal {
    pub access_key_id: String,
    pub secret_access_key: String,
    /// What temporary keys are sent with; a call without it, or with another, is refused.
    pub session_token: Option<String>,
    pub arn: String,
    pub account: String,
    /// The actions that its policy allows, `*` and `?` as IAM has them; `None` allows all. The rest is denied.
    pub allow: Option<Vec<String>>,
    /// Whether the token has expired.
    pub expired: bool,
    /// When the token expires; user keys do not.
    pub expires_at: Option<Timestamp>,
}

impl Principal {
    /// The user `opencite` of an account, who may do anything, with the default keys.
    pub fn user(account: &str) -> Self {
        Self {
            access_key_id: DEFAULT_ACCESS_KEY_ID.to_owned(),
            secret_access_key: DEFAULT_SECRET_ACCESS_KEY.to_owned(),
            session_token: None,
            arn: format!("arn:aws:iam::{account}:user/opencite"),
            account: account.to_owned(),
            allow: None,
            expired: false,
            expires_at: None,
        }
    }

    /// The same principal with other keys.
    #[must_use]
    pub fn with_keys(self, access_key_id: &str, secret_access_key: &str) -> Self {
        Self {
            access_key_id: access_key_id.to_owned(),
            secret_access_key: secret_access_key.to_owned(),
            ..self
        }
    }

    /// The same principal with temporary keys.
    #[must_use]
    pub fn with_session_token(self, token: &str) -> Self {
        Self {
            session_token: Some(token.to_owned()),
            ..self
        }
    }

    /// The same principal, allowed these actions and nothing else.
    #[must_use]
    pub fn allowing<T: Into<String>>(self, actions: impl IntoIterator<Item = T>) -> Self {
        Self {
            allow: Some(actions.into_iter().map(Into::into).collect()),
            ..self
        }
    }

    /// The same principal with an expired token.
    #[must_use]
    pub fn expired(self) -> Self {
        Self {
            expired: true,
            ..self
        }
    }

    /// Whether the token is out of date at `now`.
    pub(crate) fn is_expired(&self, now: Timestamp) -> bool {
        self.expired || self.expires_at.is_some_and(|end| end <= now)
    }
}

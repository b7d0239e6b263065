//! A role that can be assumed with STS.

/// The longest session of a role that sets no other.
const DEFAULT_MAX_SESSION_SECONDS: i64 = 3600;

/// An IAM role, its trust policy reduced to who may assume it and with what external id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    account: String,
    name: String,
    trusted: Vec<String>,
    external_id: Option<String>,
    allow: Option<Vec<String>>,
    max_session_seconds: i64,
}

impl Role {
    /// A role that everyone may assume and that may do everything.
    pub fn new(account: &str, name: &str) -> Self {
        Self {
            account: account.to_owned(),
            name: name.to_owned(),
            trusted: vec!["*".to_owned()],
            external_id: None,
            allow: None,
            max_session_seconds: DEFAULT_MAX_SESSION_SECONDS,
        }
    }

    /// Demands an external id.
    #[must_use]
    pub fn external_id(self, id: &str) -> Self {
        Self {
            external_id: Some(id.to_owned()),
            ..self
        }
    }

    /// Trusts only principals whose ARN one of the patterns covers.
    #[must_use]
    pub fn trusting<T: Into<String>>(self, principals: impl IntoIterator<Item = T>) -> Self {
        Self {
            trusted: principals.into_iter().map(Into::into).collect(),
            ..self
        }
    }

    /// Allows these actions and nothing else.
    #[must_use]
    pub fn allowing<T: Into<String>>(self, actions: impl IntoIterator<Item = T>) -> Self {
        Self {
            allow: Some(actions.into_iter().map(Into::into).collect()),
            ..self
        }
    }

    /// Sets the longest session that the role gives.
    #[must_use]
    pub fn max_session_seconds(self, seconds: i64) -> Self {
        Self {
            max_session_seconds: seconds,
            ..self
        }
    }

    pub fn account(&self) -> &str {
        &self.account
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn arn(&self) -> String {
        format!("arn:aws:iam::{}:role/{}", self.account, self.name)
    }

    pub(crate) fn max_session(&self) -> i64 {
        self.max_session_seconds
    }

    pub(crate) fn allow(&self) -> Option<Vec<String>> {
        self.allow.clone()
    }

    /// Whether the trust policy lets this principal in with this external id.
    pub(crate) fn trusts(&self, principal: &str, external_id: Option<&str>) -> bool {
        let known = self
            .trusted
            .iter()
            .any(|pattern| crate::iam::matches(pattern, principal));
        let id = self
            .external_id
            .as_deref()
            .is_none_or(|wanted| external_id == Some(wanted));
        known && id
    }
}

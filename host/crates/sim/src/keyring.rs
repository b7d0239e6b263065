//! All principals by access key id, and the issue of temporary keys.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::principal::Principal;

/// Everyone who may sign.
pub(crate) struct Keyring {
    principals: BTreeMap<String, Principal>,
    issued: u64,
}

impl Keyring {
    pub(crate) fn new(principals: Vec<Principal>) -> Self {
        let by_key = |principal: Principal| (principal.access_key_id.clone(), principal);
        Self {
            principals: principals.into_iter().map(by_key).collect(),
            issued: 0,
        }
    }

    pub(crate) fn find(&self, access_key_id: &str) -> Option<&Principal> {
        self.principals.get(access_key_id)
    }

    /// Issues temporary keys for a role session; the keys count up, so that runs are alike.
    pub(crate) fn issue(
        &mut self,
        session_arn: String,
        account: &str,
        allow: Option<Vec<String>>,
        end: Timestamp,
    ) -> Principal {
        self.issued += 1;
        let number = self.issued;
        let principal = Principal {
            access_key_id: format!("ASIA{number:09}EXAMPLE"),
            secret_access_key: format!("sImUlAtEdAwS/SeSsIoN/{number:09}EXAMPLEKEY"),
            session_token: Some(format!("IQoJb3JpZ2luX2VjEXAMPLETOKEN{number:09}")),
            arn: session_arn,
            account: account.to_owned(),
            allow,
            expired: false,
            expires_at: Some(end),
        };
        self.principals
            .insert(principal.access_key_id.clone(), principal.clone());
        principal
    }

    pub(crate) fn add(&mut self, principal: Principal) {
        self.principals
            .insert(principal.access_key_id.clone(), principal);
    }

    /// Makes every temporary key expire now.
    pub(crate) fn expire_sessions(&mut self) {
        let sessions = self
            .principals
            .values_mut()
            .filter(|principal| principal.session_token.is_some());
        sessions.for_each(|principal| principal.expired = true);
    }
}

//! Who calls a model, in each of the forms that CloudTrail knows.

use super::id::hash;
use crate::estate::Place;

/// A caller of the account that the call is made in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    form: Form,
    path: String,
    scope: Option<String>,
}

/// The forms of `userIdentity`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    User { name: String },
    Role { name: String, session: String },
    IdentityCenterUser { user_id: String, store: String },
    FederatedUser { name: String, issuer: String },
    WebIdentityUser { provider: String, name: String },
    Service { name: String },
    Root,
    Account { id: String },
}

impl Caller {
    /// An IAM user.
    pub fn user(name: &str) -> Self {
        Self::new(Form::User { name: name.into() })
    }

    /// A session of a role.
    pub fn role(name: &str, session: &str) -> Self {
        let (name, session) = (name.into(), session.into());
        Self::new(Form::Role { name, session })
    }

    /// A person who signed in with Identity Center: a session of the role that AWS keeps for a permission set.
    pub fn permission_set(set: &str, region: &str, person: &str) -> Self {
        let name = format!("AWSReservedSSO_{set}_{}", suffix(set));
        Self::role(&name, person).path(&format!("/aws-reserved/sso.amazonaws.com/{region}/"))
    }

    /// A person of Identity Center whom an application acts for, without a role and without an ARN.
    pub fn identity_center_user(user_id: &str, store: &str) -> Self {
        let (user_id, store) = (user_id.into(), store.into());
        Self::new(Form::IdentityCenterUser { user_id, store })
    }

    /// A federated user, whose session an IAM user asked for.
    pub fn federated_user(name: &str, issuer: &str) -> Self {
        let (name, issuer) = (name.into(), issuer.into());
        Self::new(Form::FederatedUser { name, issuer })
    }

    /// A user of a web identity provider.
    pub fn web_identity_user(provider: &str, name: &str) -> Self {
        let (provider, name) = (provider.into(), name.into());
        Self::new(Form::WebIdentityUser { provider, name })
    }

    /// A service of AWS: `bedrock.amazonaws.com`. It has no ARN.
    pub fn service(name: &str) -> Self {
        Self::new(Form::Service { name: name.into() })
    }

    /// The account's root user.
    pub fn root() -> Self {
        Self::new(Form::Root)
    }

    /// Somebody of another account, of whom CloudTrail tells no more than that.
    pub fn account(id: &str) -> Self {
        Self::new(Form::Account { id: id.into() })
    }

    /// The path of the user or role, which begins and ends with a slash: CloudTrail's issuer has it, a session's ARN
    /// has not.
    #[must_use]
    pub fn path(self, path: &str) -> Self {
        Self {
            path: path.to_owned(),
            ..self
        }
    }

    /// The Lambda function that the role's keys were given to.
    #[must_use]
    pub fn for_function(self, arn: &str) -> Self {
        Self {
            scope: Some(arn.to_owned()),
            ..self
        }
    }

    pub(crate) fn form(&self) -> &Form {
        &self.form
    }

    pub(crate) fn function(&self) -> Option<&str> {
        self.scope.as_deref()
    }

    /// The ARN of who signed, where there is one: the log's `identity.arn`.
    pub fn arn(&self, at: &Place) -> Option<String> {
        let account = at.account();
        let path = &self.path;
        match &self.form {
            Form::User { name } => Some(format!("arn:aws:iam::{account}:user{path}{name}")),
            Form::Role { name, session } => Some(format!(
                "arn:aws:sts::{account}:assumed-role/{name}/{session}"
            )),
            Form::FederatedUser { name, .. } => {
                Some(format!("arn:aws:sts::{account}:federated-user/{name}"))
            }
            Form::Root => Some(format!("arn:aws:iam::{account}:root")),
            Form::IdentityCenterUser { .. }
            | Form::WebIdentityUser { .. }
            | Form::Service { .. }
            | Form::Account { .. } => None,
        }
    }

    /// The ARN of a role's session issuer, with its path.
    pub(crate) fn issuer_arn(&self, at: &Place, name: &str) -> String {
        format!("arn:aws:iam::{}:role{}{name}", at.account(), self.path)
    }

    /// What `LookupEvents` has for the user's name.
    pub(crate) fn username(&self) -> Option<&str> {
        match &self.form {
            Form::User { name }
            | Form::FederatedUser { name, .. }
            | Form::WebIdentityUser { name, .. } => Some(name),
            Form::Role { session, .. } => Some(session),
            Form::Root => Some("root"),
            Form::IdentityCenterUser { .. } | Form::Service { .. } | Form::Account { .. } => None,
        }
    }

    /// The key that the request was signed with, where it was signed with one of the account's.
    pub(crate) fn access_key_id(&self) -> Option<String> {
        let key = |prefix: &str, name: &str| format!("{prefix}OPENCITE{:08}", number(name));
        match &self.form {
            Form::User { name } => Some(key("AKIA", name)),
            Form::Role { name, session } => Some(key("ASIA", &format!("{name}/{session}"))),
            Form::FederatedUser { name, .. } => Some(key("ASIA", name)),
            Form::Root => Some(key("ASIA", "root")),
            Form::IdentityCenterUser { .. }
            | Form::WebIdentityUser { .. }
            | Form::Service { .. }
            | Form::Account { .. } => None,
        }
    }

    /// The unique id that IAM gives a user or role, the same for the same name.
    pub(crate) fn unique_id(prefix: &str, name: &str) -> String {
        format!("{prefix}OPENCITE{:09}", number(name))
    }

    fn new(form: Form) -> Self {
        Self {
            form,
            path: "/".to_owned(),
            scope: None,
        }
    }
}

/// The hexadecimal end of a reserved role's name.
fn suffix(name: &str) -> String {
    format!("{:016x}", hash(name))
}

/// Eight digits that tell one name from another.
fn number(name: &str) -> u64 {
    hash(name) % 100_000_000
}

#[cfg(test)]
mod tests {
    use super::Caller;
    use crate::estate::Place;

    #[test]
    fn a_session_has_its_roles_path_in_the_issuer_only() {
        let at = Place::new("111122223333", "us-east-1");
        let caller = Caller::role("Portal", "s-1").path("/service/");
        assert_eq!(
            caller.arn(&at).as_deref(),
            Some("arn:aws:sts::111122223333:assumed-role/Portal/s-1")
        );
        assert_eq!(
            caller.issuer_arn(&at, "Portal"),
            "arn:aws:iam::111122223333:role/service/Portal"
        );
        let user = Caller::user("ana").path("/people/");
        assert_eq!(
            user.arn(&at).as_deref(),
            Some("arn:aws:iam::111122223333:user/people/ana")
        );
    }

    #[test]
    fn services_and_strangers_have_no_arn() {
        let at = Place::new("111122223333", "us-east-1");
        for caller in [
            Caller::service("bedrock.amazonaws.com"),
            Caller::account("444455556666"),
            Caller::identity_center_user("u-1", "d-1"),
        ] {
            assert_eq!(caller.arn(&at), None);
            assert_eq!(caller.access_key_id(), None);
        }
    }
}

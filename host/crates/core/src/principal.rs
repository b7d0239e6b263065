//! Who called: roles and users, with the sessions of a role kept apart from it.

use std::borrow::Cow;

/// Who made a call.
///
/// AWS writes one role in several ways: with its path where a session was issued, and without it in the ARN of the
/// session. Role names are unique in an account, so the ARN without the path is the key, and the way with the path is
/// only shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Principal {
    kind: String,
    key: String,
    arn: String,
    session: Option<String>,
}

impl Principal {
    /// Makes a principal of what a source says.
    ///
    /// `kind` is AWS's word: `AssumedRole`. `name` is the ARN; where AWS gives none, the name that it gives instead, of a
    /// service or an account. Without one, the kind is all that is known. `session` is the session's name, where the
    /// ARN does not tell it.
    pub fn new(kind: &str, name: Option<&str>, session: Option<&str>) -> Self {
        let said = |text: &&str| !text.is_empty();
        let arn = name.filter(said).unwrap_or(kind);
        let Known { key, session: told } = known(arn);
        let is_of_session = told.is_some();
        let session = session.or(told).filter(said);
        Self {
            kind: kind.to_owned(),
            arn: if is_of_session { &key } else { arn }.to_owned(),
            session: session.map(str::to_owned),
            key: key.into_owned(),
        }
    }

    /// AWS's word for what it is.
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// What tells it from all others, the same in every source.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Its ARN as far as the source knows it, or its name where it has none.
    pub fn arn(&self) -> &str {
        &self.arn
    }

    /// The session of the role.
    pub fn session(&self) -> Option<&str> {
        self.session.as_deref()
    }
}

/// What an ARN or a name says.
struct Known<'a> {
    key: Cow<'a, str>,
    /// The name of the session, where the ARN is that of one; empty where it leaves it out.
    session: Option<&'a str>,
}

fn known(arn: &str) -> Known<'_> {
    let itself = Known {
        key: arn.into(),
        session: None,
    };
    let mut fields = arn.splitn(6, ':');
    let mut field = || fields.next().unwrap_or_default();
    let ["arn", partition, service, _region, account, resource] =
        [field(), field(), field(), field(), field(), field()]
    else {
        return itself;
    };
    let Some((kind, path)) = resource.split_once('/') else {
        return itself;
    };
    match (service, kind) {
        ("iam", "role" | "user") => {
            let (_, name) = path.rsplit_once('/').unwrap_or(("", path));
            Known {
                key: iam_arn(partition, account, kind, name),
                session: None,
            }
        }
        ("sts", "assumed-role") => {
            let (role, session) = path.split_once('/').unwrap_or((path, ""));
            Known {
                key: iam_arn(partition, account, "role", role),
                session: Some(session),
            }
        }
        _ => itself,
    }
}

fn iam_arn(partition: &str, account: &str, kind: &str, name: &str) -> Cow<'static, str> {
    format!("arn:{partition}:iam::{account}:{kind}/{name}").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(kind: &str, name: Option<&str>, session: Option<&str>) -> String {
        let principal = Principal::new(kind, name, session);
        let (key, arn) = (principal.key(), principal.arn());
        let session = principal.session().unwrap_or("-");
        format!("{kind}: {key} | {arn} | {session}")
    }

    #[test]
    fn a_role_is_one_principal_however_a_source_writes_it() {
        let lines = [
            told(
                "AssumedRole",
                Some("arn:aws:iam::111122223333:role/service-role/apps/Chat"),
                Some("i-0abc"),
            ),
            told(
                "AssumedRole",
                Some("arn:aws:sts::111122223333:assumed-role/Chat/i-0abc"),
                None,
            ),
            told(
                "AssumedRole",
                Some("arn:aws:sts::111122223333:assumed-role/Chat"),
                None,
            ),
            told(
                "AssumedRole",
                Some(
                    "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Dev_0a1b/ada@example.com",
                ),
                None,
            ),
            told(
                "AssumedRole",
                Some("arn:aws-us-gov:sts::111122223333:assumed-role/Chat/a/b"),
                None,
            ),
        ];
        insta::assert_snapshot!(lines.join("\n"), @"
        AssumedRole: arn:aws:iam::111122223333:role/Chat | arn:aws:iam::111122223333:role/service-role/apps/Chat | i-0abc
        AssumedRole: arn:aws:iam::111122223333:role/Chat | arn:aws:iam::111122223333:role/Chat | i-0abc
        AssumedRole: arn:aws:iam::111122223333:role/Chat | arn:aws:iam::111122223333:role/Chat | -
        AssumedRole: arn:aws:iam::111122223333:role/AWSReservedSSO_Dev_0a1b | arn:aws:iam::111122223333:role/AWSReservedSSO_Dev_0a1b | ada@example.com
        AssumedRole: arn:aws-us-gov:iam::111122223333:role/Chat | arn:aws-us-gov:iam::111122223333:role/Chat | a/b
        ");
    }

    #[test]
    fn everybody_else_is_known_by_the_name_that_aws_gives() {
        let lines = [
            told(
                "IAMUser",
                Some("arn:aws:iam::111122223333:user/eng/ada"),
                None,
            ),
            told("Root", Some("arn:aws:iam::111122223333:root"), None),
            told(
                "FederatedUser",
                Some("arn:aws:sts::111122223333:federated-user/ada"),
                None,
            ),
            told("AWSService", Some("sagemaker.amazonaws.com"), None),
            told("AWSAccount", Some("444455556666"), Some("")),
            told("AWSService", None, None),
            told("Unknown", Some(""), None),
        ];
        insta::assert_snapshot!(lines.join("\n"), @"
        IAMUser: arn:aws:iam::111122223333:user/ada | arn:aws:iam::111122223333:user/eng/ada | -
        Root: arn:aws:iam::111122223333:root | arn:aws:iam::111122223333:root | -
        FederatedUser: arn:aws:sts::111122223333:federated-user/ada | arn:aws:sts::111122223333:federated-user/ada | -
        AWSService: sagemaker.amazonaws.com | sagemaker.amazonaws.com | -
        AWSAccount: 444455556666 | 444455556666 | -
        AWSService: AWSService | AWSService | -
        Unknown: Unknown | Unknown | -
        ");
    }

    #[test]
    fn a_malformed_arn_stays_as_it_is() {
        for text in [
            "arn:",
            "arn:aws:iam::1:role",
            "arn:aws:sts:::",
            ":::::/",
            "x/y",
            "é",
        ] {
            let principal = Principal::new("AssumedRole", Some(text), None);
            assert_eq!((principal.key(), principal.session()), (text, None));
        }
    }
}

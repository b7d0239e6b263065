//! The ARN of a role, checked where it enters.

use std::fmt;

use crate::{AccountId, Partition};

/// The ARN of an IAM role: `arn:aws:iam::111122223333:role/path/name`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RoleArn {
    text: String,
    account: AccountId,
}

/// A text that is not the ARN of a role.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not the ARN of a role, such as arn:aws:iam::111122223333:role/name: {0}")]
pub struct RoleArnError(&'static str);

/// The longest ARN of a role that STS takes, in bytes.
const MAX_ARN: usize = 2048;

impl RoleArn {
    /// Checks and wraps a text.
    ///
    /// # Errors
    ///
    /// When the text is not the ARN of a role. The error does not repeat it: it could be a secret in the wrong place.
    pub fn new(text: impl Into<String>) -> Result<Self, RoleArnError> {
        let text = text.into();
        let account = account(&text)?;
        Ok(Self { text, account })
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The account that the role is of.
    pub fn account(&self) -> &AccountId {
        &self.account
    }

    /// The partition that the role is in, where this program knows it.
    pub fn partition(&self) -> Option<Partition> {
        Partition::of_arn(&self.text)
    }
}

fn account(text: &str) -> Result<AccountId, RoleArnError> {
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    let ["arn", partition, "iam", "", account, resource] = parts.as_slice() else {
        return Err(RoleArnError(
            "it does not begin with arn:PARTITION:iam::ACCOUNT:",
        ));
    };
    if !partition.starts_with("aws") {
        return Err(RoleArnError("its partition does not begin with aws"));
    }
    let name = resource
        .strip_prefix("role/")
        .ok_or(RoleArnError("it names something other than a role"))?;
    if name.is_empty() || name.ends_with('/') || text.len() > MAX_ARN {
        return Err(RoleArnError(
            "the role has no name, or one that is too long",
        ));
    }
    if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(RoleArnError(
            "it holds spaces or other characters that no ARN has",
        ));
    }
    AccountId::new(*account).map_err(|_| RoleArnError("its account is not 12 digits"))
}

impl fmt::Display for RoleArn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_tells_its_account_and_partition() {
        let role = RoleArn::new("arn:aws-us-gov:iam::111122223333:role/audit/OpenCite").unwrap();
        assert_eq!(role.account().as_str(), "111122223333");
        assert_eq!(role.partition(), Some(Partition::AwsUsGov));
        let role = RoleArn::new("arn:aws-new:iam::111122223333:role/x").unwrap();
        assert_eq!(role.partition(), None);
    }

    #[test]
    fn what_is_wrong_with_an_arn_is_said_without_repeating_it() {
        let said = |text: &str| RoleArn::new(text).unwrap_err().to_string();
        let reasons = [
            "OpenCiteReadOnly",
            "arn:gcp:iam::444455556666:role/x",
            "arn:aws:iam::444455556666:user/x",
            "arn:aws:iam::1111:role/x",
            "arn:aws:iam::444455556666:role/",
            "arn:aws:iam::444455556666:role/a b",
            "arn:aws:sts::444455556666:assumed-role/x/y",
        ]
        .map(|text| {
            let said = said(text);
            assert!(!said.contains(text), "{said}");
            said.rsplit(": ").next().unwrap().to_owned()
        });
        insta::assert_snapshot!(reasons.join("\n"), @"
        it does not begin with arn:PARTITION:iam::ACCOUNT:
        its partition does not begin with aws
        it names something other than a role
        its account is not 12 digits
        the role has no name, or one that is too long
        it holds spaces or other characters that no ARN has
        it does not begin with arn:PARTITION:iam::ACCOUNT:
        ");
    }
}

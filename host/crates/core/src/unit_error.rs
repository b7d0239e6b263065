//! Why a unit is not complete, and what to do about it.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::IamAction;

/// Why a unit is not complete.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitError {
    /// What kind of trouble it is.
    pub kind: ErrorKind,
    /// AWS's error code, where the answer had one.
    pub code: Option<String>,
    /// The operation that failed, `bedrock:ListCustomModels`. It is the missing IAM action when the kind is
    /// [`ErrorKind::AccessDenied`].
    pub operation: Option<IamAction>,
    /// What happened, in a sentence without secrets.
    pub message: String,
    /// AWS's id of the request, for its support.
    pub request_id: Option<String>,
    /// How often the request was sent; 0 where no request is to blame.
    pub attempts: u32,
}

macro_rules! error_kinds {
    ($($(#[$doc:meta])* $kind:ident = $name:literal,)*) => {
        /// The kinds of trouble, by the names that the database, JSON and WIT use.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ErrorKind {
            $($(#[$doc])* $kind,)*
        }

        impl ErrorKind {
            /// All kinds.
            pub const ALL: &[Self] = &[$(Self::$kind),*];

            /// The kind's name: `access-denied`.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)*
                }
            }
        }
    };
}

error_kinds! {
    /// A permission is missing.
    AccessDenied = "access-denied",
    /// The plugin was not granted the action: OpenCITE itself refused the call.
    NotGranted = "not-granted",
    /// AWS went on refusing for the rate of calls.
    Throttled = "throttled",
    /// What was asked for does not exist.
    NotFound = "not-found",
    /// AWS does not accept the request as it was made.
    InvalidRequest = "invalid-request",
    /// The service or the operation does not exist in the region.
    UnsupportedRegion = "unsupported-region",
    /// The account has not enabled the region.
    RegionDisabled = "region-disabled",
    /// The credentials are expired, unknown to AWS, or not to be had.
    ExpiredCredentials = "expired-credentials",
    /// No answer in the time there was.
    Timeout = "timeout",
    /// The connection could not be made, or broke.
    Network = "network",
    /// An answer that is not AWS's.
    MalformedResponse = "malformed-response",
    /// The scan was cancelled.
    Cancelled = "cancelled",
    /// A limit of the host was reached.
    Limit = "limit",
    /// AWS failed in another way: the code says which.
    Other = "other",
    /// The plugin gave up, in its own words.
    Plugin = "plugin",
    /// The plugin crashed or was stopped.
    Trap = "trap",
    /// The plugin claims to be done but did not read a listing to its end, or described an asset only in part.
    Incomplete = "incomplete",
}

impl ErrorKind {
    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == name)
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl<'de> Deserialize<'de> for ErrorKind {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        let unknown = || serde::de::Error::custom(format!("there is no kind of error {name:?}"));
        Self::from_name(&name).ok_or_else(unknown)
    }
}

impl Serialize for ErrorKind {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl UnitError {
    /// Trouble that no AWS answer caused.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            code: None,
            operation: None,
            message: message.into(),
            request_id: None,
            attempts: 0,
        }
    }

    /// The IAM action that somebody has to grant, where that is the cure.
    pub fn missing_action(&self) -> Option<&IamAction> {
        self.operation
            .as_ref()
            .filter(|_| self.kind == ErrorKind::AccessDenied)
    }

    /// What to do next, a sentence for the operator.
    pub fn remedy(&self) -> String {
        match self.kind {
            ErrorKind::AccessDenied => self.missing_action().map_or_else(
                || "Grant the missing permission, then scan again.".to_owned(),
                granting,
            ),
            ErrorKind::NotGranted => {
                "Grant it to the plugin, if it is to have it (`opencite plugin grant`), then scan again.".to_owned()
            }
            ErrorKind::Throttled => "AWS limits the rate of calls: scan again later, or with a lower --concurrency.".to_owned(),
            ErrorKind::ExpiredCredentials => "Sign in again (aws sso login, or new keys), then scan again.".to_owned(),
            ErrorKind::Timeout | ErrorKind::Network => {
                "Check the network, proxy and endpoint between this machine and AWS, then scan again.".to_owned()
            }
            ErrorKind::MalformedResponse => {
                "Something other than AWS answers at the endpoint: check for a proxy or a wrong --endpoint-url.".to_owned()
            }
            ErrorKind::UnsupportedRegion => "Nothing to do: the region does not offer this.".to_owned(),
            ErrorKind::RegionDisabled => {
                "Enable the region for the account, or leave it out of the scan.".to_owned()
            }
            ErrorKind::Cancelled => "Scan again to complete it.".to_owned(),
            ErrorKind::Limit => "Narrow the scan with --type or --region, or raise the limit.".to_owned(),
            ErrorKind::NotFound | ErrorKind::InvalidRequest | ErrorKind::Other => {
                "Scan again; if it stays, report it with the request id.".to_owned()
            }
            ErrorKind::Plugin | ErrorKind::Trap | ErrorKind::Incomplete => {
                "Report this to the author of the plugin.".to_owned()
            }
        }
    }
}

/// Who may assume a role is said on both sides: in a policy of the principal, and by the role itself.
fn granting(action: &IamAction) -> String {
    if action.is_assume_role() {
        return "Name the scanning principal, and the external id that it shows, in the role's trust policy, and grant \
                sts:AssumeRole on the role to that principal; then scan again."
            .to_owned();
    }
    format!("Grant {action} to the scanning principal, then scan again.")
}

impl fmt::Display for UnitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.as_str())?;
        if let Some(operation) = &self.operation {
            write!(f, " at {operation}")?;
        }
        if let Some(code) = &self.code {
            write!(f, " ({code})")?;
        }
        write!(f, ": {}", self.message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_found_by_its_name() {
        for kind in ErrorKind::ALL {
            assert_eq!(ErrorKind::from_name(kind.as_str()), Some(*kind));
        }
        assert_eq!(ErrorKind::from_name("fine"), None);
    }

    #[test]
    fn a_denial_names_the_action_to_grant() {
        let error = UnitError {
            code: Some("AccessDeniedException".to_owned()),
            operation: Some(IamAction::new("bedrock", "ListGuardrails")),
            ..UnitError::new(
                ErrorKind::AccessDenied,
                "no identity-based policy allows it",
            )
        };
        insta::assert_snapshot!(error, @"access-denied at bedrock:ListGuardrails (AccessDeniedException): no identity-based policy allows it");
        insta::assert_snapshot!(error.remedy(), @"Grant bedrock:ListGuardrails to the scanning principal, then scan again.");
    }

    #[test]
    fn a_role_that_is_not_given_is_mended_on_both_sides() {
        let error = UnitError {
            operation: Some(IamAction::new("sts", "AssumeRole")),
            ..UnitError::new(ErrorKind::AccessDenied, "no")
        };
        insta::assert_snapshot!(error.remedy(), @"Name the scanning principal, and the external id that it shows, in the role's trust policy, and grant sts:AssumeRole on the role to that principal; then scan again.");
    }
}

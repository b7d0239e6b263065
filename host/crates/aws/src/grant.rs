//! What a plugin may call.

use std::collections::HashSet;
use std::sync::Arc;

use opencite_bindings::aws::types::{AwsError, Denial, Refuser};
use opencite_core::IamAction;

/// The IAM actions that a plugin was granted. Nothing else is sent for it.
#[derive(Debug, Clone, Default)]
pub struct Grant(Arc<HashSet<String>>);

impl<'a> FromIterator<&'a IamAction> for Grant {
    fn from_iter<I: IntoIterator<Item = &'a IamAction>>(actions: I) -> Self {
        let actions = actions.into_iter().map(ToString::to_string);
        Self(Arc::new(actions.collect()))
    }
}

impl Grant {
    /// Whether the action was granted, `bedrock:ListCustomModels`. What AWS asks no permission for needs none here.
    pub(crate) fn check(&self, action: &str) -> Result<(), AwsError> {
        let is_free = || {
            let named = action.split_once(':');
            named.is_some_and(|(service, operation)| {
                !IamAction::new(service, operation).needs_permission()
            })
        };
        if self.0.contains(action) || is_free() {
            return Ok(());
        }
        Err(refusal(
            action,
            "the plugin was not granted this".to_owned(),
        ))
    }
}

/// A refusal of ours.
pub(crate) fn refusal(action: &str, message: String) -> AwsError {
    AwsError::AccessDenied(Denial {
        action: action.to_owned(),
        code: None,
        resource: None,
        by: Refuser::Host,
        message,
        request_id: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_granted_is_refused_by_the_host() {
        let grant: Grant = [&IamAction::new("bedrock", "ListAgents")]
            .into_iter()
            .collect();
        assert!(grant.check("bedrock:ListAgents").is_ok());
        let Err(AwsError::AccessDenied(denial)) = grant.check("bedrock:GetAgent") else {
            panic!("it was let through");
        };
        assert_eq!(
            (denial.by, denial.action.as_str()),
            (Refuser::Host, "bedrock:GetAgent")
        );
    }

    #[test]
    fn what_aws_asks_no_permission_for_needs_no_grant() {
        assert!(Grant::default().check("sts:GetCallerIdentity").is_ok());
    }
}

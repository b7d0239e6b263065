//! Whether a principal's policy allows an action, and what IAM says when it does not.

use crate::principal::Principal;
use crate::problem::{Problem, ProblemKind};

/// Actions that no policy can deny by saying nothing.
const FREE_ACTIONS: [&str; 1] = ["sts:GetCallerIdentity"];

/// Why a call is not allowed: the last words of IAM's message.
#[derive(Clone, Copy)]
pub(crate) enum Reason {
    NoIdentityPolicy,
    ServiceControlPolicy,
}

/// Denies what the principal's policy does not allow.
pub(crate) fn authorize(
    principal: &Principal,
    action: &str,
    resource: Option<&str>,
) -> Result<(), Problem> {
    let Some(allow) = &principal.allow else {
        return Ok(());
    };
    if FREE_ACTIONS.contains(&action) || allow.iter().any(|pattern| matches(pattern, action)) {
        return Ok(());
    }
    Err(denied(
        &principal.arn,
        action,
        resource,
        Reason::NoIdentityPolicy,
    ))
}

/// IAM's answer to an action that is not allowed. Actions that know no resource are denied without one.
pub(crate) fn denied(arn: &str, action: &str, resource: Option<&str>, reason: Reason) -> Problem {
    let resource = resource
        .map(|resource| format!(" on resource: {resource}"))
        .unwrap_or_default();
    let because = match reason {
        Reason::NoIdentityPolicy => {
            format!("because no identity-based policy allows the {action} action")
        }
        Reason::ServiceControlPolicy => {
            "with an explicit deny in a service control policy".to_owned()
        }
    };
    let message = format!("User: {arn} is not authorized to perform: {action}{resource} {because}");
    Problem::new(ProblemKind::AccessDenied, message)
}

/// Whether a pattern of IAM (`*` any text, `?` any one character, case ignored) covers `text`.
pub(crate) fn matches(pattern: &str, text: &str) -> bool {
    let lower = |text: &str| text.to_ascii_lowercase().into_bytes();
    glob(&lower(pattern), &lower(text))
}

fn glob(pattern: &[u8], text: &[u8]) -> bool {
    match pattern.split_first() {
        None => text.is_empty(),
        Some((b'*', rest)) => {
            (0..=text.len()).any(|skip| glob(rest, text.get(skip..).unwrap_or_default()))
        }
        Some((wanted, rest)) => text
            .split_first()
            .is_some_and(|(got, left)| (*wanted == b'?' || wanted == got) && glob(rest, left)),
    }
}

#[cfg(test)]
mod tests {
    use super::{authorize, matches};
    use crate::principal::Principal;

    #[test]
    fn patterns_cover_what_iam_says_they_cover() {
        assert!(matches("bedrock:*", "bedrock:ListGuardrails"));
        assert!(matches("bedrock:List*", "bedrock:ListGuardrails"));
        assert!(matches("BEDROCK:listguardrails", "bedrock:ListGuardrails"));
        assert!(matches("bedrock:Get?uardrail", "bedrock:GetGuardrail"));
        assert!(!matches("bedrock:List", "bedrock:ListGuardrails"));
        assert!(!matches("sts:*", "bedrock:ListGuardrails"));
    }

    #[test]
    fn what_is_not_allowed_is_denied_in_the_words_of_iam() {
        let principal = Principal::user("111122223333").allowing(["bedrock:Get*"]);
        let problem = authorize(&principal, "bedrock:ListGuardrails", None).expect_err("denied");
        assert_eq!(
            problem.message,
            "User: arn:aws:iam::111122223333:user/opencite is not authorized to perform: bedrock:ListGuardrails \
             because no identity-based policy allows the bedrock:ListGuardrails action"
        );
        assert_eq!(authorize(&principal, "sts:GetCallerIdentity", None), Ok(()));
    }
}

//! Trying actions.

use crate::{AwsError, Check, Children, Description, Pages};

/// What trying an action came to. A thing that does not exist could only be asked for because the action is allowed.
pub fn tried<T>(action: &str, answer: Result<T, AwsError>) -> Check {
    let error = answer
        .err()
        .filter(|error| !matches!(error, AwsError::NotFound(_)));
    Check {
        action: action.to_owned(),
        error,
    }
}

/// Tries an action that lists, by its first page.
pub fn try_list(action: &str, pages: &impl Pages) -> Vec<Check> {
    vec![tried(action, pages.next_page())]
}

/// Tries an action that lists, by its first page, and one that describes, by the first thing listed. Where there is
/// none, the second cannot be tried.
pub fn try_list_and_describe<P: Pages, D, K>(
    pages: &P,
    description: &Description<P::Item, D, K>,
) -> Vec<Check> {
    let [list, describe] = description.actions;
    let page = pages.next_page();
    let first = page.as_ref().ok().and_then(|page| page.as_ref()?.first());
    let key = first.map(|item| (description.key)(item));
    let answer = key.and_then(|key| (description.describe)(&[key]).pop());
    let described = answer.map(|answer| tried(describe, answer));
    [tried(list, page)].into_iter().chain(described).collect()
}

/// Tries an action that lists children, by those of the first parent. Where there is none, it cannot be tried.
pub fn try_children<P: Pages, C>(
    action: &str,
    parents: &P,
    children: &Children<P::Item, C>,
) -> Vec<Check> {
    let page = parents.next_page().ok().flatten().unwrap_or_default();
    let key = page.first().map(children.key);
    let answer = key.and_then(|key| (children.list)(&[key]).pop());
    answer
        .map(|answer| tried(action, answer))
        .into_iter()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::opencite::aws_types::types::Fault;

    #[test]
    fn what_is_not_found_was_allowed_to_be_asked_for() {
        let fault = Fault {
            operation: "bedrock:GetGuardrail".to_owned(),
            code: None,
            message: "gone".to_owned(),
            request_id: None,
            attempts: 1,
            retryable: false,
        };
        let check = |error| tried::<()>("bedrock:GetGuardrail", Err(error));
        assert!(check(AwsError::NotFound(fault.clone())).error.is_none());
        assert!(check(AwsError::Throttled(fault)).error.is_some());
    }
}

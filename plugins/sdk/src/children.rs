//! Listings that hang on other listings: the targets of each gateway, the versions of each runtime.

use serde::{Deserialize, Serialize};

use crate::AwsError;
use crate::pages::Pages;

/// Parents whose children are asked for at once: the host asks for many side by side.
const BATCH: usize = 100;

/// How the children of a parent are listed.
pub struct Children<P, C> {
    /// What the children are listed by.
    pub key: fn(&P) -> String,
    /// Lists the children of many parents at once, answered in order.
    pub list: fn(&[String]) -> Vec<Listed<C>>,
}

/// What listing the children of one parent gave.
pub type Listed<C> = Result<Vec<C>, AwsError>;

/// A child with its parent. What is compared between two scans is the child alone.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Child<P, C> {
    /// Whose child it is.
    #[serde(skip_serializing)]
    pub parent: P,
    /// The child as it is listed.
    pub item: C,
}

/// A parent with its children.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Parent<P, C> {
    /// The parent as it is listed.
    pub item: P,
    /// Its children; nothing where they could not be listed.
    pub children: Option<Vec<C>>,
}

/// A listing of the children of all parents: a listing like any other. Where the children of a parent cannot be listed,
/// the others still are; the host knows of it.
pub fn each_child<'a, P: Pages, C>(
    parents: &'a P,
    children: &'a Children<P::Item, C>,
) -> impl Pages<Item = Child<P::Item, C>> + use<'a, P, C>
where
    P::Item: Clone,
{
    EachChild(WithChildren { parents, children })
}

/// A listing of the parents with their children.
pub fn with_children<'a, P: Pages, C>(
    parents: &'a P,
    children: &'a Children<P::Item, C>,
) -> impl Pages<Item = Parent<P::Item, C>> + use<'a, P, C> {
    WithChildren { parents, children }
}

struct WithChildren<'a, P: Pages, C> {
    parents: &'a P,
    children: &'a Children<P::Item, C>,
}

struct EachChild<'a, P: Pages, C>(WithChildren<'a, P, C>);

impl<P: Pages, C> Pages for WithChildren<'_, P, C> {
    type Item = Parent<P::Item, C>;

    fn next_page(&self) -> Result<Option<Vec<Self::Item>>, AwsError> {
        let Some(parents) = self.parents.next_page()? else {
            return Ok(None);
        };
        let keys: Vec<String> = parents.iter().map(self.children.key).collect();
        let mut answers = Vec::with_capacity(keys.len());
        for batch in keys.chunks(BATCH) {
            let denied = answers.iter().any(is_denied);
            if denied {
                // A missing permission stays missing.
                answers.extend(batch.iter().map(|_| Ok(None)));
                continue;
            }
            answers.extend(
                (self.children.list)(batch)
                    .into_iter()
                    .map(|it| it.map(Some)),
            );
        }
        parents
            .into_iter()
            .zip(answers)
            .map(parent)
            .collect::<Result<_, _>>()
            .map(Some)
    }
}

fn is_denied<C>(answer: &Result<Option<Vec<C>>, AwsError>) -> bool {
    matches!(answer, Err(AwsError::AccessDenied(_)))
}

fn parent<P, C>(
    (item, answer): (P, Result<Option<Vec<C>>, AwsError>),
) -> Result<Parent<P, C>, AwsError> {
    let children = match answer {
        Ok(children) => children,
        Err(AwsError::Cancelled) => return Err(AwsError::Cancelled),
        // The host has the error in its books; the parent is there all the same.
        Err(_) => None,
    };
    Ok(Parent { item, children })
}

impl<P: Pages, C> Pages for EachChild<'_, P, C>
where
    P::Item: Clone,
{
    type Item = Child<P::Item, C>;

    fn next_page(&self) -> Result<Option<Vec<Self::Item>>, AwsError> {
        let Some(parents) = self.0.next_page()? else {
            return Ok(None);
        };
        let children = parents.into_iter().flat_map(|Parent { item, children }| {
            children.into_iter().flatten().map(move |child| Child {
                parent: item.clone(),
                item: child,
            })
        });
        Ok(Some(children.collect()))
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;
    use crate::generated::opencite::aws_types::types::{Denial, Refuser};

    /// Pages that are there already.
    struct Ready(RefCell<Vec<Vec<u32>>>);

    impl Pages for Ready {
        type Item = u32;

        fn next_page(&self) -> Result<Option<Vec<u32>>, AwsError> {
            let mut pages = self.0.borrow_mut();
            Ok((!pages.is_empty()).then(|| pages.remove(0)))
        }
    }

    const TWO_EACH: Children<u32, String> = Children {
        key: u32::to_string,
        list: |keys| {
            let two = |key: &String| Ok(vec![format!("{key}a"), format!("{key}b")]);
            keys.iter().map(two).collect()
        },
    };

    const DENIED: Children<u32, String> = Children {
        key: u32::to_string,
        list: |keys| keys.iter().map(|_| Err(denied())).collect(),
    };

    fn denied() -> AwsError {
        AwsError::AccessDenied(Denial {
            action: "bedrock-agentcore:ListGatewayTargets".to_owned(),
            code: None,
            resource: None,
            by: Refuser::Iam,
            message: "no".to_owned(),
            request_id: None,
        })
    }

    fn all<P: Pages>(pages: &P) -> Vec<P::Item> {
        let pages = std::iter::from_fn(|| pages.next_page().expect("no page fails"));
        pages.flatten().collect()
    }

    fn parents() -> Ready {
        Ready(RefCell::new(vec![vec![1, 2], vec![], vec![3]]))
    }

    #[test]
    fn every_child_of_every_parent_is_listed() {
        let parents = parents();
        let children = all(&each_child(&parents, &TWO_EACH));
        let shown: Vec<_> = children
            .iter()
            .map(|it| (it.parent, it.item.as_str()))
            .collect();
        assert_eq!(
            shown,
            [
                (1, "1a"),
                (1, "1b"),
                (2, "2a"),
                (2, "2b"),
                (3, "3a"),
                (3, "3b")
            ]
        );
    }

    #[test]
    fn parents_come_with_their_children_and_without_those_that_are_denied() {
        let (one, other) = (parents(), parents());
        let whole = all(&with_children(&one, &TWO_EACH));
        assert!(
            whole
                .iter()
                .all(|it| it.children.as_ref().is_some_and(|all| all.len() == 2))
        );
        let denied = all(&with_children(&other, &DENIED));
        assert_eq!(denied.len(), 3);
        assert!(denied.iter().all(|it| it.children.is_none()));
    }

    #[test]
    fn a_child_is_compared_without_its_parent() {
        let child = Child {
            parent: 1,
            item: "a",
        };
        assert_eq!(serde_json::to_string(&child).unwrap(), r#"{"item":"a"}"#);
    }
}

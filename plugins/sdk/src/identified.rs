//! Listings that are seen otherwise than AWS gives them.

use serde::Serialize;

use crate::AwsError;
use crate::pages::Pages;

/// A listed thing with the id of its asset, which the listing itself does not say.
#[derive(Debug, Clone, Serialize)]
pub struct Identified<T> {
    /// The id that the asset has.
    pub id: String,
    /// The thing as it is listed.
    pub item: T,
}

/// A listing whose items have the ids that `id` makes.
pub fn identified<'a, P: Pages>(
    pages: &'a P,
    id: impl Fn(&P::Item) -> String + 'a,
) -> impl Pages<Item = Identified<P::Item>> + 'a {
    let see = move |item| Identified {
        id: id(&item),
        item,
    };
    Seen {
        pages,
        see: move |page: Vec<P::Item>| page.into_iter().map(&see).collect(),
    }
}

/// A listing of the items that are wanted.
pub fn only<'a, P: Pages>(
    pages: &'a P,
    wanted: impl Fn(&P::Item) -> bool + 'a,
) -> impl Pages<Item = P::Item> + 'a {
    Seen {
        pages,
        see: move |page: Vec<P::Item>| page.into_iter().filter(|item| wanted(item)).collect(),
    }
}

/// A listing of one item of each page: to try what can be done with it.
pub fn one_a_page<P: Pages>(pages: &P) -> impl Pages<Item = P::Item> {
    Seen {
        pages,
        see: |page: Vec<P::Item>| page.into_iter().take(1).collect(),
    }
}

struct Seen<'a, P, F> {
    pages: &'a P,
    see: F,
}

impl<P: Pages, T, F: Fn(Vec<P::Item>) -> Vec<T>> Pages for Seen<'_, P, F> {
    type Item = T;

    fn next_page(&self) -> Result<Option<Vec<T>>, AwsError> {
        Ok(self.pages.next_page()?.map(&self.see))
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    /// Pages that are there already.
    struct Ready(RefCell<Vec<Vec<u32>>>);

    impl Pages for Ready {
        type Item = u32;

        fn next_page(&self) -> Result<Option<Vec<u32>>, AwsError> {
            let mut pages = self.0.borrow_mut();
            Ok((!pages.is_empty()).then(|| pages.remove(0)))
        }
    }

    fn numbers() -> Ready {
        Ready(RefCell::new(vec![vec![1, 2, 3], vec![], vec![4]]))
    }

    fn pages<P: Pages>(pages: &P) -> Vec<Vec<P::Item>> {
        std::iter::from_fn(|| pages.next_page().expect("no page fails")).collect()
    }

    #[test]
    fn items_get_ids() {
        let numbers = numbers();
        let seen = pages(&identified(&numbers, |number| format!("n/{number}")));
        let ids: Vec<_> = seen.iter().flatten().map(|it| it.id.as_str()).collect();
        assert_eq!(ids, ["n/1", "n/2", "n/3", "n/4"]);
    }

    #[test]
    fn a_page_without_anything_wanted_does_not_end_the_listing() {
        let numbers = numbers();
        let even = pages(&only(&numbers, |number| number % 2 == 0));
        assert_eq!(even, [vec![2], vec![], vec![4]]);
    }

    #[test]
    fn one_of_each_page_is_enough_to_try() {
        let numbers = numbers();
        assert_eq!(pages(&one_a_page(&numbers)), [vec![1], vec![], vec![4]]);
    }
}

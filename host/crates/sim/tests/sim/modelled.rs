//! What the tests of the services that are answered out of their models have in common.

use opencite_sim::{Estate, Record, ResourceKind, Sim};

use crate::sdk_fields::Fields;

pub(crate) const ACCOUNT: &str = "111122223333";

/// An estate with so many samples of every kind of a service: enough when every member of every union has its turn.
pub(crate) fn estate(service: &str, turns: usize) -> Estate {
    // Parts before what they are parts of, so that all belong to the first and fill several pages.
    let kinds: Vec<_> = ResourceKind::all()
        .filter(|kind| kind.service() == service)
        .collect();
    kinds
        .into_iter()
        .rev()
        .fold(Estate::empty(ACCOUNT), |estate, kind| {
            estate.with_resources(&format!("{kind:?}"), turns)
        })
}

/// A client, what it is to see, and what it has seen.
pub(crate) struct Seen<C> {
    pub(crate) client: C,
    pub(crate) estate: Estate,
    pub(crate) fields: Fields,
}

impl<C> Seen<C> {
    /// The records of a kind.
    pub(crate) fn records(&self, kind: &str) -> Vec<Record> {
        let records = self.estate.records().filter(|(_, name, ..)| *name == kind);
        records.map(|(.., record)| record.clone()).collect()
    }
}

/// Lists a kind to its end, or the parts of everything that has some, and describes every record; notes all answers.
macro_rules! family {
    ($seen:ident, $kind:literal, $list:ident $([$parent:ident $of:literal])?, $describe:ident,
        $($id:ident $field:literal),+) => {{
        let records = $seen.records($kind);
        let mut parents = std::collections::BTreeSet::new();
        for record in &records {
            let id = |field: &str| record.text(field).map(str::to_owned);
            if parents.insert(vec![$(id($of))?] as Vec<Option<String>>) {
                let mut token = None;
                loop {
                    let call = $seen.client.$list()$(.$parent(id($of)))?;
                    let page = call.set_next_token(token).send().await.expect(stringify!($list));
                    $seen.fields.note(&page);
                    token = page.next_token().map(str::to_owned);
                    if token.is_none() {
                        break;
                    }
                }
            }
            let got = $seen.client.$describe()$(.$id(id($field)))+.send().await;
            $seen.fields.note(&got.expect(stringify!($describe)));
        }
        assert!(!records.is_empty(), $kind);
    }};
}

pub(crate) use family;

pub(crate) fn assert_nothing_refused(sim: &Sim) {
    assert_eq!(sim.refusals(), []);
}

//! What an estate has of the resources of such services, in one account and region.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Kind;
use crate::estate::{Collection, Record};

/// The resources of every kind in one account and region.
#[derive(Clone, Debug, Default)]
pub struct Resources {
    collections: BTreeMap<(&'static str, &'static str), Collection>,
}

impl Resources {
    /// All resources of a kind, if there ever were any.
    pub fn collection(&self, kind: &Kind) -> Option<&Collection> {
        self.collections.get(&(kind.service, kind.name))
    }

    /// All resources of a kind, to be changed.
    pub fn collection_mut(&mut self, kind: &'static Kind) -> &mut Collection {
        self.collections
            .entry((kind.service, kind.name))
            .or_insert_with(|| Collection::new(&kind.shape))
    }

    /// Adds a resource.
    pub fn insert(&mut self, kind: &'static Kind, record: Record) {
        self.collection_mut(kind).insert(record);
    }

    /// Takes a resource away, by its ARN or by what its describe takes.
    pub fn remove(&mut self, kind: &'static Kind, alias: &str) -> Option<Record> {
        self.collection_mut(kind).remove(alias)
    }

    /// Changes fields of a resource, `null` taking one away; tells whether there is such a resource.
    pub fn update(&mut self, kind: &'static Kind, alias: &str, changes: Value) -> bool {
        self.collection_mut(kind).update(alias, changes)
    }

    /// Every resource with its kind, kind by kind and the oldest first.
    pub fn iter(&self) -> impl Iterator<Item = (&'static Kind, &Record)> {
        Kind::all().flat_map(|kind| {
            let collection = self.collection(kind).into_iter();
            collection.flat_map(move |all| all.iter().map(move |record| (kind, record)))
        })
    }

    /// How many resources there are of all kinds.
    pub fn len(&self) -> usize {
        self.collections.values().map(Collection::len).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

//! All resources of one kind in one place, in the order of their creation, found by any name that a get accepts.

use std::collections::BTreeMap;
use std::ops::Bound;

use jiff::Timestamp;
use serde_json::Value;

use super::Record;

/// Where a record stands in the order of its collection.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    pub(crate) created: Timestamp,
    pub(crate) identity: String,
}

/// Which end of the order comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    Ascending,
    Descending,
}

/// What a collection must know about the fields of its records.
#[derive(Debug)]
pub(crate) struct Shape {
    /// The field with the time of creation.
    pub(crate) created: &'static str,
    /// The fields by which a get finds the record, the unique one first; `domain/app` are two that do it together.
    pub(crate) aliases: &'static [&'static str],
    /// The field with the version, where several records share the aliases; `alias:version` finds one of them.
    pub(crate) version: Option<&'static str>,
}

/// Records of one kind.
#[derive(Clone, Debug)]
pub struct Collection {
    shape: &'static Shape,
    records: BTreeMap<Key, Record>,
    aliases: BTreeMap<String, Key>,
}

impl Collection {
    pub(crate) fn new(shape: &'static Shape) -> Self {
        Self {
            shape,
            records: BTreeMap::new(),
            aliases: BTreeMap::new(),
        }
    }

    pub fn len(&self) -> usize {
        self.records.len()
    }

    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// The records, oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Record> {
        self.records.values()
    }

    /// Finds a record by ARN, or by another name that its get accepts.
    pub fn find(&self, alias: &str) -> Option<&Record> {
        self.records.get(self.aliases.get(alias)?)
    }

    /// Adds a record, in the place of one with the same identity.
    pub fn insert(&mut self, record: Record) {
        let aliases = self.aliases_of(&record);
        let identity = aliases.first().cloned().unwrap_or_default();
        self.remove(&identity);
        let created = record
            .time(self.shape.created)
            .unwrap_or(Timestamp::UNIX_EPOCH);
        let key = Key { created, identity };
        self.aliases
            .extend(aliases.into_iter().map(|alias| (alias, key.clone())));
        self.records.insert(key, record);
    }

    /// Takes a record away.
    pub fn remove(&mut self, alias: &str) -> Option<Record> {
        let key = self.aliases.get(alias)?.clone();
        let record = self.records.remove(&key)?;
        for alias in self.aliases_of(&record) {
            if self.aliases.get(&alias) == Some(&key) {
                self.aliases.remove(&alias);
            }
        }
        Some(record)
    }

    /// Changes fields of a record, `null` taking one away; tells whether there is such a record.
    pub fn update(&mut self, alias: &str, changes: Value) -> bool {
        let Some(record) = self.remove(alias) else {
            return false;
        };
        self.insert(record.with(changes));
        true
    }

    /// The records after a key, or all, in an order.
    pub(crate) fn after(
        &self,
        key: Option<Key>,
        order: Order,
    ) -> Box<dyn Iterator<Item = (&Key, &Record)> + '_> {
        let bound = key.map_or(Bound::Unbounded, Bound::Excluded);
        match order {
            Order::Ascending => Box::new(self.records.range((bound, Bound::Unbounded))),
            Order::Descending => Box::new(self.records.range((Bound::Unbounded, bound)).rev()),
        }
    }

    fn aliases_of(&self, record: &Record) -> Vec<String> {
        let version = self.shape.version.and_then(|field| record.text(field));
        let full = |alias: &str| {
            version.map_or_else(|| alias.to_owned(), |version| format!("{alias}:{version}"))
        };
        self.shape
            .aliases
            .iter()
            .filter_map(|alias| name(record, alias))
            .map(|name| full(&name))
            .collect()
    }
}

/// What an alias is for a record that has all its fields.
fn name(record: &Record, alias: &str) -> Option<String> {
    let fields = alias.split('/').map(|field| record.text(field));
    Some(fields.collect::<Option<Vec<&str>>>()?.join("/"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Collection, Order, Shape};
    use crate::estate::Record;

    static SHAPE: Shape = Shape {
        created: "createdAt",
        aliases: &["arn", "name"],
        version: None,
    };

    fn collection() -> Collection {
        let mut collection = Collection::new(&SHAPE);
        for (arn, day) in [("a", 2), ("b", 1), ("c", 3)] {
            let created = format!("2026-01-0{day}T00:00:00Z");
            collection.insert(Record::new(
                json!({"arn": arn, "name": format!("name-{arn}"), "createdAt": created}),
            ));
        }
        collection
    }

    fn arns(collection: &Collection, after: Option<&str>, order: Order) -> Vec<String> {
        let key = after.and_then(|alias| collection.aliases.get(alias).cloned());
        collection
            .after(key, order)
            .map(|(key, _)| key.identity.clone())
            .collect()
    }

    #[test]
    fn records_are_in_the_order_of_their_creation() {
        let collection = collection();
        assert_eq!(arns(&collection, None, Order::Ascending), ["b", "a", "c"]);
        assert_eq!(arns(&collection, None, Order::Descending), ["c", "a", "b"]);
        assert_eq!(arns(&collection, Some("a"), Order::Ascending), ["c"]);
        assert_eq!(arns(&collection, Some("a"), Order::Descending), ["b"]);
    }

    #[test]
    fn changed_records_are_found_by_their_new_names_only() {
        let mut collection = collection();
        assert!(collection.update("name-a", json!({"name": "other", "status": "Active"})));
        assert!(collection.find("name-a").is_none());
        assert_eq!(
            collection
                .find("other")
                .and_then(|record| record.text("status")),
            Some("Active")
        );
        assert!(collection.remove("other").is_some());
        assert!(collection.find("a").is_none());
        assert!(!collection.update("a", json!({})));
        assert_eq!(collection.len(), 2);
    }

    #[test]
    fn a_record_takes_the_place_of_its_older_self() {
        let mut collection = collection();
        collection.insert(Record::new(
            json!({"arn": "a", "name": "again", "createdAt": "2026-01-09T00:00:00Z"}),
        ));
        assert_eq!(arns(&collection, None, Order::Ascending), ["b", "c", "a"]);
        assert!(collection.find("name-a").is_none());
    }
}

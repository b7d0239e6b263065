//! In which order a list has its resources.

use std::collections::BTreeMap;
use std::ops::Bound;

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::Kind;
use super::filter::at;
use crate::estate::{Collection, Key, Order, Record};
use crate::problem::Problem;

/// An order that a request asks for.
pub(super) struct Sorting {
    /// The field to sort by, where it is not the time of creation, in which collections are kept.
    field: Option<&'static str>,
    order: Order,
}

/// Whether a member of a request is about the order.
pub(super) fn is_sorting(member: &str) -> bool {
    member == "SortBy" || member == "SortOrder"
}

impl Sorting {
    /// The newest come first, unless the request says otherwise.
    pub(super) fn of(kind: &Kind, document: &Map<String, Value>) -> Result<Self, Problem> {
        let text = |name: &str| document.get(name).and_then(Value::as_str);
        let is_ascending = text("SortOrder").is_some_and(|it| it.eq_ignore_ascii_case("ascending"));
        let order = if is_ascending {
            Order::Ascending
        } else {
            Order::Descending
        };
        let field = text("SortBy").map(|by| field(kind, by)).transpose()?;
        let field = field.filter(|field| *field != kind.shape.created);
        Ok(Self { field, order })
    }

    /// The records after a key, in this order, each with the key by which a page goes on after it.
    pub(super) fn after<'a>(
        &self,
        collection: &'a Collection,
        start: Option<Key>,
    ) -> Box<dyn Iterator<Item = (Key, &'a Record)> + 'a> {
        let Some(field) = self.field else {
            let records = collection.after(start, self.order);
            return Box::new(records.map(|(key, record)| (key.clone(), record)));
        };
        let all = collection.after(None, Order::Ascending);
        let all = all.map(|(key, record)| (sorted_key(key, record, field), record));
        let mut sorted: BTreeMap<Key, &Record> = all.collect();
        let bound = start.map_or(Bound::Unbounded, Bound::Excluded);
        match self.order {
            Order::Ascending => {
                sorted.retain(|key, _| is_after(key, &bound, Order::Ascending));
                Box::new(sorted.into_iter())
            }
            Order::Descending => {
                sorted.retain(|key, _| is_after(key, &bound, Order::Descending));
                Box::new(sorted.into_iter().rev())
            }
        }
    }
}

fn is_after(key: &Key, bound: &Bound<Key>, order: Order) -> bool {
    match (bound, order) {
        (Bound::Excluded(start), Order::Ascending) => key > start,
        (Bound::Excluded(start), Order::Descending) => key < start,
        _ => true,
    }
}

/// A key that stands where the field of the record does, and is no other record's.
fn sorted_key(key: &Key, record: &Record, field: &str) -> Key {
    let value = at(record, field)
        .and_then(Value::as_str)
        .unwrap_or_default();
    Key {
        created: Timestamp::UNIX_EPOCH,
        identity: format!("{value}\u{1}{}", key.identity),
    }
}

/// The field that a value of `SortBy` means: `Name`, `CREATION_TIME`, `TrainingPlanName`, `HubStatus`.
pub(super) fn field(kind: &Kind, by: &str) -> Result<&'static str, Problem> {
    let word = by.to_ascii_lowercase().replace('_', "");
    match word.as_str() {
        "creationtime" | "createdate" => Ok(kind.shape.created),
        "lastmodifiedtime" => Ok(kind.modified),
        "starttime" => Ok("StartTime"),
        "offlinestorestatus" => Ok("OfflineStoreStatus.Status"),
        word if word.ends_with("name") => Ok(kind.title),
        word if word.ends_with("status") => Ok(kind.status),
        _ => Err(Problem::unimplemented(&format!(
            "SortBy {by} of {}",
            kind.list
        ))),
    }
}

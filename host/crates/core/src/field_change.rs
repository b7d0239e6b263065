//! What is different between two versions of an asset, field by field.

mod path;
mod tick;

#[cfg(test)]
mod tests;

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::{AssetRecord, Relation};

pub use path::{FieldPath, FieldStep};

/// A field of an asset that one version has and the other has not, or has with another value.
///
/// What an array gained or lost is a change at its index: with no old value the new one was inserted there, with no new
/// value the old one was taken out. Relations have no order: each that was gained or lost is a change of `relations`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FieldChange {
    /// Which field: `status`, `properties.variants[0].weight`.
    pub path: FieldPath,
    /// What it was.
    pub old: Option<Value>,
    /// What it is.
    pub new: Option<Value>,
}

impl FieldChange {
    /// What is different between two versions, sorted as the fields of an asset come.
    ///
    /// `created` and `modified` are texts here, as in JSON.
    pub fn between(before: &AssetRecord, after: &AssetRecord) -> Vec<Self> {
        let mut changes = Vec::new();
        let root = FieldPath::default();
        objects(&root, &head(before), &head(after), &mut changes);
        let properties = root.key("properties");
        objects(
            &properties,
            before.properties.as_map(),
            after.properties.as_map(),
            &mut changes,
        );
        relations(&before.relations, &after.relations, &mut changes);
        changes
    }

    /// Whether it only says that time went by: one time is now another, in a field that tells when something was last
    /// touched. A change of nothing else is no news.
    pub fn is_tick(&self) -> bool {
        tick::is_tick(self)
    }

    fn new(path: &FieldPath, old: Option<&Value>, new: Option<&Value>) -> Self {
        Self {
            path: path.clone(),
            old: old.cloned(),
            new: new.cloned(),
        }
    }
}

/// All but the properties and the relations. What is absent is left out, as in the properties.
fn head(asset: &AssetRecord) -> Map<String, Value> {
    let time = |time: Option<crate::Timestamp>| time.map(|time| json!(time));
    [
        ("name", Some(json!(asset.name))),
        ("status", asset.status.as_ref().map(|status| json!(status))),
        ("created", time(asset.created)),
        ("modified", time(asset.modified)),
    ]
    .into_iter()
    .filter_map(|(key, value)| Some((key.to_owned(), value?)))
    .collect()
}

fn values(path: &FieldPath, old: &Value, new: &Value, changes: &mut Vec<FieldChange>) {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => objects(path, old, new, changes),
        (Value::Array(old), Value::Array(new)) => arrays(path, old, new, changes),
        _ if old == new => {}
        _ => changes.push(FieldChange::new(path, Some(old), Some(new))),
    }
}

fn objects(
    path: &FieldPath,
    old: &Map<String, Value>,
    new: &Map<String, Value>,
    changes: &mut Vec<FieldChange>,
) {
    for (key, old) in old {
        match new.get(key) {
            Some(new) => values(&path.key(key), old, new, changes),
            None => changes.push(FieldChange::new(&path.key(key), Some(old), None)),
        }
    }
    let gained = new.iter().filter(|(key, _)| !old.contains_key(*key));
    changes.extend(gained.map(|(key, new)| FieldChange::new(&path.key(key), None, Some(new))));
}

/// What both begin and end with is left alone, so that one item more at the front is one change.
fn arrays(path: &FieldPath, old: &[Value], new: &[Value], changes: &mut Vec<FieldChange>) {
    let shorter = old.len().min(new.len());
    let same = |(old, new): &(&Value, &Value)| old == new;
    let head = old.iter().zip(new).take_while(same).count();
    let ends = old.iter().rev().zip(new.iter().rev());
    let tail = ends.take(shorter - head).take_while(same).count();
    let (old, new) = (
        old.get(head..old.len() - tail).unwrap_or_default(),
        new.get(head..new.len() - tail).unwrap_or_default(),
    );
    for (index, (old, new)) in old.iter().zip(new).enumerate() {
        values(&path.index(head + index), old, new, changes);
    }
    let both = old.len().min(new.len());
    let lost = old.iter().enumerate().skip(both);
    changes.extend(
        lost.map(|(index, old)| FieldChange::new(&path.index(head + index), Some(old), None)),
    );
    let gained = new.iter().enumerate().skip(both);
    changes.extend(
        gained.map(|(index, new)| FieldChange::new(&path.index(head + index), None, Some(new))),
    );
}

/// Both are sorted.
fn relations(old: &[Relation], new: &[Relation], changes: &mut Vec<FieldChange>) {
    let path = FieldPath::default().key("relations");
    let (mut lost, mut gained) = (old.iter().peekable(), new.iter().peekable());
    loop {
        let (before, after) = match (lost.peek(), gained.peek()) {
            (None, None) => return,
            (Some(one), Some(other)) if one == other => {
                lost.next();
                gained.next();
                continue;
            }
            (Some(one), Some(other)) if one < other => (lost.next(), None),
            (Some(_), None) => (lost.next(), None),
            (_, Some(_)) => (None, gained.next()),
        };
        changes.push(FieldChange {
            path: path.clone(),
            old: before.map(|relation| json!(relation)),
            new: after.map(|relation| json!(relation)),
        });
    }
}

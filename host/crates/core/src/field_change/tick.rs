//! Fields that tick: they tell when something was last touched, and change whenever it is.

use serde_json::Value;

use super::FieldChange;
use crate::Timestamp;

/// A word of a field's name that says that it ticks: `last_modified_time`, `updated_at`, `modified`. A field such as
/// `expires_at` or `created` does not: that it has another time is news.
const TICKING: [&str; 5] = ["last", "latest", "modified", "updated", "refreshed"];

pub(super) fn is_tick(change: &FieldChange) -> bool {
    let ticks = |name: &str| name.split(['_', '-']).any(|word| TICKING.contains(&word));
    change.path.name().is_some_and(ticks)
        && is_time(change.old.as_ref())
        && is_time(change.new.as_ref())
}

/// Whether there is a time; or nothing, as before the first touch.
fn is_time(value: Option<&Value>) -> bool {
    match value {
        None => true,
        Some(Value::String(text)) => text.parse::<Timestamp>().is_ok(),
        Some(_) => false,
    }
}

//! Values before and after, shortened for people.

use opencite_core::{FieldChange, printable};
use serde_json::Value;

use crate::clip::keep_difference;

/// What stands for a value that is not there.
const ABSENT: &str = "(none)";

/// What a field was and is, as JSON on one line, each no wider than asked.
pub(crate) fn shown(change: &FieldChange, width: usize) -> (String, String) {
    let (old, new) = (text(change.old.as_ref()), text(change.new.as_ref()));
    keep_difference(&old, &new, width)
}

fn text(value: Option<&Value>) -> String {
    value.map_or_else(
        || ABSENT.to_owned(),
        |value| printable(&value.to_string()).into_owned(),
    )
}

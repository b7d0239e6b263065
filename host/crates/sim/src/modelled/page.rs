//! The sizes of pages and the tokens between them, under the names that a service has for them.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use serde_json::{Map, Value};

use crate::call::Call;
use crate::estate::Key;
use crate::model::Operation;
use crate::paging;
use crate::problem::Problem;

/// The size of the page that a request asks for; the model has seen to the bounds of what may be asked.
pub(super) fn size(operation: &Operation, document: &Map<String, Value>, default: usize) -> usize {
    let default = operation.page.unwrap_or(default);
    let asked = member(document, "maxresults").and_then(Value::as_u64);
    let size = asked.map_or(default, |size| usize::try_from(size).unwrap_or(default));
    operation.most.map_or(size, |most| size.min(most))
}

/// Where the page that a request asks for begins: after this key, or at the start.
pub(super) fn start(call: &Call, document: &Map<String, Value>) -> Result<Option<Key>, Problem> {
    let Some(token) = member(document, "nexttoken").and_then(Value::as_str) else {
        return Ok(None);
    };
    paging::key_of(fingerprint(call, document), token).map(Some)
}

/// The token after the record at `key`.
pub(super) fn token(call: &Call, document: &Map<String, Value>, key: &Key) -> String {
    paging::token_of(fingerprint(call, document), key)
}

/// Whether a member of a request is about pages.
pub(super) fn is_paging(member: &str) -> bool {
    ["maxresults", "nexttoken"].contains(&member.to_ascii_lowercase().as_str())
}

fn member<'a>(document: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    let mut members = document.iter();
    members
        .find(|(member, _)| member.eq_ignore_ascii_case(name))
        .map(|(_, value)| value)
}

/// Tells calls apart whose pages must not be mixed.
fn fingerprint(call: &Call, document: &Map<String, Value>) -> u64 {
    let mut hasher = DefaultHasher::new();
    (call.operation, &call.account, &call.region).hash(&mut hasher);
    let filters = document.iter().filter(|(name, _)| !is_paging(name));
    filters.for_each(|(name, value)| (name, value.to_string()).hash(&mut hasher));
    hasher.finish()
}

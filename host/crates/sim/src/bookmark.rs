//! The tokens between the pages of calls that carry a document: each says where the next page begins, and is good for
//! the same call only, as AWS has it.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use aws_smithy_types::base64;

use crate::call::Call;
use crate::members::Members;

/// The members that may differ from page to page.
const PAGING: [&str; 6] = [
    "MaxResults",
    "MaxDatapoints",
    "NextToken",
    "limit",
    "nextToken",
    "startFromHead",
];

/// The token for a place in the answer to a call.
pub(crate) fn token(call: &Call, members: &Members, place: &str) -> String {
    base64::encode(format!("{:016x}\n{place}", fingerprint(call, members)))
}

/// The place that a token names, where it belongs to the call.
pub(crate) fn place(call: &Call, members: &Members, token: &str) -> Option<String> {
    let text = String::from_utf8(base64::decode(token).ok()?).ok()?;
    let (owner, place) = text.split_once('\n')?;
    (owner == format!("{:016x}", fingerprint(call, members))).then(|| place.to_owned())
}

fn fingerprint(call: &Call, members: &Members) -> u64 {
    let mut hasher = DefaultHasher::new();
    (call.operation, &call.account, &call.region).hash(&mut hasher);
    for (name, value) in members.except(&PAGING) {
        (name, value.to_string()).hash(&mut hasher);
    }
    hasher.finish()
}

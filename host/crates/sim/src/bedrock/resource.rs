//! The ARN that IAM names when it denies a call.

use serde_json::Value;

use super::tags;
use crate::call::Call;
use crate::estate::Place;

/// The resource of a call; lists have none.
pub(crate) fn resource(call: &Call) -> Option<String> {
    if call.operation == "ListTagsForResource" {
        return tags::resource_arn(&call.body).and_then(|arn| arn.as_str().map(str::to_owned));
    }
    let identifier = call.labels.values().next()?;
    if identifier.starts_with("arn:") {
        return Some(identifier.clone());
    }
    let place = Place::new(&call.account, &call.region);
    Some(match call.operation {
        "GetFoundationModel" => place.foundation_model(identifier),
        "GetProvisionedModelThroughput" => place.arn("provisioned-model", identifier),
        other => place.arn(&kebab(other.trim_start_matches("Get")), identifier),
    })
}

/// `CustomModel` as ARNs have it: `custom-model`.
fn kebab(name: &str) -> String {
    let mut text = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !text.is_empty() {
            text.push('-');
        }
        text.push(letter.to_ascii_lowercase());
    }
    text
}

/// The body of a call as JSON, when it is some.
pub(super) fn document(body: &[u8]) -> Option<Value> {
    serde_json::from_slice(body).ok()
}

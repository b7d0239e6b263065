//! AWS CloudTrail: management events.

use aws_sdk_cloudtrail::types::{self, LookupAttributeKey};
use opencite_bindings::aws::cloudtrail::{self, Event, EventPages, LookupAttribute};
use serde_json::Value;
use wasmtime::component::Resource;

use crate::into_wit::{IntoWit, time};
use crate::session::{Session, listing_resource};

/// The largest page.
///
/// Source: <https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html>
const MAX_RESULTS: i32 = 50;

impl cloudtrail::Host for Session {
    async fn lookup_events(
        &mut self,
        attribute: LookupAttribute,
        start_time: String,
        end_time: String,
    ) -> wasmtime::Result<Resource<EventPages>> {
        let asked = (attribute.clone(), start_time.clone(), end_time.clone());
        let attribute = types::LookupAttribute::builder()
            .attribute_key(LookupAttributeKey::from(attribute.attribute_key.as_str()))
            .attribute_value(attribute.attribute_value)
            .build()?;
        let request = self
            .connection()
            .cloudtrail()
            .lookup_events()
            .lookup_attributes(attribute)
            .start_time(time(&start_time)?)
            .end_time(time(&end_time)?)
            .max_results(MAX_RESULTS);
        self.listing(
            "cloudtrail:LookupEvents",
            asked,
            request.into_paginator().send(),
            |page| (page.events.into_wit(), page.next_token),
        )
    }
}

listing_resource!(cloudtrail::HostEventPages, EventPages, Event);

impl IntoWit<Event> for types::Event {
    fn into_wit(self) -> Event {
        Event {
            event_id: self.event_id,
            event_name: self.event_name,
            read_only: self.read_only,
            event_time: self.event_time.into_wit(),
            event_source: self.event_source,
            username: self.username,
            cloud_trail_event: self.cloud_trail_event.as_deref().and_then(without_keys),
        }
    }
}

/// What of a record is nobody's business, whose ever record it is: which key the caller has, and the credentials that
/// STS handed out.
const SECRETS: [&str; 4] = [
    "accessKeyId",
    "credentials",
    "secretAccessKey",
    "sessionToken",
];

/// The record of an event without keys and credentials; nothing when it is no JSON.
fn without_keys(record: &str) -> Option<String> {
    let mut record: Value = serde_json::from_str(record).ok()?;
    record.as_object()?;
    remove_keys(&mut record);
    Some(record.to_string())
}

fn remove_keys(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|name, _| !SECRETS.contains(&name.as_str()));
            fields.values_mut().for_each(remove_keys);
        }
        Value::Array(items) => items.iter_mut().for_each(remove_keys),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_credentials_are_left_out() {
        let record = r#"{"responseElements":{"assumedRoleUser":{"arn":"a"},"credentials":{"accessKeyId":"ASIA","sessionToken":"x"}},"userIdentity":{"accessKeyId":"AKIAIOSFODNN7EXAMPLE","type":"IAMUser"}}"#;
        assert_eq!(
            without_keys(record).as_deref(),
            Some(
                r#"{"responseElements":{"assumedRoleUser":{"arn":"a"}},"userIdentity":{"type":"IAMUser"}}"#
            )
        );
        assert_eq!(
            without_keys(r#"{"a":[1]}"#).as_deref(),
            Some(r#"{"a":[1]}"#)
        );
    }

    #[test]
    fn a_record_that_is_no_json_object_is_absent() {
        for record in ["", "{", "not JSON", "[]"] {
            assert_eq!(without_keys(record), None, "{record}");
        }
    }

    proptest::proptest! {
        #[test]
        fn wherever_credentials_stand_they_are_left_out(
            names in proptest::collection::vec("[a-zA-Z]{1,12}|item", 0..6),
            secret in proptest::sample::select(SECRETS.to_vec()),
        ) {
            let planted = serde_json::json!({secret: {"x": "wJalrXUtnFEMI"}, "kept": 1});
            let record = names.iter().fold(planted, |inner, name| match name.as_str() {
                "item" => serde_json::json!({"list": [inner]}),
                name => serde_json::json!({name: inner}),
            });
            let read = without_keys(&record.to_string()).expect("it is an object");
            proptest::prop_assert!(!read.contains("wJalrXUtnFEMI"), "{}", read);
        }

        #[test]
        fn any_text_is_a_record_or_absent(record in ".{0,200}") {
            without_keys(&record);
        }
    }
}

//! AWS CloudTrail: management events.

use aws_sdk_cloudtrail::types::{self, LookupAttributeKey};
use opencite_bindings::aws::cloudtrail::{self, Event, EventPages, LookupAttribute};
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
            request.as_input().clone(),
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
            cloud_trail_event: self.cloud_trail_event.as_deref().and_then(without_key),
        }
    }
}

/// The record of an event without the id of the caller's access key, which is nobody's business; nothing when it is no
/// JSON.
fn without_key(record: &str) -> Option<String> {
    let mut record: serde_json::Value = serde_json::from_str(record).ok()?;
    if let Some(identity) = record.get_mut("userIdentity") {
        identity.as_object_mut()?.remove("accessKeyId");
    }
    Some(record.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_of_an_access_key_is_left_out() {
        let record = r#"{"userIdentity":{"type":"IAMUser","accessKeyId":"AKIAIOSFODNN7EXAMPLE"}}"#;
        assert_eq!(
            without_key(record).as_deref(),
            Some(r#"{"userIdentity":{"type":"IAMUser"}}"#)
        );
        assert_eq!(without_key(r#"{"a":1}"#).as_deref(), Some(r#"{"a":1}"#));
    }

    #[test]
    fn a_record_that_is_no_json_is_absent() {
        for record in ["", "{", "not JSON", r#"{"userIdentity":7}"#] {
            assert_eq!(without_key(record), None, "{record}");
        }
    }
}

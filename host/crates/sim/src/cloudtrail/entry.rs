//! One event as `LookupEvents` lists it.

use serde_json::{Map, Value, json};

use super::event;
use crate::estate::Place;
use crate::estate::calls::caller::Caller;
use crate::estate::calls::event::ManagementEvent;
use crate::estate::calls::id::uuid;
use crate::estate::calls::invocation::Invocation;
use crate::estate::calls::{Happening, Key};

/// The service that calls of models are events of.
pub(super) const BEDROCK: &str = "bedrock.amazonaws.com";

/// An event, with where and when it happened.
pub(super) struct Entry<'a> {
    pub(super) at: &'a Place,
    pub(super) key: &'a Key,
    pub(super) subject: Subject<'a>,
}

/// What the event is of.
#[derive(Clone, Copy)]
pub(super) enum Subject<'a> {
    Call(&'a Invocation),
    Other(&'a ManagementEvent),
}

impl<'a> Entry<'a> {
    /// The event of a happening, where CloudTrail records it.
    pub(super) fn of(at: &'a Place, key: &'a Key, happening: &'a Happening) -> Option<Self> {
        let subject = match happening {
            Happening::Call(call) => Subject::Call(call),
            Happening::Event(event) => Subject::Other(event),
            Happening::Line(_) | Happening::Traffic(_) => return None,
        };
        Some(Self { at, key, subject })
    }

    pub(super) fn event_id(&self) -> String {
        uuid("event", self.at, self.key.serial)
    }

    pub(super) fn name(&self) -> &str {
        match self.subject {
            Subject::Call(call) => call.operation.name(),
            Subject::Other(event) => &event.name,
        }
    }

    pub(super) fn source(&self) -> &str {
        match self.subject {
            Subject::Call(_) => BEDROCK,
            Subject::Other(event) => &event.source,
        }
    }

    /// A flag, which this API has for text.
    pub(super) fn read_only(&self) -> &'static str {
        let reads = match self.subject {
            Subject::Call(_) => true,
            Subject::Other(event) => event.read_only,
        };
        if reads { "true" } else { "false" }
    }

    pub(super) fn username(&self) -> Option<&str> {
        self.caller().username()
    }

    pub(super) fn access_key_id(&self) -> Option<String> {
        self.caller().access_key_id()
    }

    pub(super) fn caller(&self) -> &'a Caller {
        match self.subject {
            Subject::Call(call) => &call.caller,
            Subject::Other(event) => &event.caller,
        }
    }

    /// The summary in the answer.
    pub(super) fn summary(&self) -> Value {
        let mut fields = Map::new();
        let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
        put("EventId", json!(self.event_id()));
        put("EventName", json!(self.name()));
        put("ReadOnly", json!(self.read_only()));
        put("EventTime", json!(self.key.time.as_second()));
        put("EventSource", json!(self.source()));
        put("Resources", json!([]));
        put("CloudTrailEvent", json!(self.text()));
        if let Some(id) = self.access_key_id() {
            put("AccessKeyId", json!(id));
        }
        if let Some(name) = self.username() {
            put("Username", json!(name));
        }
        Value::Object(fields)
    }

    /// The event itself: JSON in a string, but for what a test puts there.
    fn text(&self) -> String {
        match self.subject {
            Subject::Other(ManagementEvent { raw: Some(raw), .. }) => raw.clone(),
            Subject::Other(_) | Subject::Call(_) => event::document(self).to_string(),
        }
    }
}

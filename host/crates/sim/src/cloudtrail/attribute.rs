//! The one attribute that a lookup may filter by.

use serde_json::Value;

use super::entry::Entry;
use super::problem;
use crate::members::Members;
use crate::problem::Problem;

/// AWS's limit for a value, of which some characters count twice.
const MAX_VALUE_LENGTH: usize = 2000;

/// What is looked up.
pub(super) struct Attribute {
    key: Key,
    value: String,
}

#[derive(Clone, Copy)]
enum Key {
    AccessKeyId,
    EventId,
    EventName,
    EventSource,
    ReadOnly,
    ResourceName,
    ResourceType,
    Username,
}

impl Attribute {
    /// Reads `LookupAttributes`, which may have one item at most.
    pub(super) fn of(members: &Members) -> Result<Option<Self>, Problem> {
        match members.list("LookupAttributes")? {
            [] => Ok(None),
            [only] => Self::read(only).map(Some),
            [..] => Err(invalid("You can specify only one lookup attribute.")),
        }
    }

    /// Whether an event has this value.
    pub(super) fn covers(&self, entry: &Entry) -> bool {
        let value = self.value.as_str();
        match self.key {
            Key::AccessKeyId => entry.access_key_id().as_deref() == Some(value),
            Key::EventId => entry.event_id() == value,
            Key::EventName => entry.name() == value,
            Key::EventSource => entry.source() == value,
            Key::ReadOnly => entry.read_only() == value,
            Key::Username => entry.username() == Some(value),
            // None of the events here names a resource.
            Key::ResourceName | Key::ResourceType => false,
        }
    }

    fn read(value: &Value) -> Result<Self, Problem> {
        let members = Members::of(value, &["AttributeKey", "AttributeValue"])?;
        let key = members.text("AttributeKey")?.and_then(Key::of);
        let key = key.ok_or_else(|| invalid("The lookup attribute key is not valid."))?;
        let value = members.text("AttributeValue")?.unwrap_or_default();
        if value.is_empty() || length(value) > MAX_VALUE_LENGTH {
            return Err(invalid("The lookup attribute value is not valid."));
        }
        Ok(Self {
            key,
            value: value.to_owned(),
        })
    }
}

impl Key {
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "AccessKeyId" => Self::AccessKeyId,
            "EventId" => Self::EventId,
            "EventName" => Self::EventName,
            "EventSource" => Self::EventSource,
            "ReadOnly" => Self::ReadOnly,
            "ResourceName" => Self::ResourceName,
            "ResourceType" => Self::ResourceType,
            "Username" => Self::Username,
            _ => return None,
        })
    }
}

fn length(value: &str) -> usize {
    let twice = |char: &char| matches!(char, '_' | ' ' | ',' | '\n');
    value.chars().count() + value.chars().filter(twice).count()
}

fn invalid(message: &str) -> Problem {
    problem("InvalidLookupAttributesException", message)
}

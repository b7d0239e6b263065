//! Calls of models, as CloudTrail tells of them: who called what, from where, and what went wrong.
//!
//! One sweep by the source of events, as CloudTrail answers two calls a second and takes one attribute. Among what it
//! gives are the calls of models that are management events; those that are data events CloudTrail does not look up.

mod caller;

use opencite_plugin_sdk::aws::cloudtrail::{Event, LookupAttribute, lookup_events};
use opencite_plugin_sdk::usage_sink::{self, Invocation, Window};
use opencite_plugin_sdk::{Failure, Pages as _, UsageKind, days_ago, second_after, try_list};
use serde_json::Value;

pub(crate) const SOURCE: UsageKind = UsageKind {
    name: "invocation",
    title: "Model invocations (CloudTrail)",
    retention_days: 90,
    delay_minutes: 15,
    setting: None,
    tell: |_, window| tell(window),
    verify: || {
        let pages = lookup_events(&of_bedrock(), &days_ago(1), &days_ago(0));
        try_list("cloudtrail:LookupEvents", &pages)
    },
};

/// The operations that call a model.
///
/// Source: <https://docs.aws.amazon.com/bedrock/latest/userguide/logging-using-cloudtrail.html>
const OPERATIONS: &[&str] = &[
    "Converse",
    "ConverseStream",
    "InvokeModel",
    "InvokeModelWithBidirectionalStream",
    "InvokeModelWithResponseStream",
    "StartAsyncInvoke",
];

fn of_bedrock() -> LookupAttribute {
    LookupAttribute {
        attribute_key: "EventSource".to_owned(),
        attribute_value: "bedrock.amazonaws.com".to_owned(),
    }
}

/// Tells of the newest first, and after each page up to where everything has been told.
fn tell(window: &Window) -> Result<(), Failure> {
    let pages = lookup_events(&of_bedrock(), &window.from, &window.to);
    while let Some(page) = pages.next_page()? {
        let calls: Vec<Invocation> = page.iter().filter_map(invocation).collect();
        usage_sink::emit(&calls)?;
        // There may be more events of the oldest second on the next page.
        if let Some(from) = oldest(&page).and_then(second_after) {
            let to = window.to.clone();
            usage_sink::covered(&Window { from, to })?;
        }
    }
    Ok(usage_sink::covered(window)?)
}

/// Times as the host writes them sort as texts.
fn oldest(page: &[Event]) -> Option<&str> {
    let times = page.iter().filter_map(|event| event.event_time.as_deref());
    times.min()
}

/// The call that an event tells of; nothing when it tells of another operation. An event whose record cannot be read is a
/// call all the same.
fn invocation(event: &Event) -> Option<Invocation> {
    let operation = event.event_name.as_deref()?;
    if !OPERATIONS.contains(&operation) {
        return None;
    }
    let record = event.cloud_trail_event.as_deref();
    let record: Value = record
        .and_then(|record| serde_json::from_str(record).ok())
        .unwrap_or_default();
    let text = |pointer| text(&record, pointer);
    let count = |pointer| record.pointer(pointer).and_then(Value::as_u64);
    Some(Invocation {
        id: text("/requestID").or_else(|| event.event_id.clone())?,
        time: text("/eventTime").or_else(|| event.event_time.clone())?,
        operation: operation.to_owned(),
        model: text("/requestParameters/modelId"),
        principal: caller::of(&record, event.username.as_deref()),
        source_ip: text("/sourceIPAddress"),
        user_agent: text("/userAgent"),
        inference_region: text("/additionalEventData/inferenceRegion"),
        error_code: text("/errorCode"),
        error_message: text("/errorMessage"),
        input_tokens: count("/additionalEventData/inputTokens"),
        output_tokens: count("/additionalEventData/outputTokens"),
        cache_read_tokens: count("/additionalEventData/cacheReadInputTokens"),
        cache_write_tokens: count("/additionalEventData/cacheWriteInputTokens"),
    })
}

/// A text in a record, however the record looks.
fn text(record: &Value, pointer: &str) -> Option<String> {
    let text = record.pointer(pointer)?.as_str()?;
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests;

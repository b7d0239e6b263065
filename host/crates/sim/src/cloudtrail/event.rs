//! The record of an event, in exactly CloudTrail's JSON.

use serde_json::{Map, Value, json};

use super::entry::{BEDROCK, Entry, Subject};
use super::identity::user_identity;
use crate::estate::calls::caller::Form;
use crate::estate::calls::event::ManagementEvent;
use crate::estate::calls::id::uuid;
use crate::estate::calls::invocation::{Invocation, RequestId};

/// The version of the records of 2026.
const EVENT_VERSION: &str = "1.11";

/// The record of an event.
pub(super) fn document(entry: &Entry) -> Value {
    let mut record = common(entry);
    let more = match entry.subject {
        Subject::Call(call) => of_call(entry, call),
        Subject::Other(event) => of_other(entry, event),
    };
    if let (Value::Object(record), Value::Object(more)) = (&mut record, more) {
        record.extend(more);
    }
    record
}

/// The id of a call's request, which the log has, too.
pub(crate) fn request_id(call: &Invocation, made: impl Fn() -> String) -> Option<String> {
    match &call.request_id {
        RequestId::Made => Some(made()),
        RequestId::Given(id) => Some(id.clone()),
        RequestId::Absent => None,
    }
}

fn common(entry: &Entry) -> Value {
    let account = entry.at.account();
    // Events have whole seconds.
    let time = entry.key.time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    json!({
        "eventVersion": EVENT_VERSION,
        "userIdentity": user_identity(entry),
        "eventTime": time,
        "eventSource": entry.source(),
        "eventName": entry.name(),
        "awsRegion": entry.at.region(),
        "requestParameters": null,
        "responseElements": null,
        "eventID": entry.event_id(),
        "readOnly": entry.read_only() == "true",
        "eventType": "AwsApiCall",
        "managementEvent": true,
        "recipientAccountId": account,
        "eventCategory": "Management",
    })
}

fn of_call(entry: &Entry, call: &Invocation) -> Value {
    let made = || uuid("request", entry.at, entry.key.serial);
    let mut record = Map::new();
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            record.insert(name.to_owned(), value);
        }
    };
    // A service that calls by itself stands for the address and for the program.
    let service = match call.caller.form() {
        Form::Service { name } => Some(name.as_str()),
        _ => None,
    };
    put(
        "sourceIPAddress",
        Some(json!(service.unwrap_or(&call.source_ip))),
    );
    put(
        "userAgent",
        Some(json!(service.unwrap_or(&call.user_agent))),
    );
    put("requestID", request_id(call, made).map(Value::from));
    put(
        "errorCode",
        call.failure.as_ref().map(|failure| json!(failure.code())),
    );
    put(
        "errorMessage",
        call.failure
            .as_ref()
            .map(|failure| json!(failure.message())),
    );
    let parameters = call
        .tells_parameters()
        .then(|| json!({"modelId": call.model}));
    put("requestParameters", parameters);
    put("additionalEventData", additional(call));
    put(
        "tlsDetails",
        service.is_none().then(|| tls("bedrock-runtime", entry)),
    );
    Value::Object(record)
}

/// What CloudTrail adds for calls of models, where there is anything to add.
fn additional(call: &Invocation) -> Option<Value> {
    let mut data = Map::new();
    if let Some(region) = &call.inference_region {
        data.insert("inferenceRegion".to_owned(), json!(region));
    }
    let tokens = call.tokens.filter(|_| !call.trail.without_tokens);
    if let Some(tokens) = tokens {
        data.insert("inputTokens".to_owned(), json!(tokens.input));
        data.insert("outputTokens".to_owned(), json!(tokens.output));
    }
    (!data.is_empty()).then_some(Value::Object(data))
}

fn of_other(entry: &Entry, event: &ManagementEvent) -> Value {
    let mut record = json!({
        "sourceIPAddress": "203.0.113.7",
        "userAgent": "aws-cli/2.31.13 md/awscrt#0.28.1 ua/2.1 os/linux#6.12 md/arch#x86_64 lang/python#3.13.7",
        "requestID": uuid("request", entry.at, entry.key.serial),
    });
    if event.source == BEDROCK
        && let Value::Object(record) = &mut record
    {
        record.insert("tlsDetails".to_owned(), tls("bedrock", entry));
    }
    record
}

fn tls(host: &str, entry: &Entry) -> Value {
    json!({
        "tlsVersion": "TLSv1.3",
        "cipherSuite": "TLS_AES_128_GCM_SHA256",
        "clientProvidedHostHeader": format!("{host}.{}.amazonaws.com", entry.at.region()),
    })
}

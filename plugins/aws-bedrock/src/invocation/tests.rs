//! Events as CloudTrail records them.

use serde_json::json;

use super::*;

fn event(name: &str, record: &Value) -> Event {
    Event {
        event_id: Some("e-1".to_owned()),
        event_name: Some(name.to_owned()),
        read_only: Some("true".to_owned()),
        event_time: Some("2026-11-20T10:00:00Z".to_owned()),
        event_source: Some("bedrock.amazonaws.com".to_owned()),
        username: Some("i-0abc".to_owned()),
        cloud_trail_event: Some(record.to_string()),
    }
}

fn record() -> Value {
    json!({
        "eventTime": "2026-11-20T10:00:00Z",
        "requestID": "r-1",
        "sourceIPAddress": "203.0.113.7",
        "userAgent": "Boto3/1.43",
        "requestParameters": {"modelId": "us.anthropic.claude-sonnet-4-20250514-v1:0"},
        "additionalEventData": {"inferenceRegion": "us-east-2", "inputTokens": 944, "outputTokens": 126},
        "userIdentity": {"type": "IAMUser", "arn": "arn:aws:iam::111122223333:user/ada"},
    })
}

#[test]
fn everything_that_an_event_says_of_a_call_is_told() {
    let call = invocation(&event("Converse", &record())).expect("it is a call");
    assert_eq!(
        (call.id.as_str(), call.operation.as_str()),
        ("r-1", "Converse")
    );
    assert_eq!(
        call.model.as_deref(),
        Some("us.anthropic.claude-sonnet-4-20250514-v1:0")
    );
    assert_eq!(
        (call.input_tokens, call.output_tokens),
        (Some(944), Some(126))
    );
    assert_eq!(call.inference_region.as_deref(), Some("us-east-2"));
    assert_eq!(call.cache_read_tokens, None);
    assert_eq!(call.error_code, None);
}

#[test]
fn every_operation_that_calls_a_model_is_told_and_no_other() {
    for name in OPERATIONS {
        assert!(invocation(&event(name, &record())).is_some(), "{name}");
    }
    for name in [
        "ListFoundationModels",
        "GetAsyncInvoke",
        "CreateGuardrail",
        "",
    ] {
        assert!(invocation(&event(name, &record())).is_none(), "{name}");
    }
}

#[test]
fn a_failed_call_without_parameters_is_a_call() {
    let mut denied = record();
    denied["requestParameters"] = Value::Null;
    denied["errorCode"] = json!("AccessDenied");
    denied["errorMessage"] = json!("no");
    let call = invocation(&event("InvokeModel", &denied)).expect("it is a call");
    assert_eq!(
        (call.model, call.error_code.as_deref()),
        (None, Some("AccessDenied"))
    );
}

#[test]
fn a_record_that_cannot_be_read_is_a_call_with_what_the_event_says() {
    let mut event = event("InvokeModel", &record());
    event.cloud_trail_event = None;
    let call = invocation(&event).expect("it is a call");
    assert_eq!(
        (call.id.as_str(), call.time.as_str()),
        ("e-1", "2026-11-20T10:00:00Z")
    );
    assert_eq!(call.principal.map(|it| it.arn).as_deref(), Some("i-0abc"));
}

#[test]
fn the_oldest_event_of_a_page_says_how_far_everything_is_told() {
    let at = |time: &str| Event {
        event_time: Some(time.to_owned()),
        ..event("Converse", &record())
    };
    let page = [
        at("2026-11-20T10:00:02Z"),
        at("2026-11-20T10:00:01Z"),
        at("2026-11-20T10:00:01Z"),
    ];
    assert_eq!(
        oldest(&page).and_then(second_after).as_deref(),
        Some("2026-11-20T10:00:02Z")
    );
    assert_eq!(oldest(&[]), None);
}

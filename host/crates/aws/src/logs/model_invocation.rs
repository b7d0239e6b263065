//! A record of the log of model invocations: who called what, and how many tokens it took. What was asked and answered
//! is not read.

use aws_sdk_cloudwatchlogs::types::FilteredLogEvent;
use aws_smithy_types::DateTime;
use opencite_bindings::aws::logs::ModelInvocation;
use serde::Deserialize;

use crate::into_wit::IntoWit as _;

/// The fields that are read, of schema version 1.0; unknown ones are left alone.
///
/// Source: <https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Record {
    schema_type: String,
    request_id: Option<String>,
    account_id: Option<String>,
    region: Option<String>,
    inference_region: Option<String>,
    timestamp: Option<String>,
    operation: Option<String>,
    model_id: Option<String>,
    identity: Option<Identity>,
    input: Option<Input>,
    output: Option<Output>,
    error_code: Option<String>,
}

#[derive(Deserialize)]
struct Identity {
    arn: Option<String>,
}

#[derive(Deserialize)]
struct Input {
    #[serde(rename = "inputTokenCount")]
    tokens: Option<u64>,
    #[serde(rename = "cacheReadInputTokenCount")]
    cache_read: Option<u64>,
    #[serde(rename = "cacheWriteInputTokenCount")]
    cache_write: Option<u64>,
}

#[derive(Deserialize)]
struct Output {
    #[serde(rename = "outputTokenCount")]
    tokens: Option<u64>,
}

/// Reads a log event.
pub(super) fn read(event: FilteredLogEvent) -> ModelInvocation {
    let logged = DateTime::from_millis(event.timestamp.unwrap_or_default()).into_wit();
    let message = event.message.unwrap_or_default();
    let record: Option<Record> = serde_json::from_str(&message).ok();
    let record = record.filter(|record| record.schema_type == "ModelInvocationLog");
    match record {
        Some(record) => readable(event.event_id, logged, record),
        None => unreadable(event.event_id, logged),
    }
}

fn readable(event_id: Option<String>, logged: String, record: Record) -> ModelInvocation {
    let (input, output) = (record.input, record.output);
    ModelInvocation {
        event_id,
        timestamp: record.timestamp.unwrap_or(logged),
        readable: true,
        request_id: record.request_id,
        account_id: record.account_id,
        region: record.region,
        inference_region: record.inference_region,
        operation: record.operation,
        model_id: record.model_id,
        identity_arn: record.identity.and_then(|identity| identity.arn),
        input_token_count: input.as_ref().and_then(|input| input.tokens),
        output_token_count: output.and_then(|output| output.tokens),
        cache_read_input_token_count: input.as_ref().and_then(|input| input.cache_read),
        cache_write_input_token_count: input.as_ref().and_then(|input| input.cache_write),
        error_code: record.error_code,
    }
}

fn unreadable(event_id: Option<String>, timestamp: String) -> ModelInvocation {
    ModelInvocation {
        event_id,
        timestamp,
        readable: false,
        request_id: None,
        account_id: None,
        region: None,
        inference_region: None,
        operation: None,
        model_id: None,
        identity_arn: None,
        input_token_count: None,
        output_token_count: None,
        cache_read_input_token_count: None,
        cache_write_input_token_count: None,
        error_code: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(message: &str) -> ModelInvocation {
        read(
            FilteredLogEvent::builder()
                .event_id("e-1")
                .timestamp(1_764_571_604_500)
                .message(message)
                .build(),
        )
    }

    #[test]
    fn figures_are_read_and_words_are_not() {
        let record = r#"{"schemaType":"ModelInvocationLog","schemaVersion":"1.0","timestamp":"2026-11-20T10:00:00Z",
            "accountId":"111122223333","region":"us-east-1","requestId":"r-1","operation":"Converse",
            "modelId":"us.anthropic.claude-sonnet-4-20250514-v1:0","inferenceRegion":"us-east-2",
            "identity":{"arn":"arn:aws:sts::111122223333:assumed-role/chat/i-1"},
            "input":{"inputContentType":"application/json","inputBodyJson":{"messages":[{"content":"a secret"}]},
            "inputTokenCount":4,"cacheReadInputTokenCount":0,"cacheWriteInputTokenCount":18131},
            "output":{"outputContentType":"application/json","outputBodyJson":["chunk","[DONE]"],"outputTokenCount":50}}"#;
        let read = event(record);
        assert!(read.readable && !format!("{read:?}").contains("secret"));
        assert_eq!(read.timestamp, "2026-11-20T10:00:00Z");
        assert_eq!(
            [
                read.input_token_count,
                read.output_token_count,
                read.cache_read_input_token_count,
                read.cache_write_input_token_count
            ],
            [Some(4), Some(50), Some(0), Some(18_131)]
        );
    }

    #[test]
    fn a_failed_call_has_a_code_and_no_figures() {
        let read = event(
            r#"{"schemaType":"ModelInvocationLog","requestId":"r-2","errorCode":"ThrottlingException","input":{},"output":{}}"#,
        );
        assert_eq!(read.error_code.as_deref(), Some("ThrottlingException"));
        assert_eq!(read.input_token_count, None);
        assert_eq!(read.timestamp, "2025-12-01T06:46:44.5Z");
    }

    #[test]
    fn what_cannot_be_read_is_said_to_be_so() {
        for message in [
            "",
            "{",
            "[]",
            r#"{"schemaType":"Other"}"#,
            r#"{"schemaType":7}"#,
        ] {
            let read = event(message);
            assert!(!read.readable, "{message}");
            assert_eq!(read.event_id.as_deref(), Some("e-1"));
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_a_record_or_unreadable(message in ".{0,200}", time in proptest::num::i64::ANY) {
            let event = FilteredLogEvent::builder().message(message).timestamp(time);
            read(event.build());
        }

        #[test]
        fn a_record_may_have_anything_in_any_field(field in "[a-zA-Z]{1,12}", value in json()) {
            let record = serde_json::json!({"schemaType": "ModelInvocationLog", "input": &value, field: &value});
            let event = FilteredLogEvent::builder().message(record.to_string());
            read(event.build());
        }
    }

    fn json() -> impl proptest::strategy::Strategy<Value = serde_json::Value> {
        use proptest::prelude::*;
        let leaf = prop_oneof![
            Just(serde_json::Value::Null),
            any::<bool>().prop_map(Into::into),
            any::<i64>().prop_map(Into::into),
            any::<f64>().prop_map(Into::into),
            ".{0,12}".prop_map(serde_json::Value::String),
        ];
        leaf.prop_recursive(3, 16, 4, |inner| {
            let fields = proptest::collection::btree_map("[a-zA-Z]{1,12}", inner.clone(), 0..4);
            prop_oneof![
                proptest::collection::vec(inner, 0..4).prop_map(serde_json::Value::Array),
                fields.prop_map(|fields| serde_json::Value::Object(fields.into_iter().collect())),
            ]
        })
    }
}

//! The record of a call in the log of invocations, with the bodies of request and answer.
//!
//! The bodies hold a secret, so that a test can search what we write for it: nobody is to keep what was said.

use serde_json::{Map, Value, json};

use crate::cloudtrail::request_id;
use crate::estate::Place;
use crate::estate::calls::Key;
use crate::estate::calls::id::uuid;
use crate::estate::calls::invocation::{Invocation, Tokens};
use crate::estate::calls::operation::Operation;

pub(super) const SCHEMA_TYPE: &str = "ModelInvocationLog";

/// What people said, and what the models answered: a secret like all that the simulator hands out.
const PROMPT: &str = "sImUlAtEdAwS prompt: my policy number is 4711, am I covered?";
const COMPLETION: &str = "sImUlAtEdAwS completion: you are covered, Ms. Example.";

/// Where the bodies are that are too large for the log.
const LARGE_DATA: &str = "s3://ardent-bedrock-large/large/AWSLogs/data";

/// The record of a call.
pub(super) fn document(at: &Place, key: &Key, call: &Invocation) -> Value {
    let made = || uuid("request", at, key.serial);
    let id = request_id(call, made).unwrap_or_else(made);
    let mut record = Map::from_iter([
        (
            "timestamp".to_owned(),
            json!(key.time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()),
        ),
        ("accountId".to_owned(), json!(at.account())),
        ("identity".to_owned(), identity(at, call)),
        ("region".to_owned(), json!(at.region())),
        ("requestId".to_owned(), json!(id)),
        ("operation".to_owned(), json!(call.operation.name())),
        ("modelId".to_owned(), json!(call.model)),
        ("input".to_owned(), input(call, &id)),
        ("output".to_owned(), output(call, &id)),
        ("schemaType".to_owned(), json!(SCHEMA_TYPE)),
        ("schemaVersion".to_owned(), json!("1.0")),
    ]);
    if let Some(region) = &call.inference_region {
        record.insert("inferenceRegion".to_owned(), json!(region));
    }
    if let Some(failure) = &call.failure {
        record.insert("errorCode".to_owned(), json!(failure.code()));
    }
    Value::Object(record)
}

/// Who called, where there is an ARN for it.
fn identity(at: &Place, call: &Invocation) -> Value {
    call.caller
        .arn(at)
        .map_or_else(|| json!({}), |arn| json!({"arn": arn}))
}

fn input(call: &Invocation, id: &str) -> Value {
    let mut input = body(call, "input", id, request_body);
    if let Some(tokens) = call.tokens {
        put(&mut input, "inputTokenCount", Some(tokens.input));
        put(&mut input, "cacheReadInputTokenCount", tokens.cache_read);
        put(&mut input, "cacheWriteInputTokenCount", tokens.cache_write);
    }
    Value::Object(input)
}

fn output(call: &Invocation, id: &str) -> Value {
    let mut output = body(call, "output", id, answer_body);
    put(
        &mut output,
        "outputTokenCount",
        call.tokens.map(|tokens| tokens.output),
    );
    Value::Object(output)
}

/// The content of one side: nothing when the call failed, a place in S3 when it is large.
fn body(
    call: &Invocation,
    side: &str,
    id: &str,
    write: fn(&Invocation) -> Value,
) -> Map<String, Value> {
    if call.failure.is_some() {
        return Map::new();
    }
    let (name, content) = if call.large {
        let path = format!("{LARGE_DATA}/{id}_{side}.json.gz");
        (format!("{side}BodyS3Path"), json!(path))
    } else {
        (format!("{side}BodyJson"), write(call))
    };
    let content_type = (format!("{side}ContentType"), json!("application/json"));
    Map::from_iter([content_type, (name, content)])
}

fn put(fields: &mut Map<String, Value>, name: &str, count: Option<u64>) {
    if let Some(count) = count {
        fields.insert(name.to_owned(), json!(count));
    }
}

fn request_body(call: &Invocation) -> Value {
    match call.operation {
        Operation::Converse | Operation::ConverseStream => json!({
            "messages": [{"role": "user", "content": [{"text": PROMPT}]}],
            "inferenceConfig": {"maxTokens": 2048},
        }),
        Operation::InvokeModel | Operation::InvokeModelWithResponseStream => json!({
            "anthropic_version": "bedrock-2023-05-31",
            "max_tokens": 2048,
            "messages": [{"role": "user", "content": PROMPT}],
        }),
    }
}

fn answer_body(call: &Invocation) -> Value {
    match call.operation {
        Operation::Converse | Operation::ConverseStream => json!({
            "output": {"message": {"role": "assistant", "content": [{"text": COMPLETION}]}},
            "stopReason": "end_turn",
            "metrics": {"latencyMs": call.latency_ms},
            "usage": usage(call.tokens.unwrap_or_default()),
        }),
        Operation::InvokeModel => json!({
            "type": "message",
            "role": "assistant",
            "content": [{"type": "text", "text": COMPLETION}],
            "stop_reason": "end_turn",
        }),
        Operation::InvokeModelWithResponseStream => json!([
            {"type": "message_start", "message": {"role": "assistant", "content": []}},
            {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": COMPLETION}},
            {"type": "message_stop"},
            "[DONE]",
        ]),
    }
}

fn usage(tokens: Tokens) -> Value {
    let cached = tokens.cache_read.unwrap_or_default() + tokens.cache_write.unwrap_or_default();
    json!({
        "inputTokens": tokens.input,
        "outputTokens": tokens.output,
        "totalTokens": tokens.input + tokens.output + cached,
        "cacheReadInputTokens": tokens.cache_read.unwrap_or_default(),
        "cacheWriteInputTokens": tokens.cache_write.unwrap_or_default(),
    })
}

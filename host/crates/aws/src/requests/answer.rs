//! What AWS answers to a request, without its secrets.

use std::error::Error;
use std::fmt;

use aws_smithy_runtime_api::client::orchestrator::{HttpResponse, OrchestratorError};
use aws_smithy_types::error::metadata::{ErrorMetadata, ProvideErrorMetadata};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::fingerprint;
use crate::into_wit::{IntoWit, is_likely_secret};

/// The largest answer, in bytes.
pub(super) const MAX_ANSWER: usize = 8 * 1024 * 1024;

/// The JSON that AWS answered.
#[derive(Debug)]
pub(super) struct Answer(Value);

/// What AWS said instead.
#[derive(Debug)]
pub(super) struct RequestError(ErrorMetadata);

impl Answer {
    /// Reads an answer.
    pub(super) fn of(response: &HttpResponse) -> Result<Self, OrchestratorError<RequestError>> {
        let body = response.body().bytes().unwrap_or_default();
        if !response.status().is_success() {
            return Err(OrchestratorError::operation(RequestError::of(
                response, body,
            )));
        }
        // Some operations answer with nothing.
        let body = if body.is_empty() { b"{}" } else { body };
        serde_json::from_slice(body)
            .map(Self)
            .map_err(|error| OrchestratorError::response(error.into()))
    }
}

/// An answer as a plugin gets it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Document(Value);

impl fmt::Display for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl IntoWit<Document> for Answer {
    fn into_wit(self) -> Document {
        let Self(mut value) = self;
        hide("", &mut value);
        Document(value)
    }
}

/// The names of texts that people write freely, and that may say anything: what an agent is told, a prompt, a script.
const FREE_TEXTS: &[&str] = &[
    "basePromptTemplate",
    "code",
    "content",
    "expression",
    "inputText",
    "instruction",
    "payload",
    "prompt",
    "script",
    "systemPrompt",
    "text",
];

/// Puts fingerprints in the place of texts that look like secrets, by the names that they have or by themselves, and of
/// those that people write freely.
fn hide(name: &str, value: &mut Value) {
    match value {
        Value::String(text) if FREE_TEXTS.contains(&name) || is_likely_secret(name, text) => {
            *text = format!("fingerprint:{}", fingerprint::of(text));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| hide(name, item)),
        Value::Object(fields) => hide_fields(fields),
        Value::String(_) | Value::Number(_) | Value::Bool(_) | Value::Null => {}
    }
}

/// A setting may be a pair of fields, of which one names the other.
fn hide_fields(fields: &mut Map<String, Value>) {
    let named = ["name", "Name", "key", "Key"].iter();
    let named = named.filter_map(|name| fields.get(*name)?.as_str());
    let named = named.map(str::to_owned).next();
    for (name, value) in fields.iter_mut() {
        let is_value = matches!(name.as_str(), "value" | "Value");
        let known_as = named.as_deref().filter(|_| is_value).unwrap_or(name);
        hide(known_as, value);
    }
}

impl RequestError {
    /// Reads the code and the message, wherever the protocol has them.
    ///
    /// Source: <https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization>
    fn of(response: &HttpResponse, body: &[u8]) -> Self {
        let fields: Map<String, Value> = serde_json::from_slice(body).unwrap_or_default();
        let text = |names: [&str; 2]| names.iter().find_map(|name| fields.get(*name)?.as_str());
        let header = response.headers().get("x-amzn-errortype");
        let mut error = ErrorMetadata::builder();
        if let Some(code) = header.or_else(|| text(["__type", "code"])) {
            error = error.code(plain(code));
        }
        if let Some(message) = text(["message", "Message"]) {
            error = error.message(message);
        }
        Self(error.build())
    }
}

/// `aws.protocoltests#FooError:http://...` is `FooError`.
fn plain(code: &str) -> &str {
    let code = code.split(':').next().unwrap_or(code);
    code.rsplit('#').next().unwrap_or(code)
}

impl ProvideErrorMetadata for RequestError {
    fn meta(&self) -> &ErrorMetadata {
        &self.0
    }
}

impl Error for RequestError {}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn shown(mut value: Value) -> Value {
        hide("", &mut value);
        value
    }

    #[test]
    fn what_looks_like_a_secret_is_a_fingerprint_wherever_it_stands() {
        let answer = json!({
            "agentName": "claims",
            "environment": {"HF_TOKEN": "abc", "REGION": "eu-west-1"},
            "variables": [{"name": "DB_PASSWORD", "value": "hunter2"}, {"name": "MODE", "value": "fast"}],
            "notes": ["see sk-proj-abcdefghijklmnop", "plain"],
            "apiKeys": ["one", "two"],
            "instruction": "You settle claims.",
        });
        let hidden = "fingerprint:unkeyed";
        assert_eq!(
            shown(answer),
            json!({
                "agentName": "claims",
                "environment": {"HF_TOKEN": hidden, "REGION": "eu-west-1"},
                "variables": [{"name": "DB_PASSWORD", "value": hidden}, {"name": "MODE", "value": "fast"}],
                "notes": [hidden, "plain"],
                "apiKeys": [hidden, hidden],
                "instruction": hidden,
            })
        );
    }

    #[test]
    fn an_error_code_is_read_without_its_wrapping() {
        assert_eq!(plain("ValidationException"), "ValidationException");
        assert_eq!(plain("com.amazon#Throttled:http://x"), "Throttled");
    }
}

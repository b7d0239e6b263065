//! One answer that a unit was told.

use opencite_bindings::aws::types::AwsError;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One answer that a unit was told: a line of a recording.
///
/// A page of a listing is an answer, and so is its end: `null`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The IAM action of the call, such as `bedrock:GetGuardrail`.
    pub operation: String,
    /// What was asked: the arguments of the WIT's function; in a batch, one of them. Where it is left out, the entry
    /// answers whatever is asked.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub asked: Value,
    /// Why it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<AwsError>,
    /// What was answered, in the fields of the WIT's record.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub answer: Value,
}

impl Entry {
    pub(super) fn result(self) -> Result<Value, AwsError> {
        match self.error {
            Some(error) => Err(error),
            None => Ok(self.answer),
        }
    }
}

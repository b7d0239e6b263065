//! A call that is signed, known and allowed: what a handler gets to see.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::problem::Problem;

/// One call of one operation.
pub(crate) struct Call {
    pub(crate) operation: &'static str,
    pub(crate) account: String,
    pub(crate) region: String,
    /// The ARN of who calls.
    pub(crate) principal: String,
    pub(crate) access_key_id: String,
    /// What the path's template names: `modelIdentifier` and the like.
    pub(crate) labels: BTreeMap<&'static str, String>,
    /// The query string, or the form of an awsQuery service.
    pub(crate) parameters: BTreeMap<String, String>,
    pub(crate) body: bytes::Bytes,
}

impl Call {
    /// A parameter's value.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.get(name).map(String::as_str)
    }

    /// The JSON object of the body; an empty body is an empty object.
    pub(crate) fn document(&self) -> Result<Map<String, Value>, Problem> {
        if self.body.is_empty() {
            return Ok(Map::new());
        }
        serde_json::from_slice(&self.body).map_err(|_| Problem::serialization())
    }

    /// Refuses a call that carries a parameter which nobody here reads: it would change AWS's answer and not ours.
    pub(crate) fn allow_parameters(&self, known: &[&str]) -> Result<(), Problem> {
        let unknown = self
            .parameters
            .keys()
            .find(|name| !known.contains(&name.as_str()));
        unknown.map_or(Ok(()), |name| {
            Err(Problem::unimplemented(&format!(
                "the parameter {name} of {}",
                self.operation
            )))
        })
    }
}

//! Answers that were written down, in the place of AWS.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use opencite_bindings::aws::types::{AwsError, Fault};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::entry::Entry;

/// What of an answer cannot be used, or that there is none.
const NOT_RECORDED: &str = "NotRecorded";

/// Answers that were written down. Each is given once, those to the same question in the order in which they were told.
#[derive(Debug, Clone, Default)]
pub struct Recorded(Arc<Mutex<HashMap<Question, VecDeque<Entry>>>>);

/// The operation and what is asked, as canonical JSON.
type Question = (String, String);

impl FromIterator<Entry> for Recorded {
    fn from_iter<I: IntoIterator<Item = Entry>>(entries: I) -> Self {
        let mut by_question: HashMap<Question, VecDeque<Entry>> = HashMap::new();
        for mut entry in entries {
            let asked = canonical(std::mem::take(&mut entry.asked)).to_string();
            let question = (entry.operation.clone(), asked);
            by_question.entry(question).or_default().push_back(entry);
        }
        Self(Arc::new(Mutex::new(by_question)))
    }
}

impl Recorded {
    /// How many answers nobody has asked for yet, by operation.
    pub fn left(&self) -> Vec<(String, usize)> {
        let mut left: Vec<(String, usize)> = Vec::new();
        let by_question = self.by_question();
        let mut unasked: Vec<_> = by_question
            .iter()
            .filter(|(_, entries)| !entries.is_empty())
            .collect();
        unasked.sort_by_key(|(question, _)| *question);
        for ((operation, _), entries) in unasked {
            match left.last_mut() {
                Some((last, count)) if last == operation => *count += entries.len(),
                _ => left.push((operation.clone(), entries.len())),
            }
        }
        left
    }

    /// The next answer to a question: one that was given to it, or else one that answers whatever is asked.
    pub(crate) fn take<T: DeserializeOwned>(
        &self,
        operation: &str,
        asked: &impl Serialize,
    ) -> Result<T, AwsError> {
        let asked = serde_json::to_value(asked).map(canonical);
        let asked = asked.map_err(|error| unusable(operation, &error.to_string()))?;
        let text = asked.to_string();
        let entry = self
            .next(operation, text.clone())
            .or_else(|| self.next(operation, Value::Null.to_string()))
            .ok_or_else(|| missing(operation, &text))?;
        serde_json::from_value(entry.result()?)
            .map_err(|error| unusable(operation, &error.to_string()))
    }

    fn next(&self, operation: &str, asked: String) -> Option<Entry> {
        let question = (operation.to_owned(), asked);
        self.by_question().get_mut(&question)?.pop_front()
    }

    fn by_question(&self) -> MutexGuard<'_, HashMap<Question, VecDeque<Entry>>> {
        // Taking an entry is one step.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A question whose fields that are absent, and those that are `null`, are the same.
fn canonical(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields
                .into_iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(name, value)| (name, canonical(value)))
                .collect();
            fields.sort_by(|(one, _), (other, _)| one.cmp(other));
            Value::Object(Map::from_iter(fields))
        }
        Value::Array(items) => Value::Array(items.into_iter().map(canonical).collect()),
        other => other,
    }
}

fn missing(operation: &str, asked: &str) -> AwsError {
    not_recorded(operation, format!("no answer was recorded to {asked}"))
}

fn unusable(operation: &str, why: &str) -> AwsError {
    not_recorded(
        operation,
        format!("the recorded answer is no such record: {why}"),
    )
}

fn not_recorded(operation: &str, message: String) -> AwsError {
    AwsError::Other(Fault {
        operation: operation.to_owned(),
        code: Some(NOT_RECORDED.to_owned()),
        message,
        request_id: None,
        attempts: 0,
        retryable: false,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn recorded(entries: &[Value]) -> Recorded {
        let entries = entries
            .iter()
            .map(|entry| serde_json::from_value::<Entry>(entry.clone()).expect("an entry"));
        entries.collect()
    }

    fn told(recorded: &Recorded, asked: &Value) -> String {
        match recorded.take::<u32>("bedrock:GetThing", asked) {
            Ok(answer) => answer.to_string(),
            Err(AwsError::Other(fault)) => fault.message,
            Err(other) => format!("{other:?}"),
        }
    }

    #[test]
    fn a_question_gets_its_answers_in_order_and_each_once() {
        let recorded = recorded(&[
            json!({"operation": "bedrock:GetThing", "asked": "a", "answer": 1}),
            json!({"operation": "bedrock:GetThing", "asked": "b", "answer": 2}),
            json!({"operation": "bedrock:GetThing", "asked": "a", "answer": 3}),
        ]);
        let answers = ["a", "b", "a", "a"].map(|asked| told(&recorded, &json!(asked)));
        assert_eq!(answers, ["1", "2", "3", r#"no answer was recorded to "a""#]);
    }

    #[test]
    fn an_entry_without_a_question_answers_any_that_has_no_other() {
        let recorded = recorded(&[
            json!({"operation": "bedrock:GetThing", "answer": 1}),
            json!({"operation": "bedrock:GetThing", "asked": "b", "answer": 2}),
        ]);
        let answers = ["b", "b"].map(|asked| told(&recorded, &json!(asked)));
        assert_eq!(answers, ["2", "1"]);
    }

    #[test]
    fn fields_that_are_absent_are_asked_as_null_in_any_order() {
        let recorded = recorded(&[
            json!({"operation": "bedrock:GetThing", "asked": {"a": 1, "b": 2}, "answer": 1}),
        ]);
        assert_eq!(told(&recorded, &json!({"b": 2, "a": 1, "c": null})), "1");
    }

    #[test]
    fn an_answer_of_another_shape_is_an_error_that_says_so() {
        let recorded = recorded(&[
            json!({"operation": "bedrock:GetThing", "answer": "one"}),
            json!({"operation": "bedrock:GetThing", "error": "Cancelled"}),
        ]);
        insta::assert_snapshot!(told(&recorded, &json!(null)), @r#"the recorded answer is no such record: invalid type: string "one", expected u32"#);
        assert_eq!(told(&recorded, &json!(null)), "AwsError::Cancelled");
    }

    #[test]
    fn what_nobody_asked_for_is_told_by_operation() {
        let recorded = recorded(&[
            json!({"operation": "bedrock:GetThing", "asked": "a", "answer": 1}),
            json!({"operation": "bedrock:GetThing", "asked": "b", "answer": 2}),
            json!({"operation": "bedrock:ListThings", "answer": null}),
        ]);
        told(&recorded, &json!("a"));
        let left = [("bedrock:GetThing", 1), ("bedrock:ListThings", 1)];
        assert_eq!(
            recorded.left(),
            left.map(|(operation, count)| (operation.to_owned(), count))
        );
    }
}

//! What AWS says of something, where no type says it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A JSON object of AWS's, with its names in `snake_case`, as properties have them.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Record(Map<String, Value>);

impl Record {
    /// Reads a JSON object under AWS's names. What is none has no fields: the host answers with nothing else.
    pub fn parse(json: &str) -> Self {
        Self::of(serde_json::from_str(json).unwrap_or_default())
    }

    fn of(value: Value) -> Self {
        match renamed(value) {
            Value::Object(fields) => Self(fields),
            _ => Self::default(),
        }
    }

    /// A text, empty where there is none. A path leads further down: `guardrail_configuration.guardrail_identifier`.
    pub fn text(&self, path: &str) -> &str {
        self.maybe(path).unwrap_or_default()
    }

    /// A text that may be absent.
    pub fn maybe(&self, path: &str) -> Option<&str> {
        self.at(path)?.as_str()
    }

    /// The texts at a path that leads through lists: `nodes.configuration.lambda_arn`.
    pub fn texts(&self, path: &str) -> Vec<&str> {
        let mut names = path.split('.');
        let first = names.next().and_then(|name| self.0.get(name));
        let found = names.fold(first.into_iter().collect(), |values: Vec<&Value>, name| {
            let each = values.into_iter().flat_map(items);
            each.filter_map(|value| value.get(name)).collect()
        });
        let each = found.into_iter().flat_map(items);
        each.filter_map(Value::as_str).collect()
    }

    /// The objects of a list.
    pub(super) fn into_list(mut self, name: &str) -> Vec<Self> {
        match self.0.remove(name) {
            Some(Value::Array(items)) => items.into_iter().map(Self::renamed_already).collect(),
            _ => Vec::new(),
        }
    }

    /// A member that is an object; the record itself for no name.
    pub(super) fn into_member(mut self, name: &str) -> Self {
        if name.is_empty() {
            return self;
        }
        Self::renamed_already(self.0.remove(&snake_case(name)).unwrap_or_default())
    }

    /// One more field, of which AWS speaks elsewhere.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.insert(name.to_owned(), value.into());
        self
    }

    fn renamed_already(value: Value) -> Self {
        match value {
            Value::Object(fields) => Self(fields),
            _ => Self::default(),
        }
    }

    fn at(&self, path: &str) -> Option<&Value> {
        let mut names = path.split('.');
        let first = self.0.get(names.next()?)?;
        names.try_fold(first, |value, name| value.get(name))
    }
}

fn items(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(items) => items.iter().collect(),
        other => vec![other],
    }
}

fn renamed(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let fields = fields.into_iter();
            Value::Object(
                fields
                    .map(|(name, value)| (snake_case(&name), renamed(value)))
                    .collect(),
            )
        }
        Value::Array(items) => Value::Array(items.into_iter().map(renamed).collect()),
        other => other,
    }
}

/// `agentAliasId` is `agent_alias_id`, `roleARN` is `role_arn`.
pub(super) fn snake_case(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut snake = String::with_capacity(name.len() + 4);
    for (index, letter) in letters.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|index| letters.get(index));
        let after = letters.get(index + 1);
        let begins = letter.is_ascii_uppercase()
            && before.is_some_and(|before| {
                before.is_ascii_lowercase()
                    || before.is_ascii_digit()
                    || before.is_ascii_uppercase() && after.is_some_and(char::is_ascii_lowercase)
            });
        if begins {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_properties() {
        for (name, snake) in [
            ("agentId", "agent_id"),
            ("agentResourceRoleArn", "agent_resource_role_arn"),
            ("roleARN", "role_arn"),
            ("kmsKeyId", "kms_key_id"),
            ("KBName", "kb_name"),
            ("s3Uri", "s3_uri"),
            ("already_snake", "already_snake"),
        ] {
            assert_eq!(snake_case(name), snake);
        }
    }

    #[test]
    fn texts_are_found_by_their_path_through_objects_and_lists() {
        let record = Record::parse(
            r#"{"agentName":"claims","guardrailConfiguration":{"guardrailIdentifier":"g1"},
                "nodes":[{"configuration":{"lambda":{"lambdaArn":"l1"}}},{"configuration":{}},{"configuration":{"lambda":{"lambdaArn":"l2"}}}],
                "tags":["a","b"]}"#,
        );
        assert_eq!(record.text("agent_name"), "claims");
        assert_eq!(
            record.maybe("guardrail_configuration.guardrail_identifier"),
            Some("g1")
        );
        assert_eq!(record.maybe("guardrail_configuration.x"), None);
        assert_eq!(
            record.texts("nodes.configuration.lambda.lambda_arn"),
            ["l1", "l2"]
        );
        assert_eq!(record.texts("tags"), ["a", "b"]);
    }

    #[test]
    fn what_is_no_object_has_no_fields() {
        assert_eq!(Record::parse("[1]"), Record::default());
        assert_eq!(Record::parse("no JSON"), Record::default());
    }
}

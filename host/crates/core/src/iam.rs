//! IAM actions and the policies made of them.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

/// The longest name of a service or an operation, in bytes: twice that of AWS's longest.
const MAX_WORD: usize = 128;

/// An IAM action: `bedrock:ListCustomModels`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct IamAction {
    service: String,
    operation: String,
}

impl IamAction {
    /// The action that allows an operation of a service, by the service's IAM prefix.
    pub fn new(service: impl Into<String>, operation: impl Into<String>) -> Self {
        Self {
            service: service.into(),
            operation: operation.into(),
        }
    }

    /// Reads `bedrock:ListCustomModels`: one action, without a wildcard.
    pub fn parse(text: &str) -> Option<Self> {
        let (service, operation) = text.split_once(':')?;
        let is_word = |word: &str| {
            let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
            (1..=MAX_WORD).contains(&word.len()) && word.bytes().all(is_part)
        };
        (is_word(service) && is_word(operation)).then(|| Self::new(service, operation))
    }

    /// The service's IAM prefix: `bedrock`.
    pub fn service(&self) -> &str {
        &self.service
    }

    /// The operation: `ListCustomModels`.
    pub fn operation(&self) -> &str {
        &self.operation
    }

    /// Whether AWS asks for a permission at all.
    ///
    /// Source: <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html>
    pub fn needs_permission(&self) -> bool {
        !(self.service == "sts" && self.operation == "GetCallerIdentity")
    }

    /// Whether it is the action that somebody becomes somebody else by.
    pub fn is_assume_role(&self) -> bool {
        self.service == "sts" && self.operation == "AssumeRole"
    }
}

impl fmt::Display for IamAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.service, self.operation)
    }
}

impl TryFrom<String> for IamAction {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("{text:?} is no IAM action"))
    }
}

impl From<IamAction> for String {
    fn from(action: IamAction) -> Self {
        action.to_string()
    }
}

/// An IAM policy document that allows a set of actions, and nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct IamPolicy {
    version: &'static str,
    statement: Vec<IamStatement>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
struct IamStatement {
    effect: &'static str,
    action: BTreeSet<IamAction>,
    resource: &'static str,
}

impl IamPolicy {
    /// The least policy that allows these actions.
    pub fn allowing(actions: impl IntoIterator<Item = IamAction>) -> Self {
        let action: BTreeSet<_> = actions
            .into_iter()
            .filter(IamAction::needs_permission)
            .collect();
        let statement = if action.is_empty() {
            Vec::new()
        } else {
            vec![IamStatement {
                effect: "Allow",
                action,
                resource: "*",
            }]
        };
        Self {
            version: "2012-10-17",
            statement,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_action_is_one_and_no_pattern() {
        let parsed = |text| IamAction::parse(text).map(|action| action.to_string());
        let action = "bedrock-agentcore:ListMemories";
        assert_eq!(parsed(action).as_deref(), Some(action));
        for text in [
            "bedrock",
            "bedrock:",
            ":ListAgents",
            "bedrock:*",
            "bedrock:Get?",
            "a:b:c",
            "a:b c",
        ] {
            assert_eq!(parsed(text), None, "{text}");
        }
    }

    #[test]
    fn a_policy_names_each_action_once_and_none_that_needs_no_permission() {
        let policy = IamPolicy::allowing([
            IamAction::new("bedrock", "ListGuardrails"),
            IamAction::new("sts", "GetCallerIdentity"),
            IamAction::new("bedrock", "GetGuardrail"),
            IamAction::new("bedrock", "ListGuardrails"),
        ]);
        insta::assert_json_snapshot!(policy, @r#"
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Effect": "Allow",
              "Action": [
                "bedrock:GetGuardrail",
                "bedrock:ListGuardrails"
              ],
              "Resource": "*"
            }
          ]
        }
        "#);
    }
}

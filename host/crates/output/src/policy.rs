//! The least policy of some plugins, for those who set accounts up.

use std::fmt::Write as _;
use std::io::Write;

use opencite_core::{AccountId, IamAction, IamPolicy};
use serde_json::{Value, json};

use crate::OutputError;

/// The most characters of a managed policy, white space not counted.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
const MAX_MANAGED: usize = 6_144;

/// What the policy is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyRequest {
    /// The actions that are allowed.
    pub actions: Vec<IamAction>,
    /// Who may assume a role that has it; without, there is no role.
    pub trust: Option<Trust>,
}

/// Who may assume a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trust {
    /// The account that scans.
    pub account: AccountId,
    /// What it has to show, so that nobody scans in another's name.
    ///
    /// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html>
    pub external_id: Option<String>,
}

/// Writes the policy as one JSON document.
///
/// # Errors
///
/// When the writer refuses.
pub fn json(request: &PolicyRequest, mut writer: impl Write) -> Result<(), OutputError> {
    let policy = IamPolicy::allowing(request.actions.iter().cloned());
    Ok(writeln!(
        writer,
        "{}",
        serde_json::to_string_pretty(&policy)?
    )?)
}

/// Writes a template of `CloudFormation`: managed policies, and the role that has them.
///
/// # Errors
///
/// When the writer refuses.
pub fn cloudformation(request: &PolicyRequest, mut writer: impl Write) -> Result<(), OutputError> {
    let mut resources = serde_json::Map::new();
    let mut references = Vec::new();
    for (index, policy) in managed(&request.actions).into_iter().enumerate() {
        let name = format!("OpencitePolicy{}", index + 1);
        references.push(json!({ "Ref": name }));
        let properties = json!({ "Description": "What OpenCITE reads", "PolicyDocument": policy });
        let resource = json!({ "Type": "AWS::IAM::ManagedPolicy", "Properties": properties });
        resources.insert(name, resource);
    }
    let mut template = json!({
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": "What OpenCITE may read, and nothing else",
    });
    if let Some(trust) = &request.trust {
        let properties = json!({
            "RoleName": "opencite",
            "AssumeRolePolicyDocument": trust.document(),
            "ManagedPolicyArns": references,
        });
        let role = json!({ "Type": "AWS::IAM::Role", "Properties": properties });
        resources.insert("OpenciteRole".to_owned(), role);
        let arn = json!({ "Fn::GetAtt": ["OpenciteRole", "Arn"] });
        set(
            &mut template,
            "Outputs",
            json!({ "RoleArn": { "Value": arn } }),
        );
    }
    set(&mut template, "Resources", Value::Object(resources));
    Ok(writeln!(
        writer,
        "{}",
        serde_json::to_string_pretty(&template)?
    )?)
}

/// Writes a file of Terraform: managed policies, and the role that has them.
///
/// # Errors
///
/// When the writer refuses.
pub fn terraform(request: &PolicyRequest, mut writer: impl Write) -> Result<(), OutputError> {
    let policies = managed(&request.actions);
    let mut text = String::new();
    if let Some(trust) = &request.trust {
        let document = heredoc(&trust.document())?;
        // Writing into a text does not fail.
        let _infallible = write!(
            text,
            "resource \"aws_iam_role\" \"opencite\" {{\n  name               = \"opencite\"\n  assume_role_policy = {document}}}\n\n"
        );
    }
    for (index, policy) in policies.iter().enumerate() {
        let (number, document) = (index + 1, heredoc(policy)?);
        let _infallible = write!(
            text,
            "resource \"aws_iam_policy\" \"opencite_{number}\" {{\n  name   = \"opencite-{number}\"\n  policy = {document}}}\n\n"
        );
        if request.trust.is_some() {
            let _infallible = write!(
                text,
                "resource \"aws_iam_role_policy_attachment\" \"opencite_{number}\" {{\n  role       = aws_iam_role.opencite.name\n  policy_arn = aws_iam_policy.opencite_{number}.arn\n}}\n\n"
            );
        }
    }
    Ok(writeln!(writer, "{}", text.trim_end())?)
}

fn set(object: &mut Value, name: &str, value: Value) {
    if let Value::Object(fields) = object {
        fields.insert(name.to_owned(), value);
    }
}

/// The document as Terraform takes it: `${` would begin an expression there, and no action has it.
fn heredoc(document: &Value) -> Result<String, OutputError> {
    let text = serde_json::to_string_pretty(document)?;
    Ok(format!("<<-EOT\n{text}\nEOT\n"))
}

/// As many policies as it takes, none too long for IAM.
fn managed(actions: &[IamAction]) -> Vec<Value> {
    let mut parts: Vec<Vec<IamAction>> = Vec::new();
    for action in actions.iter().filter(|action| action.needs_permission()) {
        let fits = parts.last().is_some_and(|part: &Vec<IamAction>| {
            let more = part.iter().cloned().chain([action.clone()]);
            document(more).to_string().len() <= MAX_MANAGED
        });
        match parts.last_mut().filter(|_| fits) {
            Some(part) => part.push(action.clone()),
            None => parts.push(vec![action.clone()]),
        }
    }
    parts.into_iter().map(document).collect()
}

fn document(actions: impl IntoIterator<Item = IamAction>) -> Value {
    serde_json::to_value(IamPolicy::allowing(actions)).unwrap_or_default()
}

impl Trust {
    fn document(&self) -> Value {
        let mut statement = json!({
            "Effect": "Allow",
            "Principal": { "AWS": format!("arn:aws:iam::{}:root", self.account) },
            "Action": "sts:AssumeRole",
        });
        if let Some(id) = &self.external_id {
            let condition = json!({ "StringEquals": { "sts:ExternalId": id } });
            set(&mut statement, "Condition", condition);
        }
        json!({ "Version": "2012-10-17", "Statement": [statement] })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    fn request(trust: bool) -> PolicyRequest {
        PolicyRequest {
            actions: vec![
                IamAction::new("bedrock", "ListAgents"),
                IamAction::new("sts", "GetCallerIdentity"),
                IamAction::new("bedrock", "GetAgent"),
            ],
            trust: trust.then(|| Trust {
                account: AccountId::new("111122223333").unwrap(),
                external_id: Some("audit-7".to_owned()),
            }),
        }
    }

    #[test]
    fn a_role_is_for_one_account_with_its_external_id() {
        insta::assert_snapshot!(samples::text(|w| cloudformation(&request(true), w)), @r#"
        {
          "AWSTemplateFormatVersion": "2010-09-09",
          "Description": "What OpenCITE may read, and nothing else",
          "Outputs": {
            "RoleArn": {
              "Value": {
                "Fn::GetAtt": [
                  "OpenciteRole",
                  "Arn"
                ]
              }
            }
          },
          "Resources": {
            "OpencitePolicy1": {
              "Properties": {
                "Description": "What OpenCITE reads",
                "PolicyDocument": {
                  "Statement": [
                    {
                      "Action": [
                        "bedrock:GetAgent",
                        "bedrock:ListAgents"
                      ],
                      "Effect": "Allow",
                      "Resource": "*"
                    }
                  ],
                  "Version": "2012-10-17"
                }
              },
              "Type": "AWS::IAM::ManagedPolicy"
            },
            "OpenciteRole": {
              "Properties": {
                "AssumeRolePolicyDocument": {
                  "Statement": [
                    {
                      "Action": "sts:AssumeRole",
                      "Condition": {
                        "StringEquals": {
                          "sts:ExternalId": "audit-7"
                        }
                      },
                      "Effect": "Allow",
                      "Principal": {
                        "AWS": "arn:aws:iam::111122223333:root"
                      }
                    }
                  ],
                  "Version": "2012-10-17"
                },
                "ManagedPolicyArns": [
                  {
                    "Ref": "OpencitePolicy1"
                  }
                ],
                "RoleName": "opencite"
              },
              "Type": "AWS::IAM::Role"
            }
          }
        }
        "#);
    }

    #[test]
    fn terraform_attaches_the_policies_to_the_role() {
        insta::assert_snapshot!(samples::text(|w| terraform(&request(true), w)), @r#"
        resource "aws_iam_role" "opencite" {
          name               = "opencite"
          assume_role_policy = <<-EOT
        {
          "Statement": [
            {
              "Action": "sts:AssumeRole",
              "Condition": {
                "StringEquals": {
                  "sts:ExternalId": "audit-7"
                }
              },
              "Effect": "Allow",
              "Principal": {
                "AWS": "arn:aws:iam::111122223333:root"
              }
            }
          ],
          "Version": "2012-10-17"
        }
        EOT
        }

        resource "aws_iam_policy" "opencite_1" {
          name   = "opencite-1"
          policy = <<-EOT
        {
          "Statement": [
            {
              "Action": [
                "bedrock:GetAgent",
                "bedrock:ListAgents"
              ],
              "Effect": "Allow",
              "Resource": "*"
            }
          ],
          "Version": "2012-10-17"
        }
        EOT
        }

        resource "aws_iam_role_policy_attachment" "opencite_1" {
          role       = aws_iam_role.opencite.name
          policy_arn = aws_iam_policy.opencite_1.arn
        }
        "#);
    }

    #[test]
    fn without_trust_there_are_policies_alone() {
        insta::assert_snapshot!(samples::text(|w| json(&request(false), w)), @r#"
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Effect": "Allow",
              "Action": [
                "bedrock:GetAgent",
                "bedrock:ListAgents"
              ],
              "Resource": "*"
            }
          ]
        }
        "#);
        let template = samples::text(|w| cloudformation(&request(false), w));
        assert!(!template.contains("AWS::IAM::Role"), "{template}");
    }

    #[test]
    fn no_policy_is_longer_than_iam_takes() {
        let actions: Vec<IamAction> = (0..500)
            .map(|number| IamAction::new("sagemaker", format!("DescribeSomething{number:05}")))
            .collect();
        let parts = managed(&actions);
        assert!(parts.len() > 2);
        assert!(
            parts
                .iter()
                .all(|part| part.to_string().len() <= MAX_MANAGED)
        );
        let named: usize = parts
            .iter()
            .filter_map(|part| Some(part.pointer("/Statement/0/Action")?.as_array()?.len()))
            .sum();
        assert_eq!(named, actions.len());
    }
}

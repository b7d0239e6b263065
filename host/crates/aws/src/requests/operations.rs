//! What of AWS can be read: the operations, with their IAM actions, out of the models that AWS publishes.
//!
//! `operations/generate.py` writes the list. What does not read, or hands out a secret, is not in it, and what is not in
//! it cannot be sent, whoever grants it.

use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

use opencite_core::{IamAction, Partition};

/// An operation that can be sent.
#[derive(Debug)]
pub(super) struct Operation {
    /// `bedrock:ListAgents`.
    pub(super) action: String,
    pub(super) name: &'static str,
    pub(super) service: Service,
    pub(super) method: &'static str,
    /// `/agents/{agentId}/`.
    pub(super) path: &'static str,
}

/// A service, as it is spoken to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Service {
    /// Its name in AWS's models: `bedrock-agent`.
    pub(super) name: &'static str,
    /// Its name in signatures, which is its prefix in IAM: `bedrock`.
    pub(super) signing_name: &'static str,
    host: &'static str,
    suffix: &'static str,
    pub(super) protocol: Protocol,
}

/// How operations become HTTP requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Protocol {
    /// Each operation has a method and a path.
    Rest,
    /// All have one path; a header names the operation.
    Json {
        /// `1.0` or `1.1`.
        version: &'static str,
        /// What stands before the operation's name in the header.
        target: &'static str,
    },
}

/// A service with its lines of the list, which are read when an operation of it is asked for: a scan needs few.
struct Section {
    service: Service,
    lines: &'static str,
    operations: OnceLock<HashMap<&'static str, Operation>>,
}

static SECTIONS: LazyLock<Vec<Section>> =
    LazyLock::new(|| sections(include_str!("../../operations/operations.txt")));

/// The operation of a service, by their names in AWS's models.
pub(super) fn find(service: &str, operation: &str) -> Option<&'static Operation> {
    let is_named = |section: &&Section| section.service.name == service;
    let section = SECTIONS.iter().find(is_named)?;
    section.operations().get(operation)
}

/// Whether any operation that can be sent needs the action.
pub(super) fn has_action(action: &IamAction) -> bool {
    SECTIONS
        .iter()
        .filter(|section| section.service.signing_name == action.service())
        .any(|section| section.operations().contains_key(action.operation()))
}

impl Service {
    /// Where the service is in a region.
    pub(super) fn endpoint(&self, region: &str, partition: Partition) -> String {
        let suffix = match self.suffix {
            "dual" => partition.dual_stack_suffix(),
            _ => partition.dns_suffix(),
        };
        format!("https://{}.{region}.{suffix}", self.host)
    }
}

impl Section {
    fn operations(&self) -> &HashMap<&'static str, Operation> {
        self.operations.get_or_init(|| {
            let of_line = |line: &'static str| {
                let words: Vec<&str> = line.split_whitespace().collect();
                below(self.service, &words)
            };
            let operations = self.lines.lines().flat_map(of_line);
            operations
                .map(|operation| (operation.name, operation))
                .collect()
        })
    }
}

/// The list in its parts: a service's line, and below it those of its operations, which begin with a space.
fn sections(text: &'static str) -> Vec<Section> {
    let mut sections = Vec::new();
    let mut rest = text;
    while let Some((line, below)) = rest.split_once('\n') {
        let end = end_of_section(below);
        let (lines, next) = below.split_at(end);
        if let Some(service) = of_words(&line.split_whitespace().collect::<Vec<_>>()) {
            sections.push(Section {
                service,
                lines,
                operations: OnceLock::new(),
            });
        }
        rest = next;
    }
    sections
}

/// Where the first line begins that does not begin with a space.
fn end_of_section(text: &str) -> usize {
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        if !line.starts_with(' ') {
            break;
        }
        end += line.len();
    }
    end
}

fn of_words(words: &[&'static str]) -> Option<Service> {
    let (named, protocol) = match *words {
        [name, signing, host, suffix, "rest"] => ([name, signing, host, suffix], Protocol::Rest),
        [name, signing, host, suffix, spoken, target] => {
            let version = spoken.strip_prefix("json-")?;
            let protocol = Protocol::Json { version, target };
            ([name, signing, host, suffix], protocol)
        }
        _ => return None,
    };
    let [name, signing_name, host, suffix] = named;
    Some(Service {
        name,
        signing_name,
        host,
        suffix,
        protocol,
    })
}

/// The operations of a line below a service.
fn below(service: Service, words: &[&'static str]) -> Vec<Operation> {
    let operation = |method, path, name| Operation {
        action: format!("{}:{name}", service.signing_name),
        name,
        service,
        method,
        path,
    };
    match (service.protocol, words) {
        (Protocol::Rest, &[method, path, name]) => vec![operation(method, path, name)],
        (Protocol::Rest, _) => Vec::new(),
        (Protocol::Json { .. }, names) => names
            .iter()
            .map(|name| operation("POST", "/", *name))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(service: &str, operation: &str) -> String {
        let found = find(service, operation);
        found.map_or_else(
            || "none".to_owned(),
            |found| {
                let endpoint = found.service.endpoint("eu-west-1", Partition::Aws);
                format!("{} {endpoint}{} {}", found.method, found.path, found.action)
            },
        )
    }

    #[test]
    fn an_operation_has_a_method_a_path_an_endpoint_and_an_action() {
        insta::assert_snapshot!(shown("bedrock-agent", "GetAgent"), @"GET https://bedrock-agent.eu-west-1.amazonaws.com/agents/{agentId}/ bedrock:GetAgent");
        insta::assert_snapshot!(shown("comprehend", "ListEndpoints"), @"POST https://comprehend.eu-west-1.amazonaws.com/ comprehend:ListEndpoints");
        insta::assert_snapshot!(shown("qbusiness", "ListApplications"), @"GET https://qbusiness.eu-west-1.amazonaws.com/applications qbusiness:ListApplications");
        insta::assert_snapshot!(shown("s3vectors", "ListVectorBuckets"), @"POST https://s3vectors.eu-west-1.api.aws/ListVectorBuckets s3vectors:ListVectorBuckets");
    }

    #[test]
    fn what_writes_or_hands_out_a_secret_is_not_there() {
        for (service, operation) in [
            ("bedrock-agent", "DeleteAgent"),
            ("bedrock-agentcore", "GetResourceApiKey"),
            ("codeartifact", "GetAuthorizationToken"),
            ("cognito-identity", "GetCredentialsForIdentity"),
            ("dynamodb", "PutItem"),
            ("glue", "GetConnection"),
            ("kms", "Decrypt"),
            ("lambda", "GetFunction"),
            ("secretsmanager", "GetSecretValue"),
            ("ssm", "GetParameter"),
            ("sso", "GetRoleCredentials"),
            ("sts", "AssumeRole"),
            ("s3", "GetObject"),
        ] {
            assert_eq!(shown(service, operation), "none");
        }
    }

    #[test]
    fn every_line_of_the_list_is_one() {
        let text = include_str!("../../operations/operations.txt");
        let rest = text
            .lines()
            .filter(|line| line.starts_with("  GET ") || line.starts_with("  POST "));
        let all = || {
            let sections = SECTIONS.iter();
            sections.flat_map(|section| section.operations().values())
        };
        let sent = all().filter(|one| one.service.protocol == Protocol::Rest);
        assert_eq!(sent.count(), rest.count());
        assert!(all().count() > 6_000, "{}", all().count());
    }

    #[test]
    fn every_service_stands_there_once() {
        let mut names: Vec<&str> = SECTIONS.iter().map(|one| one.service.name).collect();
        assert!(names.len() > 300, "{}", names.len());
        names.sort_unstable();
        assert!(names.is_sorted_by(|one, next| one < next));
    }

    #[test]
    fn an_action_is_known_by_its_operation() {
        assert!(has_action(&IamAction::new("bedrock", "ListAgents")));
        assert!(!has_action(&IamAction::new("sts", "AssumeRole")));
    }
}

//! What of AWS can be read: the operations, with their IAM actions, out of the models that AWS publishes.
//!
//! `operations/generate.py` writes the list. What does not read, or hands out a secret, is not in it, and what is not in
//! it cannot be sent, whoever grants it.

use std::collections::HashMap;
use std::sync::LazyLock;

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

/// The operations by their names, below the names of their services.
type Operations = HashMap<&'static str, HashMap<&'static str, Operation>>;

static OPERATIONS: LazyLock<Operations> =
    LazyLock::new(|| parse(include_str!("../../operations/operations.txt")));

/// The operation of a service, by their names in AWS's models.
pub(super) fn find(service: &str, operation: &str) -> Option<&'static Operation> {
    OPERATIONS.get(service)?.get(operation)
}

/// Whether any operation that can be sent needs the action.
pub(super) fn has_action(action: &IamAction) -> bool {
    let wanted = action.to_string();
    all().any(|operation| operation.action == wanted)
}

fn all() -> impl Iterator<Item = &'static Operation> {
    OPERATIONS.values().flat_map(HashMap::values)
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

fn parse(text: &'static str) -> Operations {
    let mut operations = Operations::new();
    let mut service = None;
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    for line in lines {
        let words: Vec<&str> = line.split_whitespace().collect();
        if !line.starts_with(' ') {
            service = of_words(&words);
            continue;
        }
        let Some(service) = service else {
            continue;
        };
        let named = below(service, &words).into_iter();
        let named = named.map(|operation| (operation.name, operation));
        operations.entry(service.name).or_default().extend(named);
    }
    operations
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
        let sent = all().filter(|one| one.service.protocol == Protocol::Rest);
        assert_eq!(sent.count(), rest.count());
        assert!(all().count() > 6_000, "{}", all().count());
    }

    #[test]
    fn an_action_is_known_by_its_operation() {
        assert!(has_action(&IamAction::new("bedrock", "ListAgents")));
        assert!(!has_action(&IamAction::new("sts", "AssumeRole")));
    }
}

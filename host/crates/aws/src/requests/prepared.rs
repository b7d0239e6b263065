//! A request of a plugin, looked at.

use std::fmt;

use opencite_bindings::aws::requests::Request;
use opencite_bindings::aws::types::Fault;
use serde::Serialize;
use serde_json::{Map, Value};

use super::operations::{Operation, Protocol};
use super::path::{self, PathProblem};

/// The largest body, in bytes: what is asked with is small.
const MAX_BODY: usize = 1024 * 1024;
/// The most parameters of a query.
const MAX_QUERY: usize = 100;

/// A request that is sent as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Prepared {
    /// The path and the query, encoded.
    pub(super) target: String,
    /// JSON.
    pub(super) body: Option<String>,
}

/// Why a request is not sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Problem {
    Path(PathProblem),
    /// This parameter of the query is not the plugin's to set.
    Query(String),
    TooManyParameters,
    TooLarge,
    NotAnObject,
    /// The operation takes none.
    Body,
}

impl Prepared {
    /// Looks at a request.
    pub(super) fn of(operation: &Operation, request: Request) -> Result<Self, Problem> {
        path::check(operation.path, &request.path).map_err(Problem::Path)?;
        Ok(Self {
            target: target(operation, &request)?,
            body: body(operation, request.body)?,
        })
    }
}

fn target(operation: &Operation, request: &Request) -> Result<String, Problem> {
    if request.query.len() > MAX_QUERY {
        return Err(Problem::TooManyParameters);
    }
    let has_query = operation.service.protocol == Protocol::Rest;
    let refused = |name: &str| !has_query || !is_own(name);
    if let Some((name, _)) = request.query.iter().find(|(name, _)| refused(name)) {
        return Err(Problem::Query(name.clone()));
    }
    let mut pairs = form_urlencoded::Serializer::new(String::new());
    pairs.extend_pairs(&request.query);
    // What a form writes as `+`, a signature knows as `%20`.
    let query = pairs.finish().replace('+', "%20");
    Ok(match query.as_str() {
        "" => request.path.clone(),
        query => format!("{}?{query}", request.path),
    })
}

/// Whether a parameter is the plugin's to set: those of signatures are not.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html>
fn is_own(name: &str) -> bool {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.:[]".contains(&byte);
    let lower = name.to_ascii_lowercase();
    let is_reserved = lower.starts_with("x-amz-")
        || ["action", "awsaccesskeyid", "signature"].contains(&lower.as_str());
    !name.is_empty() && name.bytes().all(is_word) && !is_reserved
}

fn body(operation: &Operation, body: Option<String>) -> Result<Option<String>, Problem> {
    let Some(body) = body else {
        let is_needed = operation.method == "POST";
        return Ok(is_needed.then(|| "{}".to_owned()));
    };
    if operation.method != "POST" {
        return Err(Problem::Body);
    }
    if body.len() > MAX_BODY {
        return Err(Problem::TooLarge);
    }
    match serde_json::from_str::<Map<String, Value>>(&body) {
        Ok(_) => Ok(Some(body)),
        Err(_) => Err(Problem::NotAnObject),
    }
}

/// What is said when there is no answer, which the books of a batch do not allow.
pub(super) fn unanswered(operation: &Operation) -> Fault {
    Fault {
        operation: operation.action.clone(),
        code: None,
        message: "the request was not answered".to_owned(),
        request_id: None,
        attempts: 0,
        retryable: false,
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(problem) => write!(f, "{problem}"),
            Self::Query(name) => write!(f, "{name:?} is no parameter that a plugin may set here"),
            Self::TooManyParameters => write!(f, "a query has at most {MAX_QUERY} parameters"),
            Self::TooLarge => write!(f, "a body has at most {MAX_BODY} bytes"),
            Self::NotAnObject => f.write_str("the body is no JSON object"),
            Self::Body => f.write_str("the operation takes no body"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::requests::operations;

    fn looked_at(service: &str, operation: &str, request: Request) -> String {
        let operation = operations::find(service, operation).unwrap();
        match Prepared::of(operation, request) {
            Ok(Prepared { target, body }) => {
                format!("{target} {}", body.unwrap_or_else(|| "-".to_owned()))
            }
            Err(problem) => problem.to_string(),
        }
    }

    fn request(path: &str, query: &[(&str, &str)], body: Option<&str>) -> Request {
        let query = query.iter();
        Request {
            path: path.to_owned(),
            query: query
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            body: body.map(str::to_owned),
        }
    }

    #[test]
    fn a_request_keeps_its_path_query_and_body() {
        let get = request("/flows/ABC/", &[("x", "a b&c=d/é")], None);
        insta::assert_snapshot!(looked_at("bedrock-agent", "GetFlow", get), @"/flows/ABC/?x=a%20b%26c%3Dd%2F%C3%A9 -");
        let list = request("/agents/", &[], Some("{\"maxResults\":100}"));
        insta::assert_snapshot!(looked_at("bedrock-agent", "ListAgents", list), @r#"/agents/ {"maxResults":100}"#);
        insta::assert_snapshot!(looked_at("comprehend", "ListEndpoints", request("/", &[], None)), @"/ {}");
    }

    #[test]
    fn what_is_the_hosts_is_refused() {
        let get = |query: &[(&str, &str)]| {
            looked_at(
                "bedrock-agent",
                "GetFlow",
                request("/flows/ABC/", query, None),
            )
        };
        for name in [
            "X-Amz-Signature",
            "x-amz-expires",
            "Action",
            "a b",
            "a\r\nHost",
            "",
        ] {
            assert!(get(&[(name, "1")]).contains("no parameter"), "{name:?}");
        }
        let many: Vec<_> = std::iter::repeat_n(("a", "1"), MAX_QUERY + 1).collect();
        insta::assert_snapshot!(get(&many), @"a query has at most 100 parameters");
        let with_query = request("/", &[("Action", "DeleteAll")], None);
        insta::assert_snapshot!(looked_at("comprehend", "ListEndpoints", with_query), @r#""Action" is no parameter that a plugin may set here"#);
    }

    #[test]
    fn a_body_is_an_object_of_some_size_and_only_where_there_is_one() {
        let list = |body: &str| {
            looked_at(
                "bedrock-agent",
                "ListAgents",
                request("/agents/", &[], Some(body)),
            )
        };
        insta::assert_snapshot!(list("[1]"), @"the body is no JSON object");
        insta::assert_snapshot!(list("{\"a\":1} {\"b\":2}"), @"the body is no JSON object");
        let large = format!("{{\"a\":\"{}\"}}", "x".repeat(MAX_BODY));
        insta::assert_snapshot!(list(&large), @"a body has at most 1048576 bytes");
        let get = request("/flows/ABC/", &[], Some("{}"));
        insta::assert_snapshot!(looked_at("bedrock-agent", "GetFlow", get), @"the operation takes no body");
        let elsewhere = request("/flows/../", &[], None);
        insta::assert_snapshot!(looked_at("bedrock-agent", "GetFlow", elsewhere), @"a parameter is empty or leads elsewhere");
    }
}

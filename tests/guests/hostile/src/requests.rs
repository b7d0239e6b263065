//! Operations asked for by their names, as they must not be.

use crate::Case;
use crate::exports::opencite::plugin::guest::Failure;
use crate::opencite::aws_request::requests::{self, Request};

/// What the manifest asks for. `bedrock:ListAgents`, which is sent below, is not among it.
pub(crate) const ACTIONS: [&str; 4] = [
    "bedrock:GetAgent",
    "bedrock:GetCustomModel",
    "bedrock:ListCustomModels",
    "bedrock:ListGuardrails",
];

pub(crate) const CASES: &[Case] = &[
    ("sends_a_write", || send("DeleteAgent", "/agents/A/", None)),
    ("sends_for_a_secret", sends_for_a_secret),
    ("sends_what_is_not_granted", || {
        send("ListAgents", "/agents/", None)
    }),
    ("sends_to_another_path", || {
        send("GetAgent", "/agents/..%2Fflows/", None)
    }),
    ("sends_to_another_host", || {
        send("GetAgent", "//evil.example/agents/", None)
    }),
    ("sends_a_second_header", || {
        send("GetAgent", "/agents/A%0d%0aHost%3A%20evil/", None)
    }),
    ("sends_a_signature", || {
        send("GetAgent", "/agents/A/", Some("X-Amz-Signature"))
    }),
    ("sends_200_000_at_once", || sends_many_at_once("GetAgent")),
    ("sends_200_000_of_no_operation", || {
        sends_many_at_once("NoSuchOperation")
    }),
];

fn sends_for_a_secret() -> Result<(), Failure> {
    drop(requests::send(
        "secretsmanager",
        "GetSecretValue",
        &[request("/", None)],
    ));
    Ok(())
}

/// As many as the host takes in one call: each is to be answered.
fn sends_many_at_once(operation: &str) -> Result<(), Failure> {
    let request = Request {
        path: String::new(),
        query: Vec::new(),
        body: None,
    };
    let answers = requests::send("bedrock-agent", operation, &vec![request; 200_000]);
    Err(Failure::Other(format!("{} answers", answers.len())))
}

/// Sends, and hides what came of it: the host has it in its books.
fn send(operation: &str, path: &str, parameter: Option<&str>) -> Result<(), Failure> {
    drop(requests::send(
        "bedrock-agent",
        operation,
        &[request(path, parameter)],
    ));
    Ok(())
}

fn request(path: &str, parameter: Option<&str>) -> Request {
    let query = parameter.map(|name| (name.to_owned(), "1".to_owned()));
    Request {
        path: path.to_owned(),
        query: query.into_iter().collect(),
        body: None,
    }
}

//! Operations of services that have no functions of their own in [`aws`](crate::aws): named, and answered as JSON.
//!
//! The plugin has to name their IAM actions in [`Plugin::ACTIONS`](crate::Plugin::ACTIONS). A listing is [`Listing`], which
//! is [`Pages`](crate::Pages) like any other; [`list_each`] reads the listings of many parents, and [`get_each`] describes
//! many things at once.

mod listing;
mod record;

pub use listing::{Listing, Tokens, list_each};
pub use record::Record;

use crate::AwsError;
use crate::generated::opencite::aws_request::requests::{self, Request};

/// An operation, by the names of AWS's models.
#[derive(Debug, Clone, Copy)]
pub struct Operation {
    /// `bedrock-agent`.
    pub service: &'static str,
    /// `GetAgent`.
    pub name: &'static str,
    /// The member of the answer that matters: `agent`; the whole answer where it is empty.
    pub member: &'static str,
}

/// Asks for many things at once, each by its path (and query, see [`with_query`]), answered in order.
pub fn get_each(operation: &Operation, targets: &[String]) -> Vec<Result<Record, AwsError>> {
    let requests: Vec<Request> = targets.iter().map(|target| request(target)).collect();
    let answers = operation.send(&requests).into_iter();
    answers
        .map(|answer| Ok(answer?.into_member(operation.member)))
        .collect()
}

/// A part of a path: what has to be is percent-encoded.
///
/// Source: RFC 3986 section 2.3.
pub fn segment(text: &str) -> String {
    let encode = |byte: u8| {
        let is_plain = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        if is_plain {
            char::from(byte).to_string()
        } else {
            format!("%{byte:02X}")
        }
    };
    text.bytes().map(encode).collect()
}

/// A path with a parameter of its query.
pub fn with_query(path: &str, name: &str, value: &str) -> String {
    format!("{path}?{name}={}", segment(value))
}

/// The request of a path, with the query that may follow it.
fn request(target: &str) -> Request {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    Request {
        path: path.to_owned(),
        query: pairs
            .map(|(name, value)| (name.to_owned(), decoded(value)))
            .collect(),
        body: None,
    }
}

/// What [`segment`] was made of.
fn decoded(segment: &str) -> String {
    let mut bytes = Vec::with_capacity(segment.len());
    let mut rest = segment.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        let code = after
            .get(..2)
            .and_then(|digits| std::str::from_utf8(digits).ok());
        let code = code.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        let code = code.filter(|_| *byte == b'%');
        bytes.push(code.unwrap_or(*byte));
        let taken = if code.is_some() { 2 } else { 0 };
        rest = after.get(taken..).unwrap_or_default();
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

impl Operation {
    fn send(&self, requests: &[Request]) -> Vec<Result<Record, AwsError>> {
        let answers = requests::send(self.service, self.name, requests);
        answers
            .into_iter()
            .map(|answer| Ok(Record::parse(&answer?)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_segment_holds_nothing_that_leads_elsewhere() {
        assert_eq!(segment("ABC-1_2.3~x"), "ABC-1_2.3~x");
        assert_eq!(segment("arn:aws:x/y z"), "arn%3Aaws%3Ax%2Fy%20z");
        assert_eq!(segment("é?#"), "%C3%A9%3F%23");
    }

    #[test]
    fn a_query_comes_back_as_it_was_given() {
        let request = request(&with_query("/prompts/", "promptIdentifier", "a b&c=d/é%"));
        assert_eq!(request.path, "/prompts/");
        let pair = ("promptIdentifier".to_owned(), "a b&c=d/é%".to_owned());
        assert_eq!(request.query, [pair]);
    }
}

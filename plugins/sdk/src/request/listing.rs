//! Listings whose pages are turned with a token.

use std::cell::RefCell;

use serde_json::{Map, Value};

use super::record::snake_case;
use super::{Operation, Record, request};
use crate::AwsError;
use crate::generated::opencite::aws_request::requests::Request;
use crate::pages::Pages;

/// The most pages of one of many listings.
const MAX_PAGES: usize = 100;

/// Where an operation takes the size of a page, and the token of the next one.
#[derive(Debug, Clone, Copy)]
pub enum Tokens {
    /// In the query, as `maxResults` and `nextToken`; the number is that of things in a page.
    Query(u32),
    /// In the body, likewise.
    Body(u32),
}

/// A listing: [`Pages`] of [`Record`]s. Its operation's `member` is the list.
pub struct Listing {
    operation: Operation,
    path: String,
    tokens: Tokens,
    /// The next token; nothing after the last page.
    next: RefCell<Option<String>>,
}

impl Listing {
    /// The listing of an operation at a path.
    pub fn new(operation: Operation, path: impl Into<String>, tokens: Tokens) -> Self {
        Self {
            operation,
            path: path.into(),
            tokens,
            next: RefCell::new(Some(String::new())),
        }
    }
}

impl Pages for Listing {
    type Item = Record;

    fn next_page(&self) -> Result<Option<Vec<Record>>, AwsError> {
        let Some(token) = self.next.take() else {
            return Ok(None);
        };
        let request = self.tokens.request(&self.path, &token);
        let answer = self.operation.send(&[request]).pop();
        let Some(answer) = answer.transpose()? else {
            return Ok(None);
        };
        let (items, next) = page(self.operation.member, answer);
        // A token that does not change leads nowhere.
        *self.next.borrow_mut() = next.filter(|next| *next != token);
        Ok(Some(items))
    }
}

/// The same listing at many paths, many at once, each read to its end, answered in order.
pub fn list_each(
    operation: &Operation,
    paths: &[String],
    tokens: Tokens,
) -> Vec<Result<Vec<Record>, AwsError>> {
    let mut answers: Vec<Result<Vec<Record>, AwsError>> =
        paths.iter().map(|_| Ok(Vec::new())).collect();
    let mut open: Vec<(usize, String)> = (0..paths.len()).map(|at| (at, String::new())).collect();
    for _page in 0..MAX_PAGES {
        if open.is_empty() {
            return answers;
        }
        let requests: Vec<Request> = open
            .iter()
            .filter_map(|(at, token)| Some(tokens.request(paths.get(*at)?, token)))
            .collect();
        let pages = operation.send(&requests);
        let asked = std::mem::take(&mut open);
        for ((at, token), page) in asked.into_iter().zip(pages) {
            let next = take(operation.member, page, answers.get_mut(at));
            open.extend(next.filter(|next| *next != token).map(|next| (at, next)));
        }
    }
    for (at, _) in open {
        if let Some(answer) = answers.get_mut(at) {
            *answer = Err(AwsError::Limit(format!(
                "{MAX_PAGES} pages of one of many listings"
            )));
        }
    }
    answers
}

/// Adds a page to what is there of a listing, and gives the next token.
fn take(
    member: &str,
    answer: Result<Record, AwsError>,
    listed: Option<&mut Result<Vec<Record>, AwsError>>,
) -> Option<String> {
    let listed = listed?;
    match (answer, listed) {
        (Ok(answer), Ok(items)) => {
            let (more, next) = page(member, answer);
            items.extend(more);
            next
        }
        (Err(error), listed) => {
            *listed = Err(error);
            None
        }
        (Ok(_), Err(_)) => None,
    }
}

fn page(member: &str, answer: Record) -> (Vec<Record>, Option<String>) {
    let next = answer.maybe("next_token").map(str::to_owned);
    let next = next.filter(|token| !token.is_empty());
    (answer.into_list(&snake_case(member)), next)
}

impl Tokens {
    fn request(self, target: &str, token: &str) -> Request {
        let mut request = request(target);
        match self {
            Self::Query(size) => {
                let size = ("maxResults".to_owned(), size.to_string());
                let token = (!token.is_empty()).then(|| ("nextToken".to_owned(), token.to_owned()));
                request.query.extend(std::iter::once(size).chain(token));
            }
            Self::Body(size) => {
                let mut body = Map::from_iter([("maxResults".to_owned(), size.into())]);
                if !token.is_empty() {
                    body.insert("nextToken".to_owned(), token.into());
                }
                request.body = Some(Value::Object(body).to_string());
            }
        }
        request
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_goes_where_the_operation_takes_it() {
        let query = Tokens::Query(100).request("/flows/", "t");
        assert_eq!(
            query.query,
            [
                ("maxResults".to_owned(), "100".to_owned()),
                ("nextToken".to_owned(), "t".to_owned())
            ]
        );
        assert_eq!(query.body, None);
        let body = Tokens::Body(10).request("/agents/", "");
        assert_eq!(body.body.as_deref(), Some(r#"{"maxResults":10}"#));
    }

    #[test]
    fn a_page_is_the_list_and_the_next_token() {
        let answer = Record::parse(r#"{"agentSummaries":[{"agentId":"A"}],"nextToken":"t"}"#);
        let (items, next) = page("agentSummaries", answer);
        assert_eq!((items.len(), next.as_deref()), (1, Some("t")));
        let (items, next) = page("agentSummaries", Record::parse(r#"{"nextToken":""}"#));
        assert_eq!((items.len(), next), (0, None));
    }
}

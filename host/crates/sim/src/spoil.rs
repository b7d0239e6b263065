//! The faults that happen to an answer after it is known.

use bytes::Bytes;
use hyper::Response;

use crate::body::{AnswerBody, slow, whole};
use crate::fault::FaultKind;
use crate::protocol::Answer;

const HTML: &str = "<!DOCTYPE html>\n<html><head><title>Sign in to the guest network</title></head><body></body></html>\n";

/// What the connection does in the end.
pub(crate) enum Outcome {
    Answer(Response<AnswerBody>),
    Hang,
    Reset,
}

/// Applies the faults that happen after the answer is known; the status is 0 where the client gets none.
pub(crate) fn spoil(mut answer: Answer, fault: Option<&FaultKind>, id: &str) -> (Outcome, u16) {
    match fault {
        Some(FaultKind::Hang) => return (Outcome::Hang, 0),
        Some(FaultKind::Reset) => return (Outcome::Reset, 0),
        Some(FaultKind::Html) => answer = html(200),
        Some(FaultKind::HtmlError(status)) => answer = html(*status),
        Some(FaultKind::Malformed) => truncate(&mut answer.body),
        Some(FaultKind::Status { status, code: None }) => {
            answer = Answer {
                status: *status,
                body: Bytes::new(),
                ..answer
            }
        }
        Some(
            FaultKind::Deny
            | FaultKind::DenyByServiceControlPolicy
            | FaultKind::Throttle
            | FaultKind::InternalError
            | FaultKind::ExpiredToken
            | FaultKind::UnknownOperation
            | FaultKind::UnknownOperationAsValidation
            | FaultKind::NotSupportedInRegion
            | FaultKind::SlowBody
            | FaultKind::Delay(_)
            | FaultKind::Status { code: Some(_), .. },
        )
        | None => {}
    }
    let is_slow = matches!(fault, Some(FaultKind::SlowBody));
    let body: fn(Bytes) -> AnswerBody = if is_slow { slow } else { whole };
    let status = answer.status;
    (Outcome::Answer(answer.response(id, body)), status)
}

fn html(status: u16) -> Answer {
    Answer {
        status,
        content_type: "text/html",
        error_type: None,
        query_error: None,
        body: Bytes::from_static(HTML.as_bytes()),
    }
}

fn truncate(body: &mut Bytes) {
    body.truncate(body.len() / 2);
}

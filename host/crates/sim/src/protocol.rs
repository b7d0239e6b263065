//! Writes answers and problems in the wire protocol of a service.
//!
//! restJson1 (Bedrock) names an error in a header and carries `{"message"}`; awsQuery (STS) is XML with the request id
//! in the body. The names of errors and their statuses differ between the two, too: [`Protocol::name`] has the table.

use hyper::Response;
use hyper::header::CONTENT_TYPE;
use serde_json::{Value, json};

use crate::body::{AnswerBody, whole};
use crate::problem::{Problem, ProblemKind};

const STS_NAMESPACE: &str = "https://sts.amazonaws.com/doc/2011-06-15/";

/// A wire protocol of AWS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Protocol {
    RestJson1,
    AwsQuery,
}

/// What a handler answers.
#[derive(Debug)]
pub(crate) enum Reply {
    /// A document of restJson1.
    Json(Value),
    /// What stands inside `<OperationResult>`.
    Xml(String),
}

/// An answer before it is sent: faults may still spoil it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) content_type: &'static str,
    pub(crate) error_type: Option<String>,
    pub(crate) body: String,
}

impl Protocol {
    pub(crate) fn reply(self, operation: &str, request_id: &str, reply: Reply) -> Answer {
        let body = match reply {
            Reply::Json(document) => document.to_string(),
            Reply::Xml(inner) => format!(
                "<{operation}Response xmlns=\"{STS_NAMESPACE}\">\n  <{operation}Result>{inner}</{operation}Result>\n  \
                 <ResponseMetadata>\n    <RequestId>{request_id}</RequestId>\n  </ResponseMetadata>\n</{operation}Response>\n"
            ),
        };
        Answer {
            status: 200,
            content_type: self.content_type(),
            error_type: None,
            body,
        }
    }

    pub(crate) fn problem(self, service: &str, request_id: &str, problem: &Problem) -> Answer {
        let (status, code) = self.name(&problem.kind);
        match self {
            Self::RestJson1 => Answer {
                status,
                content_type: self.content_type(),
                // AWS adds the address of the exception's package, which a client must cut off.
                error_type: Some(format!(
                    "{code}:http://internal.amazon.com/coral/com.amazon.{service}/"
                )),
                body: json!({ "message": problem.message }).to_string(),
            },
            Self::AwsQuery => Answer {
                status,
                content_type: self.content_type(),
                error_type: None,
                body: error_document(status, &code, &problem.message, request_id),
            },
        }
    }

    fn content_type(self) -> &'static str {
        match self {
            Self::RestJson1 => "application/json",
            Self::AwsQuery => "text/xml",
        }
    }

    /// The status and code by which this protocol knows a problem.
    fn name(self, kind: &ProblemKind) -> (u16, String) {
        let (json, query) = match kind {
            ProblemKind::MissingToken => (
                (403, "MissingAuthenticationTokenException"),
                (403, "MissingAuthenticationToken"),
            ),
            ProblemKind::IncompleteSignature => (
                (403, "IncompleteSignatureException"),
                (400, "IncompleteSignature"),
            ),
            ProblemKind::BadSignature => (
                (403, "InvalidSignatureException"),
                (403, "SignatureDoesNotMatch"),
            ),
            ProblemKind::UnknownKey => (
                (403, "UnrecognizedClientException"),
                (403, "InvalidClientTokenId"),
            ),
            ProblemKind::ExpiredToken => ((403, "ExpiredTokenException"), (403, "ExpiredToken")),
            ProblemKind::AccessDenied => ((403, "AccessDeniedException"), (403, "AccessDenied")),
            ProblemKind::Throttled => ((429, "ThrottlingException"), (400, "Throttling")),
            ProblemKind::Internal => ((500, "InternalServerException"), (500, "InternalFailure")),
            ProblemKind::Invalid => ((400, "ValidationException"), (400, "ValidationError")),
            ProblemKind::NotFound => ((404, "ResourceNotFoundException"), (404, "NoSuchEntity")),
            ProblemKind::UnknownOperation => {
                ((404, "UnknownOperationException"), (400, "InvalidAction"))
            }
            ProblemKind::Named { status, code } => return (*status, code.clone()),
        };
        let (status, code) = match self {
            Self::RestJson1 => json,
            Self::AwsQuery => query,
        };
        (status, code.to_owned())
    }
}

impl Answer {
    /// The answer as HTTP has it.
    pub(crate) fn response(
        self,
        request_id: &str,
        body: fn(String) -> AnswerBody,
    ) -> Response<AnswerBody> {
        let mut response = Response::builder()
            .status(self.status)
            .header(CONTENT_TYPE, self.content_type)
            .header("x-amzn-requestid", request_id);
        if let Some(error_type) = self.error_type {
            response = response.header("x-amzn-errortype", error_type);
        }
        response
            .body(body(self.body))
            .unwrap_or_else(|_| Response::new(whole(String::new())))
    }
}

fn error_document(status: u16, code: &str, message: &str, request_id: &str) -> String {
    let who = if status < 500 { "Sender" } else { "Receiver" };
    let message = escape(message);
    format!(
        "<ErrorResponse xmlns=\"{STS_NAMESPACE}\">\n  <Error>\n    <Type>{who}</Type>\n    <Code>{code}</Code>\n    \
         <Message>{message}</Message>\n  </Error>\n  <RequestId>{request_id}</RequestId>\n</ErrorResponse>\n"
    )
}

/// Makes text safe inside an XML element.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::Protocol;
    use crate::problem::{Problem, ProblemKind};

    #[test]
    fn the_same_problem_has_another_name_in_each_protocol() {
        let problem = Problem::new(ProblemKind::UnknownKey, "who <is> that?");
        let json = Protocol::RestJson1.problem("bedrock", "r-1", &problem);
        assert_eq!(json.status, 403);
        assert_eq!(
            json.error_type.as_deref(),
            Some(
                "UnrecognizedClientException:http://internal.amazon.com/coral/com.amazon.bedrock/"
            )
        );
        assert_eq!(json.body, r#"{"message":"who <is> that?"}"#);
        let xml = Protocol::AwsQuery.problem("sts", "r-1", &problem);
        assert!(xml.body.contains("<Code>InvalidClientTokenId</Code>"));
        assert!(xml.body.contains("<Message>who &lt;is&gt; that?</Message>"));
        assert!(xml.body.contains("<RequestId>r-1</RequestId>"));
    }
}

//! Writes answers and problems in the wire protocol of a service.
//!
//! restJson1 (Bedrock) names an error in a header and carries `{"message"}`; awsJson1.1 (`SageMaker`) names it in the
//! body, `{"__type","message"}`, nearly always with status 400; awsQuery (STS) is XML with the request id in the body; RPC v2
//! (CloudWatch) is CBOR, and has the names of awsQuery in a header.
//! The names of errors and their statuses differ between them, too: [`Protocol::name`] has the table.

use bytes::Bytes;
use hyper::Response;
use hyper::header::CONTENT_TYPE;
use serde_json::{Value, json};

use crate::body::{AnswerBody, whole};
use crate::cbor::{self, Item};
use crate::problem::{Problem, ProblemKind};

const CBOR: &str = "application/cbor";

const STS_NAMESPACE: &str = "https://sts.amazonaws.com/doc/2011-06-15/";

/// A wire protocol of AWS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Protocol {
    RestJson1,
    /// awsJson1.1: every call is a POST of `/`, told apart by the header `X-Amz-Target`.
    AwsJson,
    AwsQuery,
    /// Smithy's RPC v2 with CBOR, compatible with the awsQuery that the service spoke before.
    RpcCbor,
}

/// What a handler answers.
#[derive(Debug)]
pub(crate) enum Reply {
    /// A document of restJson1 or awsJson1.1.
    Json(Value),
    /// What stands inside `<OperationResult>`.
    Xml(String),
    /// A document of RPC v2.
    Cbor(Item),
}

/// An answer before it is sent: faults may still spoil it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) content_type: &'static str,
    pub(crate) error_type: Option<String>,
    /// What the error was called in awsQuery, and whose fault it is, where clients still go by that.
    pub(crate) query_error: Option<String>,
    pub(crate) body: Bytes,
}

impl Protocol {
    pub(crate) fn reply(self, operation: &str, request_id: &str, reply: Reply) -> Answer {
        let body = match reply {
            Reply::Json(document) => document.to_string().into(),
            Reply::Cbor(document) => cbor::write(&document).into(),
            Reply::Xml(inner) => format!(
                "<{operation}Response xmlns=\"{STS_NAMESPACE}\">\n  <{operation}Result>{inner}</{operation}Result>\n  \
                 <ResponseMetadata>\n    <RequestId>{request_id}</RequestId>\n  </ResponseMetadata>\n</{operation}Response>\n"
            )
            .into(),
        };
        Answer {
            status: 200,
            content_type: self.content_type(),
            error_type: None,
            query_error: None,
            body,
        }
    }

    pub(crate) fn problem(self, service: &str, request_id: &str, problem: &Problem) -> Answer {
        let (status, code) = self.name(&problem.kind);
        let message = problem.message.as_str();
        let body = match self {
            Self::RestJson1 => json!({ "message": message }).to_string().into(),
            Self::AwsJson => json!({ "__type": code, "message": message })
                .to_string()
                .into(),
            Self::AwsQuery => error_document(status, &code, message, request_id).into(),
            Self::RpcCbor => cbor::write(&cbor_error(&code, message)).into(),
        };
        // AWS adds the address of the exception's package, which a client must cut off.
        let error_type = (self == Self::RestJson1)
            .then(|| format!("{code}:http://internal.amazon.com/coral/com.amazon.{service}/"));
        let query_error = (self == Self::RpcCbor).then(|| format!("{code};{}", fault(status)));
        Answer {
            status,
            content_type: self.content_type(),
            error_type,
            query_error,
            body,
        }
    }

    fn content_type(self) -> &'static str {
        match self {
            Self::RestJson1 => "application/json",
            Self::AwsJson => "application/x-amz-json-1.1",
            Self::AwsQuery => "text/xml",
            Self::RpcCbor => CBOR,
        }
    }

    /// The status and code by which this protocol knows a problem.
    fn name(self, kind: &ProblemKind) -> (u16, String) {
        let (rest, rpc, query) = match kind {
            ProblemKind::MissingToken => (
                (403, "MissingAuthenticationTokenException"),
                (400, "MissingAuthenticationTokenException"),
                (403, "MissingAuthenticationToken"),
            ),
            ProblemKind::IncompleteSignature => (
                (403, "IncompleteSignatureException"),
                (400, "IncompleteSignatureException"),
                (400, "IncompleteSignature"),
            ),
            ProblemKind::BadSignature => (
                (403, "InvalidSignatureException"),
                (400, "InvalidSignatureException"),
                (403, "SignatureDoesNotMatch"),
            ),
            ProblemKind::UnknownKey => (
                (403, "UnrecognizedClientException"),
                (400, "UnrecognizedClientException"),
                (403, "InvalidClientTokenId"),
            ),
            ProblemKind::ExpiredToken => (
                (403, "ExpiredTokenException"),
                (400, "ExpiredTokenException"),
                (403, "ExpiredToken"),
            ),
            ProblemKind::AccessDenied => (
                (403, "AccessDeniedException"),
                (400, "AccessDeniedException"),
                (403, "AccessDenied"),
            ),
            ProblemKind::Throttled => (
                (429, "ThrottlingException"),
                (400, "ThrottlingException"),
                (400, "Throttling"),
            ),
            ProblemKind::Internal => (
                (500, "InternalServerException"),
                (500, "InternalFailure"),
                (500, "InternalFailure"),
            ),
            ProblemKind::Invalid => (
                (400, "ValidationException"),
                (400, "ValidationException"),
                (400, "ValidationError"),
            ),
            ProblemKind::NotFound => (
                (404, "ResourceNotFoundException"),
                (400, "ResourceNotFoundException"),
                (404, "NoSuchEntity"),
            ),
            ProblemKind::UnknownOperation => (
                (404, "UnknownOperationException"),
                (400, "UnknownOperationException"),
                (400, "InvalidAction"),
            ),
            ProblemKind::Named { status, code } => return (*status, code.clone()),
        };
        let (status, code) = match self {
            Self::RestJson1 => rest,
            Self::AwsJson => rpc,
            Self::AwsQuery | Self::RpcCbor => query,
        };
        (status, code.to_owned())
    }
}

impl Answer {
    /// The answer as HTTP has it.
    pub(crate) fn response(
        self,
        request_id: &str,
        body: fn(Bytes) -> AnswerBody,
    ) -> Response<AnswerBody> {
        let mut response = Response::builder()
            .status(self.status)
            .header(CONTENT_TYPE, self.content_type)
            .header("x-amzn-requestid", request_id);
        if let Some(error_type) = self.error_type {
            response = response.header("x-amzn-errortype", error_type);
        }
        if let Some(query_error) = self.query_error {
            response = response.header("x-amzn-query-error", query_error);
        }
        if self.content_type == CBOR {
            response = response.header("smithy-protocol", "rpc-v2-cbor");
        }
        response
            .body(body(self.body))
            .unwrap_or_else(|_| Response::new(whole(Bytes::new())))
    }
}

fn cbor_error(code: &str, message: &str) -> Item {
    let kind = format!("com.amazonaws.cloudwatch#{code}");
    Item::Map(vec![
        ("__type", Item::Text(kind)),
        ("message", Item::Text(message.to_owned())),
    ])
}

/// Whose fault an error is, in the words of awsQuery.
fn fault(status: u16) -> &'static str {
    if status < 500 { "Sender" } else { "Receiver" }
}

fn error_document(status: u16, code: &str, message: &str, request_id: &str) -> String {
    let who = fault(status);
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
    use serde_json::json;

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
        let rpc = Protocol::AwsJson.problem("sagemaker", "r-1", &problem);
        assert_eq!((rpc.status, rpc.error_type), (400, None));
        assert_eq!(
            rpc.body,
            r#"{"__type":"UnrecognizedClientException","message":"who <is> that?"}"#
        );
        let xml = Protocol::AwsQuery.problem("sts", "r-1", &problem);
        let text = String::from_utf8_lossy(&xml.body);
        assert!(text.contains("<Code>InvalidClientTokenId</Code>"));
        assert!(text.contains("<Message>who &lt;is&gt; that?</Message>"));
        assert!(text.contains("<RequestId>r-1</RequestId>"));
        let rpc = Protocol::RpcCbor.problem("monitoring", "r-1", &problem);
        assert_eq!(
            rpc.query_error.as_deref(),
            Some("InvalidClientTokenId;Sender")
        );
        assert_eq!(
            crate::cbor::read(&rpc.body),
            Some(
                json!({"__type": "com.amazonaws.cloudwatch#InvalidClientTokenId", "message": "who <is> that?"})
            )
        );
    }
}

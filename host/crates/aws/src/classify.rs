//! Turns every shape of SDK error into the one error that plugins and operators see.

use std::error::Error;
use std::io;

use aws_credential_types::provider::error::CredentialsError;
use aws_sdk_sts::operation::assume_role::AssumeRoleError;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::{ConnectorError, SdkError};
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use aws_types::request_id::RequestId as _;
use opencite_bindings::aws::types::{AwsError, Denial, Fault, Refuser};
use opencite_core::IamAction;

use crate::scrub::scrub;

/// What AWS's error codes mean. A code that is not listed is judged by the HTTP status.
///
/// Source: <https://docs.aws.amazon.com/bedrock/latest/APIReference/CommonErrors.html> and the common errors of the
/// other services, which use other words for the same things.
const CODES: &[(&str, Meaning)] = &[
    ("AccessDenied", Meaning::Denied),
    ("AccessDeniedException", Meaning::Denied),
    ("AuthorizationError", Meaning::Denied),
    ("NotAuthorized", Meaning::Denied),
    ("UnauthorizedOperation", Meaning::Denied),
    ("Throttling", Meaning::Throttled),
    ("ThrottlingException", Meaning::Throttled),
    ("ThrottledException", Meaning::Throttled),
    ("RequestThrottled", Meaning::Throttled),
    ("RequestLimitExceeded", Meaning::Throttled),
    ("SlowDown", Meaning::Throttled),
    ("TooManyRequestsException", Meaning::Throttled),
    ("NotFoundException", Meaning::NotFound),
    ("ResourceNotFound", Meaning::NotFound),
    ("ResourceNotFoundException", Meaning::NotFound),
    ("UnknownOperationException", Meaning::Unsupported),
    ("UnsupportedOperation", Meaning::Unsupported),
    ("ExpiredToken", Meaning::Credentials),
    ("ExpiredTokenException", Meaning::Credentials),
    ("IncompleteSignature", Meaning::Credentials),
    ("IncompleteSignatureException", Meaning::Credentials),
    ("InvalidClientTokenId", Meaning::Credentials),
    ("InvalidSignatureException", Meaning::Credentials),
    ("MissingAuthenticationToken", Meaning::Credentials),
    ("MissingAuthenticationTokenException", Meaning::Credentials),
    ("RequestExpired", Meaning::Credentials),
    ("SignatureDoesNotMatch", Meaning::Credentials),
    ("UnrecognizedClientException", Meaning::Credentials),
    ("ValidationError", Meaning::Invalid),
    ("ValidationException", Meaning::Invalid),
];

/// The codes by which AWS refuses a call for the rate of calls.
pub(crate) fn throttling_codes() -> impl Iterator<Item = &'static str> {
    let throttled = |(_, meaning): &&(&str, Meaning)| *meaning == Meaning::Throttled;
    CODES.iter().filter(throttled).map(|(code, _)| *code)
}

const ASSUME_ROLE: &str = "sts:AssumeRole";

/// How the SDK begins to say that it has looked everywhere; what it did not find where follows, in many lines.
const NO_CREDENTIALS_IN_CHAIN: &str = "no credentials found in chain";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Denied,
    Throttled,
    NotFound,
    Unsupported,
    Credentials,
    Invalid,
}

/// The error of one call of `operation` (`bedrock:ListCustomModels`) that was attempted `attempts` times.
pub(crate) fn classify<E>(
    operation: &str,
    attempts: u32,
    error: &SdkError<E, HttpResponse>,
) -> AwsError
where
    E: ProvideErrorMetadata + Error + 'static,
{
    if let Some(refused) = role_refusal(error) {
        return classify(ASSUME_ROLE, attempts, refused);
    }
    let fault = |code: Option<&str>, message: &str, retryable| Fault {
        operation: operation.to_owned(),
        code: code.map(scrub),
        message: scrub(message),
        request_id: error.request_id().map(scrub),
        attempts,
        retryable,
    };
    match error {
        SdkError::ServiceError(answer) => {
            let (err, raw) = (answer.err(), answer.raw());
            let status = raw.status().as_u16();
            let Some(code) = err.code() else {
                return without_code(status, raw, &fault);
            };
            let message = err.message().unwrap_or(code);
            by_code(code, status, message, operation, &fault)
        }
        SdkError::TimeoutError(_) => AwsError::Timeout(fault(None, "no answer in time", true)),
        SdkError::ResponseError(answer) => {
            let status = answer.raw().status().as_u16();
            let what = format!("{}: {}", not_aws(status, answer.raw()), causes(error));
            AwsError::MalformedResponse(fault(None, &what, false))
        }
        SdkError::DispatchFailure(failure) => undelivered(failure.as_connector_error(), &fault),
        SdkError::ConstructionFailure(_) => no_credentials_or_request(error, &fault),
        _ => AwsError::Other(fault(None, &causes(error), false)),
    }
}

/// The error of a call that was not answered at all.
fn undelivered(
    error: Option<&ConnectorError>,
    fault: &impl Fn(Option<&str>, &str, bool) -> Fault,
) -> AwsError {
    let Some(error) = error else {
        return AwsError::Network(fault(None, "the request could not be sent", true));
    };
    let chain = causes(error);
    if find::<CredentialsError>(error).is_some() {
        no_credentials(error, fault)
    } else if error.is_timeout() {
        AwsError::Timeout(fault(None, &chain, true))
    } else if names_no_host(error) {
        AwsError::UnsupportedRegion(fault(None, &format!("no such endpoint: {chain}"), false))
    } else {
        AwsError::Network(fault(None, &chain, true))
    }
}

fn by_code(
    code: &str,
    status: u16,
    message: &str,
    operation: &str,
    fault: &impl Fn(Option<&str>, &str, bool) -> Fault,
) -> AwsError {
    let meaning = CODES
        .iter()
        .find(|(known, _)| *known == code)
        .map(|(_, meaning)| *meaning);
    // SageMaker's word for what is not there.
    let meaning = match meaning {
        Some(Meaning::Invalid) if message.starts_with("Could not find ") => Some(Meaning::NotFound),
        meaning => meaning,
    };
    match meaning {
        Some(Meaning::Denied) => AwsError::AccessDenied(denial(
            operation,
            message,
            fault(Some(code), message, false),
        )),
        Some(Meaning::Throttled) => AwsError::Throttled(fault(Some(code), message, true)),
        Some(Meaning::NotFound) => AwsError::NotFound(fault(Some(code), message, false)),
        Some(Meaning::Unsupported) => {
            AwsError::UnsupportedRegion(fault(Some(code), message, false))
        }
        Some(Meaning::Credentials) => {
            AwsError::ExpiredCredentials(fault(Some(code), message, false))
        }
        Some(Meaning::Invalid) if says_unsupported(message) => {
            AwsError::UnsupportedRegion(fault(Some(code), message, false))
        }
        Some(Meaning::Invalid) => AwsError::InvalidRequest(fault(Some(code), message, false)),
        None if status == 429 => AwsError::Throttled(fault(Some(code), message, true)),
        None => AwsError::Other(fault(Some(code), message, status >= 500)),
    }
}

/// Bedrock answers some operations so where a region does not have them.
fn says_unsupported(message: &str) -> bool {
    let message = message.to_lowercase();
    let absent = [
        "not supported",
        "not available",
        "isn't supported",
        "isn't available",
        "unsupported",
    ];
    message == "unknown operation"
        || message.contains("region") && absent.iter().any(|words| message.contains(words))
}

/// An error answer without an AWS error code did not come from AWS, unless AWS itself is broken (5xx with no body).
fn without_code(
    status: u16,
    raw: &HttpResponse,
    fault: &impl Fn(Option<&str>, &str, bool) -> Fault,
) -> AwsError {
    let has_body = raw.body().bytes().is_none_or(|body| !body.is_empty());
    match status {
        429 => AwsError::Throttled(fault(None, "HTTP 429", true)),
        500.. if !has_body => {
            AwsError::Other(fault(None, &format!("HTTP {status} without a body"), true))
        }
        _ => AwsError::MalformedResponse(fault(None, &not_aws(status, raw), false)),
    }
}

fn not_aws(status: u16, raw: &HttpResponse) -> String {
    let content = raw
        .headers()
        .get("content-type")
        .unwrap_or("content of no stated type");
    format!("HTTP {status} with {content} that is not an answer of AWS")
}

/// IAM names the action and the resource in its message; they may differ from what was called.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html>
fn denial(operation: &str, message: &str, fault: Fault) -> Denial {
    let after = |marker: &str| {
        let (_, rest) = message.split_once(marker)?;
        let word = rest.split_whitespace().next()?;
        Some(word.trim_end_matches(['.', ',']))
    };
    let action = after("not authorized to perform: ").and_then(IamAction::parse);
    let resource = after(" on resource: ").filter(|resource| *resource != "*");
    Denial {
        action: action.map_or_else(|| operation.to_owned(), |action| action.to_string()),
        resource: resource.map(scrub),
        code: fault.code,
        by: Refuser::Iam,
        message: fault.message,
        request_id: fault.request_id,
    }
}

/// The role that was to be assumed for a call was not given: it is STS that refuses, and not who was to be called.
fn role_refusal<'a>(
    error: &'a (dyn Error + 'static),
) -> Option<&'a SdkError<AssumeRoleError, HttpResponse>> {
    chain(error).skip(1).find_map(|cause| cause.downcast_ref())
}

fn no_credentials(
    error: &(dyn Error + 'static),
    fault: &impl Fn(Option<&str>, &str, bool) -> Fault,
) -> AwsError {
    let why = match find::<CredentialsError>(error).map(Error::source) {
        Some(Some(cause)) if cause.to_string().starts_with(NO_CREDENTIALS_IN_CHAIN) => {
            "none in the config, the environment, the profile or the machine's own role".to_owned()
        }
        Some(Some(cause)) => causes(cause),
        // Only a profile that was asked for says no more than that, where there are no profiles at all.
        Some(None) => "this machine has no profiles".to_owned(),
        None => causes(error),
    };
    AwsError::ExpiredCredentials(fault(None, &format!("no usable credentials: {why}"), false))
}

fn no_credentials_or_request<E>(
    error: &SdkError<E, HttpResponse>,
    fault: &impl Fn(Option<&str>, &str, bool) -> Fault,
) -> AwsError
where
    E: Error + 'static,
{
    if find::<CredentialsError>(error).is_some() {
        return no_credentials(error, fault);
    }
    AwsError::InvalidRequest(fault(None, &causes(error), false))
}

/// Whether the name server says that there is no such host, as opposed to not answering: glibc's `EAI_NONAME`.
///
/// The scan has reached another endpoint of AWS before, so it is the service that has none in the region.
fn names_no_host(error: &(dyn Error + 'static)) -> bool {
    chain(error)
        .filter_map(|error| error.downcast_ref::<io::Error>())
        .any(|error| {
            let text = error.to_string();
            text.contains("Name or service not known")
                || text.contains("nodename nor servname provided")
        })
}

/// What the error and its causes say, each once, outermost first.
pub(crate) fn causes(error: &(dyn Error + 'static)) -> String {
    let mut said: Vec<String> = Vec::new();
    for mut text in chain(error).map(ToString::to_string) {
        // With an unusable endpoint, the SDK shows the whole request that was to go there.
        if let Some(request) = text.find(" to request `") {
            text.truncate(request);
        }
        if !said.iter().any(|earlier| earlier.contains(&text)) {
            said.push(text);
        }
    }
    scrub(&said.join(": "))
}

fn find<'a, T: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a T> {
    chain(error).find_map(|error| error.downcast_ref())
}

fn chain<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |error: &&(dyn Error + 'static)| {
        (*error).source()
    })
}

#[cfg(test)]
mod tests;

//! Each shape of an error, and what it means.

use aws_sdk_bedrock::operation::list_custom_models::ListCustomModelsError;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::error::ErrorMetadata;

use super::*;

const OPERATION: &str = "bedrock:ListCustomModels";

fn answer(status: u16, body: &str) -> HttpResponse {
    let status = StatusCode::try_from(status).expect("a status");
    let mut answer = HttpResponse::new(status, SdkBody::from(body));
    answer.headers_mut().insert("content-type", "text/html");
    answer
}

fn refused(status: u16, code: &str, message: &str) -> AwsError {
    let metadata = ErrorMetadata::builder().code(code).message(message).build();
    let error = ListCustomModelsError::generic(metadata);
    classify(
        OPERATION,
        1,
        &SdkError::service_error(error, answer(status, "{}")),
    )
}

fn without_code(status: u16, body: &str) -> AwsError {
    let error = ListCustomModelsError::generic(ErrorMetadata::builder().build());
    classify(
        OPERATION,
        1,
        &SdkError::service_error(error, answer(status, body)),
    )
}

fn undelivered(error: ConnectorError) -> AwsError {
    classify::<ListCustomModelsError>(OPERATION, 3, &SdkError::dispatch_failure(error))
}

fn kind(error: &AwsError) -> &'static str {
    crate::session::unit_error(OPERATION, error).kind.as_str()
}

#[test]
fn each_code_has_its_meaning() {
    let cases = [
        (400, "AccessDeniedException", "access-denied"),
        (429, "ThrottlingException", "throttled"),
        (400, "ThrottledException", "throttled"),
        (429, "SomethingNewException", "throttled"),
        (404, "ResourceNotFoundException", "not-found"),
        (400, "ValidationException", "invalid-request"),
        (404, "UnknownOperationException", "unsupported-region"),
        (403, "ExpiredTokenException", "expired-credentials"),
        (403, "UnrecognizedClientException", "expired-credentials"),
        (403, "InvalidSignatureException", "expired-credentials"),
        (500, "InternalServerException", "other"),
        (418, "TeapotException", "other"),
    ];
    for (status, code, expected) in cases {
        assert_eq!(kind(&refused(status, code, "no")), expected, "{code}");
    }
}

#[test]
fn a_validation_error_may_mean_that_the_region_lacks_the_operation() {
    for message in [
        "Unknown operation",
        "This operation is not supported in this Region.",
    ] {
        let error = refused(400, "ValidationException", message);
        assert_eq!(kind(&error), "unsupported-region", "{message}");
    }
}

#[test]
fn a_denial_names_what_iam_names() {
    let message = "User: arn:aws:iam::111122223333:user/x is not authorized to perform: kms:Decrypt on resource: \
                   arn:aws:kms:us-east-1:111122223333:key/1 because no identity-based policy allows it";
    let AwsError::AccessDenied(denial) = refused(403, "AccessDeniedException", message) else {
        panic!("a denial");
    };
    assert_eq!(denial.action, "kms:Decrypt");
    assert_eq!(
        denial.resource.as_deref(),
        Some("arn:aws:kms:us-east-1:111122223333:key/1")
    );
    let AwsError::AccessDenied(terse) = refused(403, "AccessDeniedException", "no") else {
        panic!("a denial");
    };
    assert_eq!((terse.action.as_str(), terse.resource), (OPERATION, None));
}

#[test]
fn what_no_action_and_no_resource_can_be_is_not_repeated_from_a_denial() {
    let token = "IQoJb3JpZ2lu".repeat(20);
    let message = format!(
        "x is not authorized to perform: {token}:{token} on resource: {token}\u{1b}[31m because"
    );
    let AwsError::AccessDenied(denial) = refused(403, "AccessDenied", &message) else {
        panic!("it is a denial");
    };
    assert_eq!(denial.action, OPERATION);
    assert_eq!(denial.resource.as_deref(), Some("[removed][31m"));
}

#[test]
fn an_answer_without_a_code_is_not_from_aws_unless_it_is_an_empty_5xx() {
    assert_eq!(kind(&without_code(403, "<html>")), "malformed-response");
    assert_eq!(kind(&without_code(503, "<html>")), "malformed-response");
    assert_eq!(kind(&without_code(503, "")), "other");
    assert_eq!(kind(&without_code(429, "")), "throttled");
}

#[test]
fn a_call_that_did_not_arrive_is_a_matter_of_network_time_credentials_or_region() {
    let io = |text: &str| ConnectorError::io(std::io::Error::other(text.to_owned()).into());
    let credentials = CredentialsError::not_loaded("no providers in chain provided credentials");
    let cases = [
        (ConnectorError::timeout("slow".into()), "timeout"),
        (io("connection reset by peer"), "network"),
        (
            io("failed to lookup address information: Temporary failure in name resolution"),
            "network",
        ),
        (
            io("failed to lookup address information: Name or service not known"),
            "unsupported-region",
        ),
        (
            ConnectorError::other(credentials.into(), None),
            "expired-credentials",
        ),
    ];
    for (error, expected) in cases {
        assert_eq!(kind(&undelivered(error)), expected);
    }
}

#[test]
fn what_cannot_be_read_is_malformed_and_what_takes_too_long_timed_out() {
    let unread: SdkError<ListCustomModelsError, _> =
        SdkError::response_error("expected value at line 1", answer(200, "<html>"));
    let malformed = classify(OPERATION, 1, &unread);
    assert_eq!(kind(&malformed), "malformed-response");
    let AwsError::MalformedResponse(fault) = malformed else {
        panic!("malformed")
    };
    insta::assert_snapshot!(fault.message, @"HTTP 200 with text/html that is not an answer of AWS: response error: expected value at line 1");
    let slow: SdkError<ListCustomModelsError, HttpResponse> = SdkError::timeout_error("slow");
    assert_eq!(kind(&classify(OPERATION, 5, &slow)), "timeout");
}

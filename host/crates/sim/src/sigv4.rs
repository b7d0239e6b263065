//! Checks a signature by making it again with the caller's secret.

use std::time::SystemTime;

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4;
use aws_smithy_runtime_api::client::identity::Identity;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::authorization::Authorization;
use crate::keyring::Keyring;
use crate::principal::Principal;
use crate::problem::{Problem, ProblemKind};
use crate::region_name::is_region;
use crate::request::Request;

/// How far a client's clock may be off.
const MAX_SKEW: SignedDuration = SignedDuration::from_mins(5);

const TIME_FORMAT: &str = "%Y%m%dT%H%M%SZ";

const MISMATCH: &str = "The request signature we calculated does not match the signature you provided. Check your AWS \
                        Secret Access Key and signing method. Consult the service documentation for details.";

/// Finds who signed the request, and refuses a signature that is not theirs.
pub(crate) fn authenticate(
    request: &Request,
    authorization: &Authorization,
    keyring: &Keyring,
    now: Timestamp,
) -> Result<Principal, Problem> {
    let principal = keyring
        .find(&authorization.access_key_id)
        .ok_or_else(Problem::unknown_key)?;
    let time = signing_time(request, authorization, now)?;
    if request.header("x-amz-security-token") != principal.session_token.as_deref() {
        return Err(Problem::unknown_key());
    }
    if signature(request, authorization, principal, time)? != authorization.signature {
        return Err(bad_signature(MISMATCH));
    }
    if principal.is_expired(now) {
        return Err(Problem::expired_token());
    }
    Ok(principal.clone())
}

fn signing_time(
    request: &Request,
    authorization: &Authorization,
    now: Timestamp,
) -> Result<Timestamp, Problem> {
    let text = request.header("x-amz-date").unwrap_or_default();
    let time = parse_time(text).ok_or_else(|| {
        Problem::new(
            ProblemKind::IncompleteSignature,
            "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
        )
    })?;
    if !text.starts_with(&authorization.date) {
        let day = text.get(..8).unwrap_or_default();
        return Err(bad_signature(&format!(
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{}' != '{day}', from '{text}'.",
            authorization.date
        )));
    }
    check_skew(text, time, now)?;
    check_scope(authorization)?;
    Ok(time)
}

fn parse_time(text: &str) -> Option<Timestamp> {
    let time = DateTime::strptime(TIME_FORMAT, text).ok()?;
    Some(time.to_zoned(TimeZone::UTC).ok()?.timestamp())
}

fn check_skew(text: &str, time: Timestamp, now: Timestamp) -> Result<(), Problem> {
    let off = now.duration_since(time);
    let clock = now.strftime(TIME_FORMAT);
    if off > MAX_SKEW {
        return Err(bad_signature(&format!(
            "Signature expired: {text} is now earlier than {clock} - 5 min."
        )));
    }
    if -off > MAX_SKEW {
        return Err(bad_signature(&format!(
            "Signature not yet current: {text} is still later than {clock} + 5 min."
        )));
    }
    Ok(())
}

fn check_scope(authorization: &Authorization) -> Result<(), Problem> {
    if !is_region(&authorization.region) {
        return Err(bad_signature(
            "Credential should be scoped to a valid region.",
        ));
    }
    if !authorization
        .signed_headers
        .iter()
        .any(|name| name == "host")
    {
        return Err(bad_signature(
            "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
        ));
    }
    Ok(())
}

fn signature(
    request: &Request,
    authorization: &Authorization,
    principal: &Principal,
    time: Timestamp,
) -> Result<String, Problem> {
    let identity = identity(principal);
    let mut settings = SigningSettings::default();
    // The client's own list of signed headers decides, not a list of ours.
    settings.excluded_headers = None;
    let params = v4::SigningParams::builder()
        .identity(&identity)
        .region(&authorization.region)
        .name(&authorization.service)
        .time(SystemTime::from(time))
        .settings(settings)
        .build()
        .map_err(|_| bad_signature(MISMATCH))?
        .into();
    let signable = signable(request, authorization)?;
    let signed = sign(signable, &params).map_err(|_| bad_signature(MISMATCH))?;
    Ok(signed.signature().to_owned())
}

fn identity(principal: &Principal) -> Identity {
    let token = principal.session_token.clone();
    Credentials::new(
        &principal.access_key_id,
        &principal.secret_access_key,
        token,
        None,
        "opencite-sim",
    )
    .into()
}

/// The request as the client saw it: the signer adds the date and the token by itself.
fn signable<'a>(
    request: &'a Request,
    authorization: &'a Authorization,
) -> Result<SignableRequest<'a>, Problem> {
    let host = request.header("host").unwrap_or_default();
    let headers = authorization
        .signed_headers
        .iter()
        .filter(|name| !["x-amz-date", "x-amz-security-token"].contains(&name.as_str()))
        .filter_map(|name| Some((name.as_str(), request.header(name)?)));
    let uri = format!("http://{host}{}", request.target);
    SignableRequest::new(
        &request.method,
        uri,
        headers,
        SignableBody::Bytes(&request.body),
    )
    .map_err(|_| bad_signature(MISMATCH))
}

fn bad_signature(message: &str) -> Problem {
    Problem::new(ProblemKind::BadSignature, message)
}

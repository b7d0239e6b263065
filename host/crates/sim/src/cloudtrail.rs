//! AWS CloudTrail: `LookupEvents`, over what was called in the place.

mod attribute;
mod entry;
mod event;
mod identity;
mod lookup;
mod rate_limit;

pub(crate) use event::request_id;
pub(crate) use rate_limit::RateLimit;

use crate::problem::{Problem, ProblemKind};
use crate::route::Route;

/// What stands before the operation in `X-Amz-Target`: as the SDK for Rust writes it.
const TARGET_PREFIX: &str = "CloudTrail_20131101";

/// The same as other clients write it.
const LONG_TARGET_PREFIX: &str = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101";

pub(crate) static ROUTES: &[Route] = &[Route::new(
    "LookupEvents",
    "POST",
    "",
    lookup::lookup_events,
)];

/// The prefix that a request's target has.
pub(crate) fn target_prefix(target: Option<&str>) -> &'static str {
    let is_long = target.is_some_and(|target| target.starts_with(LONG_TARGET_PREFIX));
    if is_long {
        LONG_TARGET_PREFIX
    } else {
        TARGET_PREFIX
    }
}

/// An error of CloudTrail's own.
fn problem(code: &str, message: &str) -> Problem {
    let code = code.to_owned();
    Problem::new(ProblemKind::Named { status: 400, code }, message)
}

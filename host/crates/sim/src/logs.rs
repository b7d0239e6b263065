//! Amazon CloudWatch Logs: `FilterLogEvents`, over the log that the calls of models are written to.

mod filter;
mod line;
mod query;
mod record;

use crate::call::Call;
use crate::problem::{Problem, ProblemKind};
use crate::route::Route;

/// What stands before the operation in `X-Amz-Target`.
pub(crate) const TARGET_PREFIX: &str = "Logs_20140328";

pub(crate) static ROUTES: &[Route] = &[Route::new(
    "FilterLogEvents",
    "POST",
    "",
    filter::filter_log_events,
)];

/// The group that a call asks for, as IAM names it.
pub(crate) fn resource(call: &Call) -> Option<String> {
    let document = call.document().ok()?;
    let group = document.get("logGroupName")?.as_str()?;
    Some(format!(
        "arn:aws:logs:{}:{}:log-group:{group}:log-stream:",
        call.region, call.account
    ))
}

/// A parameter that is specified incorrectly.
fn invalid(message: &str) -> Problem {
    let code = "InvalidParameterException".to_owned();
    Problem::new(ProblemKind::Named { status: 400, code }, message)
}

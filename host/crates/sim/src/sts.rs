//! The Security Token Service: who am I, and may I be someone else?

mod assume_role;
mod get_caller_identity;

use crate::call::Call;
use crate::problem::Problem;
use crate::route::Route;

const VERSION: &str = "2011-06-15";

/// Every action of STS that the simulator has.
pub(crate) static ROUTES: &[Route] = &[
    Route::new(
        "GetCallerIdentity",
        "POST",
        "/",
        get_caller_identity::get_caller_identity,
    ),
    Route::new("AssumeRole", "POST", "/", assume_role::assume_role),
];

/// The ARN that IAM names when it denies a call.
pub(crate) fn resource(call: &Call) -> Option<String> {
    call.parameter("RoleArn").map(str::to_owned)
}

/// Refuses another version of the API, and parameters that the action does not read.
fn check_parameters(call: &Call, known: &[&str]) -> Result<(), Problem> {
    let known: Vec<&str> = known.iter().copied().chain(["Version"]).collect();
    call.allow_parameters(&known)?;
    match call.parameter("Version") {
        Some(VERSION) => Ok(()),
        version => Err(Problem::unimplemented(&format!(
            "the version {version:?} of STS"
        ))),
    }
}

/// The id that STS gives with an ARN: a user's begins otherwise than a role's.
fn user_id(arn: &str) -> String {
    let name = arn.rsplit('/').next().unwrap_or_default();
    if arn.contains(":assumed-role/") {
        format!("AROAOPENCITE7EXAMPLE:{name}")
    } else {
        "AIDAOPENCITE7EXAMPLE".to_owned()
    }
}

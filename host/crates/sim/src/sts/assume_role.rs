//! `AssumeRole`: temporary keys of a role's account, when its trust policy agrees.

use jiff::{SignedDuration, Timestamp};

use super::{check_parameters, user_id};
use crate::call::Call;
use crate::estate::Role;
use crate::iam::{Reason, denied};
use crate::principal::Principal;
use crate::problem::Problem;
use crate::protocol::{Reply, escape};
use crate::world::World;

const DEFAULT_SECONDS: i64 = 3600;
const MIN_SECONDS: i64 = 900;
const MAX_SECONDS: i64 = 43_200;

/// What a role may give to whoever is a role session already.
const MAX_CHAINED_SECONDS: i64 = 3600;

pub(super) fn assume_role(call: &Call, world: &mut World) -> Result<Reply, Problem> {
    check_parameters(
        call,
        &[
            "RoleArn",
            "RoleSessionName",
            "ExternalId",
            "DurationSeconds",
        ],
    )?;
    let arn = required(call, "RoleArn", 20)?;
    let session = session_name(call)?;
    let seconds = requested_seconds(call)?;
    // A role that does not exist is denied like one that is not ours: AWS does not tell which.
    let trusted = |role: &&Role| role.trusts(&call.principal, call.parameter("ExternalId"));
    let denial = || {
        denied(
            &call.principal,
            "sts:AssumeRole",
            Some(arn),
            Reason::NoIdentityPolicy,
        )
    };
    let role = world.estate.role(arn).filter(trusted).ok_or_else(denial)?;
    check_session_length(call, role, seconds)?;
    let (account, allow) = (role.account().to_owned(), role.allow());
    let session_arn = format!(
        "arn:aws:sts::{account}:assumed-role/{}/{session}",
        role.name()
    );
    let end = (world.clock)()
        .saturating_add(SignedDuration::from_secs(seconds))
        .unwrap_or(Timestamp::MAX);
    let issued = world.keyring.issue(session_arn, &account, allow, end);
    Ok(Reply::Xml(document(&issued, end)))
}

fn required<'a>(call: &'a Call, name: &str, min: usize) -> Result<&'a str, Problem> {
    let value = call.parameter(name).unwrap_or_default();
    if value.len() < min {
        let constraint = format!("Member must have length greater than or equal to {min}");
        return Err(Problem::constraint(value, name, &constraint));
    }
    Ok(value)
}

fn session_name(call: &Call) -> Result<&str, Problem> {
    let name = required(call, "RoleSessionName", 2)?;
    if name.len() <= 64
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "_+=,.@-".contains(c))
    {
        return Ok(name);
    }
    let constraint = "Member must satisfy regular expression pattern: [\\w+=,.@-]*";
    Err(Problem::constraint(name, "roleSessionName", constraint))
}

fn requested_seconds(call: &Call) -> Result<i64, Problem> {
    let Some(text) = call.parameter("DurationSeconds") else {
        return Ok(DEFAULT_SECONDS);
    };
    let out_of_range = |bound: &str| {
        Problem::constraint(
            text,
            "durationSeconds",
            &format!("Member must have value {bound}"),
        )
    };
    match text.parse::<i64>() {
        Ok(seconds) if seconds < MIN_SECONDS => Err(out_of_range("greater than or equal to 900")),
        Ok(seconds) if seconds <= MAX_SECONDS => Ok(seconds),
        Ok(_) | Err(_) => Err(out_of_range("less than or equal to 43200")),
    }
}

fn check_session_length(call: &Call, role: &Role, seconds: i64) -> Result<(), Problem> {
    if call.access_key_id.starts_with("ASIA") && seconds > MAX_CHAINED_SECONDS {
        return Err(Problem::invalid(
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining",
        ));
    }
    if seconds > role.max_session() {
        return Err(Problem::invalid(
            "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
        ));
    }
    Ok(())
}

fn document(issued: &Principal, end: Timestamp) -> String {
    let Principal {
        access_key_id,
        secret_access_key,
        arn,
        ..
    } = issued;
    let token = issued.session_token.as_deref().unwrap_or_default();
    let (arn, id, end) = (
        escape(arn),
        escape(&user_id(arn)),
        end.strftime("%Y-%m-%dT%H:%M:%SZ"),
    );
    format!(
        "\n    <AssumedRoleUser>\n      <Arn>{arn}</Arn>\n      <AssumedRoleId>{id}</AssumedRoleId>\n    \
         </AssumedRoleUser>\n    <Credentials>\n      <AccessKeyId>{access_key_id}</AccessKeyId>\n      \
         <SecretAccessKey>{secret_access_key}</SecretAccessKey>\n      <SessionToken>{token}</SessionToken>\n      \
         <Expiration>{end}</Expiration>\n    </Credentials>\n  "
    )
}

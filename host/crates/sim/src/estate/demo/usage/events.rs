//! What CloudTrail has between the calls of models: who looked at models, and what has nothing to do with them.

use jiff::SignedDuration;

use super::MONTH;
use crate::estate::{Caller, ManagementEvent};

/// What happens in turn: the event, and its service where that is not Bedrock.
const EVENTS: [(&str, Option<&str>); 8] = [
    ("ListFoundationModels", None),
    ("AssumeRole", Some("sts.amazonaws.com")),
    ("GetInferenceProfile", None),
    ("ListGuardrails", None),
    ("ConsoleLogin", Some("signin.amazonaws.com")),
    ("GetModelInvocationLoggingConfiguration", None),
    ("ListInferenceProfiles", None),
    ("UpdateGuardrail", None),
];

/// So many events, spread over the month.
pub(super) fn between(count: u32) -> impl Iterator<Item = ManagementEvent> {
    let hours = i64::from(count).max(1);
    let step = SignedDuration::from_secs(MONTH.as_secs() / hours);
    let names = EVENTS.into_iter().cycle();
    (0..count).zip(names).map(move |(number, (name, source))| {
        let age = step.saturating_mul(i32::try_from(number).unwrap_or(i32::MAX));
        let event = ManagementEvent::bedrock(name, Caller::user("platform-operations"));
        let event = event.ago(age.saturating_add(SignedDuration::from_mins(7)));
        match source {
            Some(source) => event.of(source),
            None => event,
        }
    })
}

//! What Ardent Mutual has in Bedrock `AgentCore`: an agent that talks about claims, and what it talks with.

mod gateways;
mod identity;
mod runtimes;
mod tools;

use super::Modelled;
use crate::estate::Place;

/// With this begin the secrets that somebody left in settings.
const SECRET: &str = "sImUlAtEdAwS/AgEnTcOrE";

pub(super) fn home(at: &Place) -> Vec<Modelled> {
    [
        runtimes::all(at),
        gateways::all(at),
        tools::all(at),
        identity::all(at),
    ]
    .concat()
}

pub(super) fn europe(at: &Place) -> Vec<Modelled> {
    runtimes::europe(at)
}

/// The ARN of a resource of `AgentCore`.
fn arn(at: &Place, resource: &str) -> String {
    format!(
        "arn:aws:bedrock-agentcore:{}:{}:{resource}",
        at.region(),
        at.account()
    )
}

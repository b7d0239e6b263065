//! The control plane of Amazon Bedrock `AgentCore`, as `aws-sdk-bedrockagentcorecontrol` speaks to it: answered out of
//! its model and a table.

mod kinds;

use std::sync::LazyLock;

use crate::call::Call;
use crate::model::Model;
use crate::modelled::{Api, Missing};
use crate::problem::{Problem, ProblemKind};
use crate::route::Route;

static MODEL: LazyLock<Model> =
    LazyLock::new(|| Model::parse(include_str!("../model/bedrock-agentcore.json")));

pub(crate) static API: Api = Api {
    service: "bedrock-agentcore",
    model: || &MODEL,
    kinds: kinds::KINDS,
    page: 10,
    tags: "ListTagsForResource",
    missing,
    plain: |_| {},
};

/// Every operation of `AgentCore` that the simulator has.
pub(crate) static ROUTES: LazyLock<Vec<Route>> =
    LazyLock::new(|| API.routes(|call, world| API.answer(call, world)));

/// The ARN that IAM names when it denies a call.
pub(crate) fn resource(call: &Call) -> Option<String> {
    API.resource(call)
}

fn missing(missing: &Missing) -> Problem {
    let what = missing.what.replace('_', " ");
    let message = format!("The {what} {} could not be found.", missing.name);
    Problem::new(ProblemKind::NotFound, message)
}

//! The control plane of Agents for Amazon Bedrock: agents, knowledge bases, flows and prompts, answered out of its
//! model and a table.
//!
//! It is signed for as `bedrock` and its actions in IAM are Bedrock's; only its paths tell it from Bedrock itself.

mod kinds;

use std::sync::LazyLock;

use serde_json::{Map, Value};

use crate::call::Call;
use crate::model::Model;
use crate::modelled::{Api, Missing};
use crate::problem::{Problem, ProblemKind};
use crate::route::Route;

static MODEL: LazyLock<Model> =
    LazyLock::new(|| Model::parse(include_str!("../model/bedrock-agent.json")));

pub(crate) static API: Api = Api {
    service: "bedrock-agent",
    model: || &MODEL,
    kinds: kinds::KINDS,
    page: 10,
    tags: "ListTagsForResource",
    missing,
    plain,
};

/// Every operation of Bedrock's agents that the simulator has.
pub(crate) static ROUTES: LazyLock<Vec<Route>> =
    LazyLock::new(|| API.routes(|call, world| API.answer(call, world)));

/// The ARN that IAM names when it denies a call.
pub(crate) fn resource(call: &Call) -> Option<String> {
    API.resource(call)
}

/// It does not say what was not found.
fn missing(_: &Missing) -> Problem {
    let message = "Failed to retrieve resource because it doesn't exist. \
                   Retry your request with a different resource identifier.";
    Problem::new(ProblemKind::NotFound, message)
}

/// Flows, their aliases and prompts may be named by their ARNs, which end with the id. Behind a prompt's there may be a
/// version: such an ARN is that of a record, and stays.
fn plain(document: &mut Map<String, Value>) {
    for member in ["flowIdentifier", "aliasIdentifier", "promptIdentifier"] {
        let given = document.get(member).and_then(Value::as_str);
        let id = given.and_then(|given| Some(given.rsplit_once('/')?.1));
        let id = id.filter(|id| !id.contains(':')).map(Value::from);
        if let Some(id) = id {
            document.insert(member.to_owned(), id);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{ROUTES, plain};
    use crate::bedrock;

    fn plainly(mut document: Value) -> Value {
        plain(document.as_object_mut().expect("an object"));
        document
    }

    #[test]
    fn an_arn_is_read_as_the_id_that_it_ends_with() {
        let flow = "arn:aws:bedrock:us-east-1:111122223333:flow/FLOW000001";
        let given =
            json!({"flowIdentifier": flow, "aliasIdentifier": format!("{flow}/alias/ALIAS00001")});
        let read = json!({"flowIdentifier": "FLOW000001", "aliasIdentifier": "ALIAS00001"});
        assert_eq!(plainly(given), read);
        assert_eq!(plainly(read.clone()), read);
    }

    #[test]
    fn the_arn_of_a_version_of_a_prompt_stays() {
        let given = json!({"promptIdentifier": "arn:aws:bedrock:us-east-1:111122223333:prompt/PROMPT0001:2"});
        assert_eq!(plainly(given.clone()), given);
    }

    /// A path without what its labels are called.
    fn form(path: &str) -> Vec<&str> {
        let segments = path.split('/');
        segments
            .map(|it| if it.starts_with('{') { "{}" } else { it })
            .collect()
    }

    #[test]
    fn no_path_is_also_one_of_bedrocks() {
        for route in ROUTES.iter() {
            let same = bedrock::ROUTES
                .iter()
                .find(|it| it.method == route.method && form(it.path) == form(route.path));
            assert_eq!(same.map(|it| it.operation), None, "{}", route.path);
        }
    }
}

//! Services that are answered out of AWS's own model and a table of the kinds of resources they have.
//!
//! `SageMaker`, Bedrock `AgentCore` and Bedrock's agents have dozens of kinds that are listed, described and tagged
//! alike. What differs stands in one line a kind ([`Kind`]); the names, types and limits stand in the model. A service
//! has its table and its [`Api`] in a folder of its own (`src/sagemaker/`, `src/agentcore/`, `src/bedrock_agent/`).
//!
//! - `request` makes a document of a call and holds it against the model.
//! - `list`, `describe` and `tags` answer; `filter`, `order` and `page` are what lists have in common.
//! - `sample` and `words` invent resources, `resources` is what an estate has of them.

mod describe;
mod filter;
mod kind;
mod list;
mod order;
mod page;
mod request;
mod resources;
mod sample;
mod tags;
mod template;
mod words;

#[cfg(test)]
mod tests;

pub use kind::Kind;
pub use resources::Resources;
pub(crate) use template::fill;

use serde_json::{Map, Value};

use crate::call::Call;
use crate::model::{Model, Operation};
use crate::problem::Problem;
use crate::protocol::Reply;
use crate::route::{Handler, Route};
use crate::world::World;

/// A service of this sort.
pub(crate) struct Api {
    /// What its kinds are of: `sagemaker`, in `sagemaker:endpoint`.
    pub(crate) service: &'static str,
    pub(crate) model: fn() -> &'static Model,
    pub(crate) kinds: &'static [Kind],
    /// How many a page has where neither the request nor the model says.
    pub(crate) page: usize,
    /// The operation that lists tags.
    pub(crate) tags: &'static str,
    /// What it says of a resource that is not there.
    pub(crate) missing: fn(&Missing) -> Problem,
    /// Puts what a request may say in two ways into one.
    pub(crate) plain: fn(&mut Map<String, Value>),
}

/// A resource that a request names and that is not there.
pub(crate) struct Missing<'a> {
    /// The kind: `endpoint`.
    pub(crate) what: &'a str,
    pub(crate) operation: &'a Operation,
    /// The ARN, or what the request has in its place.
    pub(crate) name: String,
}

impl Api {
    /// Every service of this sort.
    pub(crate) const ALL: [&'static Self; 3] = [
        &crate::sagemaker::API,
        &crate::agentcore::API,
        &crate::bedrock_agent::API,
    ];

    /// Every operation that is answered, by its place in the model. The SDK for Rust leaves out the slash that some
    /// paths end with, others do not.
    pub(crate) fn routes(&self, handler: Handler) -> Vec<Route> {
        let operations = (self.model)().operations();
        let operations = operations.filter(|operation| self.answers(&operation.name));
        let routes = operations.flat_map(|it| {
            let bare = it.path.strip_suffix('/').filter(|path| !path.is_empty());
            let paths = [Some(it.path.as_str()), bare].into_iter().flatten();
            paths.map(|path| Route::new(&it.name, &it.method, path, handler))
        });
        routes.collect()
    }

    /// Answers a call.
    pub(crate) fn answer(&self, call: &Call, world: &World) -> Result<Reply, Problem> {
        let operation = (self.model)()
            .operation(call.operation)
            .ok_or_else(|| Problem::unknown_operation(call.operation))?;
        let document = self.document(operation, call)?;
        if operation.name == self.tags {
            return tags::list_tags(self, operation, call, &document, world);
        }
        let listed = self.kinds.iter().find(|kind| kind.list == operation.name);
        match listed {
            Some(kind) => list::list(self, kind, operation, call, &document, world),
            None => describe::describe(self, operation, call, &document, world),
        }
    }

    /// The ARN that IAM names when it denies a call; a list has none of its own.
    pub(crate) fn resource(&self, call: &Call) -> Option<String> {
        let any = || Some("*".to_owned());
        let operation = (self.model)().operation(call.operation)?;
        let Ok(document) = self.document(operation, call) else {
            return any();
        };
        if operation.name == self.tags {
            return tags::arn(&document).map(str::to_owned);
        }
        let mut described = self.described_by(&operation.name);
        let kind = described.find(|kind| kind.is_named_by(&document));
        kind.map_or_else(any, |kind| {
            Some(describe::name(kind.owner(), call, &document))
        })
    }

    /// What a call says, with what AWS takes for a name that is absent.
    fn document(&self, operation: &Operation, call: &Call) -> Result<Map<String, Value>, Problem> {
        let mut document = request::document((self.model)(), operation, call)?;
        (self.plain)(&mut document);
        let kinds = self.described_by(&operation.name);
        for (member, value) in kinds.filter_map(|kind| kind.default) {
            document.entry(member).or_insert_with(|| Value::from(value));
        }
        Ok(document)
    }

    /// The kinds that an operation describes; a resource and its versions share one.
    fn described_by(&self, operation: &str) -> impl Iterator<Item = &'static Kind> {
        let kinds = self.kinds.iter();
        kinds.filter(move |kind| kind.describe == operation)
    }

    fn answers(&self, operation: &str) -> bool {
        let mut kinds = self.kinds.iter();
        operation == self.tags
            || kinds.any(|kind| kind.list == operation || kind.describe == operation)
    }
}

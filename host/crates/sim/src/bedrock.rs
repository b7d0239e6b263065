//! Amazon Bedrock's control plane, as `aws-sdk-bedrock` speaks to it.
//!
//! A file a family of resources: its shape, its list, its get and a sample. `routes` has all operations, `list` and
//! `get` do what all lists and gets do, `filter` what their parameters mean.

mod copy_jobs;
mod custom_models;
mod customization_jobs;
mod deployments;
mod enforced_guardrails;
mod evaluation_jobs;
mod filter;
mod foundation_models;
mod get;
mod guardrails;
mod import_jobs;
mod imported_models;
mod inference_profiles;
mod invocation_jobs;
mod invocation_logging;
mod kind;
mod list;
mod marketplace_endpoints;
mod prompt_optimization_jobs;
mod prompt_routers;
mod provisioned_throughputs;
mod reasoning_policies;
mod resource;
mod routes;
mod tags;

use std::collections::BTreeMap;

use serde_json::Value;

pub use kind::Kind;
pub(crate) use resource::resource;
pub(crate) use routes::ROUTES;

use crate::estate::{Collection, Record};

/// Bedrock's resources in one account and region.
#[derive(Clone, Debug, Default)]
pub struct Bedrock {
    collections: BTreeMap<Kind, Collection>,
    invocation_logging: Option<Value>,
}

impl Bedrock {
    /// All resources of a kind, if there ever were any.
    pub fn collection(&self, kind: Kind) -> Option<&Collection> {
        self.collections.get(&kind)
    }

    /// All resources of a kind, to be changed.
    pub fn collection_mut(&mut self, kind: Kind) -> &mut Collection {
        self.collections
            .entry(kind)
            .or_insert_with(|| Collection::new(kind.shape()))
    }

    /// Adds a resource.
    pub fn insert(&mut self, kind: Kind, record: Record) {
        self.collection_mut(kind).insert(record);
    }

    /// Takes a resource away, by its ARN or another name that its get accepts.
    pub fn remove(&mut self, kind: Kind, alias: &str) -> Option<Record> {
        self.collection_mut(kind).remove(alias)
    }

    /// Changes fields of a resource, `null` taking one away; tells whether there is such a resource.
    pub fn update(&mut self, kind: Kind, alias: &str, changes: Value) -> bool {
        self.collection_mut(kind).update(alias, changes)
    }

    /// How many resources there are of all kinds.
    pub fn len(&self) -> usize {
        self.collections.values().map(Collection::len).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The `loggingConfig` of model invocations, where logging is on.
    pub fn invocation_logging(&self) -> Option<&Value> {
        self.invocation_logging.as_ref()
    }

    /// Turns the logging of model invocations on or off.
    pub fn set_invocation_logging(&mut self, config: Option<Value>) {
        self.invocation_logging = config;
    }
}

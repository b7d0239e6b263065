//! The part of an estate that belongs to the services which are answered out of their models.

use serde_json::Value;

use super::{Collection, Estate, Place, Record};
use crate::bedrock::{self, Bedrock};
use crate::modelled::{Kind, Resources};

impl Estate {
    /// Adds resources of a kind (`sagemaker:endpoint`), alike but for their names and with every member filled.
    /// What is a part of something goes to those that exist here, in turns.
    ///
    /// # Panics
    ///
    /// When there is no such kind.
    #[must_use]
    pub fn with_resources(mut self, kind: &str, count: usize) -> Self {
        let (kind, here) = (known(kind), self.here());
        let parents = self.parents(kind, &here);
        let resources = self.resources_mut(here.account(), here.region());
        let first = resources.collection_mut(kind).len();
        for number in first..first + count {
            let parent = parents.get(number % parents.len().max(1));
            resources.insert(kind, kind.sample(&here, number, parent));
        }
        self
    }

    /// Adds resources of a kind of `SageMaker`: `endpoint`, `model`, `training_job`.
    #[must_use]
    pub fn with_sagemaker(self, kind: &str, count: usize) -> Self {
        self.with_resources(&format!("sagemaker:{kind}"), count)
    }

    /// Adds resources of a kind of `AgentCore`: `agent_runtime`, `gateway_target`.
    #[must_use]
    pub fn with_agentcore(self, kind: &str, count: usize) -> Self {
        self.with_resources(&format!("bedrock-agentcore:{kind}"), count)
    }

    /// Adds one resource of a kind (`sagemaker:endpoint`), by the members that AWS's answers about it have; an ARN that
    /// follows from the others may be left out.
    ///
    /// # Panics
    ///
    /// When there is no such kind.
    #[must_use]
    pub fn with_resource(mut self, kind: &str, record: Record) -> Self {
        let here = self.here();
        self.resources_mut(here.account(), here.region())
            .insert(known(kind), known(kind).complete(&here, record));
        self
    }

    /// Changes fields of a resource, `null` taking one away; tells whether there is such a resource.
    ///
    /// # Panics
    ///
    /// When there is no such kind.
    pub fn update_resource(
        &mut self,
        place: &Place,
        kind: &str,
        name: &str,
        changes: Value,
    ) -> bool {
        self.resources_mut(place.account(), place.region())
            .update(known(kind), name, changes)
    }

    /// Takes a resource away, by its ARN or by what its describe takes.
    ///
    /// # Panics
    ///
    /// When there is no such kind.
    pub fn remove_resource(&mut self, place: &Place, kind: &str, name: &str) -> Option<Record> {
        self.resources_mut(place.account(), place.region())
            .remove(known(kind), name)
    }

    /// The resources in one place of the services that are answered out of their models, if there are any.
    pub fn resources(&self, account: &str, region: &str) -> Option<&Resources> {
        Some(&self.accounts.get(account)?.regions.get(region)?.resources)
    }

    /// The same, to be changed.
    pub fn resources_mut(&mut self, account: &str, region: &str) -> &mut Resources {
        &mut self
            .account_mut(account)
            .regions
            .entry(region.to_owned())
            .or_default()
            .resources
    }

    /// Every record of every service, with the service, the kind and the place: account by account, region by region.
    pub fn records(&self) -> impl Iterator<Item = (&'static str, &'static str, Place, &Record)> {
        self.accounts.iter().flat_map(|(account, it)| {
            it.regions.iter().flat_map(move |(region, it)| {
                let bedrock = of_bedrock(&it.bedrock);
                let bedrock = bedrock.map(|(kind, record)| ("bedrock", kind.name(), record));
                let rest = it.resources.iter();
                let rest = rest.map(|(kind, record)| (kind.service(), kind.name(), record));
                bedrock.chain(rest).map(move |(service, kind, record)| {
                    (service, kind, Place::new(account, region), record)
                })
            })
        })
    }

    /// What a new resource of a kind can be a part of.
    fn parents(&self, kind: &Kind, here: &Place) -> Vec<Record> {
        let resources = self.resources(here.account(), here.region());
        let all = kind
            .parent_kind()
            .and_then(|parent| resources?.collection(parent));
        all.into_iter()
            .flat_map(Collection::iter)
            .cloned()
            .collect()
    }
}

fn of_bedrock(bedrock: &Bedrock) -> impl Iterator<Item = (bedrock::Kind, &Record)> {
    bedrock::Kind::ALL.into_iter().flat_map(|kind| {
        let records = bedrock.collection(kind).into_iter();
        records.flat_map(move |all| all.iter().map(move |record| (kind, record)))
    })
}

/// A kind that must exist: estates are written by hand, and a wrong name is a slip of the pen.
fn known(name: &str) -> &'static Kind {
    let Some(kind) = Kind::find(name) else {
        let all: Vec<String> = Kind::all().map(|kind| format!("{kind:?}")).collect();
        unreachable!(
            "no kind of resource is called {name}; there are {}",
            all.join(", ")
        )
    };
    kind
}

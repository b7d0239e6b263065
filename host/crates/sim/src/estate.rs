//! What the simulated AWS has: accounts, their regions, and in each the resources of every service.
//!
//! Resources are [`Record`]s of AWS's own wire JSON, one for each, from which the summary in a list and the answer of
//! a get both come. Estates are built by chaining: [`Estate::account`] and [`Estate::region`] choose the place, and
//! what follows is put there.

pub(crate) mod calls;
mod collection;
mod demo;
mod drift;

mod place;
mod record;
mod resources;
mod role;
mod scaled;
mod spec;
mod usage;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

pub use calls::caller::Caller;
pub use calls::endpoint_traffic::EndpointTraffic;
pub use calls::event::ManagementEvent;
pub use calls::failure::Failure;
pub use calls::invocation::{Invocation, Tokens};
pub use calls::log_line::LogLine;
pub use calls::operation::Operation;
pub use collection::Collection;
pub(crate) use collection::{Key, Order, Shape};
pub use place::Place;
pub(crate) use place::minute;
pub use record::Record;
pub use role::Role;
pub use spec::{EstateSpec, EstateSpecError};

use crate::account::OPT_IN;
use crate::bedrock::{Bedrock, Kind};
use crate::modelled::Resources;

/// The region that an estate starts with.
const HOME_REGION: &str = "us-east-1";

/// All that exists. Regions that nobody mentions exist, too, and are empty.
#[derive(Clone)]
pub struct Estate {
    accounts: BTreeMap<String, Account>,
    home: String,
    here: Place,
}

/// One account.
#[derive(Clone, Default)]
struct Account {
    regions: BTreeMap<String, Region>,
    disabled_regions: BTreeSet<String>,
    roles: Vec<Role>,
}

/// One region of an account, with the resources of each service.
#[derive(Clone, Default)]
struct Region {
    bedrock: Bedrock,
    resources: Resources,
    calls: calls::Calls,
}

impl Estate {
    /// An account with nothing in it; what is added goes to us-east-1.
    pub fn empty(account: &str) -> Self {
        let home = account.to_owned();
        let accounts = BTreeMap::from([(home.clone(), Account::default())]);
        Self {
            accounts,
            home,
            here: Place::new(account, HOME_REGION),
        }
    }

    /// Goes on in another account, in us-east-1.
    #[must_use]
    pub fn account(mut self, account: &str) -> Self {
        self.accounts.entry(account.to_owned()).or_default();
        Self {
            here: Place::new(account, HOME_REGION),
            ..self
        }
    }

    /// Goes on in another region of the account.
    #[must_use]
    pub fn region(self, region: &str) -> Self {
        let here = Place::new(self.here.account(), region);
        Self { here, ..self }
    }

    /// Adds resources of one kind, alike but for their names.
    #[must_use]
    pub fn with(mut self, kind: Kind, count: usize) -> Self {
        let here = self.here.clone();
        let collection = self
            .bedrock_mut(here.account(), here.region())
            .collection_mut(kind);
        let first = collection.len();
        (first..first + count).for_each(|number| collection.insert(kind.sample(&here, number)));
        self
    }

    /// Adds custom models.
    #[must_use]
    pub fn with_custom_models(self, count: usize) -> Self {
        self.with(Kind::CustomModel, count)
    }

    /// Adds guardrails, each with its draft only.
    #[must_use]
    pub fn with_guardrails(self, count: usize) -> Self {
        self.with(Kind::Guardrail, count)
    }

    /// Adds one resource.
    #[must_use]
    pub fn with_record(mut self, kind: Kind, record: Record) -> Self {
        let here = self.here.clone();
        self.bedrock_mut(here.account(), here.region())
            .insert(kind, record);
        self
    }

    /// Turns the logging of model invocations on, with a `loggingConfig` of the API.
    #[must_use]
    pub fn with_invocation_logging(mut self, config: Value) -> Self {
        let here = self.here.clone();
        self.bedrock_mut(here.account(), here.region())
            .set_invocation_logging(Some(config));
        self
    }

    /// Adds a role that can be assumed.
    #[must_use]
    pub fn with_role(mut self, role: Role) -> Self {
        self.account_mut(role.account()).roles.push(role);
        self
    }

    /// Takes a region from the account: AWS does not know the account's tokens there.
    #[must_use]
    pub fn without_region(mut self, region: &str) -> Self {
        let account = self.here.account().to_owned();
        self.account_mut(&account)
            .disabled_regions
            .insert(region.to_owned());
        self
    }

    /// Takes from the account all regions that an account has to opt in to, as a new account has it.
    #[must_use]
    pub fn without_opt_in_regions(self) -> Self {
        OPT_IN.into_iter().fold(self, Self::without_region)
    }

    /// Bedrock's resources in one place, if there are any.
    pub fn bedrock(&self, account: &str, region: &str) -> Option<&Bedrock> {
        Some(&self.accounts.get(account)?.regions.get(region)?.bedrock)
    }

    /// Bedrock's resources in one place, to be changed.
    pub fn bedrock_mut(&mut self, account: &str, region: &str) -> &mut Bedrock {
        &mut self
            .account_mut(account)
            .regions
            .entry(region.to_owned())
            .or_default()
            .bedrock
    }

    /// The account that the estate began with.
    pub fn first_account(&self) -> &str {
        &self.home
    }

    pub(crate) fn is_disabled(&self, account: &str, region: &str) -> bool {
        self.accounts
            .get(account)
            .is_some_and(|account| account.disabled_regions.contains(region))
    }

    pub(crate) fn role(&self, arn: &str) -> Option<&Role> {
        self.accounts
            .values()
            .flat_map(|account| &account.roles)
            .find(|role| role.arn() == arn)
    }

    /// Where the chain stands.
    fn here(&self) -> Place {
        self.here.clone()
    }

    fn account_mut(&mut self, account: &str) -> &mut Account {
        self.accounts.entry(account.to_owned()).or_default()
    }
}

//! What hangs on things that are listed: versions and aliases, data sources.

use opencite_plugin_sdk::request::{Listing, Record};
use opencite_plugin_sdk::{
    Check, Child, Children, Description, Failure, each_child, identified, list_and_describe,
    one_a_page, try_children, try_list_and_describe,
};

use crate::service::{Item, Part};

/// Things that are listed below others.
pub(crate) struct Below {
    /// Lists the others.
    pub(crate) parents: fn() -> Listing,
    /// The action that lists what is below them.
    pub(crate) action: &'static str,
    pub(crate) children: Children<Item, Record>,
    pub(crate) id: fn(&Child<Item, Record>) -> String,
    pub(crate) description: Description<Part, Record>,
}

impl Below {
    /// Discovers them; `asset_id` is the id of the asset that one of the others is.
    pub(crate) fn discover(&self, asset_id: impl Fn(&Record) -> String) -> Result<(), Failure> {
        let parents = (self.parents)();
        let parents = identified(&parents, asset_id);
        let children = each_child(&parents, &self.children);
        list_and_describe(&identified(&children, self.id), &self.description)
    }

    /// Tries each action that [`Below::discover`] needs once.
    pub(crate) fn verify(&self) -> Vec<Check> {
        // Nothing is stored, so the others need no ids.
        let unnamed = |_: &Record| String::new();
        let parents = (self.parents)();
        let parents = identified(&parents, unnamed);
        let mut checks = try_children(self.action, &parents, &self.children);
        let parents = (self.parents)();
        let parents = one_a_page(&parents);
        let parents = identified(&parents, unnamed);
        let children = each_child(&parents, &self.children);
        let children = identified(&children, self.id);
        checks.extend(try_list_and_describe(&children, &self.description));
        checks
    }
}

//! Units that differ in the region only, told together.

use std::collections::{BTreeMap, BTreeSet};

use opencite_core::UnitKey;
use serde::Serialize;

/// Units that differ in the region only.
#[derive(Debug, Serialize)]
pub(crate) struct Place {
    /// `aws_bedrock/guardrail in 111122223333`.
    pub(crate) what: String,
    /// The regions, sorted.
    pub(crate) regions: Vec<String>,
}

/// Groups units, sorted.
pub(crate) fn group<'a>(units: impl IntoIterator<Item = &'a UnitKey>) -> Vec<Place> {
    let mut places: BTreeMap<_, BTreeSet<&str>> = BTreeMap::new();
    for UnitKey {
        plugin,
        asset_type,
        account,
        region,
    } in units
    {
        places
            .entry((plugin, asset_type, account))
            .or_default()
            .insert(region.as_str());
    }
    let place = |((plugin, asset_type, account), regions): (_, BTreeSet<&str>)| Place {
        what: format!("{plugin}/{asset_type} in {account}"),
        regions: regions.into_iter().map(str::to_owned).collect(),
    };
    places.into_iter().map(place).collect()
}

//! Units that differ in the region only, told together.

use std::collections::{BTreeMap, BTreeSet};

use opencite_core::UnitKey;
use serde::Serialize;

use crate::words::{counted, number};

/// Units that differ in the region only.
#[derive(Debug, Serialize)]
pub(crate) struct Place {
    /// `aws_bedrock/guardrail in 111122223333`.
    pub(crate) what: String,
    /// The regions, sorted.
    pub(crate) regions: Vec<String>,
}

/// The most places that a list names: beyond that, the command line has them all.
const MAX_PLACES: usize = 100;

/// Some places, and how many there are beyond.
#[derive(Debug, Serialize)]
pub(crate) struct Places {
    named: Vec<Place>,
    left_out: Option<String>,
}

impl Places {
    pub(crate) fn of<'a>(units: impl IntoIterator<Item = &'a UnitKey>) -> Self {
        Self::named(group(units))
    }

    pub(crate) fn named(mut places: Vec<Place>) -> Self {
        let left_out = places.len().saturating_sub(MAX_PLACES);
        places.truncate(MAX_PLACES);
        Self {
            named: places,
            left_out: (left_out > 0).then(|| counted(number(left_out), "place")),
        }
    }
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

//! What a unit saw, by asset id.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use opencite_core::{Asset, AssetId, UnitResult};

use crate::StoreError;

/// How an asset was seen.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Sighting<'a> {
    /// Described, at least in part.
    Described(&'a Asset),
    /// Listed as it is stored.
    Kept(&'a AssetId),
}

/// What a unit saw, sorted: new assets are stored in the order in which they are found again.
pub(crate) type Sightings<'a> = BTreeMap<&'a str, Sighting<'a>>;

impl<'a> Sighting<'a> {
    fn id(self) -> &'a AssetId {
        match self {
            Self::Described(asset) => &asset.id,
            Self::Kept(id) => id,
        }
    }
}

/// What a result says was seen, each asset once.
pub(crate) fn of(result: &UnitResult) -> Result<Sightings<'_>, StoreError> {
    let described = result.assets.iter().map(Sighting::Described);
    let kept = result.kept.iter().map(Sighting::Kept);
    let mut sightings = Sightings::new();
    for sighting in described.chain(kept) {
        let asset = sighting.id();
        match sightings.entry(asset.as_str()) {
            Entry::Vacant(free) => free.insert(sighting),
            Entry::Occupied(_) => {
                let unit = Box::new(result.key.clone());
                return Err(StoreError::DuplicateAsset {
                    unit,
                    asset: asset.clone(),
                });
            }
        };
    }
    Ok(sightings)
}

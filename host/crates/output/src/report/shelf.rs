//! An inventory put in order: its assets by type, each with its place in the report.

use std::collections::{BTreeMap, HashMap};

use opencite_core::{AssetRecord, Inventory, UnitKey, UnitRecord};

use super::catalogue;
use super::freshness::Freshness;

/// How many assets of a type a report lists: a browser gives up on more. What is left out is counted and said, and is in
/// the CSV.
pub(super) const MAX_ROWS: usize = 5_000;

/// An inventory put in order.
pub(super) struct Shelf<'a> {
    pub(super) inventory: &'a Inventory,
    pub(super) freshness: Freshness<'a>,
    /// The types that were asked for or found, by plugin and name.
    pub(super) types: Vec<TypeShelf<'a>>,
    /// The first asset of each id, and its place.
    places: HashMap<&'a str, (&'a UnitKey, String)>,
}

/// The assets and units of a type.
pub(super) struct TypeShelf<'a> {
    pub(super) plugin: &'a str,
    pub(super) asset_type: &'a str,
    /// Why it is a catalogue, where it is one.
    pub(super) reason: Option<&'static str>,
    pub(super) assets: Vec<&'a AssetRecord>,
    pub(super) units: Vec<&'a UnitRecord>,
}

impl<'a> Shelf<'a> {
    pub(super) fn of(inventory: &'a Inventory) -> Self {
        let types = by_type(inventory);
        let shown = types
            .iter()
            .flat_map(|shelf| shelf.assets.iter().take(MAX_ROWS));
        let mut places = HashMap::new();
        for (number, asset) in shown.enumerate() {
            let place = || (&asset.unit, format!("asset-{number}"));
            places.entry(asset.id.as_str()).or_insert_with(place);
        }
        Self {
            inventory,
            freshness: Freshness::of(inventory),
            types,
            places,
        }
    }

    /// Where the report shows an asset of that id, if it does.
    pub(super) fn place_of_id(&self, id: &str) -> Option<String> {
        self.places.get(id).map(|(_, place)| place.clone())
    }

    /// Where the report shows an asset. What AWS shares has one id in many accounts; only the first has the place.
    pub(super) fn place(&self, asset: &AssetRecord) -> Option<String> {
        let (unit, place) = self.places.get(asset.id.as_str())?;
        (**unit == asset.unit).then(|| place.clone())
    }

    /// The assets that are somebody's.
    pub(super) fn own(&self) -> impl Iterator<Item = &'a AssetRecord> {
        let own = self.types.iter().filter(|shelf| shelf.reason.is_none());
        own.flat_map(|shelf| shelf.assets.iter().copied())
    }
}

fn by_type(inventory: &Inventory) -> Vec<TypeShelf<'_>> {
    let mut types: BTreeMap<_, TypeShelf<'_>> = BTreeMap::new();
    for unit in &inventory.units {
        let shelf = types.entry((&unit.key.plugin, &unit.key.asset_type));
        shelf
            .or_insert_with(|| TypeShelf::of(&unit.key))
            .units
            .push(unit);
    }
    for asset in &inventory.assets {
        let shelf = types.entry((&asset.unit.plugin, &asset.unit.asset_type));
        shelf
            .or_insert_with(|| TypeShelf::of(&asset.unit))
            .assets
            .push(asset);
    }
    types.into_values().map(TypeShelf::sorted).collect()
}

impl<'a> TypeShelf<'a> {
    fn of(key: &'a UnitKey) -> Self {
        Self {
            plugin: key.plugin.as_str(),
            asset_type: key.asset_type.as_str(),
            reason: catalogue::reason(key),
            assets: Vec::new(),
            units: Vec::new(),
        }
    }

    fn sorted(mut self) -> Self {
        self.assets
            .sort_by_key(|asset| (&asset.name, &asset.id, &asset.unit));
        self.units.sort_by_key(|unit| &unit.key);
        self
    }
}

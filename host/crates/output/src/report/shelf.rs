//! A report's assets put in order, by type.

use std::collections::BTreeMap;

use opencite_core::{AssetRecord, Inventory, Relation, Report, UnitKey, UnitRecord};

use super::catalogue;
use super::freshness::Freshness;

/// A report's assets put in order.
pub(super) struct Shelf<'a> {
    pub(super) report: &'a Report,
    pub(super) inventory: &'a Inventory,
    pub(super) freshness: Freshness<'a>,
    /// The types that were asked for or found, by plugin and name.
    pub(super) types: Vec<TypeShelf<'a>>,
    /// All assets: those that are somebody's, by type, and then what is on offer.
    pub(super) rows: Vec<&'a AssetRecord>,
    /// The row of each id, sorted by id and row.
    by_id: Vec<(&'a str, usize)>,
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
    pub(super) fn of(report: &'a Report) -> Self {
        let inventory = &report.inventory;
        let types = by_type(inventory);
        let (own, offered): (Vec<_>, Vec<_>) = types.iter().partition(|shelf| shelf.is_own());
        let shelves = own.into_iter().chain(offered);
        let rows: Vec<_> = shelves.flat_map(|shelf| shelf.assets.clone()).collect();
        let mut by_id: Vec<_> = (0..)
            .zip(&rows)
            .map(|(row, asset)| (asset.id.as_str(), row))
            .collect();
        by_id.sort_unstable();
        Self {
            report,
            inventory,
            freshness: Freshness::of(inventory),
            types,
            rows,
            by_id,
        }
    }

    /// The row of what an asset is related to, if the report has it. What AWS shares has one id in many accounts and
    /// regions: the nearest is meant.
    pub(super) fn target(&self, asset: &AssetRecord, relation: &Relation) -> Option<usize> {
        let id = relation.target.as_str();
        let from = self.by_id.partition_point(|(other, _)| *other < id);
        let same = self
            .by_id
            .iter()
            .skip(from)
            .take_while(|(other, _)| *other == id);
        let distance = |row: &usize| {
            let unit = self.rows.get(*row).map(|target| &target.unit);
            let differs = |part: fn(&UnitKey) -> &str| unit.map(part) != Some(part(&asset.unit));
            (
                differs(|unit| unit.account.as_str()),
                differs(|unit| unit.region.as_str()),
            )
        };
        same.map(|(_, row)| *row).min_by_key(distance)
    }

    /// The assets that are somebody's.
    pub(super) fn own(&self) -> impl Iterator<Item = &'a AssetRecord> {
        let own = self.types.iter().filter(|shelf| shelf.is_own());
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

    fn is_own(&self) -> bool {
        self.reason.is_none()
    }

    fn sorted(mut self) -> Self {
        self.assets
            .sort_by_key(|asset| (&asset.name, &asset.id, &asset.unit));
        self.units.sort_by_key(|unit| &unit.key);
        self
    }
}

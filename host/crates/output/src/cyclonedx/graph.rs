//! The names of assets in a bill of materials, and what relates them.

use std::collections::{BTreeMap, BTreeSet};

use opencite_core::{AssetRecord, Relation};

use super::place::{self, Place};

/// All assets by their ids, and the jobs by what they made.
pub(super) struct Graph<'a> {
    by_id: BTreeMap<&'a str, Vec<&'a AssetRecord>>,
    makers: BTreeMap<&'a str, Vec<&'a AssetRecord>>,
}

impl<'a> Graph<'a> {
    pub(super) fn of(assets: &'a [AssetRecord]) -> Self {
        let mut by_id: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let mut makers: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for asset in assets {
            by_id.entry(asset.id.as_str()).or_default().push(asset);
            for made in targets(asset, "output-model") {
                makers.entry(made).or_default().push(asset);
            }
        }
        Self { by_id, makers }
    }

    /// The asset of an id that another asset names: the one of its own place, where several accounts or regions have
    /// such an id.
    pub(super) fn find(&self, id: &str, from: &AssetRecord) -> Option<&'a AssetRecord> {
        let distance = |asset: &&&AssetRecord| {
            let (one, other) = (&asset.unit, &from.unit);
            (one.account != other.account, one.region != other.region)
        };
        self.by_id.get(id)?.iter().min_by_key(distance).copied()
    }

    /// The parts and services that a part or service needs, by their references.
    pub(super) fn needs(&self, asset: &AssetRecord) -> BTreeSet<String> {
        let related = asset.relations.iter().map(|edge| edge.target.as_str());
        let found = related.filter_map(|id| self.find(id, asset));
        let is_part = |other: &&AssetRecord| !matches!(place::of(other), Place::Workflow(_));
        let own = reference(asset);
        let references = found.filter(is_part).map(reference);
        references.filter(|other| *other != own).collect()
    }

    /// The jobs that made a model: those that say so, and those that the model names.
    pub(super) fn makers(&self, model: &AssetRecord) -> Vec<&'a AssetRecord> {
        let said = self.makers.get(model.id.as_str()).into_iter().flatten();
        let said = said
            .filter(|job| job.unit.account == model.unit.account)
            .copied();
        let named = ["generated-by", "customization-job", "import-job"]
            .into_iter()
            .flat_map(|kind| targets(model, kind))
            .filter_map(|id| self.find(id, model));
        let makers: BTreeMap<_, _> = said.chain(named).map(|job| (reference(job), job)).collect();
        makers.into_values().collect()
    }
}

/// The name of an asset in a bill of materials: all that tells it from every other, so that it stays from scan to scan.
pub(super) fn reference(asset: &AssetRecord) -> String {
    let unit = &asset.unit;
    format!(
        "{}/{}/{}/{}/{}",
        unit.plugin, unit.asset_type, unit.account, unit.region, asset.id
    )
}

/// What an asset relates to in a way.
pub(super) fn targets<'a>(asset: &'a AssetRecord, kind: &str) -> impl Iterator<Item = &'a str> {
    let is_kind = move |edge: &&Relation| edge.kind == kind;
    asset
        .relations
        .iter()
        .filter(is_kind)
        .map(|edge| edge.target.as_str())
}

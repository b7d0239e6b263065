//! What is different between two scans, as far as it can be said.

use std::ops::ControlFlow;

use opencite_core::{
    AssetRecord, ChangedAsset, Comparison, FieldChange, ScanId, ScanRecord, Timestamp,
};
use rusqlite::Connection;

use super::aging;
use super::scan_refs;
use super::standing::Standing;
use crate::failure::Failure;
use crate::filter::AssetFilter;
use crate::{StoreError, assets, changes, scans};

/// What became of an asset between two scans.
#[derive(Debug, Clone, PartialEq)]
pub enum Difference {
    /// It is there now and was not.
    Added(AssetRecord),
    /// It was there and is not, as it was.
    Removed(AssetRecord),
    /// It was there and is too old to be listed now, as it was.
    AgedOut(AssetRecord),
    /// It is different.
    Changed(ChangedAsset),
    /// It is different only in fields that tick.
    Ticked(ChangedAsset),
}

/// Compares the states after two scans. What is different goes to `each` and not into the result, until it breaks off.
pub(super) fn compare(
    connection: &Connection,
    filter: &AssetFilter,
    (from, to): (ScanId, ScanId),
    each: &mut dyn FnMut(Difference) -> ControlFlow<()>,
) -> Result<Comparison, Failure> {
    let scans = ordered(connection, from, to)?;
    let standing = Standing::between(connection, filter, (from, to))?;
    changes::each_pair(connection, filter, (from, to), &mut |pair| {
        let Some(unit) = standing.complete.get(&pair.unit) else {
            return Ok(ControlFlow::Continue(()));
        };
        let side = |version: Option<i64>| {
            version
                .map(|version| assets::record(connection, version, to))
                .transpose()
        };
        let (before, after) = (side(pair.before)?, side(pair.after)?);
        let difference = difference(before, after, unit.listed_since);
        Ok(difference.map_or(ControlFlow::Continue(()), &mut *each))
    })?;
    let simulated = scans::simulated(connection, to)?;
    Ok(standing.into_comparison(scans, simulated))
}

fn ordered(
    connection: &Connection,
    from: ScanId,
    to: ScanId,
) -> Result<(ScanRecord, ScanRecord), Failure> {
    let scans = (
        scan_refs::number(connection, from)?,
        scan_refs::number(connection, to)?,
    );
    if from > to {
        return Err(StoreError::FromAfterTo { from, to }.into());
    }
    Ok(scans)
}

/// What two versions of an asset come to; nothing when they are the same.
fn difference(
    before: Option<AssetRecord>,
    after: Option<AssetRecord>,
    listed_since: Option<Timestamp>,
) -> Option<Difference> {
    match (before, after) {
        (None, None) => None,
        (None, Some(after)) => Some(Difference::Added(after)),
        (Some(before), None) if aging::is_too_old(before.created, listed_since) => {
            Some(Difference::AgedOut(before))
        }
        (Some(before), None) => Some(Difference::Removed(before)),
        (Some(before), Some(after)) => changed(&before, after),
    }
}

fn changed(before: &AssetRecord, after: AssetRecord) -> Option<Difference> {
    let fields = FieldChange::between(before, &after);
    let ticks = fields.iter().all(FieldChange::is_tick);
    let is_same = fields.is_empty();
    let changed = ChangedAsset {
        asset: after,
        fields,
    };
    match (is_same, ticks) {
        (true, _) => None,
        (false, true) => Some(Difference::Ticked(changed)),
        (false, false) => Some(Difference::Changed(changed)),
    }
}

impl Difference {
    /// Takes the difference down in a comparison.
    pub(super) fn add_to(self, comparison: &mut Comparison) {
        match self {
            Self::Added(asset) => comparison.added.push(asset),
            Self::Removed(asset) => comparison.removed.push(asset),
            Self::AgedOut(asset) => comparison.aged_out.push(asset),
            Self::Changed(asset) => comparison.changed.push(asset),
            Self::Ticked(asset) => comparison.ticked.push(asset),
        }
    }
}

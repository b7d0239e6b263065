//! What changed between two scans, in JSON.

use opencite_core::{
    AssetRecord, ChangedAsset, Comparison, FieldChange, IncomparableUnit, Outcome, PluginId,
    Timestamp, UnitState,
};
use serde::Serialize;
use serde_json::Value;

use super::unit::ErrorWire;
use super::{AssetWire, Each, ScanWire};
use crate::diff::reason;

#[derive(Serialize)]
pub(crate) struct ComparisonWire<'a> {
    from: i64,
    to: i64,
    added: Assets<'a>,
    removed: Assets<'a>,
    changed: Changes<'a>,
    not_comparable: Each<'a, IncomparableUnit, IncomparableWire<'a>>,
    ticked: Changes<'a>,
    aged_out: Assets<'a>,
    /// How many units could be compared.
    comparable: u64,
    updated_plugins: Vec<&'a str>,
    scans: ScansWire<'a>,
    simulated: bool,
}

type Assets<'a> = Each<'a, AssetRecord, AssetWire<'a>>;
type Changes<'a> = Each<'a, ChangedAsset, ChangedWire<'a>>;

#[derive(Serialize)]
struct ScansWire<'a> {
    from: ScanWire<'a>,
    to: ScanWire<'a>,
}

#[derive(Serialize)]
struct ChangedWire<'a> {
    asset: AssetWire<'a>,
    fields: Each<'a, FieldChange, FieldWire<'a>>,
}

/// A field that is different. What it did not have is null.
#[derive(Serialize)]
pub(crate) struct FieldWire<'a> {
    path: String,
    old: Option<&'a Value>,
    new: Option<&'a Value>,
}

/// Begins as a unit does, as the later scan found it.
#[derive(Serialize)]
struct IncomparableWire<'a> {
    plugin: &'a str,
    #[serde(rename = "type")]
    asset_type: &'a str,
    account: &'a str,
    region: &'a str,
    outcome: &'static str,
    error: Option<ErrorWire<'a>>,
    reason: String,
    from: StateWire<'a>,
    to: StateWire<'a>,
}

#[derive(Serialize)]
struct StateWire<'a> {
    /// `never-run` where no scan up to then had run the unit.
    outcome: &'static str,
    finished: Option<Timestamp>,
    error: Option<ErrorWire<'a>>,
}

impl<'a> From<&'a Comparison> for ComparisonWire<'a> {
    fn from(comparison: &'a Comparison) -> Self {
        Self {
            from: comparison.from.id.0,
            to: comparison.to.id.0,
            added: comparison.added.as_slice().into(),
            removed: comparison.removed.as_slice().into(),
            changed: comparison.changed.as_slice().into(),
            not_comparable: comparison.not_comparable.as_slice().into(),
            ticked: comparison.ticked.as_slice().into(),
            aged_out: comparison.aged_out.as_slice().into(),
            comparable: comparison.comparable,
            updated_plugins: comparison
                .updated_plugins
                .iter()
                .map(PluginId::as_str)
                .collect(),
            scans: ScansWire {
                from: (&comparison.from).into(),
                to: (&comparison.to).into(),
            },
            simulated: comparison.simulated,
        }
    }
}

impl<'a> From<&'a ChangedAsset> for ChangedWire<'a> {
    fn from(changed: &'a ChangedAsset) -> Self {
        Self {
            asset: (&changed.asset).into(),
            fields: changed.fields.as_slice().into(),
        }
    }
}

impl<'a> From<&'a FieldChange> for FieldWire<'a> {
    fn from(change: &'a FieldChange) -> Self {
        Self {
            path: change.path.to_string(),
            old: change.old.as_ref(),
            new: change.new.as_ref(),
        }
    }
}

impl<'a> From<&'a IncomparableUnit> for IncomparableWire<'a> {
    fn from(unit: &'a IncomparableUnit) -> Self {
        let latest = StateWire::from(&unit.to);
        Self {
            plugin: unit.key.plugin.as_str(),
            asset_type: unit.key.asset_type.as_str(),
            account: unit.key.account.as_str(),
            region: unit.key.region.as_str(),
            outcome: latest.outcome,
            error: latest.error,
            reason: reason::of(unit),
            from: (&unit.from).into(),
            to: (&unit.to).into(),
        }
    }
}

impl<'a> From<&'a UnitState> for StateWire<'a> {
    fn from(state: &'a UnitState) -> Self {
        match state {
            UnitState::NeverRun => Self {
                outcome: "never-run",
                finished: None,
                error: None,
            },
            UnitState::Ran { outcome, finished } => Self {
                outcome: outcome.kind().as_str(),
                finished: Some(*finished),
                error: Outcome::error(outcome).map(ErrorWire::from),
            },
        }
    }
}

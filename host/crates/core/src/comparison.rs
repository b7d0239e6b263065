//! What changed between two scans, and what cannot be said.

use crate::{
    AssetRecord, FieldChange, Outcome, PluginId, ScanRecord, Timestamp, UnitKey, UnitRecord,
};

/// What changed between the states after two scans. It speaks only of units that are complete on both sides, and names
/// the others. Assets are sorted by type, name and id, units by their keys.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The earlier scan.
    pub from: ScanRecord,
    /// The later scan.
    pub to: ScanRecord,
    /// Whether one of the two states may hold assets of the built-in simulated account.
    pub simulated: bool,
    /// How many units can be compared.
    pub comparable: u64,
    /// What is there now and was not.
    pub added: Vec<AssetRecord>,
    /// What was there and is not, as it was.
    pub removed: Vec<AssetRecord>,
    /// What was there and is too old to be listed now, as it was: its unit lists only what is younger than some days.
    /// It may well be there still.
    pub aged_out: Vec<AssetRecord>,
    /// What is different.
    pub changed: Vec<ChangedAsset>,
    /// What is different only in fields that tick.
    pub ticked: Vec<ChangedAsset>,
    /// The units that cannot be compared.
    pub not_comparable: Vec<IncomparableUnit>,
    /// Plugins of which the two scans used different builds: what they describe may differ by that alone.
    pub updated_plugins: Vec<PluginId>,
}

/// An asset that is different at two scans.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangedAsset {
    /// What it is like now.
    pub asset: AssetRecord,
    /// What is different, fields that tick included.
    pub fields: Vec<FieldChange>,
}

/// A unit of which nothing can be said between two scans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncomparableUnit {
    /// Which unit.
    pub key: UnitKey,
    /// How it stood at the earlier scan.
    pub from: UnitState,
    /// How it stood at the later scan.
    pub to: UnitState,
}

/// How a unit stood after a scan: what its latest run up to then came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnitState {
    /// It had never run.
    NeverRun,
    /// It had run.
    Ran {
        /// How the latest run ended.
        outcome: Outcome,
        /// When.
        finished: Timestamp,
    },
}

impl Comparison {
    /// Whether anything was added, removed or changed: what ticked or aged out does not count.
    pub fn has_changes(&self) -> bool {
        !(self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty())
    }
}

impl UnitState {
    /// Whether what is stored of the unit is the whole truth about it.
    pub fn is_complete(&self) -> bool {
        matches!(
            self,
            Self::Ran {
                outcome: Outcome::Complete,
                ..
            }
        )
    }

    /// Whether there is nothing to ask about: what does not exist cannot change.
    pub fn is_skipped(&self) -> bool {
        matches!(
            self,
            Self::Ran {
                outcome: Outcome::Skipped(_),
                ..
            }
        )
    }
}

impl From<UnitRecord> for UnitState {
    fn from(run: UnitRecord) -> Self {
        Self::Ran {
            outcome: run.outcome,
            finished: run.finished,
        }
    }
}

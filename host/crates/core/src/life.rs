//! The life of an asset: what scans saw of it.

use crate::{AssetId, FieldChange, ScanId, Timestamp, UnitKey};

/// The life of one asset, oldest event first.
#[derive(Debug, Clone, PartialEq)]
pub struct AssetLife {
    /// Plugin, type, account and region.
    pub unit: UnitKey,
    /// The ARN where there is one.
    pub id: AssetId,
    /// What people call it, as it was last seen.
    pub name: String,
    /// When a scan last looked for it to the end, whether it was there or not; nothing before the first complete run.
    pub looked: Option<Timestamp>,
    /// What happened.
    pub events: Vec<LifeEvent>,
}

/// Something that a scan found to have happened to an asset since the scan before.
#[derive(Debug, Clone, PartialEq)]
pub struct LifeEvent {
    /// The scan.
    pub scan: ScanId,
    /// When the scan looked.
    pub at: Timestamp,
    /// What happened.
    pub kind: LifeEventKind,
}

/// What can happen to an asset.
#[derive(Debug, Clone, PartialEq)]
pub enum LifeEventKind {
    /// It was there, for the first time or again.
    Appeared,
    /// It was different.
    Changed(Vec<FieldChange>),
    /// It was not there any more.
    Gone,
    /// It was too old to be listed: its unit lists only what is younger than some days. It may have been there still.
    AgedOut,
}

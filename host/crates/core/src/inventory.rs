//! What a report is made of: stored assets and units, with where and when.

use crate::{AssetId, Outcome, Properties, Relation, ScanId, ScanRecord, Timestamp, UnitKey};

/// An asset as it is stored: its version at one scan, and how long it has been there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssetRecord {
    /// Plugin, type, account and region.
    pub unit: UnitKey,
    /// The ARN where there is one.
    pub id: AssetId,
    /// What people call it.
    pub name: String,
    /// AWS's word for the state it is in.
    pub status: Option<String>,
    /// When AWS says it was made.
    pub created: Option<Timestamp>,
    /// When AWS says it was last changed.
    pub modified: Option<Timestamp>,
    /// Everything else that is known.
    pub properties: Properties,
    /// Edges to other things, sorted.
    pub relations: Vec<Relation>,
    /// When a scan first saw the asset.
    pub first_seen: Timestamp,
    /// When a scan last saw it.
    pub last_seen: Timestamp,
}

/// What came of a unit in one scan, as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitRecord {
    /// Which scan.
    pub scan: ScanId,
    /// Which unit.
    pub key: UnitKey,
    /// How it ended.
    pub outcome: Outcome,
    /// Assets seen.
    pub assets: u64,
    /// Requests sent to AWS, retries included.
    pub requests: u64,
    /// When it began.
    pub started: Timestamp,
    /// When it ended.
    pub finished: Timestamp,
    /// The unit listed only what was created since then; nothing when it listed everything.
    pub listed_since: Option<Timestamp>,
}

/// The state of things after a scan.
#[derive(Debug, Clone)]
pub struct Inventory {
    /// The scan whose state this is.
    pub scan: ScanRecord,
    /// When the report was asked for.
    pub generated: Timestamp,
    /// Whether it is the built-in simulated account that was scanned: every page must say so.
    pub simulated: bool,
    /// The assets, sorted by type, name and id.
    pub assets: Vec<AssetRecord>,
    /// The latest run of every unit up to the scan, sorted.
    pub units: Vec<UnitRecord>,
}

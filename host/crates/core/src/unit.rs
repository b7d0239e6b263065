//! The unit of work.

use std::fmt;

use crate::{
    AccountId, Asset, AssetId, AssetType, ContentHash, Outcome, PluginId, Region, Timestamp,
};

/// What one unit of work is about: an asset type of a plugin, in a region of an account.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitKey {
    /// The plugin.
    pub plugin: PluginId,
    /// The asset type.
    pub asset_type: AssetType,
    /// The account.
    pub account: AccountId,
    /// The region.
    pub region: Region,
}

/// What came of one unit.
#[derive(Debug, Clone)]
pub struct UnitResult {
    /// Which unit.
    pub key: UnitKey,
    /// How it ended.
    pub outcome: Outcome,
    /// The assets that were described, each id once.
    pub assets: Vec<Asset>,
    /// The assets that are as they were: seen, and not described again.
    pub kept: Vec<AssetId>,
    /// Requests sent to AWS, retries included.
    pub requests: u64,
    /// When the unit began.
    pub started: Timestamp,
    /// When it ended.
    pub finished: Timestamp,
    /// The unit lists only what was created since then; nothing when it lists everything.
    pub listed_since: Option<Timestamp>,
    /// The digest of the plugin's file.
    pub plugin_digest: ContentHash,
}

impl fmt::Display for UnitKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            plugin,
            asset_type,
            account,
            region,
        } = self;
        write!(f, "{plugin} {asset_type} in {account} {region}")
    }
}

//! Which units' assets are asked for.

use opencite_core::{AccountId, AssetType, PluginId, Region};

/// Which units' assets are asked for; what is not said does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AssetFilter {
    /// Of this plugin.
    pub plugin: Option<PluginId>,
    /// Of this type.
    pub asset_type: Option<AssetType>,
    /// Of this account.
    pub account: Option<AccountId>,
    /// Of this region.
    pub region: Option<Region>,
}

impl AssetFilter {
    pub(crate) fn plugin(&self) -> Option<&str> {
        self.plugin.as_ref().map(PluginId::as_str)
    }

    pub(crate) fn asset_type(&self) -> Option<&str> {
        self.asset_type.as_ref().map(AssetType::as_str)
    }

    pub(crate) fn account(&self) -> Option<&str> {
        self.account.as_ref().map(AccountId::as_str)
    }

    pub(crate) fn region(&self) -> Option<&str> {
        self.region.as_ref().map(Region::as_str)
    }
}

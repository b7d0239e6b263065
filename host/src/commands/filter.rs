//! Which units are looked at.

use opencite_core::{AccountId, AssetType, PluginId, Region};
use opencite_store::AssetFilter;

use crate::cli::FilterArgs;
use crate::failure::Failure;

/// The assets that the words ask for.
pub(super) fn assets(args: &FilterArgs) -> Result<AssetFilter, Failure> {
    let plugin = args.plugin.clone().map(PluginId::new).transpose();
    let asset_type = args.asset_type.clone().map(AssetType::new).transpose();
    let account = args.account.clone().map(AccountId::new).transpose();
    let region = args.region.as_deref().map(Region::unlisted).transpose();
    Ok(AssetFilter {
        plugin: plugin.map_err(Failure::usage)?,
        asset_type: asset_type.map_err(Failure::usage)?,
        account: account.map_err(Failure::usage)?,
        region: region.map_err(Failure::usage)?,
    })
}

//! Which units a scan has.

use opencite_aws::Identity;
use opencite_core::{AssetType, Region, Scope, UnitKey};

use super::run::UnitRun;
use crate::config::nearest;
use crate::plugins::LoadedPlugin;

/// An asset type of a plugin, in a region.
pub(super) struct Target {
    /// The plugin's place in the request.
    plugin: usize,
    plugin_id: opencite_core::PluginId,
    asset_type: AssetType,
    region: Region,
}

/// Why there is nothing to scan.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PlanError {
    #[error("no plugin discovers {asset_type}")]
    UnknownType {
        asset_type: AssetType,
        nearest: Option<String>,
    },
    #[error("no region to scan")]
    NoRegion,
}

/// All targets of a scan. Every asset type that was asked for must be somebody's.
pub(super) fn targets(
    plugins: &[LoadedPlugin],
    types: &[AssetType],
    regions: &[Region],
) -> Result<Vec<Target>, PlanError> {
    let declared = || {
        plugins
            .iter()
            .flat_map(|plugin| &plugin.manifest().asset_types)
    };
    if let Some(unknown) = types
        .iter()
        .find(|asked| declared().all(|known| known.name != **asked))
    {
        let nearest = nearest(
            unknown.as_str(),
            declared().map(|known| known.name.as_str()),
        )
        .map(str::to_owned);
        return Err(PlanError::UnknownType {
            asset_type: unknown.clone(),
            nearest,
        });
    }
    let mut targets = Vec::new();
    for (place, plugin) in plugins.iter().enumerate() {
        for declared in &plugin.manifest().asset_types {
            if !types.is_empty() && !types.contains(&declared.name) {
                continue;
            }
            let regions = match declared.scope {
                Scope::Regional => regions,
                Scope::Global => regions.get(..1).unwrap_or_default(),
            };
            targets.extend(regions.iter().map(|region| Target {
                plugin: place,
                plugin_id: plugin.manifest().id.clone(),
                asset_type: declared.name.clone(),
                region: region.clone(),
            }));
        }
    }
    Ok(targets)
}

/// The targets in the account that is signed in to.
pub(super) fn units(targets: &[Target], identity: &Identity) -> Vec<UnitRun> {
    let unit = |target: &Target| UnitRun {
        plugin: target.plugin,
        key: UnitKey {
            plugin: target.plugin_id.clone(),
            asset_type: target.asset_type.clone(),
            account: identity.account.clone(),
            region: target.region.clone(),
        },
    };
    targets.iter().map(unit).collect()
}

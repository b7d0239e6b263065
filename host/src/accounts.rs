//! Which accounts to look at, as whom, and at what of them.

use opencite_config::{AccountSection, Config};
use opencite_core::{
    AccountId, AssetType, AwsSettings, Manifest, PluginId, Role, RoleArn, nearest,
};

use crate::cli::AccountArgs;
use crate::failure::Failure;
use crate::plugins::LoadedPlugin;
use crate::regions::{self, Regions};

/// An account to look at.
#[derive(Debug)]
pub(crate) struct AccountEntry {
    /// What messages call it.
    pub(crate) name: String,
    pub(crate) settings: AwsSettings,
    /// Its id, where that is known before anybody is signed in.
    pub(crate) id: Option<AccountId>,
    pub(crate) regions: Regions,
    /// Only these plugins; all when there is nothing.
    pub(crate) plugins: Option<Vec<PluginId>>,
    /// Only these asset types and sources of usage; all when empty.
    pub(crate) types: Vec<AssetType>,
}

/// The accounts of the command line, else of the config, else the one of the environment. At least one.
pub(crate) async fn resolve(
    args: &AccountArgs,
    config: &Config,
) -> Result<Vec<AccountEntry>, Failure> {
    let base = base(args, config)?;
    let types = types(args)?;
    let by_config = args.profile.is_none() && args.role_arn.is_empty();
    let mut entries = Vec::new();
    for (index, section) in config.accounts.iter().filter(|_| by_config).enumerate() {
        let name = section.name(index + 1);
        let settings = section.settings(&base, &name)?;
        entries.push(of_section(args, config, section, name, settings, &types).await?);
    }
    for role in &args.role_arn {
        let settings = with_role(&base, role, args.external_id.as_deref());
        let name = role.to_string();
        entries.push(plain(args, config, name, settings, &types).await?);
    }
    if entries.is_empty() {
        let name = base
            .profile
            .clone()
            .unwrap_or_else(|| "the default".to_owned());
        entries.push(plain(args, config, name, base, &types).await?);
    }
    Ok(entries)
}

/// What holds for all accounts that do not say otherwise.
fn base(args: &AccountArgs, config: &Config) -> Result<AwsSettings, Failure> {
    let mut settings = config.settings()?;
    if let Some(profile) = &args.profile {
        // Said now, it outranks what was written down once.
        settings.keys = None;
        settings.profile = Some(profile.clone());
    }
    if let Some(url) = &args.endpoint_url {
        settings.endpoint_url = Some(url.clone());
    }
    Ok(settings)
}

fn types(args: &AccountArgs) -> Result<Vec<AssetType>, Failure> {
    let types = args.types.iter().map(AssetType::new);
    types.collect::<Result<_, _>>().map_err(Failure::usage)
}

fn with_role(base: &AwsSettings, role: &RoleArn, external_id: Option<&str>) -> AwsSettings {
    let role = Role {
        arn: role.clone(),
        external_id: external_id.map(str::to_owned),
    };
    AwsSettings {
        roles: vec![role],
        ..base.clone()
    }
}

async fn of_section(
    args: &AccountArgs,
    config: &Config,
    section: &AccountSection,
    name: String,
    settings: AwsSettings,
    types: &[AssetType],
) -> Result<AccountEntry, Failure> {
    let regions = section.regions.as_deref();
    let of_section = section.types.as_deref().unwrap_or_default();
    Ok(AccountEntry {
        name,
        id: section.account_id().cloned(),
        regions: regions::resolve(&args.regions, regions, config, &settings).await?,
        settings,
        plugins: section.plugins.clone(),
        types: if types.is_empty() { of_section } else { types }.to_vec(),
    })
}

/// An account of which nothing is said but how to get there.
async fn plain(
    args: &AccountArgs,
    config: &Config,
    name: String,
    settings: AwsSettings,
    types: &[AssetType],
) -> Result<AccountEntry, Failure> {
    Ok(AccountEntry {
        name,
        id: settings.roles.last().map(|role| role.arn.account().clone()),
        regions: regions::resolve(&args.regions, None, config, &settings).await?,
        settings,
        plugins: None,
        types: types.to_vec(),
    })
}

/// A name that stands for nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum UnknownName {
    #[error("no plugin discovers {asset_type}")]
    Type {
        asset_type: AssetType,
        nearest: Option<String>,
    },
    #[error("account {account} names the plugin {plugin}, which there is not")]
    Plugin {
        account: String,
        plugin: PluginId,
        nearest: Option<String>,
    },
}

impl UnknownName {
    /// The name that was most likely meant.
    pub(crate) fn nearest(&self) -> Option<&str> {
        match self {
            Self::Type { nearest, .. } | Self::Plugin { nearest, .. } => nearest.as_deref(),
        }
    }
}

/// Checks that every plugin and type that an account names is there.
pub(crate) fn check(entries: &[AccountEntry], plugins: &[LoadedPlugin]) -> Result<(), UnknownName> {
    let manifests: Vec<&Manifest> = plugins.iter().map(|plugin| plugin.manifest()).collect();
    entries
        .iter()
        .try_for_each(|entry| check_one(entry, &manifests))
}

fn check_one(entry: &AccountEntry, manifests: &[&Manifest]) -> Result<(), UnknownName> {
    let ids = || manifests.iter().map(|manifest| manifest.id.as_str());
    let mut named = entry.plugins.iter().flatten();
    if let Some(plugin) = named.find(|plugin| ids().all(|id| id != plugin.as_str())) {
        return Err(UnknownName::Plugin {
            account: entry.name.clone(),
            plugin: plugin.clone(),
            nearest: nearest(plugin.as_str(), ids()).map(str::to_owned),
        });
    }
    let declared = || manifests.iter().copied().flat_map(type_names);
    let mut types = entry.types.iter();
    types
        .find(|asked| declared().all(|known| known != *asked))
        .map_or(Ok(()), |asked| {
            let all = declared().map(AssetType::as_str);
            Err(UnknownName::Type {
                asset_type: asked.clone(),
                nearest: nearest(asked.as_str(), all).map(str::to_owned),
            })
        })
}

/// What a unit of the plugin can be about: its asset types and its sources of usage.
pub(crate) fn type_names(manifest: &Manifest) -> impl Iterator<Item = &AssetType> {
    let types = manifest.asset_types.iter().map(|declared| &declared.name);
    types.chain(manifest.usage_sources.iter().map(|source| &source.name))
}

impl AccountEntry {
    /// Whether a plugin is one to look with.
    pub(crate) fn uses(&self, plugin: &PluginId) -> bool {
        self.plugins
            .as_ref()
            .is_none_or(|plugins| plugins.contains(plugin))
    }

    /// Whether a type was asked for by its name.
    pub(crate) fn names(&self, name: &AssetType) -> bool {
        self.types.contains(name)
    }

    /// Whether an asset type is one to look for.
    pub(crate) fn wants(&self, asset_type: &AssetType) -> bool {
        self.types.is_empty() || self.names(asset_type)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use opencite_core::{AssetTypeDecl, Region, Scope};

    use super::*;

    fn manifest() -> Manifest {
        let declared = AssetTypeDecl {
            name: AssetType::new("custom_model").unwrap(),
            scope: Scope::Regional,
            title: String::new(),
        };
        Manifest {
            id: PluginId::new("aws_bedrock").unwrap(),
            version: "1.0.0".to_owned(),
            title: String::new(),
            asset_types: vec![declared],
            config: BTreeMap::new(),
            usage_sources: Vec::new(),
            actions: Vec::new(),
        }
    }

    fn entry(plugins: Option<&str>, types: &[&str]) -> AccountEntry {
        AccountEntry {
            name: "audit".to_owned(),
            settings: AwsSettings::default(),
            id: None,
            regions: Regions::Named(vec![Region::known("us-east-1").unwrap()]),
            plugins: plugins.map(|id| vec![PluginId::new(id).unwrap()]),
            types: types
                .iter()
                .map(|name| AssetType::new(*name).unwrap())
                .collect(),
        }
    }

    fn refused(entry: &AccountEntry) -> String {
        let error = check_one(entry, &[&manifest()]).unwrap_err();
        format!("{error}; {:?}", error.nearest())
    }

    #[test]
    fn a_plugin_or_a_type_that_is_not_there_is_answered_with_the_nearest() {
        insta::assert_snapshot!(refused(&entry(Some("aws_bedrok"), &[])), @r#"account audit names the plugin aws_bedrok, which there is not; Some("aws_bedrock")"#);
        insta::assert_snapshot!(refused(&entry(None, &["custom_modle"])), @r#"no plugin discovers custom_modle; Some("custom_model")"#);
        let known = entry(Some("aws_bedrock"), &["custom_model"]);
        assert_eq!(check_one(&known, &[&manifest()]), Ok(()));
    }

    #[test]
    fn an_account_that_says_nothing_wants_everything() {
        let (one, other) = (manifest().id, AssetType::new("custom_model").unwrap());
        assert!(entry(None, &[]).uses(&one) && entry(None, &[]).wants(&other));
        assert!(!entry(Some("aws_sagemaker"), &[]).uses(&one));
        assert!(!entry(None, &["guardrail"]).wants(&other));
    }
}

//! Reads what a plugin says of itself, in a sealed sandbox: every import traps, memory and time are scarce.

use std::collections::BTreeMap;
use std::path::Path;

use opencite_bindings::PluginPre;
use opencite_bindings::guest;
use opencite_core::{
    AssetType, AssetTypeDecl, ConfigField, ConfigValue, IamAction, Manifest, PluginId, Scope,
    UsageSource,
};
use wasmtime::component::{Component, Linker};
use wasmtime::{Engine, Store, StoreLimits, StoreLimitsBuilder};

use crate::config;
use crate::cpu::{CpuClock, Timed};
use crate::error::PluginError;
use crate::limits::Limits;
use crate::stop::{self, interrupt_after};

/// The most asset types, and the most config fields, of one plugin.
const MAX_DECLARATIONS: usize = 200;
/// The most IAM actions that a plugin asks for.
const MAX_ACTIONS: usize = 1000;
/// The longest text, in bytes.
const MAX_TEXT: usize = 500;
/// The most that the default of a config field takes, in bytes.
const MAX_DEFAULT: usize = 16 * 1024;

/// The interface that a plugin exports.
const GUEST: &str = "opencite:plugin/guest@0.1.0";

/// Asks the plugin what it is.
pub(crate) async fn read(
    path: &Path,
    engine: &Engine,
    component: &Component,
    limits: &Limits,
) -> Result<Manifest, PluginError> {
    if component.get_export_index(None, GUEST).is_none() {
        return Err(PluginError::NotAPlugin {
            path: path.to_owned(),
            export: GUEST,
        });
    }
    let unusable = |reason: String| PluginError::Manifest {
        path: path.to_owned(),
        reason,
    };
    let mut linker = Linker::new(engine);
    linker
        .define_unknown_imports_as_traps(component)
        .map_err(|error| unusable(stop::describe(&error)))?;
    let pre = linker
        .instantiate_pre(component)
        .and_then(PluginPre::new)
        .map_err(|error| PluginError::Mismatch {
            path: path.to_owned(),
            reason: stop::describe(&error),
        })?;
    let manifest = ask(engine, &pre, limits)
        .await
        .map_err(|error| unusable(stop::describe(&error)))?;
    check(manifest).map_err(unusable)
}

async fn ask(
    engine: &Engine,
    pre: &PluginPre<StoreLimits>,
    limits: &Limits,
) -> wasmtime::Result<guest::PluginManifest> {
    let sealed = StoreLimitsBuilder::new()
        .memory_size(limits.sealed_memory_bytes)
        .memories(limits.memories)
        .table_elements(limits.table_elements)
        .tables(limits.tables)
        .instances(limits.instances)
        .build();
    let mut store = Store::new(engine, sealed);
    store.limiter(|limits| limits);
    store.set_hostcall_fuel(limits.call_bytes);
    let clock = CpuClock::new();
    interrupt_after(&mut store, clock.clone(), limits.sealed_cpu_time);
    Timed::new(clock, async {
        let plugin = pre.instantiate_async(&mut store).await?;
        plugin
            .opencite_plugin_guest()
            .call_manifest(&mut store)
            .await
    })
    .await
}

fn check(manifest: guest::PluginManifest) -> Result<Manifest, String> {
    let guest::PluginManifest {
        id,
        version,
        title,
        asset_types,
        config,
        usage_sources,
        actions,
    } = manifest;
    let longest = [asset_types.len(), config.len(), usage_sources.len()];
    if longest.iter().any(|length| *length > MAX_DECLARATIONS) {
        return Err(format!(
            "more than {MAX_DECLARATIONS} asset types, config fields or sources of usage"
        ));
    }
    if actions.len() > MAX_ACTIONS {
        return Err(format!("more than {MAX_ACTIONS} actions"));
    }
    let asset_types = check_types(asset_types)?;
    let config = check_config(config)?;
    Ok(Manifest {
        id: PluginId::new(bounded("id", &id)?).map_err(|error| error.to_string())?,
        version: text("version", &version)?,
        title: text("title", &title)?,
        usage_sources: check_sources(usage_sources, &asset_types, &config)?,
        asset_types,
        config,
        actions: check_actions(&actions)?,
    })
}

fn check_actions(actions: &[String]) -> Result<Vec<IamAction>, String> {
    let parse = |text: &String| {
        let text = bounded("action", text)?;
        let refused = || format!("{text:?} is no IAM action, such as bedrock:ListAgents");
        IamAction::parse(text).ok_or_else(refused)
    };
    let mut actions = actions.iter().map(parse).collect::<Result<Vec<_>, _>>()?;
    actions.sort();
    actions.dedup();
    Ok(actions)
}

fn check_types(types: Vec<guest::AssetType>) -> Result<Vec<AssetTypeDecl>, String> {
    let mut checked = BTreeMap::new();
    for guest::AssetType { name, scope, title } in types {
        let name =
            AssetType::new(bounded("asset type", &name)?).map_err(|error| error.to_string())?;
        let scope = match scope {
            guest::Scope::Regional => Scope::Regional,
            guest::Scope::Global => Scope::Global,
        };
        let declaration = AssetTypeDecl {
            name: name.clone(),
            scope,
            title: text("title", &title)?,
        };
        if checked.insert(name.clone(), declaration).is_some() {
            return Err(format!("asset type {name} is declared twice"));
        }
    }
    if checked.is_empty() {
        return Err("it declares no asset type".to_owned());
    }
    Ok(checked.into_values().collect())
}

/// A unit is named by an asset type or by a source of usage, so no two have one name.
fn check_sources(
    sources: Vec<guest::UsageSource>,
    asset_types: &[AssetTypeDecl],
    config: &BTreeMap<String, ConfigField>,
) -> Result<Vec<UsageSource>, String> {
    let mut checked = BTreeMap::new();
    for source in sources {
        let name = AssetType::new(bounded("source of usage", &source.name)?)
            .map_err(|error| error.to_string())?;
        let setting = source.setting.map(|name| text("setting", &name));
        let setting = setting.transpose()?;
        if let Some(unknown) = setting.as_ref().filter(|name| !config.contains_key(*name)) {
            return Err(format!(
                "source of usage {name} needs {unknown}, which is no config field"
            ));
        }
        let declared = UsageSource {
            name: name.clone(),
            title: text("title", &source.title)?,
            retention_days: source.retention_days,
            delay_minutes: source.delay_minutes,
            setting,
        };
        let is_type = asset_types.iter().any(|asset_type| asset_type.name == name);
        if is_type || checked.insert(name.clone(), declared).is_some() {
            return Err(format!("source of usage {name} is declared twice"));
        }
    }
    Ok(checked.into_values().collect())
}

fn check_config(fields: Vec<guest::ConfigField>) -> Result<BTreeMap<String, ConfigField>, String> {
    let mut checked = BTreeMap::new();
    for guest::ConfigField {
        name,
        default,
        help,
    } in fields
    {
        let field = ConfigField {
            default: check_default(config::from_wit(default))?,
            help: text("help", &help)?,
        };
        let name = text("config field", &name)?;
        if checked.insert(name.clone(), field).is_some() {
            return Err(format!("config field {name} is declared twice"));
        }
    }
    Ok(checked)
}

fn check_default(default: ConfigValue) -> Result<ConfigValue, String> {
    let bytes: usize = match &default {
        ConfigValue::Text(text) => text.len(),
        ConfigValue::Texts(texts) => texts
            .iter()
            .map(|text| text.len() + size_of::<String>())
            .sum(),
        ConfigValue::Integer(_) | ConfigValue::Boolean(_) => 0,
    };
    if bytes > MAX_DEFAULT {
        return Err(format!(
            "a default takes {bytes} bytes, over the limit of {MAX_DEFAULT}"
        ));
    }
    Ok(default)
}

fn text(what: &str, text: &str) -> Result<String, String> {
    Ok(opencite_core::printable(bounded(what, text)?).into_owned())
}

fn bounded<'a>(what: &str, text: &'a str) -> Result<&'a str, String> {
    if text.len() > MAX_TEXT {
        return Err(format!(
            "its {what} has {} bytes, over the limit of {MAX_TEXT}",
            text.len()
        ));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use opencite_bindings::host::types::ConfigValue as WitValue;

    use super::*;

    #[test]
    fn the_name_of_a_field_that_is_declared_twice_is_spelled_out() {
        let field = || guest::ConfigField {
            name: "a\u{1b}[31m".to_owned(),
            default: WitValue::Integer(1),
            help: String::new(),
        };
        let refused = check_config(vec![field(), field()]);
        let reason = refused.expect_err("there are two");
        assert_eq!(reason, "config field a\\u{1b}[31m is declared twice");
    }
}

//! The sections `[plugins.ID]`: the settings of plugins.

use std::collections::{BTreeMap, HashMap};

use opencite_core::{ConfigValue, Manifest, nearest};
use toml::Value;

use crate::error::{ConfigError, shown};

/// What the section of a plugin says, each setting of the type that the manifest declares.
pub(crate) fn settings(
    section: &BTreeMap<String, Value>,
    manifest: &Manifest,
) -> Result<HashMap<String, ConfigValue>, ConfigError> {
    section
        .iter()
        .map(|(name, value)| Ok((name.clone(), setting(manifest, name, value)?)))
        .collect()
}

fn setting(manifest: &Manifest, name: &str, value: &Value) -> Result<ConfigValue, ConfigError> {
    let id = &manifest.id;
    let shown = shown(name);
    let Some(field) = manifest.config.get(name) else {
        let nearest = nearest(name, manifest.config.keys().map(String::as_str));
        let unknown = ConfigError::new(format!("plugin {id} has no setting {shown}"));
        return Err(unknown.meant(nearest));
    };
    from_toml(value)
        .filter(|value| value.same_type(&field.default))
        .ok_or_else(|| {
            let wanted = field.default.type_name();
            ConfigError::new(format!("setting {shown} of plugin {id} is not {wanted}"))
        })
}

fn from_toml(value: &Value) -> Option<ConfigValue> {
    match value {
        Value::String(text) => Some(ConfigValue::Text(text.clone())),
        Value::Integer(integer) => Some(ConfigValue::Integer(*integer)),
        Value::Boolean(boolean) => Some(ConfigValue::Boolean(*boolean)),
        Value::Array(items) => items
            .iter()
            .map(|item| item.as_str().map(str::to_owned))
            .collect::<Option<Vec<String>>>()
            .map(ConfigValue::Texts),
        Value::Float(_) | Value::Datetime(_) | Value::Table(_) => None,
    }
}

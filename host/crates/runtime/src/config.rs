//! The interface `config`: what the operator set for the plugin.

use std::collections::HashMap;

use opencite_bindings::aws::types as aws_types;
use opencite_bindings::host::config;
use opencite_bindings::host::types::{self, ConfigValue as WitValue};
use opencite_core::{ConfigValue, Manifest};

/// The settings of one plugin: what the operator set, over the defaults of the manifest.
pub(crate) struct Settings(HashMap<String, ConfigValue>);

impl Settings {
    pub(crate) fn new(manifest: &Manifest, set: HashMap<String, ConfigValue>) -> Self {
        let defaults = manifest
            .config
            .iter()
            .map(|(name, field)| (name.clone(), field.default.clone()));
        Self(defaults.chain(set).collect())
    }
}

impl config::Host for Settings {
    fn get(&mut self, name: String) -> wasmtime::Result<Option<WitValue>> {
        Ok(self.0.get(&name).cloned().map(to_wit))
    }
}

// Interfaces that hold types only have nothing to answer.
impl types::Host for Settings {}
impl aws_types::Host for Settings {}

pub(crate) fn from_wit(value: WitValue) -> ConfigValue {
    match value {
        WitValue::Text(text) => ConfigValue::Text(text),
        WitValue::Integer(integer) => ConfigValue::Integer(integer),
        WitValue::Boolean(boolean) => ConfigValue::Boolean(boolean),
        WitValue::Texts(texts) => ConfigValue::Texts(texts),
    }
}

fn to_wit(value: ConfigValue) -> WitValue {
    match value {
        ConfigValue::Text(text) => WitValue::Text(text),
        ConfigValue::Integer(integer) => WitValue::Integer(integer),
        ConfigValue::Boolean(boolean) => WitValue::Boolean(boolean),
        ConfigValue::Texts(texts) => WitValue::Texts(texts),
    }
}

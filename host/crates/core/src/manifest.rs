//! What a plugin says of itself.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{AssetType, IamAction, PluginId};

/// What a plugin says of itself, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// What the database and the config know the plugin by.
    pub id: PluginId,
    /// Semantic version.
    pub version: String,
    /// One line for people.
    pub title: String,
    /// What it discovers, sorted by name.
    pub asset_types: Vec<AssetTypeDecl>,
    /// The settings that an operator may make, by name.
    pub config: BTreeMap<String, ConfigField>,
    /// Where it learns of usage from, sorted by name.
    pub usage_sources: Vec<UsageSource>,
    /// The IAM actions that it asks for, sorted. Without any, those of the functions that it imports.
    pub actions: Vec<IamAction>,
}

/// A kind of asset that a plugin discovers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssetTypeDecl {
    /// The name.
    pub name: AssetType,
    /// Whether each region has its own.
    pub scope: Scope,
    /// One line for people.
    pub title: String,
}

/// Where a plugin learns of usage from: a log, an audit trail, a metric.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsageSource {
    /// The name; no asset type of the plugin has it, because units of work are named by either.
    pub name: AssetType,
    /// One line for people.
    pub title: String,
    /// How far back AWS keeps it.
    pub retention_days: u32,
    /// How long AWS may take until all is there.
    pub delay_minutes: u32,
    /// The setting without which there is nothing to ask.
    pub setting: Option<String>,
}

/// Whether an asset type exists once a region or once an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// Each region has its own.
    Regional,
    /// One set for the whole account.
    Global,
}

/// A setting that an operator may make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigField {
    /// What holds when the operator says nothing; decides the type.
    pub default: ConfigValue,
    /// One line for people.
    pub help: String,
}

/// The value of a setting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ConfigValue {
    /// A text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// True or false.
    Boolean(bool),
    /// A list of texts.
    Texts(Vec<String>),
}

impl ConfigValue {
    /// The name of the value's type, for messages.
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::Text(_) => "a text",
            Self::Integer(_) => "a whole number",
            Self::Boolean(_) => "true or false",
            Self::Texts(_) => "a list of texts",
        }
    }

    /// Whether both values are of one type.
    pub fn same_type(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

//! What a plugin implements.

use std::marker::PhantomData;

use crate::generated::exports::opencite::plugin::guest::{self, Check, Guest, PluginManifest};
use crate::generated::opencite::plugin::inventory::Refusal;
use crate::{AwsError, ConfigValue, Scope, Unit};

/// A plugin: what it is called, what it discovers, and how.
pub trait Plugin {
    /// A lower-case word with underscores: the operator's config and the database know the plugin by it.
    const ID: &'static str;
    /// Semantic version; mostly `env!("CARGO_PKG_VERSION")`.
    const VERSION: &'static str;
    /// One line for people.
    const TITLE: &'static str;
    /// What it discovers.
    const KINDS: &'static [AssetKind];

    /// The settings that the operator may make.
    fn config() -> Vec<ConfigField> {
        Vec::new()
    }

    /// Tries each action that the plugin needs once.
    fn verify() -> Vec<Check> {
        Self::KINDS
            .iter()
            .flat_map(|kind| (kind.verify)())
            .collect()
    }
}

/// A kind of asset that a plugin discovers.
pub struct AssetKind {
    /// A lower-case word with underscores.
    pub name: &'static str,
    /// One line for people.
    pub title: &'static str,
    /// Whether each region has its own.
    pub scope: Scope,
    /// Finds and emits every asset of this kind in the unit's account and region.
    pub discover: fn(&Unit) -> Result<(), Failure>,
    /// Tries each action that `discover` needs once: see [`tried`](crate::tried).
    pub verify: fn() -> Vec<Check>,
}

/// A setting that the operator may make.
pub struct ConfigField {
    /// The name in the operator's config.
    pub name: &'static str,
    /// What holds when the operator says nothing; decides the type.
    pub default: ConfigValue,
    /// One line for people.
    pub help: &'static str,
}

/// Why a unit could not be finished. Errors of AWS and refusals of the host turn into it by `?`.
#[derive(Debug)]
pub enum Failure {
    /// AWS did not answer.
    Aws(Box<AwsError>),
    /// Anything else, in words for the operator.
    Other(String),
}

impl From<AwsError> for Failure {
    fn from(error: AwsError) -> Self {
        Self::Aws(Box::new(error))
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Other(match refusal {
            Refusal::Invalid((index, rule)) => {
                format!("asset {index} of a batch was refused: {rule}")
            }
            Refusal::Limit(limit) => format!("limit reached: {limit}"),
        })
    }
}

/// Joins a [`Plugin`] to the generated exports.
#[doc(hidden)]
pub struct Exported<P>(PhantomData<P>);

impl<P: Plugin> Guest for Exported<P> {
    fn manifest() -> PluginManifest {
        PluginManifest {
            id: P::ID.to_owned(),
            version: P::VERSION.to_owned(),
            title: P::TITLE.to_owned(),
            asset_types: P::KINDS.iter().map(asset_type).collect(),
            config: P::config().into_iter().map(config_field).collect(),
            reports_usage: false,
        }
    }

    fn verify() -> Vec<Check> {
        P::verify()
    }

    fn discover(unit: Unit) -> Result<(), guest::Failure> {
        let kind = P::KINDS.iter().find(|kind| kind.name == unit.asset_type);
        let found = match kind {
            Some(kind) => (kind.discover)(&unit),
            None => Err(Failure::Other(format!(
                "{} is no asset type of {}",
                unit.asset_type,
                P::ID
            ))),
        };
        found.map_err(|failure| match failure {
            Failure::Aws(error) => guest::Failure::Aws(*error),
            Failure::Other(words) => guest::Failure::Other(words),
        })
    }

    fn usage(_: guest::Window) -> Result<(), guest::Failure> {
        Err(guest::Failure::Other(format!("{} reports no usage", P::ID)))
    }
}

fn asset_type(kind: &AssetKind) -> guest::AssetType {
    guest::AssetType {
        name: kind.name.to_owned(),
        scope: kind.scope,
        title: kind.title.to_owned(),
    }
}

fn config_field(field: ConfigField) -> guest::ConfigField {
    guest::ConfigField {
        name: field.name.to_owned(),
        default: field.default,
        help: field.help.to_owned(),
    }
}

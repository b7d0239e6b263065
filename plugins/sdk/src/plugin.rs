//! What a plugin implements.

use std::marker::PhantomData;

use crate::generated::exports::opencite::plugin::guest::{self, Check, Guest, PluginManifest};
use crate::generated::opencite::plugin::inventory::Refusal;
use crate::generated::opencite::plugin::usage_sink::Window;
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
    /// Where it learns of usage from.
    const USAGE: &'static [UsageKind] = &[];
    /// The IAM actions that it asks for. Without any, those of the functions of [`aws`](crate::aws) that it calls; those
    /// that it [sends](crate::request) have to be named here.
    const ACTIONS: &'static [&'static str] = &[];

    /// The settings that the operator may make.
    fn config() -> Vec<ConfigField> {
        Vec::new()
    }

    /// Tries each action that the plugin needs once.
    fn verify() -> Vec<Check> {
        let kinds = Self::KINDS.iter().map(|kind| kind.verify);
        let usage = Self::USAGE.iter().map(|source| source.verify);
        kinds.chain(usage).flat_map(|verify| verify()).collect()
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

/// A source of usage.
pub struct UsageKind {
    /// A lower-case word with underscores, unlike that of any asset kind.
    pub name: &'static str,
    /// One line for people.
    pub title: &'static str,
    /// How far back it goes, in days.
    pub retention_days: u32,
    /// How long after a call it may still be silent of it, in minutes.
    pub delay_minutes: u32,
    /// The setting without which it is not asked.
    pub setting: Option<&'static str>,
    /// Tells what was used within a window in the unit's account and region: to `usage_sink`.
    pub tell: fn(&Unit, &Window) -> Result<(), Failure>,
    /// Tries each action that `tell` needs once.
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

/// The usage sink refuses in words.
impl From<String> for Failure {
    fn from(words: String) -> Self {
        Self::Other(words)
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
            usage_sources: P::USAGE.iter().map(usage_source).collect(),
            actions: P::ACTIONS.iter().map(ToString::to_string).collect(),
        }
    }

    fn verify() -> Vec<Check> {
        P::verify()
    }

    fn discover(unit: Unit) -> Result<(), guest::Failure> {
        let kind = P::KINDS.iter().find(|kind| kind.name == unit.asset_type);
        let kind = kind.ok_or_else(|| unknown::<P>(&unit))?;
        (kind.discover)(&unit).map_err(failure)
    }

    fn usage(unit: Unit, window: Window) -> Result<(), guest::Failure> {
        let source = P::USAGE
            .iter()
            .find(|source| source.name == unit.asset_type);
        let source = source.ok_or_else(|| unknown::<P>(&unit))?;
        (source.tell)(&unit, &window).map_err(failure)
    }
}

fn unknown<P: Plugin>(unit: &Unit) -> guest::Failure {
    guest::Failure::Other(format!(
        "{} is neither an asset type nor a source of usage of {}",
        unit.asset_type,
        P::ID
    ))
}

fn failure(failure: Failure) -> guest::Failure {
    match failure {
        Failure::Aws(error) => guest::Failure::Aws(*error),
        Failure::Other(words) => guest::Failure::Other(words),
    }
}

fn usage_source(source: &UsageKind) -> guest::UsageSource {
    guest::UsageSource {
        name: source.name.to_owned(),
        title: source.title.to_owned(),
        retention_days: source.retention_days,
        delay_minutes: source.delay_minutes,
        setting: source.setting.map(str::to_owned),
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

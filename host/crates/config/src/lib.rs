//! The config file: what an operator may write, and what is said of it when it is wrong.
//!
//! - [`Config`]: all of it; without a file, everything is as it is by default.
//! - [`AccountSection`], [`DestinationSection`], [`MailSection`], [`ScheduleSection`], ...: its sections.
//! - [`SecretSource`]: where a secret is, as it does not stand in the config itself.
//! - [`ConfigError`]: file, line, section and key of what is wrong, and the nearest word.

#![warn(missing_docs)]

mod account;
mod aws;
mod bounded;
mod complaint;
mod deliveries;
mod destination;
mod error;
mod mail;
mod plugin;
mod schedule;
mod secret_source;
#[cfg(test)]
mod tests;
mod text_file;

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use opencite_core::{AwsSettings, ConfigValue, Manifest};
use serde::Deserialize;

pub use account::AccountSection;
pub use bounded::Bounded;
pub use deliveries::DeliveriesSection;
pub use destination::{DestinationSection, WebhookStyle};
pub use error::ConfigError;
pub use mail::{MailSection, MailSecurity};
pub use schedule::{JobName, ReportDays, ScheduleSection};
pub use secret_source::SecretSource;

use aws::AwsSection;

/// The largest config, in bytes.
const MAX_BYTES: u64 = 1024 * 1024;

/// What an operator may write. Unknown keys are errors: a misspelt one must not be taken for the default.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Regions to scan, where the command line names none.
    #[serde(default)]
    pub regions: Vec<String>,
    /// Regions that are newer than this program.
    #[serde(default)]
    pub additional_regions: Vec<String>,
    /// Requests that may be under way at once.
    pub concurrency: Option<u16>,
    /// How many days of usage to collect, where the command line does not say.
    pub usage_days: Option<Bounded<1, 90>>,
    /// How long one source of usage may take in one account and region; the next scan goes on from there.
    pub usage_minutes: Option<Bounded<1, 60>>,
    /// How long calls of models are kept.
    pub invocation_retention_days: Option<Bounded<1, 3650>>,
    /// The accounts to look at, where the command line names no profile and no role.
    #[serde(default, rename = "account")]
    pub accounts: Vec<AccountSection>,
    /// The server that takes mails.
    pub mail: Option<MailSection>,
    /// Who gets reports, by name.
    #[serde(default)]
    pub destinations: BTreeMap<String, DestinationSection>,
    /// How hard it is tried to send a report.
    #[serde(default)]
    pub deliveries: DeliveriesSection,
    /// Jobs.
    #[serde(default, rename = "schedule")]
    pub schedules: Vec<ScheduleSection>,
    /// The scheduler itself.
    #[serde(default)]
    pub scheduler: SchedulerSection,
    /// What reports look like.
    #[serde(default)]
    pub report: ReportSection,
    /// Queries by name, for `opencite query --saved`.
    #[serde(default)]
    pub queries: BTreeMap<String, String>,
    #[serde(default)]
    aws: AwsSection,
    /// What bounds plugins, by the names that `opencite plugin limits` prints.
    #[serde(default)]
    pub limits: BTreeMap<String, u64>,
    /// The settings of each plugin, by its id.
    #[serde(default)]
    plugins: BTreeMap<String, BTreeMap<String, toml::Value>>,
}

/// The scheduler itself.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SchedulerSection {
    /// Where it answers how it is, and with metrics: an address of this machine. By default nowhere.
    pub listen: Option<std::net::SocketAddr>,
}

/// What reports look like.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportSection {
    /// A directory with templates that take the place of the program's own, by their names.
    pub templates: Option<std::path::PathBuf>,
}

impl Config {
    /// Reads the file; without one, everything is as it is by default.
    ///
    /// # Errors
    ///
    /// When it cannot be read, is larger than any config, or says what no config says.
    pub fn read(path: Option<&Path>) -> Result<Self, ConfigError> {
        let Some(path) = path else {
            return Ok(Self::default());
        };
        let text = text_file::read(path, MAX_BYTES).map_err(|source| {
            ConfigError::of(format!("cannot read config {}", path.display()), source)
        })?;
        Self::parse(&text, path)
    }

    /// What the text of a file says; the path is what messages call it.
    ///
    /// # Errors
    ///
    /// When it is no TOML, has a key that no config has, or a value that is none for its key.
    pub fn parse(text: &str, path: &Path) -> Result<Self, ConfigError> {
        toml::from_str(text).map_err(|error| complaint::complaint(path, text, &error))
    }

    /// Where credentials come from and where calls go, as far as the config says.
    ///
    /// # Errors
    ///
    /// When there is half a key, or a time is out of bounds.
    pub fn settings(&self) -> Result<AwsSettings, ConfigError> {
        self.aws.settings()
    }

    /// The settings of a plugin, each of the type that the manifest declares.
    ///
    /// # Errors
    ///
    /// When the plugin has no such setting, or one of another type.
    pub fn plugin(&self, manifest: &Manifest) -> Result<HashMap<String, ConfigValue>, ConfigError> {
        match self.plugins.get(manifest.id.as_str()) {
            Some(section) => plugin::settings(section, manifest),
            None => Ok(HashMap::new()),
        }
    }

    /// The plugins that have settings, to notice one that is not there.
    pub fn plugin_ids(&self) -> impl Iterator<Item = &str> {
        self.plugins.keys().map(String::as_str)
    }
}

//! The config file.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::time::Duration;

use opencite_aws::{EndpointUrl, Patience, Role, Secret, Settings, StaticKeys};
use opencite_core::{ConfigValue, Manifest};
use serde::Deserialize;

use crate::failure::Failure;

/// What an operator may write. Unknown keys are errors: a misspelt one must not be taken for the default.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    /// Regions to scan, where the command line names none.
    #[serde(default)]
    pub(crate) regions: Vec<String>,
    /// Regions that are newer than this program.
    #[serde(default)]
    pub(crate) additional_regions: Vec<String>,
    /// Requests that may be under way at once.
    pub(crate) concurrency: Option<u16>,
    #[serde(default)]
    aws: AwsSection,
    /// The settings of each plugin, by its id.
    #[serde(default)]
    plugins: BTreeMap<String, BTreeMap<String, toml::Value>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct AwsSection {
    access_key_id: Option<Secret>,
    secret_access_key: Option<Secret>,
    session_token: Option<Secret>,
    profile: Option<String>,
    #[serde(default)]
    roles: Vec<RoleSection>,
    endpoint_url: Option<EndpointUrl>,
    #[serde(default)]
    patience: PatienceSection,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RoleSection {
    arn: String,
    external_id: Option<String>,
}

/// Times in seconds.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct PatienceSection {
    connect: Option<f64>,
    attempt: Option<f64>,
    operation: Option<f64>,
    attempts: Option<u32>,
    backoff: Option<f64>,
}

/// The longest time that may be set, in seconds.
const MAX_SECONDS: f64 = 3600.0;

impl Config {
    /// Reads the file; without one, everything is as it is by default.
    pub(crate) fn read(path: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = path else {
            return Ok(Self::default());
        };
        let text = std::fs::read_to_string(path).map_err(|error| {
            Failure::usage(
                anyhow::Error::new(error).context(format!("cannot read config {}", path.display())),
            )
        })?;
        toml::from_str(&text).map_err(|error| Failure::usage(config_error(path, &text, &error)))
    }

    /// Where credentials come from and where calls go, as far as the config says.
    pub(crate) fn settings(&self) -> Result<Settings, Failure> {
        let aws = &self.aws;
        Ok(Settings {
            keys: aws.keys()?,
            profile: aws.profile.clone(),
            roles: aws.roles.iter().map(RoleSection::role).collect(),
            endpoint_url: aws.endpoint_url.clone(),
            patience: aws.patience.patience()?,
        })
    }

    /// The settings of a plugin, each of the type that the manifest declares.
    pub(crate) fn plugin(
        &self,
        manifest: &Manifest,
    ) -> Result<HashMap<String, ConfigValue>, Failure> {
        let Some(section) = self.plugins.get(manifest.id.as_str()) else {
            return Ok(HashMap::new());
        };
        section
            .iter()
            .map(|(name, value)| Ok((name.clone(), plugin_value(manifest, name, value)?)))
            .collect()
    }

    /// The plugins that have settings, to notice one that is not there.
    pub(crate) fn plugin_ids(&self) -> impl Iterator<Item = &str> {
        self.plugins.keys().map(String::as_str)
    }
}

fn config_error(path: &Path, text: &str, error: &toml::de::Error) -> anyhow::Error {
    let before = error
        .span()
        .and_then(|span| text.get(..span.start))
        .unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    anyhow::anyhow!(
        "config {}, line {line}: {}",
        path.display(),
        without_value(error.message())
    )
}

/// What is wrong, without the value that is: it could be a secret in the wrong place.
fn without_value(message: &str) -> String {
    match message.split_once(", expected ") {
        Some((found, expected)) if found.starts_with("invalid ") => format!("expected {expected}"),
        _ => message.to_owned(),
    }
}

fn plugin_value(
    manifest: &Manifest,
    name: &str,
    value: &toml::Value,
) -> Result<ConfigValue, Failure> {
    let id = &manifest.id;
    let Some(field) = manifest.config.get(name) else {
        let nearest = nearest(name, manifest.config.keys().map(String::as_str));
        return Err(
            Failure::usage(anyhow::anyhow!("plugin {id} has no setting {name}"))
                .maybe_hint(nearest.map(|nearest| format!("Did you mean {nearest}?"))),
        );
    };
    from_toml(value)
        .filter(|value| value.same_type(&field.default))
        .ok_or_else(|| {
            Failure::usage(anyhow::anyhow!(
                "setting {name} of plugin {id} is not {}",
                field.default.type_name()
            ))
        })
}

fn from_toml(value: &toml::Value) -> Option<ConfigValue> {
    match value {
        toml::Value::String(text) => Some(ConfigValue::Text(text.clone())),
        toml::Value::Integer(integer) => Some(ConfigValue::Integer(*integer)),
        toml::Value::Boolean(boolean) => Some(ConfigValue::Boolean(*boolean)),
        toml::Value::Array(items) => items
            .iter()
            .map(|item| item.as_str().map(str::to_owned))
            .collect::<Option<Vec<String>>>()
            .map(ConfigValue::Texts),
        toml::Value::Float(_) | toml::Value::Datetime(_) | toml::Value::Table(_) => None,
    }
}

/// The candidate that a misspelt word most likely stands for.
pub(crate) fn nearest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= candidate.len() / 3 + 1)
        .min()
        .map(|(_, candidate)| candidate)
}

impl AwsSection {
    fn keys(&self) -> Result<Option<StaticKeys>, Failure> {
        match (&self.access_key_id, &self.secret_access_key) {
            (Some(id), Some(secret)) => Ok(Some(StaticKeys {
                access_key_id: id.clone(),
                secret_access_key: secret.clone(),
                session_token: self.session_token.clone(),
            })),
            (None, None) => Ok(None),
            _ => Err(Failure::usage(anyhow::anyhow!(
                "the config's [aws] has only one of access_key_id and secret_access_key"
            ))),
        }
    }
}

impl RoleSection {
    fn role(&self) -> Role {
        Role {
            arn: self.arn.clone(),
            external_id: self.external_id.clone(),
        }
    }
}

impl PatienceSection {
    fn patience(&self) -> Result<Patience, Failure> {
        let default = Patience::default();
        Ok(Patience {
            connect: seconds("connect", self.connect, default.connect)?,
            attempt: seconds("attempt", self.attempt, default.attempt)?,
            operation: seconds("operation", self.operation, default.operation)?,
            attempts: self.attempts.unwrap_or(default.attempts).max(1),
            backoff: seconds("backoff", self.backoff, default.backoff)?,
        })
    }
}

fn seconds(name: &str, set: Option<f64>, default: Duration) -> Result<Duration, Failure> {
    match set {
        None => Ok(default),
        Some(seconds) if seconds > 0.0 && seconds <= MAX_SECONDS => {
            Ok(Duration::from_secs_f64(seconds))
        }
        Some(seconds) => Err(Failure::usage(anyhow::anyhow!(
            "{name} in the config's [aws.patience] is {seconds}, not between 0 and {MAX_SECONDS} seconds"
        ))),
    }
}

//! The config file.

mod account;
mod complaint;
mod deliveries;
mod destination;
mod mail;
mod schedule;
mod secret_source;

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::time::Duration;

use opencite_aws::{EndpointUrl, Patience, Settings, StaticKeys};
use opencite_core::{ConfigValue, Manifest, Secret};
use opencite_runtime::Limits;
use serde::Deserialize;

use crate::failure::Failure;

pub(crate) use account::AccountSection;
use account::RoleSection;
pub(crate) use deliveries::DeliveriesSection;
pub(crate) use destination::{DestinationSection, WebhookStyle};
pub(crate) use mail::{MailSection, MailSecurity};
pub(crate) use schedule::ScheduleSection;
pub(crate) use secret_source::SecretSource;

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
    /// How many days of usage to collect, where the command line does not say.
    pub(crate) usage_days: Option<Bounded<1, 90>>,
    /// How long one source of usage may take in one account and region; the next scan goes on from there.
    pub(crate) usage_minutes: Option<Bounded<1, 60>>,
    /// How long calls of models are kept.
    pub(crate) invocation_retention_days: Option<Bounded<1, 3650>>,
    /// The accounts to look at, where the command line names no profile and no role.
    #[serde(default, rename = "account")]
    pub(crate) accounts: Vec<AccountSection>,
    /// The server that takes mails.
    pub(crate) mail: Option<MailSection>,
    /// Who gets reports, by name.
    #[serde(default)]
    pub(crate) destinations: BTreeMap<String, DestinationSection>,
    #[serde(default)]
    pub(crate) deliveries: DeliveriesSection,
    /// Jobs.
    #[serde(default, rename = "schedule")]
    pub(crate) schedules: Vec<ScheduleSection>,
    #[serde(default)]
    pub(crate) scheduler: SchedulerSection,
    #[serde(default)]
    pub(crate) report: ReportSection,
    /// Queries by name, for `opencite query --saved`.
    #[serde(default)]
    pub(crate) queries: BTreeMap<String, String>,
    #[serde(default)]
    aws: AwsSection,
    /// What bounds plugins, by the names that `opencite plugin limits` prints.
    #[serde(default)]
    limits: BTreeMap<String, u64>,
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

/// The scheduler itself.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SchedulerSection {
    /// Where it answers how it is, and with metrics: an address of this machine. By default nowhere.
    pub(crate) listen: Option<std::net::SocketAddr>,
}

/// What reports look like.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReportSection {
    /// A directory with templates that take the place of the program's own, by their names.
    pub(crate) templates: Option<std::path::PathBuf>,
}

/// A number within bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "i64")]
pub(crate) struct Bounded<const MIN: u16, const MAX: u16>(u16);

impl<const MIN: u16, const MAX: u16> Bounded<MIN, MAX> {
    pub(crate) fn get(self) -> u16 {
        self.0
    }
}

impl<const MIN: u16, const MAX: u16> TryFrom<i64> for Bounded<MIN, MAX> {
    type Error = String;

    fn try_from(number: i64) -> Result<Self, String> {
        u16::try_from(number)
            .ok()
            .filter(|number| (MIN..=MAX).contains(number))
            .map(Self)
            .ok_or_else(|| format!("it is not between {MIN} and {MAX}"))
    }
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
        toml::from_str(&text)
            .map_err(|error| Failure::usage(complaint::complaint(path, &text, &error)))
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

    /// What bounds plugins.
    ///
    /// # Errors
    ///
    /// When there is no limit of a name.
    pub(crate) fn limits(&self) -> Result<Limits, Failure> {
        let mut limits = Limits::default();
        for (name, value) in &self.limits {
            if !limits.set(name, *value) {
                return Err(unknown_limit(name, &limits));
            }
        }
        Ok(limits)
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

fn unknown_limit(name: &str, limits: &Limits) -> Failure {
    let known = limits.list();
    let nearest = nearest(name, known.iter().map(|limit| limit.name));
    let hint = nearest.map_or_else(
        || "`opencite plugin limits` lists them.".to_owned(),
        |nearest| format!("Did you mean {nearest}?"),
    );
    Failure::usage(anyhow::anyhow!(
        "the config's [limits] has {name}, which is none"
    ))
    .hint(hint)
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

impl PatienceSection {
    fn patience(&self) -> Result<Patience, Failure> {
        let default = Patience::default();
        Ok(Patience {
            connect: seconds("aws.patience", "connect", self.connect, default.connect)?,
            attempt: seconds("aws.patience", "attempt", self.attempt, default.attempt)?,
            operation: seconds(
                "aws.patience",
                "operation",
                self.operation,
                default.operation,
            )?,
            attempts: self.attempts.unwrap_or(default.attempts).max(1),
            backoff: seconds("aws.patience", "backoff", self.backoff, default.backoff)?,
        })
    }
}

fn seconds(
    section: &str,
    name: &str,
    set: Option<f64>,
    default: Duration,
) -> Result<Duration, Failure> {
    match set {
        None => Ok(default),
        Some(seconds) if seconds > 0.0 && seconds <= MAX_SECONDS => {
            Ok(Duration::from_secs_f64(seconds))
        }
        Some(seconds) => Err(Failure::usage(anyhow::anyhow!(
            "{name} in the config's [{section}] is {seconds}, not between 0 and {MAX_SECONDS} seconds"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readme_shows_configs_as_they_are() {
        let readme = include_str!("../../README.md");
        let blocks = readme.split("```toml\n").skip(1);
        let blocks: Vec<&str> = blocks
            .filter_map(|block| Some(block.split_once("```")?.0))
            .collect();
        let shown: Config = toml::from_str(&blocks.concat()).unwrap();
        assert_eq!((shown.accounts.len(), shown.schedules.len()), (1, 1));
    }

    /// The complaint about a config; none of what could be a secret may be in it.
    fn refused(text: &str) -> String {
        let error = toml::from_str::<Config>(text).unwrap_err();
        let said = complaint::complaint(Path::new("opencite.toml"), text, &error).to_string();
        for secret in ["AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI", "4242424242"] {
            assert!(!said.contains(secret), "{said}");
        }
        said
    }

    fn account(text: &str) -> AccountSection {
        let mut config: Config = toml::from_str(text).unwrap();
        config.accounts.remove(0)
    }

    #[test]
    fn an_unknown_key_is_told_by_line_section_and_nearest() {
        let account = "concurrency = 4\n\n[[account]] # ours\nname = \"a\"\nroles = [{ arn = \"arn:aws:iam::111122223333:role/x\", external_di = \"y\" }]\n";
        insta::assert_snapshot!(refused(account), @"config opencite.toml, line 5: unknown key external_di in [[account]]; did you mean external_id?");
        insta::assert_snapshot!(refused("regoins = []\n"), @"config opencite.toml, line 1: unknown key regoins; did you mean regions?");
        insta::assert_snapshot!(refused("[aws.patience]\nzebra = 1\n"), @"config opencite.toml, line 2: unknown key zebra in [aws.patience]; there are connect, attempt, operation, attempts, backoff");
    }

    #[test]
    fn a_value_of_the_wrong_type_is_told_by_its_key() {
        insta::assert_snapshot!(refused("[[account]]\nregions = \"wJalrXUtnFEMI\"\n"), @"config opencite.toml, line 2: regions in [[account]] is not a list");
        insta::assert_snapshot!(refused("[[account]]\nprofile = 4242424242\n"), @"config opencite.toml, line 2: profile in [[account]] is not a text");
        insta::assert_snapshot!(refused("usage_days = \"seven\"\n"), @"config opencite.toml, line 1: usage_days is not a whole number within bounds");
        insta::assert_snapshot!(refused("usage_days = 91\n"), @"config opencite.toml, line 1: usage_days: it is not between 1 and 90");
        insta::assert_snapshot!(refused("[[account]]\naccount_id = \"4242424242\"\n"), @"config opencite.toml, line 2: account_id in [[account]]: it is not 12 digits");
        insta::assert_snapshot!(refused("[[account]]\ntypes = [\"Custom Model\"]\n"), @"config opencite.toml, line 2: types in [[account]]: a name is a lower-case word of letters, digits and underscores");
        insta::assert_snapshot!(refused("[[account]]\nroles = [{ external_id = \"x\" }]\n"), @"config opencite.toml, line 2: there is no arn in [[account]]");
    }

    #[test]
    fn a_malformed_arn_is_told_before_anything_is_asked() {
        insta::assert_snapshot!(refused("[[account]]\nroles = [{ arn = \"wJalrXUtnFEMI\" }]\n"), @"config opencite.toml, line 2: arn in [[account]]: not the ARN of a role, such as arn:aws:iam::111122223333:role/name: it does not begin with arn:PARTITION:iam::ACCOUNT:");
    }

    #[test]
    fn a_key_in_the_section_of_an_account_is_refused_with_the_way_out() {
        insta::assert_snapshot!(refused("[[account]]\nsecret_access_key = \"wJalrXUtnFEMI\"\n"), @r#"config opencite.toml, line 2: secret_access_key in [[account]]: a secret does not stand in the config: put it into an environment variable or a file, and write { env = "NAME" } or { file = "PATH" } here"#);
        insta::assert_snapshot!(refused("[[account]]\naccess_key_id = { var = \"X\" }\n"), @"config opencite.toml, line 2: unknown key var in [[account]]; there are env, file");
        insta::assert_snapshot!(refused("[[account]]\naccess_key_id = 4242424242\n"), @r#"config opencite.toml, line 2: access_key_id in [[account]] is not a reference to the environment or to a file, { env = "NAME" } or { file = "PATH" }"#);
    }

    #[test]
    fn a_variable_that_is_not_set_is_named() {
        let account = account(
            "[[account]]\naccess_key_id = { env = \"OPENCITE_TEST_UNSET\" }\nsecret_access_key = { env = \"PATH\" }\n",
        );
        let refused = account.settings(&Settings::default(), "audit").unwrap_err();
        insta::assert_snapshot!(refused.to_string(), @"the environment variable OPENCITE_TEST_UNSET, which is to hold access_key_id of account audit, is not set");
    }

    #[test]
    fn what_an_account_does_not_say_comes_from_the_rest() {
        let base = Settings {
            profile: Some("base".to_owned()),
            ..Settings::default()
        };
        let silent = account("[[account]]\nregions = [\"all\"]\n");
        let settings = silent.settings(&base, "x").unwrap();
        assert_eq!(settings.profile.as_deref(), Some("base"));
        assert_eq!(silent.name(2), "number 2");
        let role = account(
            "[[account]]\nprofile = \"p\"\nroles = [{ arn = \"arn:aws:iam::444455556666:role/x\" }]\n",
        );
        let settings = role.settings(&base, "x").unwrap();
        assert_eq!(settings.profile.as_deref(), Some("p"));
        assert_eq!(settings.roles.len(), 1);
        let id = role.account_id().map(ToString::to_string);
        assert_eq!(id.as_deref(), Some("444455556666"));
    }

    #[test]
    fn keys_by_reference_are_not_printable() {
        let account = account(
            "[[account]]\naccess_key_id = { env = \"PATH\" }\nsecret_access_key = { env = \"PATH\" }\n",
        );
        let settings = account.settings(&Settings::default(), "x").unwrap();
        assert!(settings.keys.is_some());
        assert!(format!("{settings:?}").contains("Secret(..)"));
    }
}
